"""Which items have nothing to do with each other: no common people, links or limited team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.planning.capacity.staffing import Staff
from assistant.planning.dependencies.topology import hanging_together
from assistant.planning.inputs.backlog import Backlog


@dataclass(frozen=True, slots=True)
class Cluster:
    """Items that share people, links or the limit of a team, by number.

    `is_sequence` says that one person does all of them one after another, without waiting.
    """

    items: tuple[int, ...]
    people: tuple[int, ...]
    is_sequence: bool


def clusters_of(backlog: Backlog, staff: Staff) -> list[Cluster]:
    """Return the clusters, by their lowest number; what one costs does not touch the others."""
    count = len(backlog.candidates)
    first_of: dict[int, int] = {}
    ties: list[list[int]] = [[] for _ in range(count)]
    held = staff.restrictions
    waiting = {*staff.no_sooner, *held.not_before, *held.frozen}
    teams: dict[str | None, int] = {}
    for item, candidate in enumerate(backlog.candidates):
        if candidate.team in held.limits:
            ties[item].append(teams.setdefault(candidate.team, item))
    for link in (*backlog.graph.links, *backlog.graph.time_lags):
        before, after = backlog.number[link.predecessor], backlog.number[link.successor]
        ties[after].append(before)
        if link.lag_days > 0 or link in backlog.graph.time_lags:
            waiting.add(after)
    for item, parts in enumerate(staff.parts):
        for person in {person for part in parts for person in part.pool}:
            ties[item].append(first_of.setdefault(person, item))
    return [_cluster(items, staff, waiting) for items in hanging_together(ties)]


def _cluster(items: Sequence[int], staff: Staff, waiting: set[int]) -> Cluster:
    people = sorted({n for item in items for part in staff.parts[item] for n in part.pool})
    alone = len(people) == 1 and waiting.isdisjoint(items)
    return Cluster(tuple(items), tuple(people), is_sequence=alone)
