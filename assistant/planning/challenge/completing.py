"""Makes a whole order of a given one, and finds the links that it breaks.

What the given order leaves out comes after it, in the computed order, and before what waits for
it. What is in progress and left out goes on first; so does everyone who sees less read the same:
items of confidential projects that are left out keep the places that the computed order gives.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.planning.dependencies.topology import Links
from assistant.planning.inputs.backlog import Backlog


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """`before` must come before `after` and does not; `through` names what lies between."""

    before: int
    after: int
    through: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Completed:
    """A whole order by number: as it was given, and mended so that it breaks no link."""

    as_given: tuple[int, ...]
    mended: tuple[int, ...]
    broken: tuple[BrokenLink, ...]


def completed(
    given: Sequence[int], ours: Sequence[int], held: Collection[int], backlog: Backlog
) -> Completed:
    """Return the given order made whole. `held` are those that keep their computed places."""
    listed = frozenset(given)
    kept = {item: place for place, item in enumerate(ours) if item in held and item not in listed}
    rest = [item for item in ours if item not in listed and item not in kept]
    going = [item for item in rest if backlog.candidates[item].is_started]
    after = [item for item in rest if not backlog.candidates[item].is_started]
    free = iter([*going, *given, *after])
    in_place = {place: item for item, place in kept.items()}
    merged = [in_place[n] if n in in_place else next(free) for n in range(len(ours))]
    broken = _broken(given, backlog.links)
    left_out_first = _mended(merged, backlog.links, only=frozenset(merged) - listed)
    mended = _mended(left_out_first, backlog.links, only=frozenset(merged))
    return Completed(tuple(left_out_first), tuple(mended), broken)


def _broken(given: Sequence[int], links: Links) -> tuple[BrokenLink, ...]:
    """Return the links that a given order breaks, directly or through what it leaves out."""
    place = {item: n for n, item in enumerate(given)}
    found: list[BrokenLink] = []
    for item in given:
        seen: set[int] = set()
        to_visit: list[tuple[int, tuple[int, ...]]] = [(item, ())]
        while to_visit:
            at, through = to_visit.pop()
            for before in links[at]:
                if before in seen:
                    continue
                seen.add(before)
                if before not in place:
                    to_visit.append((before, (before, *through)))
                elif place[before] > place[item]:
                    found.append(BrokenLink(before, item, through))
    return tuple(sorted(found, key=lambda link: (place[link.after], place[link.before])))


def _mended(order: Sequence[int], links: Links, only: Collection[int]) -> list[int]:
    """Return the order with what an item waits for moved up before it, as far as it has to be.

    Only items in `only` are moved up.
    """
    placed: dict[int, None] = {}
    for wanted in order:
        stack = [wanted]
        while stack:
            missing = [each for each in links[stack[-1]] if each in only and each not in placed]
            if missing:
                stack += missing
            else:
                placed[stack.pop()] = None
    return list(placed)
