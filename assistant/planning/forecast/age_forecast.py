"""When an item in progress is done, from how long finished items took that were as old as it is.

Only those that took longer than its age so far are like it: the older an item is, the fewer of
them, and the longer they took. Confidential work is left out, so that everyone is told the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from assistant.planning.forecast.chance_words import HUNDRED, ChanceWords
from assistant.planning.forecast.outlook import EVEN, SURE, Basis, DateForecast
from assistant.planning.forecast.subject import Subject
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Scope, Statement, Unit, say


class AgeForecast:
    """Forecasts a single item by its age."""

    def __init__(self, facts: Facts, policy: Policy, subject: Subject) -> None:
        self._facts = facts
        self._subject = subject
        self._enough = int(policy.limit("forecast_minimum_items"))
        self._began = _began(subject, facts.snapshot.as_of)
        self._took = sorted(self._longer()) if self._began else []
        self._words = ChanceWords(
            facts, f"{subject.name}:age", [(WorkItem, key) for _, key in self._took]
        )

    def dated(self) -> DateForecast | None:
        """Return when it is done; None where it is not in progress, or too few were as old."""
        if self._began is None or len(self._took) < self._enough:
            return None
        even = self._words.day(f"{Basis.AGE} at {EVEN}", self._day(self._began, EVEN))
        sure = self._words.day(f"{Basis.AGE} at {SURE}", self._day(self._began, SURE))
        days = self._words.by_days(even, sure, "")
        return DateForecast(
            basis=Basis.AGE,
            open=self._subject.open_count(self._facts),
            even=even,
            sure=sure,
            statement=say("Age: {days}.", days=days),
        )

    def rests_on(self) -> Statement:
        """Say which items it was compared with."""
        age = (self._facts.snapshot.as_of - (self._began or self._facts.snapshot.as_of)).days
        subject = f"{self._subject.name}:age"
        return say(
            "Age: the {items} finished items that took longer than the {days} it has been in "
            "progress.",
            items=self._words.count("items as old", len(self._took)),
            days=self._facts.of(subject, "age", age, Unit.DAYS),
        )

    def _day(self, began: date, percent: int) -> date:
        """Return the day of its nearest-rank percentile."""
        rank = ceil(len(self._took) * percent / HUNDRED)
        return began + timedelta(days=self._took[rank - 1][0])

    def _longer(self) -> Iterator[tuple[int, str]]:
        """Yield the days that finished items took which took longer than it has so far."""
        snapshot = self._facts.snapshot
        for item in snapshot.scoped(Scope.public()).all(WorkItem):
            if item.category is not StatusCategory.DONE or not item.started or not item.finished:
                continue
            took = (item.finished - item.started).days
            if self._began is not None and took > (snapshot.as_of - self._began).days:
                yield took, item.key


def _began(subject: Subject, today: date) -> date | None:
    """Return when a single item in progress began."""
    item = subject.items[0] if subject.is_single and subject.items else None
    if item is None or item.category is not StatusCategory.DOING or item.started is None:
        return None
    return item.started if item.started <= today else None
