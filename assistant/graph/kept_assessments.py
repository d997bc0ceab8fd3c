"""What was computed about a portfolio, kept for the next question until anything changes.

An assessment belongs to one viewer, day, policy and revision of the store; what is of record is
computed once for all viewers of that revision. Nothing of one viewer's is ever given to another.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock

from assistant.briefing.brief import Audience
from assistant.briefing.told import Told
from assistant.governance.roles import Role
from assistant.graph.answer import Answer
from assistant.graph.lately import Lately
from assistant.planning.capacity.load import CapacityReport
from assistant.planning.consequences.planned import Planned
from assistant.planning.forecast.simulated_plan import SimulatedPlan
from assistant.planning.order.ranking import Ranking
from assistant.portfolio.people import Person
from assistant.ports.progress import Progress, Silent
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.view import View, person_key, today_of

_MOST = 32
"""Viewers whose assessments are kept."""

_CHIEFS = frozenset(
    [
        "ceo",
        "cfo",
        "cio",
        "coo",
        "cto",
        "cdo",
        "ciso",
        "cro",
        "cmo",
        "chro",
        "chairman",
        "chair",
        "president",
        "executive",
    ]
)

_listening: ContextVar[Progress | None] = ContextVar("listening", default=None)


@contextmanager
def listening(progress: Progress) -> Iterator[None]:
    """Tell somebody of whatever is computed inside the block."""
    before = _listening.set(progress)
    try:
        yield
    finally:
        _listening.reset(before)


class _Relay:
    """Progress of an assessment that outlives whoever asked first."""

    def step(self, what: str, done: int, total: int | None) -> None:
        (_listening.get() or Silent()).step(what, done, total)


class OfRecord(Assessment):
    """What is computed of the whole, for every viewer of a revision; never shown as it is."""


class Entitled(Assessment):
    """One viewer's assessment, resting on what is of record."""

    def __init__(self, app: App, whole: OfRecord, as_of: date | None) -> None:
        super().__init__(app, as_of=as_of, progress=_Relay())
        self._whole = whole

    @cached_property
    def view(self) -> View:
        """The whole as others have it too, and what this viewer may see of it."""
        full = self._whole.view.full
        scope = self.app.store.scope_of(person_key(self.app, full), full.as_of)
        return View(full=full, seen=full.scoped(scope), scope=scope)

    @cached_property
    def whole_ranking(self) -> Ranking:
        """The order of record."""
        return self._whole.whole_ranking

    @cached_property
    def whole_capacity(self) -> CapacityReport:
        """Load against capacity of record."""
        return self._whole.whole_capacity

    @cached_property
    def whole_simulated(self) -> SimulatedPlan | None:
        """The plan of record, run many times."""
        return self._whole.whole_simulated

    @cached_property
    def whole_planned(self) -> Planned:
        """The order of record on people's time."""
        return self._whole.whole_planned


@dataclass(frozen=True, slots=True)
class Seat:
    """One viewer's assessment, with who they are and what was found for them."""

    assessment: Assessment
    asker: str | None
    audience: Audience
    told: Lately[Told] = field(default_factory=Lately[Told])
    answers: Lately[Answer] = field(default_factory=Lately[Answer])


_Key = tuple[str, str | None, date | None]
"""Revision with policy, viewer, and the day asked about."""


def audience_of(actor: Actor) -> Audience:
    """Return how much somebody is told: by the role they were given, else by what they are called."""
    user = actor.user
    person = actor.view.seen.get(Person, user.person)
    title = (person.role or "").casefold() if person is not None else ""
    is_chief = title in _CHIEFS or title.startswith("chief ")
    return Audience.EXEC if user.holds(Role.EXECUTIVE) or is_chief else Audience.TEAM


class KeptAssessments:
    """Keeps assessments while the store is as it was; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp = ""
        self._wholes: dict[date | None, OfRecord] = {}
        self._seats: OrderedDict[_Key, Seat] = OrderedDict()

    def seat(self, app: App, as_of: date | None = None) -> Seat:
        """Return the asker's assessment; a new one where anything changed since."""
        stamp = f"{app.store.stamp()} {app.policy.hash}"
        with self._lock:
            self._forget_unless(stamp, app)
            key = (stamp, app.viewer, as_of)
            seat = self._seats.get(key)
            if seat is None:
                seat = self._seats[key] = self._new(app, as_of)
            self._seats.move_to_end(key)
            while len(self._seats) > _MOST:
                self._seats.popitem(last=False)
            return seat

    def _forget_unless(self, stamp: str, app: App) -> None:
        """Forget everything where the store is another now, or its day is over."""
        now = self._wholes.get(None)
        is_same_day = now is None or today_of(app, now.view.full) == now.view.full.as_of
        if stamp != self._stamp or not is_same_day:
            self._wholes.clear()
            self._seats.clear()
            self._stamp = stamp

    def _new(self, app: App, as_of: date | None) -> Seat:
        whole = self._wholes.get(as_of)
        if whole is None:
            whole = OfRecord(app.asked_by(None), as_of=as_of, progress=_Relay())
            self._wholes[as_of] = whole
        assessment = Entitled(app, whole, as_of)
        actor = Actor(app=assessment.app, view=assessment.view)
        return Seat(assessment, actor.user.person, audience_of(actor))
