"""Fits what there is to say into what somebody will read: the least material goes first.

What must be said stays, in one counted sentence where it is too long. Nothing vanishes: what does
not fit is counted, and the weightiest of it is kept beside the brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import DraftLeftOut, DraftPoint, DraftSection
from assistant.briefing.must_say import NAMED
from assistant.briefing.wording import render
from assistant.values import Statement

FURTHER_DETAIL = 12
LIKE_THE_LAST = 6
"""How much less each further point of a section, or sentence of a point, matters."""

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
    """One point while it is being cut, and how many words each of its statements has."""

    point: DraftPoint
    words: list[int]
    weight: int
    in_one: bool = False

    @property
    def has_details(self) -> bool:
        return len(self.words) > self.point.core

    @property
    def total(self) -> int:
        return 1 + sum(self.words)

    @property
    def cut_weight(self) -> int | None:
        """What its next cut would cost; None where nothing of it may go."""
        if self.in_one:
            return None
        if self.has_details:
            return self.point.detail - FURTHER_DETAIL * (len(self.words) - 1 - self.point.core)
        return None if self.point.essential else self.weight


@dataclass(slots=True)
class _Shelf:
    """One section while it is being cut."""

    section: DraftSection
    lines: list[_Line]
    gone: list[DraftPoint] = field(default_factory=list)

    @property
    def words(self) -> int:
        heading = 1 + len(self.section.heading.split())
        return heading + sum(line.total for line in self.lines) if self.lines else 0


def fit(
    sections: Sequence[DraftSection], room: Room, *, today: date, taken: int = 0
) -> tuple[tuple[DraftSection, ...], tuple[DraftLeftOut, ...]]:
    """Return the sections as they fit, and what was left out of them.

    `taken` is how many words title, lead and closing need.
    """
    shelves = [_shelf(section, room, today) for section in sections]
    if room.words is not None:
        _cut_to(shelves, room.words - taken, today)
    kept = tuple(_section(shelf) for shelf in shelves if shelf.lines)
    return kept, tuple(_left_out(shelf) for shelf in shelves if shelf.gone)


def words_in(statements: Sequence[Statement], today: date) -> int:
    """Return how many words statements have when they are written out."""
    return sum(_word_counts(statements, today))


def _shelf(section: DraftSection, room: Room, today: date) -> _Shelf:
    shelf = _Shelf(section, _lines(section, today))
    if sum(point.essential for point in section.points) > NAMED:
        _say_in_one(shelf, today)
    most = room.points.get(section.kind, len(shelf.lines))
    while len(shelf.lines) > most and (least := _least(shelf)) is not None:
        _drop(shelf, least)
    return shelf


def _least(shelf: _Shelf) -> int | None:
    """Return the place of the lightest point that may go; of equals the last."""
    places = [n for n, line in enumerate(shelf.lines) if not line.point.essential]
    return min(places, key=lambda n: (shelf.lines[n].point.weight, -n), default=None)


def _lines(section: DraftSection, today: date) -> list[_Line]:
    """Return a section's points; each but the first matters less for having been preceded."""
    free = [place for place, point in enumerate(section.points) if not point.essential]
    free.sort(key=lambda place: -section.points[place].weight)
    lighter = {place: LIKE_THE_LAST * rank for rank, place in enumerate(free)}
    return [
        _Line(point, _word_counts(point.statements, today), point.weight - lighter.get(place, 0))
        for place, point in enumerate(section.points)
    ]


def _word_counts(statements: Sequence[Statement], today: date) -> list[int]:
    return [len(render(said, today=today).split()) for said in statements]


def _say_in_one(shelf: _Shelf, today: date) -> None:
    """Let the counted sentence stand for everything the section must say."""
    if shelf.section.instead is None:
        return
    shelf.gone += [line.point for line in shelf.lines if line.point.essential]
    rest = [line for line in shelf.lines if not line.point.essential]
    counted = shelf.section.instead
    in_one = _Line(counted, _word_counts(counted.statements, today), counted.weight, in_one=True)
    shelf.lines = [in_one, *rest]


def _cut_to(shelves: list[_Shelf], words: int, today: date) -> None:
    while sum(shelf.words for shelf in shelves) > words:
        cuts = list(_cuts(shelves))
        if cuts:
            _, shelf, place = min(cuts)
            _cut(shelves[-shelf], -place)
        elif long := [shelf for shelf in shelves if _can_be_said_in_one(shelf)]:
            _say_in_one(max(long, key=lambda shelf: shelf.words), today)
        else:
            return


def _cuts(shelves: list[_Shelf]) -> Iterator[tuple[int, int, int]]:
    """Give every possible cut; among equals the last of the last section comes first."""
    for number, shelf in enumerate(shelves):
        for place, line in enumerate(shelf.lines):
            if line.cut_weight is not None:
                yield line.cut_weight, -number, -place


def _cut(shelf: _Shelf, place: int) -> None:
    line = shelf.lines[place]
    if line.has_details:
        line.words.pop()
    else:
        _drop(shelf, place)


def _drop(shelf: _Shelf, place: int) -> None:
    shelf.gone.insert(0, shelf.lines.pop(place).point)


def _can_be_said_in_one(shelf: _Shelf) -> bool:
    return shelf.section.instead is not None and not any(line.in_one for line in shelf.lines)


def _section(shelf: _Shelf) -> DraftSection:
    points = tuple(
        line.point.model_copy(update={"statements": line.point.statements[: len(line.words)]})
        for line in shelf.lines
    )
    return shelf.section.model_copy(update={"points": points})


def _left_out(shelf: _Shelf) -> DraftLeftOut:
    weightiest = sorted(shelf.gone, key=lambda point: -point.weight)
    return DraftLeftOut(
        kind=shelf.section.kind,
        heading=shelf.section.heading,
        count=len(shelf.gone),
        points=tuple(weightiest[:KEPT_BESIDE]),
    )
