"""What became of some projects between two days: which dates moved, what was finished, what it cost.

Only what both days tell is compared. It shows what happened, not why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.health.changes.between import COST_FIELDS
from assistant.health.growth import growth_percent
from assistant.policy import Policy
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Statement, Unit, say


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to what a decision was about.

    `suffered` says whether a date moved later, or a cost grew, by more than is routine by policy.
    """

    told: tuple[Statement, ...]
    finished: tuple[Statement, ...]
    compared: int
    suffered: bool


def outcome_between(
    then: Snapshot,
    now: Snapshot,
    projects: Collection[str],
    items: Collection[str],
    policy: Policy,
) -> Outcome:
    """Return what became of some projects and items from one day to another."""
    reading = _Between(then, now, frozenset(projects), frozenset(items), policy)
    slips, costs = list(reading.slips()), list(reading.growths())
    bad = [
        *(said for is_bad, said in slips if is_bad),
        *(said for is_bad, said in costs if is_bad),
    ]
    compared = len(slips) + len(costs)
    told = bad or ([_UNHARMED] if compared else [])
    return Outcome(tuple(told), tuple(reading.finished()), compared, suffered=bool(bad))


_UNHARMED = Statement(text="No date of it moved later and no cost grew by more than is routine.")


class _Between:
    def __init__(
        self,
        then: Snapshot,
        now: Snapshot,
        projects: frozenset[str],
        items: frozenset[str],
        policy: Policy,
    ) -> None:
        self._then, self._now = then, now
        self._projects, self._items = projects, items
        self._days = policy.limit("change_minor_days")
        self._percent = policy.limit("cost_growth_percent")
        self._facts = Facts(now)

    def slips(self) -> Iterator[tuple[bool, Statement]]:
        """Yield each milestone that was ahead then: whether it slipped, and how far."""
        for old in self._then.all(Milestone):
            new = self._now.get(Milestone, old.key)
            if old.project not in self._projects or old.actual is not None or new is None:
                continue
            before, after = _expected(old), _expected(new)
            if before is not None and after is not None:
                days = (after - before).days
                yield days > self._days, self._slip(old, before, after, days)

    def _slip(self, old: Milestone, before: date, after: date, days: int) -> Statement:
        subject = f"{Milestone.table}:{old.key}"
        return say(
            "{name} slipped by {days}, from {before} to {after}.",
            name=self._facts.name(Milestone, old.key),
            days=self._facts.of(
                subject,
                f"slip since {self._then.as_of.isoformat()}",
                Decimal(days),
                Unit.DAYS,
                cells=[(Milestone, old.key, "forecast")],
            ),
            before=Facts(self._then).of(subject, "expected then", before, Unit.DATE),
            after=self._facts.of(subject, "expected now", after, Unit.DATE),
        )

    def growths(self) -> Iterator[tuple[bool, Statement]]:
        """Yield each budget line that both days price in one currency: whether it grew, and how far."""
        for old in self._then.all(BudgetLine):
            new = self._now.get(BudgetLine, old.key)
            if old.project not in self._projects or old.kind is not BudgetKind.BUDGET or not new:
                continue
            for field in COST_FIELDS:
                before, after = getattr(old, field), getattr(new, field)
                if before is None or after is None or before.currency != after.currency:
                    continue
                percent = growth_percent(before.amount, after.amount)
                if percent is not None:
                    yield percent > self._percent, self._growth(old, percent, field)
                break

    def _growth(self, old: BudgetLine, percent: Decimal, field: str) -> Statement:
        subject = f"{BudgetLine.table}:{old.key}"
        return say(
            "The cost of {name} grew by {percent}.",
            name=self._facts.name(Project, old.project),
            percent=self._facts.of(
                subject,
                f"growth since {self._then.as_of.isoformat()}",
                percent.quantize(Decimal(1)),
                Unit.PERCENT,
                cells=[(BudgetLine, old.key, field)],
            ),
        )

    def finished(self) -> Iterator[Statement]:
        """Yield the named items that were finished since."""
        for key in sorted(self._items):
            old, new = self._then.get(WorkItem, key), self._now.get(WorkItem, key)
            was_open = old is None or old.category is not StatusCategory.DONE
            if was_open and new is not None and new.finished is not None:
                day = self._facts.cell(WorkItem, key, "finished", Unit.DATE)
                yield say(
                    "{item} was finished on {day}.", item=self._facts.key(WorkItem, key), day=day
                )


def _expected(milestone: Milestone) -> date | None:
    return milestone.actual or milestone.forecast or milestone.baseline
