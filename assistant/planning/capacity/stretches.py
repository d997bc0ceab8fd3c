"""Weeks in a row in which more is asked than there is, or almost nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from assistant.planning.capacity.holders import Holder
from assistant.planning.capacity.load import LoadKind, Stretch
from assistant.planning.capacity.load_facts import LoadFacts, Span
from assistant.planning.capacity.workforce import Minutes
from assistant.planning.figures import in_days
from assistant.policy import Policy
from assistant.portfolio.people import Person, Team
from assistant.values import Fact, Statement, Unit, say
from assistant.values.effort import MINUTES_PER_DAY

_ORDER = tuple(LoadKind)
_ROUNDING = 1
"""Minutes a week that are no overload."""


class Stretches:
    """Finds stretches of over- and under-load by the policy's limits."""

    def __init__(self, policy: Policy, facts: LoadFacts, weeks: Sequence[Span]) -> None:
        self._facts = facts
        self._weeks = weeks
        self._full = float(policy.limit("overload_percent")) / 100
        self._idle = float(policy.limit("idle_percent")) / 100
        self._least = policy.limit("overload_minimum_days")

    def over(self, holders: Iterable[Holder]) -> tuple[Stretch, ...]:
        """Return where too much is asked: most days too much first."""

        def is_over(holder: Holder, week: Span) -> bool:
            most = _total(holder.available, week) * self._full
            return _total(holder.asked, week) > most + _ROUNDING

        found = [
            (holder, span)
            for holder in holders
            for span in self._runs(holder, is_over)
            if in_days(_total(holder.asked, span) - _total(holder.available, span)) >= self._least
        ]
        return self._sorted(
            Stretch(
                load=self._facts.load(holder, span),
                gap=self._facts.gap(holder, span, "days too much"),
                headline=self._too_much(holder, span),
            )
            for holder, span in found
        )

    def under(self, holders: Iterable[Holder]) -> tuple[Stretch, ...]:
        """Return the people with time left: most days first.

        Only people of whom assignments are known, and only weeks in which they are there.
        """

        def is_idle(holder: Holder, week: Span) -> bool:
            there = _total(holder.available, week)
            return there >= MINUTES_PER_DAY and _total(holder.asked, week) <= there * self._idle

        return self._sorted(
            Stretch(
                load=self._facts.load(holder, span),
                gap=self._facts.gap(holder, span, "days left"),
                headline=self._time_left(holder, span),
            )
            for holder in holders
            if holder.kind is LoadKind.PERSON and holder.is_known
            for span in self._runs(holder, is_idle)
        )

    def _runs(self, holder: Holder, wanted: Callable[[Holder, Span], bool]) -> list[Span]:
        runs: list[Span] = []
        joins = False
        for week in self._weeks:
            hit = wanted(holder, week)
            if hit and joins:
                runs[-1] = runs[-1].until(week)
            elif hit:
                runs.append(week)
            joins = hit
        return runs

    def _sorted(self, stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
        def place(stretch: Stretch) -> tuple[object, ...]:
            load = stretch.load
            return (_ORDER.index(load.kind), -_number(stretch.gap), load.period.start, load.key)

        return tuple(sorted(stretches, key=place))

    def _too_much(self, holder: Holder, span: Span) -> Statement:
        load = self._facts.load(holder, span)
        asked = load.asked or load.available
        return say(
            "{who} is asked for {asked} from {start} to {end} and has {available}.",
            who=self._who(holder),
            asked=asked,
            available=load.available,
            **self._dates(holder, span),
        )

    def _time_left(self, holder: Holder, span: Span) -> Statement:
        return say(
            "{who} has {left} without an assignment from {start} to {end}.",
            who=self._who(holder),
            left=self._facts.gap(holder, span, "days left"),
            **self._dates(holder, span),
        )

    def _who(self, holder: Holder) -> Fact:
        facts = self._facts.facts
        if holder.kind is LoadKind.PERSON:
            return facts.name(Person, holder.key)
        if holder.kind is LoadKind.TEAM:
            return facts.name(Team, holder.key)
        return facts.of(f"skills:{holder.key}", "name", holder.key, Unit.NAME)

    def _dates(self, holder: Holder, span: Span) -> dict[str, Fact]:
        subject = f"{holder.kind.value}:{holder.key}"
        days = {"start": span.period.start, "end": span.period.end}
        facts = self._facts.facts
        return {
            name: facts.of(subject, f"{name} of the stretch", day, Unit.DATE, period=span.period)
            for name, day in days.items()
        }


def _total(minutes: Minutes, span: Span) -> float:
    return float(minutes[span.days].sum())


def _number(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)
