"""Links between open work items, as they are read; an epic's links are those of its items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, DependencyKind


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One dependency between two open items; `row` is the key of the dependency it was read of."""

    predecessor: str
    successor: str
    kind: DependencyKind = DependencyKind.FINISH_START
    lag_days: int = 0
    soft: bool = False
    row: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """Predecessor and successor."""
        return self.predecessor, self.successor

    @property
    def is_loop(self) -> bool:
        """Whether an item waits for itself, which holds nothing up."""
        return self.predecessor == self.successor

    def __str__(self) -> str:
        """Return the link as an arrow."""
        return f"{self.predecessor} → {self.successor}"


def read_links(snapshot: Snapshot, epics: Mapping[str, tuple[str, ...]]) -> list[Link]:
    """Return the dependencies of a snapshot; `epics` maps an epic to the open items under it.

    A link of an epic is one of each of its items. “Relates to” is no dependency; a link between
    an epic and an item of its own says nothing about order.
    """
    links: list[Link] = []
    for row in snapshot.all(Dependency):
        before = epics.get(row.predecessor, (row.predecessor,))
        after = epics.get(row.successor, (row.successor,))
        if row.kind is DependencyKind.RELATES or not set(before).isdisjoint(after):
            continue
        links += [
            Link(first, then, row.kind, row.lag_days, row.soft, row.key)
            for first in before
            for then in after
        ]
    return links
