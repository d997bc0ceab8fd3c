"""Gives people to work, each person to one piece only: a matching of largest worth.

Pieces are taken by falling worth, and a piece that is taken stays, its people changing places with
others where that helps. Where each piece needs one person, no choice is worth more: sets of pieces
that can be matched are a matroid (Edmonds and Fulkerson, 1965). Where pieces need several, those of
least worth are also tried last, which mends the greedy choice and does not prove it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_TRIED_LAST = 20
"""How many pieces that need several people are tried last."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Work by number: what it is worth, and for each of its places who can take it, best first.

    Where one person can take all its places, that will do. Of a `group` only so many pieces can
    be taken as there is room for.
    """

    number: int
    worth: float
    places: tuple[tuple[int, ...], ...]
    group: str | None = None


def give_out(
    under_way: Sequence[Piece], wanted: Sequence[Piece], room: Mapping[str, int]
) -> dict[int, tuple[int, ...]]:
    """Return the pieces that are taken, each with whom its places are given to.

    One person stands alone where they take all places. What is under way comes first, as far as there are people for it. The sequences are taken as
    they are sorted; `room` is how many wanted pieces a group can take.
    """
    best = _Giving(under_way, wanted, room)
    for_several = [each for each in wanted if len(each.places) > 1 and each.number in best.taken]
    for piece in for_several[: -_TRIED_LAST - 1 : -1]:
        others = [each for each in wanted if each is not piece]
        other = _Giving(under_way, [*others, piece], room)
        best = max(best, other, key=lambda giving: giving.worth)
    return best.taken


class _Giving:
    """One way of giving people out."""

    def __init__(
        self, under_way: Sequence[Piece], wanted: Sequence[Piece], room: Mapping[str, int]
    ) -> None:
        self._holds: dict[int, tuple[int, int]] = {}
        self._able: dict[tuple[int, int], tuple[int, ...]] = {}
        self._settled: set[int] = set()
        self.worth = 0.0
        for piece in under_way:
            self._take(piece)
        groups: Counter[str] = Counter()
        for piece in wanted:
            group = piece.group
            if group is not None and groups[group] >= room.get(group, groups[group] + 1):
                continue
            if self._take(piece):
                self.worth += piece.worth
                groups.update([group] if group is not None else [])

    @property
    def taken(self) -> dict[int, tuple[int, ...]]:
        """The pieces that are taken, each with its people by place."""
        found: dict[int, list[int]] = {}
        for place, person in sorted((place, person) for person, place in self._holds.items()):
            found.setdefault(place[0], []).append(person)
        return {number: tuple(people) for number, people in found.items()}

    def _take(self, piece: Piece) -> bool:
        if self._settled.issuperset(piece.places[0]):
            return False
        able = [set(place) for place in piece.places]
        everything = [each for each in piece.places[0] if all(each in other for other in able)]
        return self._fill(piece.number, piece.places) or (
            len(able) > 1 and self._fill(piece.number, [tuple(everything)])
        )

    def _fill(self, number: int, places: Sequence[tuple[int, ...]]) -> bool:
        """Fill all places or none.

        People among whom nobody could be freed for a first place never will be: whoever could take
        their places is among them too. They are not asked again.
        """
        before = dict(self._holds)
        for place, people in enumerate(places):
            self._able[number, place] = people
            seen: set[int] = set()
            if not self._place((number, place), seen):
                self._holds = before
                if place == 0:
                    self._settled |= seen
                return False
        return True

    def _place(self, place: tuple[int, int], seen: set[int]) -> bool:
        for person in self._able[place]:
            if person not in seen and person not in self._settled:
                seen.add(person)
                held = self._holds.get(person)
                if held is None or self._place(held, seen):
                    self._holds[person] = place
                    return True
        return False
