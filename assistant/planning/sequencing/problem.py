"""A backlog and its staff as flat rows of numbers, the form in which orders are tried.

Work is in whole grains of a hundredth of a minute, time in working days from today. The rows are
lists for a loop that runs as Python, and arrays for its compiled twin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import Staff
from assistant.planning.capacity.timeline import GRAINS, Timeline
from assistant.planning.inputs.backlog import Backlog
from assistant.portfolio.work import DependencyKind

Row = Any
"""Numbers by place: a list of them, or an array."""

FOREVER = 2**62
"""Grains that nobody ever does."""

NO_TEAM = -1
_REAL = frozenset({
    "frozen_after", "frozen_thaw", "not_before", "no_sooner", "weight", "deadline",
    "start", "finish", "under_way", "longest", "late", "cost",
})  # fmt: skip
"""Rows of numbers that need not be whole."""

_FROM_START = frozenset({DependencyKind.START_START, DependencyKind.START_FINISH})
_TO_FINISH = frozenset({DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH})


class Problem(NamedTuple):
    """What is placed, on whose time. A row `x_from` says where each owner's stretch of `x` begins.

    Of items: parts, waits, days on which they cannot go live, `not_before` (no start sooner),
    `no_sooner` (no finish sooner), `weight`, `deadline`, team where that has a limit. Of parts:
    work and pool. Of pools: people, whom to take first first. Of people: what each can have done
    by the end of each day, `days` + 1 numbers a person, and a day's work after that.
    """

    part_from: Row
    part_work: Row
    part_pool: Row
    pool_from: Row
    pool_person: Row
    done: Row
    pace: Row
    days: int
    wait_from: Row
    wait_before: Row
    wait_from_start: Row
    wait_to_finish: Row
    wait_lag: Row
    frozen_from: Row
    frozen_after: Row
    frozen_thaw: Row
    not_before: Row
    no_sooner: Row
    weight: Row
    deadline: Row
    team: Row
    limit: Row
    started: Row
    smallest: int


class State(NamedTuple):
    """What has been placed so far, and how to take the last of it back.

    Of items: start and finish (below zero where not placed), until when they are under way (what
    waits for a freeze to end no longer is), whether their team's limit held them back. Of parts: who does them from which grain on. Each person's free time is a chain of
    stretches, the last without an end. `late` and `cost` are sums after so many placed items.
    """

    start: Row
    finish: Row
    under_way: Row
    is_held: Row
    person: Row
    begin: Row
    free_low: Row
    free_high: Row
    free_next: Row
    first_free: Row
    used: Row
    old_stretch: Row
    old_before: Row
    old_low: Row
    old_high: Row
    old_next: Row
    last_of_team: Row
    before_in_team: Row
    after_in_team: Row
    longest: Row
    late: Row
    cost: Row


def build_problem(backlog: Backlog, staff: Staff) -> Problem:
    """Return the rows, as lists, for a backlog on its staff."""
    held = staff.restrictions
    known = staff.mode is not CapacityMode.NONE
    pools, pool_of = _pools(staff)
    days = max((timeline.days for timeline in staff.timelines), default=0)
    limits = list(held.limits) if known else []
    numbers = {team: number for number, team in enumerate(limits)}
    works = [[part.minutes * GRAINS for part in parts] for parts in staff.parts]
    part_work = [work for each in works for work in each]
    items = range(len(backlog.candidates))
    frozen = [held.frozen.get(item, ()) if known else () for item in items]
    return Problem(
        part_from=_from(works),
        part_work=part_work,
        part_pool=[pool_of[part.pool] for parts in staff.parts for part in parts],
        pool_from=_from(pools),
        pool_person=[person for pool in pools for person in pool],
        done=[grains for timeline in staff.timelines for grains in _known(timeline, days)],
        pace=[timeline.grains_a_day for timeline in staff.timelines],
        days=days,
        **_waits(backlog),
        frozen_from=_from(frozen),
        frozen_after=[each.after for spans in frozen for each in spans],
        frozen_thaw=[each.thaw for spans in frozen for each in spans],
        not_before=[held.not_before.get(item, 0.0) if known else 0.0 for item in items],
        no_sooner=[staff.no_sooner.get(item, 0.0) for item in items],
        weight=[float(candidate.weight) for candidate in backlog.candidates],
        deadline=_deadlines(backlog, staff),
        team=[numbers.get(candidate.team or "", NO_TEAM) for candidate in backlog.candidates],
        limit=[held.limits[team] for team in limits],
        started=[int(candidate.is_started) for candidate in backlog.candidates],
        smallest=min(part_work, default=1),
    )


def as_arrays(problem: Problem) -> Problem:
    """Return the rows as arrays, for a compiled loop."""
    return Problem(*(_array(name, row) for name, row in problem._asdict().items()))


def empty_state(problem: Problem, *, arrays: bool = False) -> State:
    """Return the state in which nothing is placed."""
    items, parts = len(problem.weight), len(problem.part_work)
    people, teams = len(problem.pace), len(problem.limit)
    stretches = people + parts + 1
    state = State(
        start=[-1.0] * items,
        finish=[-1.0] * items,
        under_way=[0.0] * items,
        is_held=[0] * items,
        person=[-1] * parts,
        begin=[0] * parts,
        free_low=[0] * stretches,
        free_high=[FOREVER] * stretches,
        free_next=[-1] * stretches,
        first_free=list(range(people)),
        used=[people],
        old_stretch=[0] * parts,
        old_before=[0] * parts,
        old_low=[0] * parts,
        old_high=[0] * parts,
        old_next=[0] * parts,
        last_of_team=[-1] * teams,
        before_in_team=[-1] * items,
        after_in_team=[-1] * items,
        longest=[0.0] * teams,
        late=[0.0] * (items + 1),
        cost=[0.0] * (items + 1),
    )
    if not arrays:
        return state
    return State(*(_array(name, row) for name, row in state._asdict().items()))


def _array(name: str, row: Row) -> Row:
    if isinstance(row, int):
        return row
    return np.array(row, dtype=np.float64 if name in _REAL else np.int64)


def _pools(staff: Staff) -> tuple[list[list[int]], dict[tuple[int, ...], int]]:
    """Return each pool once, whom to take first first, and the number of each."""
    distinct = dict.fromkeys(part.pool for parts in staff.parts for part in parts)
    pools = [sorted(pool, key=lambda person: (staff.rank[person], person)) for pool in distinct]
    return pools, {pool: number for number, pool in enumerate(distinct)}


def _known(timeline: Timeline, days: int) -> Iterable[int]:
    """Return what somebody can have done by the end of each day, at their pace at last."""
    yield from timeline.grains
    for day in range(1, days - timeline.days + 1):
        yield timeline.grains[-1] + day * timeline.grains_a_day


def _waits(backlog: Backlog) -> dict[str, Row]:
    number = backlog.number
    links = sorted(
        (*backlog.graph.links, *backlog.graph.time_lags), key=lambda link: number[link.successor]
    )
    counts = [0] * len(backlog.candidates)
    for link in links:
        counts[number[link.successor]] += 1
    return {
        "wait_from": [0, *accumulate(counts)],
        "wait_before": [number[link.predecessor] for link in links],
        "wait_from_start": [int(link.kind in _FROM_START) for link in links],
        "wait_to_finish": [int(link.kind in _TO_FINISH) for link in links],
        "wait_lag": [link.lag_days for link in links],
    }


def _deadlines(backlog: Backlog, staff: Staff) -> list[float]:
    """Return the time each date stands for; without capacity no date is known."""
    if staff.mode is CapacityMode.NONE:
        return [float("inf")] * len(backlog.candidates)
    return [
        staff.line.end_of(candidate.deadline.day) if candidate.deadline else float("inf")
        for candidate in backlog.candidates
    ]


def _from(stretches: Iterable[Sequence[Any]]) -> list[int]:
    return [0, *accumulate(len(each) for each in stretches)]
