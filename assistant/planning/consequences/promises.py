"""Milestones that are still to come: what they wait for, when they go live, what missing one costs."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.planning.figures import rounded
from assistant.planning.inputs.freezes import Freezes
from assistant.planning.inputs.open_items import OpenItems
from assistant.portfolio.facts import Cell
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money

_OVER = frozenset({Stage.CLOSED, Stage.STOPPED, Stage.PAUSED})
_DAYS_IN_WEEK = 7
_MONTHS = 12
_ONCE = frozenset({"", "once", "one-off"})


@dataclass(frozen=True, slots=True)
class Promise:
    """A milestone ahead, and the keys of the open items it waits for.

    `day` is the day promised outside or set by law, None where there is none; `field` says which
    cell holds it.
    """

    milestone: Milestone
    items: tuple[str, ...]
    day: date | None
    field: str
    systems: tuple[str, ...]

    @property
    def key(self) -> str:
        """The milestone's key."""
        return self.milestone.key

    @property
    def stated(self) -> date | None:
        """The day it is expected on by whoever runs it."""
        return self.milestone.forecast or self.milestone.committed or self.milestone.baseline

    @property
    def cells(self) -> list[Cell]:
        """The cell that holds the promised day."""
        return [(Milestone, self.key, self.field)] if self.day is not None else []


class Promises:
    """The milestones of running projects that are not reached and wait for open work."""

    def __init__(self, snapshot: Snapshot, found: OpenItems) -> None:
        self._snapshot = snapshot
        self._freezes = Freezes(snapshot)
        self.all = tuple(self._read(found))

    def waiting_for(self, keys: Iterable[str]) -> tuple[Promise, ...]:
        """Return the milestones that wait for any of these items."""
        among = frozenset(keys)
        return tuple(each for each in self.all if not among.isdisjoint(each.items))

    def live(self, promise: Promise, finished: date) -> tuple[date, Freeze | None]:
        """Return when a milestone whose work is finished on a day happens, and a freeze between."""
        if not promise.milestone.is_release:
            return finished, None
        freeze = self._freezes.over(finished, promise.systems)
        return self._freezes.first_free(finished, promise.systems), freeze

    def last_day(self, promise: Promise) -> date | None:
        """Return the last day its work may be finished: the promised one, or before a freeze."""
        day = promise.day
        if day is None or not promise.milestone.is_release:
            return day
        while (freeze := self._freezes.over(day, promise.systems)) is not None:
            day = freeze.start - timedelta(days=1)
        return day

    def _read(self, found: OpenItems) -> Iterator[Promise]:
        projects = {project.key: project for project in self._snapshot.all(Project)}
        by_release: dict[str, list[str]] = {}
        known = {item.key for item in found.items}
        for item in found.items:
            if item.release is not None:
                by_release.setdefault(item.release, []).append(item.key)
        for milestone in self._snapshot.all(Milestone):
            project = projects.get(milestone.project)
            if milestone.actual is not None or (project is not None and project.stage in _OVER):
                continue
            needed = found.epics.get(milestone.needs_item or "", (milestone.needs_item,))
            keys = {*by_release.get(milestone.key, ()), *(key for key in needed if key in known)}
            if keys:
                day, field = _promised(milestone)
                systems = project.systems if project is not None else ()
                yield Promise(milestone, tuple(sorted(keys)), day, field, systems)


def penalty(milestone: Milestone, promised: date, day: date) -> Money | None:
    """Return what missing a promised day costs by a later day, as it was agreed.

    One agreed a month, week or day is counted pro rata by calendar days after the promised one. One
    to be paid once is due from the first day on. None where none was agreed, or it is not said in
    what time.
    """
    agreed, late = milestone.penalty, (day - promised).days
    if agreed is None or late <= 0:
        return None
    per = (milestone.penalty_per or "").strip().casefold().removeprefix("per ")
    share = Decimal(1) if per in _ONCE else _share(per, promised, day)
    if share is None:
        return None
    return Money(amount=rounded(agreed.amount * share), currency=agreed.currency)


def _share(per: str, promised: date, day: date) -> Decimal | None:
    days = Decimal((day - promised).days)
    if per == "month":
        return _months(promised, day)
    return {"day": days, "week": days / _DAYS_IN_WEEK}.get(per)


def _months(start: date, end: date) -> Decimal:
    """Return the months from one day to a later one: whole ones, and the part of the next."""
    whole = (end.year - start.year) * _MONTHS + end.month - start.month
    if _months_after(start, whole) > end:
        whole -= 1
    since, until = _months_after(start, whole), _months_after(start, whole + 1)
    return whole + Decimal((end - since).days) / (until - since).days


def _months_after(day: date, count: int) -> date:
    """Return the same day some months later, or the last of a month that is too short for it."""
    years, month = divmod(day.month - 1 + count, _MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _promised(milestone: Milestone) -> tuple[date | None, str]:
    """Return the promised day and its field: what the law asks for is promised by its agreed day."""
    by_law = milestone.mandatory and milestone.committed is None
    field = "baseline" if by_law else "committed"
    day: date | None = getattr(milestone, field)
    return day, field
