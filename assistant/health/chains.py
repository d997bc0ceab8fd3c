"""Which open work holds up what: milestones and other projects' work downstream of an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.dependencies.graph import DependencyGraph
from assistant.planning.dependencies.links import Link, read_links
from assistant.planning.inputs.open_items import OpenItems, open_items
from assistant.planning.inputs.sizes import Measure, size_of
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values.effort import MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class Downstream:
    """What waits for an item: milestones that are not reached, and other projects with work."""

    milestones: tuple[Milestone, ...]
    projects: tuple[str, ...]


class Chains:
    """The chains of open work in a snapshot; `milestones` are the ones that are watched."""

    def __init__(self, snapshot: Snapshot, milestones: Iterable[Milestone]) -> None:
        self._open: OpenItems = open_items(snapshot)
        self.items: dict[str, WorkItem] = {item.key: item for item in self._open.items}
        self.graph = DependencyGraph(self.items, read_links(snapshot, self._open.epics))
        self._line = WorkingDays.of(snapshot)
        self._milestones = tuple(milestones)

    def downstream(self, key: str) -> Downstream:
        """Return what waits for an item, milestones by their day, its own project left out."""
        first, own = len(self._milestones), self.items[key].project
        places = list(_bits(self._held[key]))
        milestones = [self._milestones[place] for place in places if place < first]
        projects = [self._projects[place - first] for place in places if place >= first]
        milestones.sort(key=lambda each: (planned_day(each) or date.max, each.key))
        others = tuple(project for project in projects if project != own)
        return Downstream(tuple(milestones), others)

    def is_ready(self, key: str) -> bool:
        """Say whether an item waits for no open work."""
        return not self.graph.predecessors(key)

    def earliest(self, key: str) -> dict[str, date]:
        """Return the earliest day of each milestone that waits for an item.

        The item is finished on its due day, or later where the work left of it takes longer. As
        if everybody had time at once: only what is left of each item on the way counts, and an
        item without a size takes no time. No plan can reach them earlier.
        """
        due = self.items[key].due
        ends = {key: max(self._line.end_of(due) if due else 0.0, self._days(key))}
        for item in sorted(self.graph.everything_after(key), key=self._place.__getitem__):
            waits = [
                ends[link.predecessor] + link.lag_days
                for link in self._into.get(item, ())
                if link.predecessor in ends
            ]
            ends[item] = max(waits) + self._days(item)
        found: dict[str, float] = {}
        for item, end in ends.items():
            for place in self._needed_by.get(item, ()):
                milestone = self._milestones[place].key
                found[milestone] = max(end, found.get(milestone, end))
        return {milestone: self._line.finish_day(end) for milestone, end in sorted(found.items())}

    def _days(self, key: str) -> float:
        size = size_of(self.items[key], Measure.WORK)
        return 0.0 if size is None else size.total / MINUTES_PER_DAY

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self.graph.order)}

    @cached_property
    def _projects(self) -> tuple[str, ...]:
        return tuple(sorted({item.project for item in self.items.values() if item.project}))

    @cached_property
    def _into(self) -> Mapping[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.graph.links:
            found.setdefault(link.successor, []).append(link)
        return found

    @cached_property
    def _held(self) -> Mapping[str, int]:
        """What each item holds up, as bits: milestones first, then projects."""
        bit_of = {key: len(self._milestones) + place for place, key in enumerate(self._projects)}
        held: dict[str, int] = {}
        for key in reversed(self.graph.order):
            bits = sum(1 << place for place in self._needed_by.get(key, ()))
            for successor in self.graph.successors(key):
                project = self.items[successor].project
                bits |= held[successor] | (1 << bit_of[project] if project else 0)
            held[key] = bits
        return held

    @cached_property
    def _needed_by(self) -> Mapping[str, tuple[int, ...]]:
        """The places of the milestones that need an item: by name, or as part of a release."""
        place_of = {each.key: place for place, each in enumerate(self._milestones)}
        found: dict[str, set[int]] = {}
        for place, milestone in enumerate(self._milestones):
            if milestone.needs_item is not None:
                needed = self._open.epics.get(milestone.needs_item, (milestone.needs_item,))
                for key in needed:
                    found.setdefault(key, set()).add(place)
        for key, item in self.items.items():
            if item.release in place_of:
                found.setdefault(key, set()).add(place_of[item.release])
        return {key: tuple(sorted(places)) for key, places in found.items()}


def _bits(held: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    while held:
        lowest = held & -held
        yield lowest.bit_length() - 1
        held ^= lowest


def planned_day(milestone: Milestone) -> date | None:
    """Return the day a milestone is planned for."""
    return milestone.forecast or milestone.committed or milestone.baseline
