"""A schedule of work that needs people with skills, and how one is made from an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.planning.solvers.multiskill.problem import MultiSkillProblem
from assistant.planning.solvers.multiskill.staffing import staff


@dataclass(frozen=True)
class MultiSkillSchedule:
    """When each task starts, and who gives it which skill: `staffing[task][worker]` is a skill."""

    starts: tuple[int, ...]
    staffing: tuple[dict[int, int], ...]
    makespan: int


def schedule_in(
    problem: MultiSkillProblem, order: Sequence[int], preferred: Sequence[int]
) -> MultiSkillSchedule:
    """Start each task of an order as early as it can be staffed beside those before it.

    An order that puts a task before what it waits for is read as a wish: predecessors come first.
    Workers who come first in `preferred` are taken first.
    """
    building = _Building(problem, preferred)
    for task in order:
        building.place(task)
    return building.schedule()


class _Building:
    """Half a built schedule.

    A worker's time is a whole number of bits, two to a unit: one for its beginning and one for
    what lies between that and the next, so that work without duration has a moment of its own.
    """

    def __init__(self, problem: MultiSkillProblem, preferred: Sequence[int]) -> None:
        self._problem = problem
        self._preferred = preferred
        self._busy = [0] * len(problem.skills)
        self._starts: dict[int, int] = {}
        self._staffing: dict[int, dict[int, int]] = {}
        self._ends: set[int] = set()

    def place(self, task: int) -> None:
        """Start a task, and before it whatever it waits for that is not started yet."""
        waiting = [task]
        while waiting:
            before = self._problem.predecessors[waiting[-1]]
            absent = [each for each in before if each not in self._starts]
            if absent:
                waiting += reversed(absent)
            else:
                self._start(waiting.pop())

    def _start(self, task: int) -> None:
        if task in self._starts:
            return
        before = self._problem.predecessors[task]
        ends = (self._starts[each] + self._problem.durations[each] for each in before)
        start = next(at for at in self._times(max(ends, default=0)) if self._fits(task, at))
        self._starts[task] = start
        self._ends.add(start + self._problem.durations[task])

    def _times(self, ready: int) -> list[int]:
        """Return when somebody becomes free, and at last a moment at which all are."""
        ends = sorted(end for end in self._ends if end > ready)
        return [ready, *ends, (ends[-1] if ends else ready) + 1]

    def _fits(self, task: int, start: int) -> bool:
        needs, duration = self._problem.needs[task], self._problem.durations[task]
        span = ((1 << (2 * duration - 1)) - 1) << 1 if duration else 1
        span <<= 2 * start
        free = [worker for worker in self._preferred if not self._busy[worker] & span]
        staffed = staff(needs, self._problem.skills, free)
        if staffed is None:
            return False
        for worker in staffed:
            self._busy[worker] |= span
        self._staffing[task] = staffed
        return True

    def schedule(self) -> MultiSkillSchedule:
        tasks = range(self._problem.size)
        return MultiSkillSchedule(
            tuple(self._starts[task] for task in tasks),
            tuple(self._staffing[task] for task in tasks),
            max(self._ends, default=0),
        )
