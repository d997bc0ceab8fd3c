"""What there is to choose from, in whole numbers, and what a choice is.

Items 0 … n−1 have a value and a cost in each budget; an item needs others, at most one of a set
may be taken, some must be taken and some must not. The next release problem is the same: its
customers are items of value without cost that need their requirements (Bagnall, Rayward-Smith
and Whittley, 2001).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Watch = Callable[[int, int | None], None]
"""Told the best value so far, and what no choice can exceed where that is known."""


class Proof(StrEnum):
    """What is known about a choice."""

    OPTIMAL = "optimal"
    WITHIN = "within"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionProblem:
    """Items to choose from. Values, costs and budgets are whole and not negative.

    `costs` has a row for each budget. ValueError where the parts do not fit together.
    """

    values: Sequence[int]
    costs: Sequence[Sequence[int]]
    budgets: Sequence[int]
    needs: Sequence[Sequence[int]]
    apart: Sequence[Sequence[int]] = ()
    must: frozenset[int] = field(default_factory=frozenset)
    never: frozenset[int] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Refuse what no choice can be made from."""
        count = len(self.values)
        if len(self.needs) != count or any(len(row) != count for row in self.costs):
            raise ValueError("every item has a value, what it needs, and a cost in each budget")
        if len(self.budgets) != len(self.costs):
            raise ValueError("every budget has a row of costs")
        if any(each < 0 for row in (self.values, self.budgets, *self.costs) for each in row):
            raise ValueError("values, costs and budgets are not negative")
        named = {*self.must, *self.never}.union(*self.needs, *self.apart)
        if named and not (min(named) >= 0 and max(named) < count):
            raise ValueError("what is needed, apart, a must or never is an item")

    def closure(self, items: Iterable[int]) -> set[int]:
        """Return items with all that they need, directly or not."""
        found = set(items)
        ahead = list(found)
        while ahead:
            fresh = [each for each in self.needs[ahead.pop()] if each not in found]
            found.update(fresh)
            ahead += fresh
        return found

    def spent(self, items: Iterable[int]) -> tuple[int, ...]:
        """Return what items cost together, by budget."""
        among = list(items)
        return tuple(sum(row[item] for item in among) for row in self.costs)

    def worth(self, items: Iterable[int]) -> int:
        """Return what items are worth together."""
        return sum(self.values[item] for item in items)

    def holds(self, items: Iterable[int]) -> bool:
        """Say whether items can be chosen together, and nothing that must be is left out."""
        among = set(items)
        return (
            self.must <= among
            and among.isdisjoint(self.never)
            and self.closure(among) == among
            and not any(len(among.intersection(group)) > 1 for group in self.apart)
            and all(map(int.__le__, self.spent(among), self.budgets))
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice, and how good it is known to be; no choice is worth more than `bound`."""

    chosen: tuple[int, ...]
    value: int
    bound: int | None
    proof: Proof
    stopped_by_clock: bool = False


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why nothing can be chosen: items that must be taken and cannot be taken together.

    None of `items` can be left out of the reason. `budget` is the one they exceed with what they
    need, by `excess`; `apart` the two that exclude each other; `barred` what they need though it
    must not be taken.
    """

    items: tuple[int, ...]
    budget: int | None = None
    excess: int = 0
    apart: tuple[int, ...] = ()
    barred: tuple[int, ...] = ()
