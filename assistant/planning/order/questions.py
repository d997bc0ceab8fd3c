"""What the order would need to be told, and whether that matters today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.planning.item_names import ItemNames
from assistant.planning.order.ranking import Place, Standing
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.ownership import Ownership
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_ASKED = 3
"""Items that are asked about one by one; nobody answers more."""

_NAMED = 4


class Questions:
    """Writes questions about places with the facts of one snapshot.

    `tried` are the smallest and the largest size that unsized items were tried with.
    """

    def __init__(self, snapshot: Snapshot, tried: Sequence[Fact]) -> None:
        self._snapshot = snapshot
        self._tried = tried
        self._facts = Facts(snapshot)
        self._names = ItemNames(self._facts)
        self._ownership = Ownership(snapshot)

    def about(self, places: Sequence[Place]) -> tuple[Statement, ...]:
        """Return what to ask: what matters first, then what does not."""
        waiting = [place for place in places if place.standing is not Standing.KEEP_GOING]
        unsized = [place for place in waiting if place.effort is None]
        unscored = [place for place in waiting if place.score is None and place.effort is not None]
        if waiting and all(place.effort is None for place in places):
            return (*self._nothing_sized(), *self._of_worth(unscored, waiting))
        return (
            *self._matter([*unsized, *unscored]),
            *self._of_size(unsized, waiting),
            *self._of_worth(unscored, waiting),
        )

    def _nothing_sized(self) -> Iterable[Statement]:
        yield Statement(
            text="Nothing here has a size, so the order rests on worth and dependencies alone. "
            "Estimates by skill and the people who have the skills would add dates and a cut line."
        )

    def _matter(self, places: Iterable[Place]) -> Iterable[Statement]:
        """Ask about the first items where the answer could change something, and whom to ask."""
        for place in [place for place in places if place.matters][:_ASKED]:
            what = "size" if place.effort is None else "worth"
            item = self._names.one(place.key)
            row = self._snapshot.get(WorkItem, place.key)
            text = f"Nobody has stated the {what} of {{item}}, and it matters for what starts next"
            key = None if row is None else self._who_can_say(row)
            if key is None:
                yield say(text + "; it has no owner to ask.", item=item)
            else:
                yield say(text + ": ask {who}.", item=item, who=self._facts.name(Person, key))

    def _who_can_say(self, item: WorkItem) -> str | None:
        """Return its owner, else who can act on its project, of those who have not left."""
        if self._ownership.is_here(item.owner):
            return item.owner
        project = self._snapshot.get(Project, item.project)
        return None if project is None else self._ownership.who_can_act(project)

    def _of_size(self, unsized: Sequence[Place], among: Sequence[Place]) -> Iterable[Statement]:
        if not unsized:
            return
        yield say(
            "No size for {count} of {total} items not started: {names}.",
            count=self._count("without size", unsized),
            total=self._count("not started", among),
            names=self._some(unsized, "without size"),
        )
        harmless = [place for place in unsized if place.matters is False]
        if harmless:
            low, high = self._tried
            yield say(
                "For {names} any size from {low} to {high} leaves what starts next as it is, so "
                "today it does not matter.",
                names=self._some(harmless, "size does not matter"),
                low=low,
                high=high,
            )

    def _of_worth(self, unscored: Sequence[Place], among: Sequence[Place]) -> Iterable[Statement]:
        if not unscored:
            return
        yield say(
            "No worth stated for {count} of {total} items not started: {names}.",
            count=self._count("without worth", unscored),
            total=self._count("not started", among),
            names=self._some(unscored, "without worth"),
        )
        harmless = [place for place in unscored if place.matters is False]
        if harmless:
            yield say(
                "For {names} no usual worth changes what starts next, so today it does not matter.",
                names=self._some(harmless, "worth does not matter"),
            )

    def _some(self, places: Sequence[Place], what: str) -> list[Fact | Statement]:
        return self._names.some([place.key for place in places], f"more {what}", shown=_NAMED)

    def _count(self, what: str, places: Sequence[Place]) -> Fact:
        cells: list[Cell] = [(WorkItem, place.key) for place in places]
        subject = "portfolio"
        return self._facts.of(subject, f"items {what}", len(places), Unit.COUNT, cells=cells)
