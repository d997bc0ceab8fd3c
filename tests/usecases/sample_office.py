"""Offices in which briefs go out: Maren leads the PMO, Ingrid is an executive, Farid a reader."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

from assistant.adapters.publishers import KnownPublishers
from assistant.briefing.brief import Audience
from assistant.governance.delivery import Accepted, Answer, Habits, LookUp, Message
from assistant.governance.roles import Grant, Role
from assistant.policy import parse_policy
from assistant.portfolio.control import Decision, DecisionState
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.decide_proposal import approve
from assistant.usecases.deliver import deliver
from assistant.usecases.load_sample import load_sample
from assistant.usecases.publish_brief import publish_brief
from assistant.usecases.write_brief import write_brief
from tests.contracts.batches import bring
from tests.fakes.memory_store import MemoryStore
from tests.usecases.publishing import TODAY, app_on

MAREN, INGRID, FARID = "maren.okafor", "ingrid.solheim", "farid.noor"
OWNER = "olga.berg"
SINCE = date(2026, 1, 1)
LATE_ON = date(2026, 11, 6)

ALL_MAY_BE_GREY = parse_policy(
    {
        "limits": """
table: limits
title: Limits
limits:
  publication_grey_percent: {value: 100, unit: percent, because: it is small, remedy: none}
"""
    }
)


class Shelf(KnownPublishers):
    """A place that takes everything, and remembers how often."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}

    @property
    def habits(self) -> Habits:
        return Habits()

    def place(self, named: str, title: str) -> str:
        return named

    def beside(self, place: str, title: str) -> str:
        return f"{place}+{title}"

    def at(self, place: str) -> Any:
        return self

    def publish(self, message: Message) -> Answer:
        self.texts.setdefault(message.to, []).append(message.text)
        return Accepted()

    def look_up(self, message: Message) -> LookUp:
        return LookUp.FOUND if message.to in self.texts else LookUp.ABSENT


@cache
def _small() -> MemoryStore:
    store = MemoryStore()
    app = app_on(store, Shelf(), policy=ALL_MAY_BE_GREY)
    knowing = (MAREN, INGRID)
    bring(
        store,
        [
            Organisation(key="o", name="O", today=TODAY, time_zone="Europe/Dublin"),
            *(Person(key=key, name=key.title()) for key in (MAREN, INGRID, FARID, OWNER)),
            Project(key="OPEN", name="Open", owner=OWNER, stage=Stage.BUILD),
            Project(key="FALCON", name="Falcon", confidential=True, visible_to=knowing),
            Decision(
                key="D-5", name="Which?", state=DecisionState.OPEN, due=LATE_ON, decider=INGRID
            ),
            Decision(
                key="D-6",
                name="Who?",
                state=DecisionState.OPEN,
                due=LATE_ON,
                decider=INGRID,
                projects=("OPEN",),
            ),
        ],
        as_of=TODAY,
    )
    _give_roles_and_write(app)
    return store


def _give_roles_and_write(app: App) -> None:
    with app.store.unit_of_work() as unit:
        unit.keep_grant(Grant(person=MAREN, role=Role.PMO_LEAD, since=SINCE))
        unit.keep_grant(Grant(person=INGRID, role=Role.EXECUTIVE, since=SINCE))
    for viewer in (None, INGRID):
        write_brief(Assessment(app.asked_by(viewer)), Audience.EXEC)


@cache
def _sample() -> MemoryStore:
    store = MemoryStore()
    app = app_on(store, Shelf())
    load_sample(app, sample_folders(), Silent())
    _give_roles_and_write(app)
    return store


def sample_office(shelf: Shelf | None = None) -> App:
    """The sample with two briefs written: the newer one of what an executive sees."""
    return app_on(deepcopy(_sample()), shelf or Shelf())


def small_office(shelf: Shelf | None = None) -> App:
    """Two late decisions, one of them about a project with an owner, and two briefs of that."""
    return app_on(deepcopy(_small()), shelf or Shelf(), policy=ALL_MAY_BE_GREY)


def open_brief(app: App) -> str:
    """The id of the brief that shows nothing confidential."""
    return next(each.id for each in app.store.briefs() if each.viewer is None)


def sent(app: App) -> None:
    """Bring out all that was approved."""
    for each in app.store.deliveries():
        while deliver(app, each.message.id):
            pass


def published(app: App, brief: str = "exec", to: str = "there") -> str:
    """Publish a brief, approved by somebody else; return the publication's id."""
    proposal = publish_brief(app.asked_by(INGRID), brief, to).proposal.id
    approve(Assessment(app.asked_by(MAREN)), proposal)
    sent(app)
    return proposal.replace("P", "B")
