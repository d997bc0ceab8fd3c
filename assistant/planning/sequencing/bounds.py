"""What no order can cost less than, whatever the search found.

By work: of all plans, none can have done more of the items worth most per size by any day than
if everybody worked on them together. Eastman, Even and Isaacs (1964) for parallel people, on the
groups of Sidney's decomposition instead of single items (Goemans and Williamson 2000), and on the
time people really have: the area under the worth still open, plus half of each item's own work.

By chains: no item finishes before what it waits for, and it, could be done one after another by
whoever is fastest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from assistant.planning.capacity.staffing import Staff
from assistant.planning.capacity.timeline import Timeline
from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Backlog
from assistant.planning.sequencing.sidney import Group, decompose

_WEEK_GRAIN = WEIGHT_GRAIN * DAYS_PER_WEEK


@dataclass(frozen=True, slots=True)
class _Job:
    """One part of an item, with its share of the item's weight."""

    item: int
    weight: int
    minutes: int
    people: tuple[int, ...]


class Bounds:
    """Bounds the cost of items of one backlog."""

    def __init__(self, backlog: Backlog, staff: Staff) -> None:
        self._backlog = backlog
        self._staff = staff
        fastest = {
            candidate.key: staff.least_days_of(item)
            for item, candidate in enumerate(backlog.candidates)
        }
        earliest = backlog.graph.earliest(fastest)
        self.earliest = [earliest[candidate.key] for candidate in backlog.candidates]
        self._before: dict[int, list[int]] = {}
        for link in backlog.graph.links:
            if link.lag_days >= 0:
                after, before = backlog.number[link.successor], backlog.number[link.predecessor]
                self._before.setdefault(after, []).append(before)

    def of(self, items: Sequence[int], *, in_sequence: bool) -> float:
        """Return a cost that no order of these items is below.

        Nothing outside them shares people with them. `in_sequence` says that they are done one
        after another by one person, so that what is started really comes first.
        """
        by_work = sum(
            self._area(jobs, in_sequence=in_sequence) + self._halves(jobs)
            for jobs in _by_people(self._jobs(items))
        )
        by_chains = sum(
            self._backlog.candidates[item].weight * self.earliest[item] for item in items
        )
        return max(by_work, by_chains) / _WEEK_GRAIN

    def _jobs(self, items: Iterable[int]) -> list[_Job]:
        jobs: list[_Job] = []
        for item in items:
            parts = self._staff.parts[item]
            total = sum(part.minutes for part in parts)
            weight = self._backlog.candidates[item].weight
            jobs += [
                _Job(item, weight * part.minutes // total, part.minutes, part.pool)
                for part in parts
            ]
        return jobs

    def _halves(self, jobs: Iterable[_Job]) -> float:
        """Return what lies between the middle of each job's work and its end, at best."""
        least_days = self._staff.least_days
        return sum(job.weight * least_days(job.people, job.minutes) for job in jobs) / 2

    def _area(self, jobs: Sequence[_Job], *, in_sequence: bool) -> float:
        """Return the area under the weight still open if all worked on the best groups at once."""
        tiers = [self._backlog.candidates[job.item].tier if in_sequence else 0 for job in jobs]
        groups: list[Group] = []
        for tier in sorted(set(tiers)):
            groups += self._groups(
                [job for job, own in zip(jobs, tiers, strict=True) if own == tier]
            )
        people = sorted({person for job in jobs for person in job.people})
        return _area_under(groups, [self._staff.timelines[person] for person in people])

    def _groups(self, jobs: Sequence[_Job]) -> tuple[Group, ...]:
        places: dict[int, list[int]] = {}
        for place, job in enumerate(jobs):
            places.setdefault(job.item, []).append(place)
        links = [
            [
                place
                for before in self._before.get(job.item, ())
                for place in places.get(before, ())
            ]
            for job in jobs
        ]
        weights = [job.weight for job in jobs]
        return decompose(weights, [job.minutes for job in jobs], links).bounding


def _by_people(jobs: Iterable[_Job]) -> list[list[_Job]]:
    """Return the jobs in sets that have nobody in common."""
    head: dict[int, int] = {}

    def head_of(person: int) -> int:
        while head.setdefault(person, person) != person:
            person = head[person]
        return person

    among = list(jobs)
    for job in among:
        for one, other in pairwise(job.people):
            low, high = sorted((head_of(one), head_of(other)))
            head[high] = low
    sets: dict[int, list[_Job]] = {}
    for job in among:
        sets.setdefault(head_of(job.people[0]), []).append(job)
    return [sets[key] for key in sorted(sets)]


def _area_under(groups: Sequence[Group], timelines: Sequence[Timeline]) -> float:
    """Integrate the weight still open over time, in days: exact, both are straight in pieces."""
    work = np.array([0, *accumulate(group.size for group in groups)], dtype=float)
    weight = sum(group.weight for group in groups)
    still_open = weight - np.array([0, *accumulate(group.weight for group in groups)], dtype=float)
    days, done = _together(timelines, work[-1])
    times = np.union1d(days, np.interp(work, done, days))
    heights = np.interp(np.interp(times, days, done), work, still_open)
    return float(np.trapezoid(heights, times))


def _together(timelines: Sequence[Timeline], work: float) -> tuple[np.ndarray, np.ndarray]:
    """Return days, and the minutes everybody together can have done by each, until all is done."""
    longest = max(timeline.days for timeline in timelines)
    done = np.zeros(longest + 1)
    for timeline in timelines:
        done += [timeline.work_by(day) for day in range(longest + 1)]
    days = np.arange(longest + 1, dtype=float)
    pace = sum(timeline.pace for timeline in timelines)
    if done[-1] < work:
        days = np.append(days, longest + (work - done[-1]) / pace)
        done = np.append(done, work)
    return days, done
