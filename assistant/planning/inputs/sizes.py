"""How much work an item is, on the one measure its portfolio knows best.

Work is minutes, by skill. Story points never become time: where more items have points than have
estimates, the portfolio is measured in points, an order can still be computed, and no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values.effort import MINUTES_PER_DAY

ANY_SKILL = ""
"""The skill of work that nobody has named one for."""


class Measure(StrEnum):
    """What sizes are measured in."""

    WORK = "days of work"
    POINTS = "story points"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to do: minutes of work by skill, or 480 to the story point.

    Both are whole numbers of the same grain, so that one order works on either.
    """

    parts: tuple[tuple[str, int], ...]
    stated: bool

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(amount for _, amount in self.parts)

    @property
    def units(self) -> Decimal:
        """The size in days of work, or in story points."""
        return Decimal(self.total) / MINUTES_PER_DAY


def measure_of(items: Iterable[WorkItem]) -> Measure:
    """Return the measure that covers more of the items; work where they cover the same."""
    among = list(items)
    with_points = sum(1 for item in among if _points(item))
    if not with_points:
        return Measure.WORK
    with_work = sum(1 for item in among if _work_left(item))
    return Measure.POINTS if with_points > with_work else Measure.WORK


def size_of(item: WorkItem, measure: Measure) -> Size | None:
    """Return the size of what is left of an item, or None where nobody stated one.

    Zero is no size. Work left, where it is known of an item in progress, is spread over its
    skills as they were estimated.
    """
    parts = _points(item) if measure is Measure.POINTS else _work_left(item)
    return Size(parts, stated=True) if parts else None


def middle_of(sizes: Sequence[Size]) -> int:
    """Return the lower median, which stands for a size nobody stated; a day where none is."""
    totals = sorted(size.total for size in sizes)
    return totals[(len(totals) - 1) // 2] if totals else MINUTES_PER_DAY


def named(skill: str) -> str:
    """Return a skill's name as skills are compared: “IAM ” is “iam”."""
    return skill.strip().casefold()


def _points(item: WorkItem) -> tuple[tuple[str, int], ...]:
    amount = int((item.points or Decimal(0)) * MINUTES_PER_DAY)
    return ((ANY_SKILL, amount),) if amount else ()


def _work_left(item: WorkItem) -> tuple[tuple[str, int], ...]:
    by_skill: dict[str, int] = {}
    for part in item.estimate:
        name = named(part.skill)
        by_skill[name] = by_skill.get(name, 0) + max(part.effort.minutes, 0)
    parts = tuple((skill, minutes) for skill, minutes in sorted(by_skill.items()) if minutes)
    started = item.category is StatusCategory.DOING
    if item.remaining is None or not (started or not parts):
        return parts
    return _spread(max(item.remaining.minutes, 0), parts)


def _spread(minutes: int, parts: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    total = sum(amount for _, amount in parts)
    if not minutes or not total:
        return ((ANY_SKILL, minutes),) if minutes else parts
    spread = [(skill, minutes * amount // total) for skill, amount in parts]
    rest = minutes - sum(amount for _, amount in spread)
    spread[0] = (spread[0][0], spread[0][1] + rest)
    return tuple((skill, amount) for skill, amount in spread if amount)
