"""When each item starts and finishes if people take work in a given order.

The serial schedule generation scheme (Kelley 1963; Kolisch 1996): items are placed one after
another at the first time that their dependencies, lags and people allow. A later item may fill a
gap before an earlier one and never delays it. One person does one part without a break; parts of
different skills run side by side; of a pool, whoever would be finished first takes the part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.planning.capacity.staffing import Part, Staff
from assistant.planning.capacity.timeline import Taken
from assistant.planning.dependencies.links import Link
from assistant.planning.inputs.backlog import Backlog
from assistant.portfolio.work import DependencyKind


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part of an item on one person's time: who does it, and when.

    `begin` and `end` are minutes of that person's own timeline, so that two parts of one person
    must not overlap in them; `start` and `finish` are the same in working days from today.
    """

    item: int
    skill: str
    person: int
    begin: float
    end: float
    start: float
    finish: float


@dataclass(frozen=True, slots=True)
class Times:
    """Start and finish of items by number, in working days from today, and who does what.

    An item may finish after the last of its parts: it can be bound to finish no sooner.
    """

    start: Mapping[int, float]
    finish: Mapping[int, float]
    work: tuple[PlannedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wait:
    """A link into an item: what kind, from which item, with how many working days between."""

    before: int
    kind: DependencyKind
    lag: int


class Scheduler:
    """Places items of a backlog on their people's time."""

    def __init__(self, backlog: Backlog, staff: Staff) -> None:
        self._staff = staff
        self._number = backlog.number
        self._waits: dict[int, list[_Wait]] = {}
        for link in (*backlog.graph.links, *backlog.graph.time_lags):
            self._note(link)
        self._has_lags = bool(backlog.graph.time_lags)

    def times(self, order: Sequence[int]) -> Times:
        """Return the times of some items, placed in this order.

        What an item in the order waits for is in it too, unless it shares nobody with the rest.
        """
        start: dict[int, float] = {}
        finish: dict[int, float] = {}
        taken: dict[int, Taken] = {}
        work: list[PlannedPart] = []
        for item in self._with_lags_first(order) if self._has_lags else order:
            ready, no_sooner = self._bounds(item, start, finish)
            begins, ends = ready, ready
            for place, part in enumerate(self._staff.parts[item]):
                planned = self._place(item, part, ready, taken)
                begins = planned.start if place == 0 else min(begins, planned.start)
                ends = max(ends, planned.finish)
                work.append(planned)
            start[item] = begins
            finish[item] = max(ends, no_sooner)
        return Times(start, finish, tuple(work))

    def _note(self, link: Link) -> None:
        wait = _Wait(self._number[link.predecessor], link.kind, link.lag_days)
        self._waits.setdefault(self._number[link.successor], []).append(wait)

    def _bounds(
        self, item: int, start: Mapping[int, float], finish: Mapping[int, float]
    ) -> tuple[float, float]:
        """Return the earliest start and finish that the links and its expected day allow."""
        ready, no_sooner = 0.0, self._staff.no_sooner.get(item, 0.0)
        for wait in self._waits.get(item, ()):
            if wait.before not in start:
                continue
            from_start = wait.kind in _FROM_START
            time = (start if from_start else finish)[wait.before] + wait.lag
            if wait.kind in _TO_START:
                ready = max(ready, time)
            else:
                no_sooner = max(no_sooner, time)
        return ready, no_sooner

    def _place(self, item: int, part: Part, ready: float, taken: dict[int, Taken]) -> PlannedPart:
        """Give a part to whoever finishes it first."""
        finish, _, person, begin = min(self._offers(part, ready, taken))
        taken[person].take(begin, part.minutes)
        start = taken[person].timeline.start_of(begin)
        return PlannedPart(item, part.skill, person, begin, begin + part.minutes, start, finish)

    def _offers(
        self, part: Part, ready: float, taken: dict[int, Taken]
    ) -> Iterator[tuple[float, int, int, float]]:
        for person in part.pool:
            if person not in taken:
                taken[person] = Taken(self._staff.timelines[person])
            begin = taken[person].first_fit(ready, part.minutes)
            end = taken[person].timeline.end_of(begin + part.minutes)
            yield end, self._staff.rank[person], person, begin

    def _with_lags_first(self, order: Sequence[int]) -> Iterable[int]:
        """Return the order with what an item lags behind placed before it."""
        among = frozenset(order)
        placed: dict[int, None] = {}
        for wanted in order:
            stack = [wanted]
            while stack:
                item = stack[-1]
                missing = [
                    wait.before
                    for wait in self._waits.get(item, ())
                    if wait.before in among and wait.before not in placed
                ]
                if missing:
                    stack += missing
                else:
                    placed[stack.pop()] = None
        return placed


_FROM_START = frozenset({DependencyKind.START_START, DependencyKind.START_FINISH})
_TO_START = frozenset({DependencyKind.FINISH_START, DependencyKind.START_START})
