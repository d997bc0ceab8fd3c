"""What no schedule can do, whoever does what: groups of skills with only so many who have them.

By Hall's theorem (1935) tasks can run side by side only where every set of skills asks for no more
workers than have one of them. It is enough to look at sets that cannot grow without more workers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.planning.solvers.multiskill.problem import MultiSkillProblem

_MOST = 400


@dataclass(frozen=True)
class Crowd:
    """So many workers have a skill of a set; each task asks for so many of them."""

    capacity: int
    demands: tuple[int, ...]


def crowds(problem: MultiSkillProblem) -> tuple[Crowd, ...]:
    """Return the limits that can bind, the tightest first where there are very many."""
    holders = _holders(problem)
    groups: set[int] = set()
    for held in holders:
        if held and len(groups) < _MOST:
            groups |= {held} | {held | group for group in groups}
    found = {_crowd(problem, group, holders) for group in groups}
    binding = [crowd for crowd in found if sum(crowd.demands) > crowd.capacity]
    return tuple(
        sorted(binding, key=lambda crowd: (_slack(problem, crowd), crowd.demands))[:_MOST]
    )


def energy_bound(problem: MultiSkillProblem) -> int:
    """Return a makespan that cannot be beaten: the longest chain, or a crowd's work per head."""
    full = (-(-_work(problem, each.demands) // each.capacity) for each in crowds(problem))
    return max([0, *problem.tails, *full])


def _holders(problem: MultiSkillProblem) -> list[int]:
    """Return for each skill that is asked for, the workers who have it, as bits."""
    asked = [any(column) for column in zip(*problem.needs, strict=True)]
    return [
        sum(1 << worker for worker, skills in enumerate(problem.skills) if skill in skills)
        if is_asked
        else 0
        for skill, is_asked in enumerate(asked)
    ]


def _crowd(problem: MultiSkillProblem, group: int, holders: list[int]) -> Crowd:
    inside = [skill for skill, held in enumerate(holders) if held and held & ~group == 0]
    demands = tuple(sum(needs[skill] for skill in inside) for needs in problem.needs)
    return Crowd(group.bit_count(), demands)


def _slack(problem: MultiSkillProblem, crowd: Crowd) -> float:
    return -_work(problem, crowd.demands) / crowd.capacity


def _work(problem: MultiSkillProblem, demands: Iterable[int]) -> int:
    return sum(length * count for length, count in zip(problem.durations, demands, strict=True))
