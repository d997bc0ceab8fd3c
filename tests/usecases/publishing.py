"""A store in which a brief waits to be published, or was approved for it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from assistant.adapters.logs import Log
from assistant.adapters.random_tokens import RandomTokens
from assistant.adapters.signing import FileSigner
from assistant.adapters.sources import FileSources
from assistant.briefing.brief import (
    Audience,
    Brief,
    Letterhead,
    Point,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from assistant.briefing.json import to_json
from assistant.governance.roles import Grant, Role
from assistant.governance.schedule import Duties
from assistant.policy import default_policy
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.ports.store import StoredBrief
from assistant.usecases.app import App, Outbound
from assistant.usecases.assessment import Assessment
from assistant.usecases.decide_proposal import approve
from assistant.usecases.publish_brief import publish_brief
from assistant.values import Fact, Source, Unit
from tests.contracts.batches import bring
from tests.fakes.memory_store import MemoryStore

TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)
LATE = Fact(
    subject="projects:open",
    measure="days_overdue",
    value=3,
    unit=Unit.DAYS,
    as_of=TODAY,
    revision="r",
    sources=(Source(source="s", file="projects.csv", row=2, column="end", as_of=TODAY),),
)


@dataclass
class Stopped:
    """A clock that shows what it was set to."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


def brief(viewer: str | None = None, **more: Any) -> StoredBrief:
    letters = Letterhead(audience=Audience.EXEC, as_of=TODAY, revision="r", policy_hash="h")
    said = Sentence(
        spans=(
            Span(text="Decide on *Falcon*: "),
            Span(text="3 days", fact=LATE.id),
            Span(text="."),
        )
    )
    written = Brief(
        **dict(letters),
        organisation="O",
        title=Sentence(spans=(Span(text="Brief"),)),
        dateline=Sentence(spans=(Span(text="As of Monday"),)),
        lead=(said,),
        sections=(
            Section(
                kind=SectionKind.RISKS,
                heading="Risks",
                points=(Point(keys=("late",), sentences=(said,)),),
            ),
        ),
        facts={LATE.id: LATE},
    )
    cells: dict[str, Any] = {
        "id": "b1",
        "audience": "exec",
        "as_of": TODAY,
        "since": None,
        "revision": "r",
        "policy_hash": "h",
        "viewer": viewer,
        "written_at": NOW,
        "body": to_json(written),
    }
    return StoredBrief.model_validate(cells | more)


def new_app(store: Any, publishers: Any, workshop: Any = None, **more: Any) -> App:
    """A new office: Ana leads the PMO, Ben a program, Cleo an executive; Ana and Cleo know Falcon."""
    bring(
        store,
        [
            Organisation(key="o", name="O", today=TODAY, time_zone="Europe/Dublin"),
            *(
                Person(key=key, name=key.title(), email=f"{key}@office.example")
                for key in ("ana", "ben", "cleo")
            ),
            Project(key="open", name="Open"),
            Project(key="falcon", name="Falcon", confidential=True, visible_to=("ana", "cleo")),
        ],
        as_of=TODAY,
    )
    with store.unit_of_work() as unit:
        unit.keep_grant(Grant(person="ana", role=Role.PMO_LEAD, since=TODAY))
        unit.keep_grant(Grant(person="ben", role=Role.PMO_LEAD, since=TODAY))
        unit.keep_grant(Grant(person="cleo", role=Role.EXECUTIVE, since=TODAY))
    return app_on(store, publishers, workshop, **more)


def app_on(store: Any, publishers: Any, workshop: Any = None, **more: Any) -> App:
    """The assistant of an office that a store holds already."""
    cells: dict[str, Any] = {
        "store": store,
        "clock": Stopped(),
        "log": Log(),
        "policy": default_policy(),
        "policy_tables": {},
        "sources": FileSources(),
        "tokens": RandomTokens(),
        "signer": FileSigner(Path("nowhere")),
        "outbound": Outbound(publishers=publishers, workshop=workshop, duties=Duties()),
    }
    return App(**(cells | more))


def propose(app: App, kept: StoredBrief, author: str = "ben", to: str = "there") -> str:
    with app.store.unit_of_work() as unit:
        unit.keep_brief(kept)
    return publish_brief(app.asked_by(author), kept.id, to).proposal.id


def approved(app: App, proposal: str, by: str = "ana", *, alone: bool = False) -> Any:
    return approve(Assessment(app.asked_by(by)), proposal, alone=alone)


@cache
def _template(to: str) -> MemoryStore:
    from assistant.adapters.publishers import KnownPublishers

    class Anywhere(KnownPublishers):
        def place(self, named: str, title: str) -> str:
            return named

    app = new_app(MemoryStore(), Anywhere())
    approved(app, propose(app, brief(), to=to))
    return app.store  # type: ignore[return-value]  # it is the one made above


def approved_store(to: str = "hostile:there") -> MemoryStore:
    """A store of one's own in which a publication was approved and not brought out yet."""
    return deepcopy(_template(to))


def with_clock(app: App, clock: Any) -> App:
    return replace(app, clock=clock)
