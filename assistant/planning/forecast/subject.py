"""What a forecast is about: everything, a project, a team, an epic, a release, one item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.planning.inputs.open_items import epics_of, open_items
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

EVERYTHING = "portfolio"


@dataclass(frozen=True, slots=True)
class Subject:
    """A group of items its reader may see, finished ones too; `open_keys` are what is to be done.

    `name` is like projects:CASCADE. `project` and `milestone` are set where it is one.
    """

    name: str
    called: Statement
    items: tuple[WorkItem, ...]
    open_keys: tuple[str, ...]
    project: str | None = None
    milestone: str | None = None
    is_single: bool = False

    def open_count(self, facts: Facts) -> Fact:
        """Return how many items are open."""
        return facts.of(
            self.name,
            "open items",
            len(self.open_keys),
            Unit.COUNT,
            cells=[(WorkItem, key) for key in self.open_keys],
        )


class Subjects:
    """Makes subjects of what one person may see."""

    def __init__(self, seen: Snapshot) -> None:
        self._seen = seen
        self._facts = Facts(seen)
        self._open = open_items(seen)
        self._all = seen.all(WorkItem)
        self._sums = frozenset(epics_of(self._all))
        self._teams = {person.key: person.team for person in seen.all(Person)}
        self._by_project: dict[str | None, list[WorkItem]] = {}
        self._by_release: dict[str | None, list[WorkItem]] = {}
        for item in self._all:
            self._by_project.setdefault(item.project, []).append(item)
            self._by_release.setdefault(item.release, []).append(item)
        self._open_places = {item.key: place for place, item in enumerate(self._open.items)}

    def everything(self) -> Subject:
        """Return all work."""
        return self._of(EVERYTHING, Statement(text="Everything"), self._all)

    def project(self, key: str) -> Subject:
        """Return the work of a project."""
        items = self._by_project.get(key, ())
        called = say("{project}", project=self._facts.name(Project, key))
        return self._of(f"{Project.table}:{key}", called, items, project=key)

    def team(self, key: str) -> Subject:
        """Return the work of a team: its own, and its people's where no team is named."""
        items = (
            item for item in self._all if (item.team or self._teams.get(item.owner or "")) == key
        )
        called = say("{team}", team=self._facts.name(Team, key))
        return self._of(f"{Team.table}:{key}", called, items)

    def milestone(self, key: str) -> Subject:
        """Return the work that a milestone waits for."""
        found = self._seen.get(Milestone, key)
        needed = found.needs_item if found else None
        keys = {needed, *self._open.epics.get(needed or "", ())}
        wanted = {item.key: item for item in self._by_release.get(key, ())}
        for each in keys:
            item = self._seen.get(WorkItem, each)
            if item is not None:
                wanted[item.key] = item
        items = (wanted[each] for each in sorted(wanted))  # as all items are: by key
        called = say("{milestone}", milestone=self._facts.name(Milestone, key))
        return self._of(f"{Milestone.table}:{key}", called, items, milestone=key)

    def item(self, key: str) -> Subject:
        """Return an item, or an epic with the items it is the sum of."""
        inside = epics_of(self._all).get(key)
        keys = frozenset(inside or (key,))
        items = (item for item in self._all if item.key in keys)
        called = say("{item}", item=self._facts.key(WorkItem, key))
        return self._of(f"{WorkItem.table}:{key}", called, items, is_single=inside is None)

    def _of(
        self,
        name: str,
        called: Statement,
        items: Iterable[WorkItem],
        *,
        project: str | None = None,
        milestone: str | None = None,
        is_single: bool = False,
    ) -> Subject:
        group = tuple(item for item in items if item.key not in self._sums)
        keys = {item.key for item in group}
        return Subject(
            name=name,
            called=called,
            items=group,
            open_keys=tuple(
                sorted(keys & self._open_places.keys(), key=self._open_places.__getitem__)
            ),
            project=project,
            milestone=milestone,
            is_single=is_single,
        )
