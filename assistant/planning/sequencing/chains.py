"""How early items could be if everybody had time at once: the longest chains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.planning.capacity.staffing import Staff
from assistant.planning.dependencies.topology import sorted_by
from assistant.planning.sequencing.placing import live
from assistant.planning.sequencing.problem import Problem


@dataclass(frozen=True, slots=True)
class Chains:
    """How early items could be if everybody had time at once, by number; times are days.

    `ready` is when one could start and `finish` be finished, `least` what it takes at least.
    `before` is what must be finished before it starts; `hand_on` each item whose finish bounds
    its own, with the days that lie between the two at least. `order` has every item after both.
    """

    order: Sequence[int]
    ready: Sequence[float]
    finish: Sequence[float]
    least: Sequence[float]
    before: Sequence[Sequence[int]]
    hand_on: Sequence[Sequence[tuple[int, float]]]


def read_chains(problem: Problem, staff: Staff) -> Chains:
    """Return how early each item could be ready and finished if everybody had time at once.

    Whatever kind of link it is; gates, expected days and freezes count.
    """
    items = range(len(problem.weight))
    waits = [range(problem.wait_from[n], problem.wait_from[n + 1]) for n in items]
    ready, finish = [0.0] * len(items), [0.0] * len(items)
    least = [staff.least_days_of(item) for item in items]
    befores = [[problem.wait_before[wait] for wait in waits[item]] for item in items]
    hand_on: list[list[tuple[int, float]]] = [[] for _ in items]
    held: list[list[int]] = [[] for _ in items]
    order = sorted_by(lambda item: (0.0, item), befores)
    for item in order:
        sooner, no_sooner = problem.not_before[item], problem.no_sooner[item]
        for wait in waits[item]:
            before, lag = problem.wait_before[wait], problem.wait_lag[wait]
            time = (ready if problem.wait_from_start[wait] else finish)[before] + lag
            if problem.wait_to_finish[wait]:
                no_sooner = max(no_sooner, time)
            else:
                sooner = max(sooner, time)
            if not problem.wait_from_start[wait]:
                after = 0.0 if problem.wait_to_finish[wait] else least[item]
                hand_on[item].append((before, lag + after))
            if lag >= 0 and not problem.wait_from_start[wait]:
                held[item].append(before)
        ready[item] = sooner
        finish[item] = live(item, max(sooner + least[item], no_sooner), problem)
    return Chains(order, ready, finish, least, held, hand_on)
