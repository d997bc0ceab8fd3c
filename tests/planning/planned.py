"""Backlogs put on people's time, and an independent check of what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.planning.capacity.staffing import Staff, staff_backlog
from assistant.planning.inputs.backlog import Backlog, read_backlog
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.schedule import Times
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import DependencyKind
from tests.planning.backlogs import portfolio

SLIVER = 1e-6


def read(things: Iterable[Noun]) -> tuple[Backlog, Staff]:
    snapshot = portfolio(things)
    backlog = read_backlog(snapshot, default_policy())
    return backlog, staff_backlog(snapshot, backlog)


def evaluator(things: Iterable[Noun]) -> Evaluator:
    return Evaluator(*read(things))


def by_key(backlog: Backlog, times: Mapping[int, float]) -> dict[str, float]:
    return {backlog.candidates[item].key: time for item, time in times.items()}


def broken_links(backlog: Backlog, times: Times) -> list[str]:
    """Return every dependency and lag that planned times break, read straight from its words."""
    broken = []
    for link in (*backlog.graph.links, *backlog.graph.time_lags):
        before, after = backlog.number[link.predecessor], backlog.number[link.successor]
        starts = link.kind in (DependencyKind.START_START, DependencyKind.START_FINISH)
        ends = link.kind in (DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH)
        early = times.start[before] if starts else times.finish[before]
        late = times.finish[after] if ends else times.start[after]
        if late < early + link.lag_days - SLIVER:
            broken.append(str(link))
    return broken


def overbooked(staff: Staff, times: Times) -> list[str]:
    """Return when more is finished by some moment than the people for it can have done.

    For each set of people that shares nobody with the rest, and each moment: the work of items
    finished by it cannot exceed the time all of them have had.
    """
    wrong = []
    moments = sorted(set(times.finish.values()))
    for people in _crews(staff):
        for moment in moments:
            work = sum(
                part.minutes
                for item, end in times.finish.items()
                if end <= moment
                for part in staff.parts[item]
                if part.pool[0] in people
            )
            room = sum(staff.timelines[person].work_by(moment) for person in people)
            if work > room + SLIVER:
                wrong.append(f"{work} of {room} minutes by day {moment}")
    return wrong


def too_quick(staff: Staff, times: Times) -> list[int]:
    """Return the items that finish sooner after their start than anybody could do them."""
    return [
        item
        for item, end in times.finish.items()
        if end - times.start[item] < staff.least_days_of(item) - SLIVER
    ]


def _crews(staff: Staff) -> list[set[int]]:
    crews: list[set[int]] = []
    for parts in staff.parts:
        for part in parts:
            joined = set(part.pool)
            for crew in [crew for crew in crews if crew & joined]:
                joined |= crew
                crews.remove(crew)
            crews.append(joined)
    return crews
