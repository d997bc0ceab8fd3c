"""Fits what there is to say into what somebody will read: the most material comes in first.

What must be said is in, in one counted sentence where it is too long. Nothing vanishes: what does
not fit is counted, and the weightiest of it is kept beside the brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import DraftLeftOut, DraftPoint, DraftSection
from assistant.briefing.must_say import NAMED
from assistant.briefing.wording import render
from assistant.values import Statement

FURTHER_DETAIL = 12
LIKE_THE_LAST = 14
"""How much less each further sentence of a point, or point of a section, matters."""

KEPT_BESIDE = 50
"""How many points per section are kept among what was left out; all are counted."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much a reader takes in: points per section, and words in all (None: no limit).

    A bullet and a heading mark count as a word each, so that the limit holds however it is shown.
    """

    points: Mapping[SectionKind, int]
    words: int | None = None


@dataclass(slots=True)
class _Line:
    """One point, how many words each of its statements has, and how many of them are in."""

    point: DraftPoint
    words: list[int]
    weight: int
    taken: int = 0

    def cost(self, upto: int) -> int:
        """Return the words it takes to say so many statements instead of those now in."""
        bullet = 0 if self.taken else 1
        return bullet + sum(self.words[self.taken : upto])


@dataclass(slots=True)
class _Shelf:
    """One section while it is being filled."""

    section: DraftSection
    lines: list[_Line]
    in_one: bool = False

    @property
    def heading(self) -> int:
        """The words of its heading, where that does not stand there yet."""
        shown = any(line.taken for line in self.lines)
        return 0 if shown else 1 + len(self.section.heading.split())


@dataclass(frozen=True, slots=True)
class _Offer:
    """Something that could be said next: a point up to so many of its statements."""

    weight: int
    shelf: _Shelf
    line: _Line
    upto: int

    @property
    def cost(self) -> int:
        return self.shelf.heading + self.line.cost(self.upto)


def fit(
    sections: Sequence[DraftSection], room: Room, *, today: date, taken: int = 0
) -> tuple[tuple[DraftSection, ...], tuple[DraftLeftOut, ...]]:
    """Return the sections as they fit, and what was left out of them.

    `taken` is how many words title, lead and closing need.
    """
    shelves = [_shelf(section, room, today) for section in sections]
    left = None if room.words is None else room.words - taken
    if left is not None:
        _shorten_what_must_be_said(shelves, left, today)
    _fill(shelves, room, left)
    kept = tuple(_section(shelf) for shelf in shelves if any(line.taken for line in shelf.lines))
    return kept, tuple(_left_out(shelf) for shelf in shelves if _missing(shelf))


def words_in(statements: Sequence[Statement], today: date) -> int:
    """Return how many words statements have when they are written out."""
    return sum(_word_counts(statements, today))


def _shelf(section: DraftSection, room: Room, today: date) -> _Shelf:
    """Return a section's points; each but the first matters less for having been preceded."""
    free = [place for place, point in enumerate(section.points) if not point.essential]
    free.sort(key=lambda place: -section.points[place].weight)
    lighter = {place: LIKE_THE_LAST * rank for rank, place in enumerate(free)}
    lines = [
        _Line(point, _word_counts(point.statements, today), point.weight - lighter.get(place, 0))
        for place, point in enumerate(section.points)
    ]
    shelf = _Shelf(section, lines)
    most = NAMED if room.words is not None else room.points.get(section.kind, len(lines))
    if sum(point.essential for point in section.points) > most:
        _say_in_one(shelf, today)
    return shelf


def _word_counts(statements: Sequence[Statement], today: date) -> list[int]:
    return [len(render(said, today=today).split()) for said in statements]


def _shorten_what_must_be_said(shelves: list[_Shelf], words: int, today: date) -> None:
    while sum(_cost_of_essentials(shelf) for shelf in shelves) > words:
        long = [shelf for shelf in shelves if not shelf.in_one and shelf.section.instead]
        if not long:
            return
        _say_in_one(max(long, key=_cost_of_essentials), today)


def _cost_of_essentials(shelf: _Shelf) -> int:
    costs = [line.cost(line.point.core) for line in shelf.lines if line.point.essential]
    return shelf.heading + sum(costs) if costs else 0


def _say_in_one(shelf: _Shelf, today: date) -> None:
    """Let the counted sentence stand for everything the section must say."""
    counted = shelf.section.instead
    if counted is None:
        return
    shelf.in_one = True
    rest = [line for line in shelf.lines if not line.point.essential]
    shelf.lines = [
        _Line(counted, _word_counts(counted.statements, today), counted.weight),
        *rest,
    ]


def _fill(shelves: list[_Shelf], room: Room, words: int | None) -> None:
    """Take in what weighs most while there is room; what must be said comes in whatever it takes."""
    left = words
    for offer in sorted(_offers(shelves), key=lambda each: -each.weight):
        must = offer.line.point.essential and not offer.line.taken
        if not must and not _has_room(offer, room, left):
            continue
        if left is not None:
            left -= offer.cost
        offer.line.taken = offer.upto


def _has_room(offer: _Offer, room: Room, left: int | None) -> bool:
    core = offer.line.point.core
    if offer.upto > core:
        if offer.line.taken != offer.upto - 1:
            return False
    else:
        most = room.points.get(offer.shelf.section.kind, len(offer.shelf.lines))
        if sum(line.taken > 0 for line in offer.shelf.lines) >= most:
            return False
    return left is None or offer.cost <= left


def _offers(shelves: list[_Shelf]) -> Iterator[_Offer]:
    """Give everything that could be said, each point before its further statements."""
    for shelf in shelves:
        for line in shelf.lines:
            core = line.point.core
            yield _Offer(line.weight, shelf, line, core)
            for upto in range(core + 1, len(line.words) + 1):
                detail = min(line.weight, line.point.detail) - FURTHER_DETAIL * (upto - core - 1)
                yield _Offer(detail, shelf, line, upto)


def _section(shelf: _Shelf) -> DraftSection:
    points = tuple(
        line.point.model_copy(update={"statements": line.point.statements[: line.taken]})
        for line in shelf.lines
        if line.taken
    )
    return shelf.section.model_copy(update={"points": points})


def _missing(shelf: _Shelf) -> list[DraftPoint]:
    """Return the points that are not in with their own words."""
    shown = {
        line.point.keys for line in shelf.lines if line.taken and not _stands_for_all(shelf, line)
    }
    return [point for point in shelf.section.points if point.keys not in shown]


def _stands_for_all(shelf: _Shelf, line: _Line) -> bool:
    return shelf.in_one and line.point is shelf.section.instead


def _left_out(shelf: _Shelf) -> DraftLeftOut:
    missing = sorted(_missing(shelf), key=lambda point: -point.weight)
    return DraftLeftOut(
        kind=shelf.section.kind,
        heading=shelf.section.heading,
        count=len(missing),
        points=tuple(missing[:KEPT_BESIDE]),
    )
