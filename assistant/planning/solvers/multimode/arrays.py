"""A multi-project problem as flat arrays, which inner loops read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.planning.solvers.multimode.problem import (
    MultiModeProblem,
    MultiModeSchedule,
    Project,
    topological,
)

Ints = NDArray[np.int64]


class Arrays(NamedTuple):
    """Jobs of all projects in a row; lists of them are cut out of one array by first places.

    `mode_first[job]` to `mode_first[job + 1]` are the rows of its modes in `length`, `uses` (of
    the renewable resources whose rows are `resource[project]`), `eats` (of the non-renewable ones)
    and `origin` (the mode's number as the problem lists it). A mode that never fits is left out.
    """

    project: Ints
    release: Ints
    due: Ints
    mode_first: Ints
    length: Ints
    uses: Ints
    eats: Ints
    origin: Ints
    before_first: Ints
    before: Ints
    after_first: Ints
    after: Ints
    resource: Ints
    capacity: Ints
    stock: Ints
    job_first: Ints
    horizon: int


def arrays_of(problem: MultiModeProblem) -> Arrays:
    """Return the arrays of a problem; within a project jobs are in the order they wait for."""
    projects = problem.projects
    job_first = np.cumsum([0, *(len(project.jobs) for project in projects)])
    resource, capacity = _resources(problem)
    modes = [
        [
            (number, mode)
            for number, mode in enumerate(project.jobs[job].modes)
            if problem.fits(project, mode)
        ]
        for project in projects
        for job in topological(project)
    ]
    flat = [each for of in modes for each in of]
    before = list(_before(projects, job_first))
    after: list[list[int]] = [[] for _ in before]
    for job, waits_for in enumerate(before):
        for each in waits_for:
            after[each].append(job)
    longest = sum(max(mode.duration for _, mode in of) for of in modes)
    return Arrays(
        project=_ints([n for n, each in enumerate(projects) for _ in each.jobs]),
        release=_ints([project.release for project in projects]),
        due=_ints([project.release + project.critical_path for project in projects]),
        mode_first=np.cumsum([0, *map(len, modes)]),
        length=_ints([mode.duration for _, mode in flat]),
        uses=_ints([mode.renewable for _, mode in flat]),
        eats=_ints([mode.nonrenewable for _, mode in flat]),
        origin=_ints([number for number, _ in flat]),
        before_first=np.cumsum([0, *map(len, before)]),
        before=_ints([each for of in before for each in of]),
        after_first=np.cumsum([0, *map(len, after)]),
        after=_ints([each for of in after for each in of]),
        resource=resource,
        capacity=capacity,
        stock=_ints([project.nonrenewable for project in projects]),
        job_first=job_first,
        horizon=max((project.release for project in projects), default=0) + longest + 1,
    )


def schedule_of(
    problem: MultiModeProblem, arrays: Arrays, starts: Sequence[int], modes: Sequence[int]
) -> MultiModeSchedule:
    """Return what arrays say as the problem counts: starts and rows of modes by job."""
    by_project_starts: list[tuple[int, ...]] = []
    by_project_modes: list[tuple[int, ...]] = []
    ends: list[int] = []
    for number, project in enumerate(problem.projects):
        first = int(arrays.job_first[number])
        place = {job: first + n for n, job in enumerate(topological(project))}
        rows = [int(modes[place[job]]) for job in range(len(project.jobs))]
        at = tuple(int(starts[place[job]]) for job in range(len(project.jobs)))
        by_project_starts.append(at)
        by_project_modes.append(tuple(int(arrays.origin[row]) for row in rows))
        ends.append(max(s + int(arrays.length[row]) for s, row in zip(at, rows, strict=True)))
    delay = sum(end - int(due) for end, due in zip(ends, arrays.due, strict=True))
    begin = min((project.release for project in problem.projects), default=0)
    return MultiModeSchedule(
        tuple(by_project_starts), tuple(by_project_modes), delay, max(ends, default=0) - begin
    )


def _resources(problem: MultiModeProblem) -> tuple[Ints, Ints]:
    """Return for each project the rows of its renewable resources, and each row's capacity."""
    capacity = [each or 0 for each in problem.shared]
    rows: list[list[int]] = []
    for project in problem.projects:
        mine = list(range(len(problem.shared)))
        for place, own in enumerate(project.renewable):
            if own is not None:
                mine[place] = len(capacity)
                capacity.append(own)
        rows.append(mine)
    return _ints(rows), _ints(capacity)


def _before(projects: Sequence[Project], job_first: Ints) -> Iterable[list[int]]:
    for project, first in zip(projects, job_first, strict=False):
        place = {job: int(first) + n for n, job in enumerate(topological(project))}
        for job in topological(project):
            yield [place[each] for each in project.jobs[job].predecessors]


def _ints(values: Sequence[object]) -> Ints:
    return np.asarray(values, dtype=np.int64)
