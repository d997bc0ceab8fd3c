"""Checks a schedule of several projects from the instance's own figures, unit of time by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.planning.solvers.multimode.problem import Mode, MultiModeProblem, Project

Starts = Sequence[Sequence[int]]
Modes = Sequence[Sequence[int]]


def objective(problem: MultiModeProblem, starts: Starts, modes: Modes) -> tuple[int, int]:
    """Return the total project delay and the total makespan."""
    ends = [
        max(
            start + job.modes[mode].duration
            for job, start, mode in zip(project.jobs, at, how, strict=True)
        )
        for project, at, how in zip(problem.projects, starts, modes, strict=True)
    ]
    delays = [
        end - project.release - project.critical_path
        for project, end in zip(problem.projects, ends, strict=True)
    ]
    return sum(delays), max(ends) - min(project.release for project in problem.projects)


def violations(problem: MultiModeProblem, starts: Starts, modes: Modes) -> list[str]:
    """Return in words everything that a schedule breaks; nothing where it holds."""
    broken: list[str] = []
    shared: Counter[tuple[int, int]] = Counter()
    for project, at, how in zip(problem.projects, starts, modes, strict=True):
        ways = [job.modes[mode] for job, mode in zip(project.jobs, how, strict=True)]
        used = _used(ways, at)
        shared.update({of: used[of] for of in used if project.renewable[of[0]] is None})
        broken += [*_too_early(project, ways, at), *_too_much(project, ways, used)]
    broken += [
        f"shared resource {place + 1} is used {amount} times at {time}"
        for (place, time), amount in shared.items()
        if amount > (problem.shared[place] or 0)
    ]
    return broken


def _used(ways: Sequence[Mode], at: Sequence[int]) -> Counter[tuple[int, int]]:
    """Return how much of each renewable resource is used at each time."""
    used: Counter[tuple[int, int]] = Counter()
    for mode, start in zip(ways, at, strict=True):
        for place, amount in enumerate(mode.renewable):
            for time in range(start, start + mode.duration):
                used[place, time] += amount
    return used


def _too_early(project: Project, ways: Sequence[Mode], at: Sequence[int]) -> Iterator[str]:
    for number, job in enumerate(project.jobs):
        if at[number] < project.release:
            yield f"{project.name}: job {number + 1} starts before its release"
        for before in job.predecessors:
            if at[number] < at[before] + ways[before].duration:
                yield f"{project.name}: job {number + 1} starts before job {before + 1} ends"


def _too_much(
    project: Project, ways: Sequence[Mode], used: Counter[tuple[int, int]]
) -> Iterator[str]:
    for (place, time), amount in used.items():
        own = project.renewable[place]
        if own is not None and amount > own:
            yield f"{project.name}: resource {place + 1} is used {amount} times at {time}"
    for place, stock in enumerate(project.nonrenewable):
        amount = sum(mode.nonrenewable[place] for mode in ways)
        if amount > stock:
            yield f"{project.name}: {amount} of non-renewable resource {place + 1} is used up"
