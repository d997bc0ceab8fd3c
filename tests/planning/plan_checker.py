"""A slow, independent judge of plans: it reads the portfolio's rows and a plan, and nothing else.

It shares no code with planning. What it knows of calendars, shares, links and pins is written
here from their words; a plan comes as plain keys and numbers. Times are working days from the
snapshot's day (five to the week, holidays count as days on which nobody works).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import (
    Dependency,
    DependencyKind,
    Pin,
    StatusCategory,
    WorkItem,
)
from tests.planning.holdback_checker import holdback_violations
from tests.planning.people_checker import SLIVER, DoneBy, people_violations, weekdays


@dataclass(frozen=True)
class CheckedPlan:
    """A plan in plain words. `excused` are items whose pin or date is said not to hold."""

    order: Sequence[str]
    start: Mapping[str, float]
    finish: Mapping[str, float]
    work: Sequence[DoneBy]
    given_up: frozenset[tuple[str, str]]
    excused: frozenset[str]
    has_people: bool = True


def violations(snapshot: Snapshot, plan: CheckedPlan) -> list[str]:
    """Return everything that a plan breaks, in words; empty where it holds."""
    checker = _Checker(snapshot, plan)
    found = [
        *checker.items(),
        *checker.links(),
        *checker.pins(),
        *checker.started(),
    ]
    if plan.has_people:
        found += [*checker.dates(), *checker.amounts()]
        found += people_violations(snapshot, plan.work)
        found += holdback_violations(snapshot, plan.start, plan.finish, plan.work)
    return found


class _Checker:
    def __init__(self, snapshot: Snapshot, plan: CheckedPlan) -> None:
        self.snapshot = snapshot
        self.plan = plan
        self.open = {
            row.key: row
            for row in snapshot.all(WorkItem)
            if row.category in (StatusCategory.TODO, StatusCategory.DOING)
        }
        self.place = {key: n for n, key in enumerate(plan.order)}
        self.days = weekdays(snapshot.as_of)

    def items(self) -> Iterator[str]:
        if sorted(self.plan.order) != sorted(self.open):
            yield f"the order holds {self.plan.order}, open are {sorted(self.open)}"

    def links(self) -> Iterator[str]:
        rows = [
            row
            for row in self.snapshot.all(Dependency)
            if row.kind is not DependencyKind.RELATES
            and {row.predecessor, row.successor} <= self.open.keys()
            and row.predecessor != row.successor
        ]
        tangled = _in_circles([(row.predecessor, row.successor) for row in rows])
        for row in rows:
            ends = (row.predecessor, row.successor)
            enforced = row.kind is DependencyKind.FINISH_START
            if ends in self.plan.given_up or (not enforced and ends in tangled):
                continue
            if enforced and self.place[ends[0]] > self.place[ends[1]]:
                yield f"{ends[1]} stands before {ends[0]}, which it waits for"
            if self.plan.has_people:
                yield from self._in_time(row)

    def _in_time(self, row: Dependency) -> Iterator[str]:
        from_start = row.kind in (DependencyKind.START_START, DependencyKind.START_FINISH)
        to_finish = row.kind in (DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH)
        early = (self.plan.start if from_start else self.plan.finish)[row.predecessor]
        late = (self.plan.finish if to_finish else self.plan.start)[row.successor]
        if late < early + row.lag_days - SLIVER:
            yield f"{row.key} ({row.kind.value} {row.lag_days:+}): {late:.3f} after {early:.3f}"

    def pins(self) -> Iterator[str]:
        waiting = [k for k in self.plan.order if self.open[k].category is StatusCategory.TODO]
        for pin in self._pins():
            if pin.place is None or pin.item not in waiting or self._is_excused(pin.item):
                continue
            wanted = min(pin.place, len(waiting))
            if waiting.index(pin.item) + 1 != wanted:
                yield f"{pin.item} is pinned to {wanted}, stands at {waiting.index(pin.item) + 1}"

    def _pins(self) -> list[Pin]:
        today = self.snapshot.as_of
        return [p for p in self.snapshot.all(Pin) if p.until is None or p.until >= today]

    def _is_excused(self, key: str) -> bool:
        return key in self.plan.excused

    def started(self) -> Iterator[str]:
        """Nothing new stands above work in progress but what that waits for, and pins."""
        if any(pin.place is not None for pin in self._pins()):
            return
        doing = [k for k in self.plan.order if self.open[k].category is StatusCategory.DOING]
        needed = self._before(doing)
        last = max((self.place[key] for key in doing), default=-1)
        for key in self.plan.order[: last + 1]:
            if key not in doing and key not in needed:
                yield f"{key} is new and stands above work in progress"

    def _before(self, keys: Iterable[str]) -> set[str]:
        found: set[str] = set()
        to_visit = list(keys)
        while to_visit:
            one = to_visit.pop()
            for row in self.snapshot.all(Dependency):
                ends = (row.predecessor, row.successor)
                tied = row.kind is not DependencyKind.RELATES and ends[1] == one
                holds = tied and ends not in self.plan.given_up
                if holds and ends[0] in self.open and ends[0] not in found:
                    found.add(ends[0])
                    to_visit.append(ends[0])
        return found

    def dates(self) -> Iterator[str]:
        must = {k: row.due for k, row in self.open.items() if row.mandatory and row.due}
        for pin in self._pins():
            if pin.not_after is not None and pin.item in self.open:
                must[pin.item] = min(pin.not_after, must.get(pin.item, pin.not_after))
        for key, day in must.items():
            if not self._is_excused(key) and self.plan.finish[key] > self._end_of(day) + SLIVER:
                yield f"{key} must be ready by {day}, is ready at {self.plan.finish[key]:.3f}"

    def _end_of(self, day: date) -> float:
        return float(sum(each <= day for each in self.days))

    def amounts(self) -> Iterator[str]:
        """Every stated hour of every item is done, between its start and its finish."""
        for key, row in self.open.items():
            parts = [part for part in self.plan.work if part.item == key]
            stated = _stated(row)
            if stated and abs(sum(part.minutes for part in parts) - stated) > 1:
                yield f"{key} is {stated} minutes, planned {sum(p.minutes for p in parts)}"
            for part in parts:
                inside = (
                    self.plan.start[key] <= part.start + SLIVER
                    and part.finish <= self.plan.finish[key] + SLIVER
                )
                if not inside:
                    yield f"{key} is worked on outside its own dates"


def _stated(row: WorkItem) -> int:
    """Return the minutes that somebody said are left of an item; zero where nobody did."""
    estimate = sum(part.effort.minutes for part in row.estimate)
    doing = row.category is StatusCategory.DOING
    if row.remaining is not None and row.remaining.minutes and (doing or not estimate):
        return row.remaining.minutes
    return estimate


def _in_circles(links: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the links that lie on a circle: from their end a way leads back to their start."""
    return {link for link in links if _leads(link[1], link[0], links)}


def _leads(start: str, end: str, links: Sequence[tuple[str, str]]) -> bool:
    seen, to_visit = {start}, [start]
    while to_visit:
        one = to_visit.pop()
        if one == end:
            return True
        for before, after in links:
            if before == one and after not in seen:
                seen.add(after)
                to_visit.append(after)
    return False
