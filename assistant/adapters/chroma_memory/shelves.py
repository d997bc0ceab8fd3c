"""Which shelves a search opens: chosen by what the asker may see, before anything is looked for.

Every shelf has vectors of its own. What nobody is kept from also stands together in one open room,
so that whoever searches everything opens one large collection instead of hundreds of small ones;
a confidential shelf is a room by itself. Word statistics are kept by room: what somebody may not
see never moves the order of what they may.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

OPEN = "open"
"""The name of the open room."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf as the catalog lists it; `needs` is what has to be visible."""

    number: int
    needs: frozenset[str]
    is_confidential: bool

    @property
    def name(self) -> str:
        """Its collection's name, which tells nothing of what lies there."""
        return hashlib.sha256("\n".join(sorted(self.needs)).encode()).hexdigest()[:20]

    @property
    def room(self) -> int:
        """The room whose word statistics it counts in; the open one is zero."""
        return self.number if self.is_confidential else 0


@dataclass(frozen=True, slots=True)
class Opened:
    """What one search looks at: collections of vectors, and rooms of words with their shelves."""

    collections: tuple[str, ...]
    shelves: frozenset[int]
    rooms: tuple[tuple[int, tuple[int, ...] | None], ...]
    """A room's number, and its shelves where not all of them are opened."""


def opened(
    shelves: Iterable[Shelf], hidden: frozenset[str], within: frozenset[str] | None
) -> Opened:
    """Return what may be looked at; the whole open room where nothing of it is left out."""
    every = sorted(shelves, key=lambda shelf: shelf.number)
    allowed = [each for each in every if _is_wanted(each, hidden, within)]
    in_open = [each for each in allowed if not each.is_confidential]
    apart = [each for each in allowed if each.is_confidential]
    whole = len(in_open) == sum(not each.is_confidential for each in every)
    numbers = None if whole else tuple(each.number for each in in_open)
    rooms = [(0, numbers)] if in_open else []
    return Opened(
        collections=(
            *([OPEN] if whole and in_open else [each.name for each in in_open]),
            *(each.name for each in apart),
        ),
        shelves=frozenset(each.number for each in allowed),
        rooms=(*rooms, *((each.number, None) for each in apart)),
    )


def _is_wanted(shelf: Shelf, hidden: frozenset[str], within: frozenset[str] | None) -> bool:
    if not shelf.needs.isdisjoint(hidden):
        return False
    return within is None or not shelf.needs.isdisjoint(within)
