"""Several projects whose jobs can be done in several ways, on shared and on own resources.

The multi-mode resource-constrained multi-project scheduling problem of the MISTA 2013 challenge
(Wauters and others, 2016). Jobs are whole and in one mode from start to finish. Of a renewable
resource so much is there at any time, of a non-renewable one so much in all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.errors import BadInput


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of doing a job: how long it takes, and how much of each resource of its project."""

    duration: int
    renewable: tuple[int, ...]
    nonrenewable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One job: its ways, and the numbers of the jobs of its project that are finished before."""

    modes: tuple[Mode, ...]
    predecessors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """One project: nothing of it starts before `release`; its delay counts past `critical_path`.

    `renewable` holds the capacity of its own resources, None where the shared one of that place
    is used.
    """

    name: str
    release: int
    critical_path: int
    jobs: tuple[Job, ...]
    renewable: tuple[int | None, ...]
    nonrenewable: tuple[int, ...]


@dataclass(frozen=True)
class MultiModeProblem:
    """Projects, and the capacities of what they share by the place of the resource.

    Raises BadInput, in words, for what nobody could schedule whatever the modes of other jobs.
    """

    projects: tuple[Project, ...]
    shared: tuple[int | None, ...]

    def __post_init__(self) -> None:
        """Refuse jobs that fit no resource, and circles."""
        if not self.projects:
            raise BadInput("There is no project.")
        for project in self.projects:
            if not project.jobs:
                raise BadInput(f"{project.name} has no jobs.")
            for number, job in enumerate(project.jobs, start=1):
                if not any(self.fits(project, mode) for mode in job.modes):
                    raise BadInput(
                        f"Job {number} of {project.name} needs more of a resource than there is, "
                        "in each of its modes."
                    )
            if len(topological(project)) < len(project.jobs):
                raise BadInput(f"Some jobs of {project.name} wait for each other in a circle.")

    def capacity(self, project: Project, place: int) -> int:
        """Return how much of a renewable resource there is for a project at any time."""
        own, shared = project.renewable[place], self.shared[place]
        if own is None and shared is None:
            raise BadInput(f"Nobody says how much there is of resource {place + 1}.")
        return own if own is not None else shared or 0

    def fits(self, project: Project, mode: Mode) -> bool:
        """Say whether a mode can be run where nothing else is."""
        at_once = all(
            amount <= self.capacity(project, place) for place, amount in enumerate(mode.renewable)
        )
        return at_once and _all_within(mode.nonrenewable, project.nonrenewable)

    @property
    def size(self) -> int:
        """How many jobs there are in all."""
        return sum(len(project.jobs) for project in self.projects)


@dataclass(frozen=True, slots=True)
class MultiModeSchedule:
    """Starts and modes by project and job; modes count from zero as the problem lists them."""

    starts: tuple[tuple[int, ...], ...]
    modes: tuple[tuple[int, ...], ...]
    delay: int
    makespan: int


def topological(project: Project) -> list[int]:
    """Return the jobs, each after what it waits for; those in a circle are left out."""
    after: list[list[int]] = [[] for _ in project.jobs]
    waits = [len(job.predecessors) for job in project.jobs]
    for number, job in enumerate(project.jobs):
        for before in job.predecessors:
            after[before].append(number)
    order = [number for number, count in enumerate(waits) if not count]
    for number in order:
        for each in after[number]:
            waits[each] -= 1
            if not waits[each]:
                order.append(each)
    return order


def _all_within(amounts: Iterable[int], limits: Iterable[int]) -> bool:
    return all(amount <= limit for amount, limit in zip(amounts, limits, strict=True))
