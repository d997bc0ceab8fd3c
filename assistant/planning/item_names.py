"""How items are named in sentences about an order: by their keys, the first few of many."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.portfolio.facts import Facts
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Unit, say
from assistant.values.saying import Part

SHOWN = 2
"""How many names a sentence lists before it counts the rest."""


class ItemNames:
    """Names items with the facts of one snapshot."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def one(self, key: str) -> Fact:
        """Return what an item is called."""
        return self._facts.key(WorkItem, key)

    def some(self, keys: Sequence[str], what: str, shown: int = SHOWN) -> list[Part]:
        """Return the first few names and, where there are more, how many more.

        `what` tells the count from other counts. Where nothing may be named, it is another
        commitment.
        """
        if not keys:
            return [self.another()]
        names: list[Part] = [self.one(key) for key in keys[:shown]]
        if len(keys) > shown:
            measure = f"{what}, beyond {shown}"
            more = self._facts.of("portfolio", measure, len(keys) - shown, Unit.COUNT)
            names.append(say("{count} more", count=more))
        return names

    def another(self) -> Fact:
        """Return the name of what its reader may not see."""
        return self._facts.of("portfolio", "hidden", "another commitment", Unit.NAME)
