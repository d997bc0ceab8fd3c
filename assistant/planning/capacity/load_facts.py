"""Loads as facts, with their rows and the arithmetic on request.

“9 days = 15 × 80 % − 1 training − 2 on-call”: days worked, shares of them, reserves by kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from assistant.planning.capacity.holders import Holder
from assistant.planning.capacity.load import Load, LoadKind, LoadPart
from assistant.planning.capacity.workforce import ALL, PersonTime
from assistant.planning.figures import figure, in_days, rounded
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.people import Assignment, Availability, Person, Reserve, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Period, Unit
from assistant.values.effort import MINUTES_PER_DAY

_LONGEST_SUM = 12
"""Terms of a sum that are still written out."""

_TABLES = {LoadKind.PERSON: "people", LoadKind.TEAM: "teams", LoadKind.SKILL: "skills"}


@dataclass(frozen=True, slots=True)
class Span:
    """A period, first and last weekday included, and its days on the line."""

    period: Period
    days: slice

    def until(self, last: Span) -> Span:
        """Return the span from this one's start to another one's end."""
        period = Period(start=self.period.start, end=last.period.end)
        return Span(period, slice(self.days.start, last.days.stop))


class LoadFacts:
    """Makes loads of holders."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.facts = Facts(snapshot)
        self._away: dict[str, list[Availability]] = {}
        for row in snapshot.all(Availability):
            self._away.setdefault(row.person, []).append(row)

    def load(self, holder: Holder, span: Span) -> Load:
        """Return the load of a holder in a span."""
        parts = tuple(self._parts(holder, span))
        return Load(
            kind=holder.kind,
            key=holder.key,
            team=holder.team,
            period=span.period,
            available=self._available(holder, span),
            asked=self._asked(holder, span, parts) if holder.is_known else None,
            parts=parts,
        )

    def gap(self, holder: Holder, span: Span, measure: str) -> Fact:
        """Return how far what is asked and what there is are apart, in days."""
        asked = in_days(holder.asked[span.days].sum())
        available = in_days(holder.available[span.days].sum())
        more, less = max(asked, available), min(asked, available)
        return self.facts.of(
            _subject(holder),
            measure,
            rounded(more - less),
            Unit.DAYS,
            cells=self._cells(holder, span),
            period=span.period,
            arithmetic=f"{figure(more)} − {figure(less)}",
        )

    def work_due(self, holder: Holder, due: Sequence[tuple[WorkItem, int]], whole: Span) -> Load:
        """Return the work that falls due in a skill, beside all the time of its people."""
        everyone = np.sum([time.available for time in holder.people], axis=0)
        parts = tuple(self._due_part(holder, item, minutes, whole) for item, minutes in due)
        asked = self.facts.of(
            _subject(holder),
            "work due",
            in_days(sum(minutes for _, minutes in due)),
            Unit.DAYS,
            cells=[(WorkItem, item.key) for item, _ in due],
            period=whole.period,
            arithmetic=sum_of(parts),
        )
        load = self.load(replace(holder, available=everyone, asks=()), whole)
        return load.model_copy(update={"asked": asked, "parts": parts})

    def _due_part(self, holder: Holder, item: WorkItem, minutes: int, whole: Span) -> LoadPart:
        days = self.facts.of(
            _subject(holder),
            f"work due in {item.key}",
            in_days(minutes),
            Unit.DAYS,
            cells=[(WorkItem, item.key)],
            period=whole.period,
        )
        return LoadPart(
            assignment=None, project=item.project, item=item.key, claimed_by=None, days=days
        )

    def _available(self, holder: Holder, span: Span) -> Fact:
        return self.facts.of(
            _subject(holder),
            "available",
            in_days(holder.available[span.days].sum()),
            Unit.DAYS,
            cells=self._cells(holder, span),
            period=span.period,
            arithmetic=_arithmetic(holder, span),
        )

    def _asked(self, holder: Holder, span: Span, parts: Iterable[LoadPart]) -> Fact:
        return self.facts.of(
            _subject(holder),
            "asked",
            in_days(holder.asked[span.days].sum()),
            Unit.DAYS,
            cells=[(Assignment, part.assignment) for part in parts if part.assignment],
            period=span.period,
            arithmetic=sum_of(parts),
        )

    def _parts(self, holder: Holder, span: Span) -> Iterable[LoadPart]:
        by_row: dict[str, tuple[Assignment, float]] = {}
        for ask in holder.asks:
            row, minutes = by_row.get(ask.row.key, (ask.row, 0.0))
            by_row[row.key] = (row, minutes + float(ask.minutes[span.days].sum()))
        for key, (row, minutes) in sorted(by_row.items()):
            if minutes:
                yield LoadPart(
                    assignment=key,
                    project=row.project,
                    item=row.item,
                    claimed_by=row.claimed_by,
                    days=self._part_days(holder, row, minutes, span),
                )

    def _part_days(self, holder: Holder, row: Assignment, minutes: float, span: Span) -> Fact:
        return self.facts.of(
            _subject(holder),
            f"asked by {row.key}",
            in_days(minutes),
            Unit.DAYS,
            cells=[(Assignment, row.key)],
            period=span.period,
        )

    def _cells(self, holder: Holder, span: Span) -> list[Cell]:
        cells: list[Cell] = []
        for time in holder.people:
            person = time.person
            cells.append((Person, person.key))
            own_share = person.change_work_percent is not None
            if not own_share and self.facts.snapshot.get(Team, person.team) is not None:
                cells.append((Team, person.team or "", "change_work_percent"))
            cells += [
                (Availability, row.key)
                for row in self._away.get(person.key, ())
                if row.start <= span.period.end and span.period.start <= row.end
            ]
            cells += [
                (Reserve, each.row.key) for each in time.reserves if each.minutes[span.days].any()
            ]
        return cells


def _subject(holder: Holder) -> str:
    return f"{_TABLES[holder.kind]}:{holder.key}"


def _arithmetic(holder: Holder, span: Span) -> str | None:
    first = holder.people[0]
    alone = len(holder.people) == 1 and np.array_equal(holder.available, first.available)
    if alone:
        return _of_person(first, span)
    return _sum_of(in_days(time.available[span.days].sum()) for time in holder.people)


def _of_person(time: PersonTime, span: Span) -> str:
    worked = float(time.worked[span.days].sum())
    away = worked - float(time.there[span.days].sum())
    slower = float(time.settling_in[span.days].sum())
    off = f" − {figure(away)} away" if rounded(away) else ""
    off += f" − {figure(slower)} settling in" if rounded(slower) else ""
    text = f"({figure(worked)}{off})" if off else figure(worked)
    for share in (time.part_time, time.change):
        text += f" × {figure(share)} %" if share != ALL else ""
    reserved: dict[str, float] = {}
    for each in time.reserves:
        kind = each.row.kind.value
        reserved[kind] = reserved.get(kind, 0.0) + float(each.minutes[span.days].sum())
    kinds = {"bau": "BAU"}
    for kind, minutes in reserved.items():
        text += (
            f" − {figure(minutes / MINUTES_PER_DAY)} {kinds.get(kind, kind)}" if minutes else ""
        )
    return text


def sum_of(parts: Iterable[LoadPart]) -> str | None:
    """Return the parts of a load as a sum; None where there is nothing to add, or too much."""
    days = [part.days.value for part in parts]
    return _sum_of(value for value in days if isinstance(value, Decimal))


def _sum_of(terms: Iterable[Decimal]) -> str | None:
    written = [figure(term) for term in terms if term]
    return " + ".join(written) if 1 < len(written) <= _LONGEST_SUM else None
