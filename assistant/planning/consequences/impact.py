"""What moves between the plan as it is and the plan after a change: items and promised days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.promises import Promise, Promises
from assistant.planning.dependencies.network import Span
from assistant.planning.sequencing.schedule import Times
from assistant.portfolio.organisation import Freeze

_SLIVER = 1e-6
"""Working days that are no difference."""


class Fate(StrEnum):
    """What becomes of a promised day; the gravest first."""

    IMPOSSIBLE = "links alone rule it out"
    BREAKS = "the plan no longer holds it"
    LATER = "the plan missed it already, by less"
    HOLDS = "it holds"
    NOT_PROMISED = "no day was promised"


@dataclass(frozen=True, slots=True)
class Move:
    """An item's finish before and after, in working days from today.

    `by_links` is how much of the delay no plan could avoid; the rest is people being busy.
    """

    key: str
    before: float
    after: float
    by_links: float

    @property
    def days(self) -> float:
        """Working days later; below zero where it is sooner."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class PromiseMove:
    """A milestone's day as planned before and after, and the earliest that links alone allow.

    A day is None where it is not known. `freeze` is what puts the later one off, if anything.
    """

    promise: Promise
    before: date | None
    after: date | None
    certain: date | None
    fate: Fate
    freeze: Freeze | None

    @property
    def worst(self) -> date | None:
        """The later of the planned and the certain day."""
        return max((day for day in (self.after, self.certain) if day), default=None)


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that moves: items by how much, milestones by what becomes of them."""

    moves: tuple[Move, ...]
    promises: tuple[PromiseMove, ...]

    @property
    def days(self) -> dict[str, float]:
        """Working days by which each item is later, below zero where it is sooner."""
        return {move.key: move.days for move in self.moves}


def impact(
    planned: Planned,
    promises: Promises,
    after: Times | None,
    certain: Mapping[str, Span] | None = None,
) -> Impact:
    """Return what moves between a plan and its times after a change.

    `after` is None where no plan has dates; `certain` are the earliest times by links alone after
    the change, where links are what changes.
    """
    moves = [
        move
        for number, candidate in enumerate(planned.backlog.candidates)
        if (move := _move(planned, number, candidate.key, after, certain)) is not None
    ]
    moves.sort(key=lambda move: (-move.days, move.key))
    moved = [
        each
        for promise in promises.all
        if (each := _promise(planned, promises, promise, after, certain)) is not None
    ]
    moved.sort(key=lambda each: (list(Fate).index(each.fate), each.promise.day or date.max))
    return Impact(tuple(moves), tuple(moved))


def _move(
    planned: Planned,
    number: int,
    key: str,
    after: Times | None,
    certain: Mapping[str, Span] | None,
) -> Move | None:
    before = planned.finish(key)
    soonest = certain[key].finish if certain is not None else 0.0
    later = soonest if after is None else after.finish[number]
    if abs(later - before) <= _SLIVER or (after is not None and not planned.is_planned(number)):
        return None
    return Move(key, before, later, min(max(soonest - before, 0.0), max(later - before, 0.0)))


def _promise(
    planned: Planned,
    promises: Promises,
    promise: Promise,
    after: Times | None,
    certain: Mapping[str, Span] | None,
) -> PromiseMove | None:
    """Return what becomes of a milestone; None where nothing moves."""
    numbers = planned.backlog.numbers(promise.items)
    before = new = None
    if after is not None and all(planned.is_planned(number) for number in numbers):
        before = _live(planned, promises, promise, (planned.times.finish[n] for n in numbers))
        new = _live(planned, promises, promise, (after.finish[n] for n in numbers))
    soonest_before = soonest = None
    if certain is not None and planned.has_network:
        spans = planned.earliest
        soonest_before = _live(
            planned, promises, promise, (spans[key].finish for key in promise.items)
        )
        soonest = _live(planned, promises, promise, (certain[key].finish for key in promise.items))
    links = (_day(soonest_before), _day(soonest))
    if before == new and not _newly_after(promise.stated, links):
        return None
    return PromiseMove(
        promise=promise,
        before=_day(before),
        after=_day(new),
        certain=_day(soonest),
        fate=_fate(promise.day, (_day(before), _day(new)), links),
        freeze=_freeze(planned, promise, numbers, after) or (soonest[1] if soonest else None),
    )


def _freeze(
    planned: Planned, promise: Promise, numbers: Sequence[int], after: Times | None
) -> Freeze | None:
    """Return the freeze that the last of a milestone's work is put off by."""
    if after is None or not promise.milestone.is_release:
        return None
    last = max(numbers, key=lambda number: after.finish[number])
    key = planned.staff.restrictions.freeze_of(last, after.finish[last])
    return planned.snapshot.get(Freeze, key)


def _newly_after(day: date | None, days: tuple[date | None, date | None]) -> bool:
    """Say whether a day is passed after a change and was not before it."""
    before, after = (each is not None and day is not None and each > day for each in days)
    return after and not before


_Live = tuple[date, Freeze | None]


def _live(
    planned: Planned, promises: Promises, promise: Promise, finishes: Iterable[float]
) -> _Live:
    return promises.live(promise, planned.day(max(finishes)))


def _day(live: _Live | None) -> date | None:
    return live[0] if live is not None else None


def _fate(
    promised: date | None,
    plan: tuple[date | None, date | None],
    links: tuple[date | None, date | None],
) -> Fate:
    if promised is None:
        return Fate.NOT_PROMISED
    if _newly_after(promised, links):
        return Fate.IMPOSSIBLE
    if _newly_after(promised, plan):
        return Fate.BREAKS
    is_late = any(day is not None and day > promised for day in (*plan, *links))
    return Fate.LATER if is_late else Fate.HOLDS
