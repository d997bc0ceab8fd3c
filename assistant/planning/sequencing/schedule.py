"""When each item starts and finishes if people take work in a given order.

The serial schedule generation scheme (Kelley 1963; Kolisch 1996): items are placed one after
another at the first time that their dependencies, lags, gates, people and their team's limit
allow. A later item may fill a gap before an earlier one and never delays it. One person does one
part without a break; parts of different skills run side by side; of a pool, whoever would be
finished first takes the part. What would go live in a freeze goes live after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.planning.capacity.staffing import Staff
from assistant.planning.capacity.timeline import GRAINS
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.sequencing.placing import place, take_back, time_of_end, time_of_start
from assistant.planning.sequencing.problem import build_problem, empty_state


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

    An item may finish after the last of its parts: it can be bound to finish no sooner, or to go
    live after a freeze. `work` is empty where only times were asked for. `held` are the items
    that their team's limit held back.
    """

    start: Mapping[int, float]
    finish: Mapping[int, float]
    work: tuple[PlannedPart, ...] = ()
    held: frozenset[int] = frozenset()


class Scheduler:
    """Places items of a backlog on their people's time."""

    def __init__(self, backlog: Backlog, staff: Staff) -> None:
        self._staff = staff
        self.problem = build_problem(backlog, staff)
        self._state = empty_state(self.problem)
        self._has_lags = bool(backlog.graph.time_lags)

    def times(self, order: Sequence[int], *, with_work: bool = False) -> Times:
        """Return the times of some items, placed in this order.

        What an item in the order waits for is in it too, unless it shares nobody with the rest.
        """
        state, placed = self._state, self._place(order)
        times = Times(
            start={item: state.start[item] for item in placed},
            finish={item: state.finish[item] for item in placed},
            work=self._work(placed) if with_work else (),
            held=frozenset(item for item in placed if state.is_held[item]),
        )
        take_back(placed, 0, self.problem, state)
        return times

    def outcome(self, order: Sequence[int]) -> tuple[float, float]:
        """Return by how many days an order misses dates, and Σ weight × finish in days."""
        placed = self._place(order)
        take_back(placed, 0, self.problem, self._state)
        return self._state.late[len(placed)], self._state.cost[len(placed)]

    def with_lags_first(self, order: Sequence[int]) -> Sequence[int]:
        """Return the order with what an item lags behind placed before it."""
        if not self._has_lags:
            return order
        among = frozenset(order)
        placed: dict[int, None] = {}
        for wanted in order:
            stack = [wanted]
            while stack:
                missing = [
                    before
                    for before in self._waits(stack[-1])
                    if before in among and before not in placed
                ]
                if missing:
                    stack += missing
                else:
                    placed[stack.pop()] = None
        return list(placed)

    def _place(self, order: Sequence[int]) -> Sequence[int]:
        placed = self.with_lags_first(order)
        place(placed, 0, self.problem, self._state)
        return placed

    def _waits(self, item: int) -> Sequence[int]:
        first, last = self.problem.wait_from[item], self.problem.wait_from[item + 1]
        waits: Sequence[int] = self.problem.wait_before[first:last]
        return waits

    def _work(self, order: Sequence[int]) -> tuple[PlannedPart, ...]:
        return tuple(
            self._planned(item, number, self.problem.part_from[item] + number)
            for item in order
            for number in range(len(self._staff.parts[item]))
        )

    def _planned(self, item: int, number: int, part: int) -> PlannedPart:
        person, begin = self._state.person[part], self._state.begin[part]
        end = begin + self.problem.part_work[part]
        return PlannedPart(
            item=item,
            skill=self._staff.parts[item][number].skill,
            person=person,
            begin=begin / GRAINS,
            end=end / GRAINS,
            start=time_of_start(begin, person, 0.0, self.problem),
            finish=time_of_end(end, person, 0.0, self.problem),
        )
