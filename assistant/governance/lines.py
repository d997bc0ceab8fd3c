"""The parts of a new order that can be accepted one by one, and the order that follows from some.

A line is an item that moves. Items tied by dependencies go together, so that accepting some of
them cannot tear apart what waits for each other; what else an order must hold is checked on the
order that comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from assistant.planning.order.moves import longest_rising

Neighbours = Callable[[str], Iterable[str]]
"""Returns the items that an item waits for directly, or that wait for it."""


def moved_items(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return the fewest items whose move turns one order into the other, as they stand after.

    Items of only one of the orders do not move: what is new comes in, what is gone goes.
    """
    places = {item: place for place, item in enumerate(before)}
    known = [item for item in after if item in places]
    staying = set(longest_rising([places[item] for item in known]))
    return tuple(item for number, item in enumerate(known) if number not in staying)


def order_with(
    before: Sequence[str], after: Sequence[str], accepted: Collection[str]
) -> tuple[str, ...]:
    """Return the order in which only the accepted moves are made.

    What stays keeps its place among what stays; what moves, or is new, follows what it follows in
    the new order.
    """
    wanted = frozenset(after)
    moving = set(moved_items(before, after))
    held = [
        item for item in before if item in wanted and (item not in moving or item not in accepted)
    ]
    order, standing = list(held), set(held)
    previous: str | None = None
    for item in after:
        if item not in standing:
            order.insert(order.index(previous) + 1 if previous is not None else 0, item)
            standing.add(item)
        if item not in moving or item in accepted:
            previous = item
    return tuple(order)


def needs_of(
    moving: Sequence[str], waits_for: Neighbours, awaited_by: Neighbours
) -> Mapping[str, frozenset[str]]:
    """Return, for each item that moves, the other moving items that it is tied to by dependencies."""
    return {
        item: frozenset(moving) & (_reached(item, waits_for) | _reached(item, awaited_by))
        for item in moving
    }


def _reached(start: str, neighbours: Neighbours) -> frozenset[str]:
    found: set[str] = set()
    ahead = list(neighbours(start))
    while ahead:
        item = ahead.pop()
        if item not in found and item != start:
            found.add(item)
            ahead += neighbours(item)
    return frozenset(found)
