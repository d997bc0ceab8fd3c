"""Checks a schedule of work that needs people with skills, from the instance's own figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from assistant.planning.solvers.multiskill.problem import MultiSkillProblem


def violations(
    problem: MultiSkillProblem, starts: Sequence[int], staffing: Sequence[Mapping[int, int]]
) -> list[str]:
    """Return in words everything that a schedule breaks; nothing where it holds.

    `staffing[task][worker]` is the skill a worker gives. A worker is at two tasks at once where
    each begins before the other ends, so also where one without duration lies within another.
    """
    size = len(problem.durations)
    if len(starts) != size or len(staffing) != size:
        return [f"{len(starts)} starts and {len(staffing)} staffed tasks, not {size}"]
    broken = [f"task {task + 1} starts before time" for task in range(size) if starts[task] < 0]
    ends = [start + length for start, length in zip(starts, problem.durations, strict=True)]
    for task in range(size):
        broken += [
            f"task {task + 1} starts before task {before + 1} ends"
            for before in problem.predecessors[task]
            if starts[task] < ends[before]
        ]
        broken += _badly_staffed(problem, task, staffing[task])
    for one, other in combinations(range(size), 2):
        if starts[one] < ends[other] and starts[other] < ends[one]:
            broken += [
                f"worker {worker + 1} is at tasks {one + 1} and {other + 1} at once"
                for worker in sorted(staffing[one].keys() & staffing[other].keys())
            ]
    return broken


def _badly_staffed(problem: MultiSkillProblem, task: int, staffed: Mapping[int, int]) -> list[str]:
    broken = [
        f"worker {worker + 1} does not have skill {skill + 1} for task {task + 1}"
        for worker, skill in staffed.items()
        if skill not in problem.skills[worker]
    ]
    for skill, count in enumerate(problem.needs[task]):
        given = sum(each == skill for each in staffed.values())
        if given != count:
            broken.append(f"task {task + 1} has {given} with skill {skill + 1}, needs {count}")
    return broken
