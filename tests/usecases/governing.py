"""A small organisation that decides, on a store in memory: for what is proposed and approved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from assistant.adapters.logs import Log
from assistant.adapters.random_tokens import RandomTokens
from assistant.adapters.signing import FileSigner
from assistant.adapters.sources import FileSources
from assistant.governance.roles import Grant, Role
from assistant.policy import default_policy
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Assignment, Person
from assistant.portfolio.project import Milestone, Program, Project
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.values import Money
from tests.contracts.batches import bring
from tests.fakes.memory_store import MemoryStore
from tests.planning.backlogs import item, worth

TODAY = date(2026, 11, 16)
ROLES = {"pam": Role.PMO_LEAD, "exe": Role.EXECUTIVE, "lee": Role.PROGRAM_LEAD}


class Stopped:
    """A clock that stands."""

    def now(self) -> datetime:
        return datetime(2026, 11, 16, 8, tzinfo=UTC)


def euros(amount: int, currency: str = "EUR") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def things() -> list[Noun]:
    """Two projects, one of them late, a secret one, and one person whom two of them claim."""
    claim = {"person": "ana", "start": date(2026, 11, 23), "end": date(2026, 11, 27)}
    return [
        Organisation(key="o", name="O", today=TODAY),
        *(Person(key=key, name=key.title()) for key in (*ROLES, "bob", "zed")),
        Person(key="ana", name="Ana", team="T", skills=("iam",)),
        Program(key="P", name="P"),
        Project(key="LATE", name="Late", program="P", owner="bob"),
        Project(key="CALM", name="Calm", program="P"),
        Project(key="HUSH", name="Hush", confidential=True, visible_to=("exe",), owner="exe"),
        Milestone(
            key="M",
            project="LATE",
            name="Go-live",
            baseline=TODAY - timedelta(days=60),
            forecast=TODAY + timedelta(days=60),
        ),
        BudgetLine(key="B", project="LATE", baseline=euros(100_000)),
        BudgetLine(key="D", project="CALM", baseline=euros(100_000, "USD")),
        item("L-1", 4, "iam", project="LATE", team="T"),
        item("C-1", 5, "iam", project="CALM", team="T"),
        item("H-1", 2, "iam", project="HUSH"),
        worth("L-1", 4000),
        worth("C-1", 1000),
        Assignment(key="A-1", project="LATE", item="L-1", percent=Decimal(90), **claim),
        Assignment(key="A-2", project="CALM", item="C-1", percent=Decimal(90), **claim),
    ]


def office(folder: Path) -> App:
    store = MemoryStore()
    bring(store, things(), as_of=TODAY)
    with store.unit_of_work() as unit:
        for person, role in ROLES.items():
            unit.keep_grant(Grant(person=person, role=role, since=TODAY))
    return App(
        store=store,
        clock=Stopped(),
        log=Log(),
        policy=default_policy(),
        policy_tables={},
        sources=FileSources(),
        tokens=RandomTokens(),
        signer=FileSigner(folder / "key.pem"),
    )


def asks(app: App, person: str, as_of: date | None = None) -> Assessment:
    return Assessment(app.asked_by(person), as_of=as_of)
