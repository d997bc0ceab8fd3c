"""Promises before and after a change, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.planning.scenarios.deliveries import Delivery
from assistant.planning.scenarios.result import PromiseEffect
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone
from assistant.values import Fact, FactValue, Statement, Unit, say

Deliveries = Mapping[str, Delivery]


class PromiseWords:
    """Tells one reader about promises, within one scenario."""

    def __init__(self, facts: Facts, scenario: str) -> None:
        self._facts = facts
        self._scenario = scenario

    def changed(self, before: Deliveries, after: Deliveries) -> Iterator[PromiseEffect]:
        """Yield the promises whose day is another, the new breaches first."""
        given_up = {
            key: replace(each, day=None, is_given_up=True)
            for key, each in before.items()
            if key not in after
        }
        now = {**after, **given_up}
        told = [
            self.of(before.get(key), now[key])
            for key in sorted(now)
            if self._facts.snapshot.get(Milestone, key) and _differs(before.get(key), now[key])
        ]
        yield from sorted(told, key=lambda each: (not each.breaks, each.is_kept, each.milestone))

    def late(self, deliveries: Deliveries) -> Iterator[PromiseEffect]:
        """Yield the promises that are late."""
        for key in sorted(deliveries):
            if deliveries[key].is_late and self._facts.snapshot.get(Milestone, key):
                yield self.of(deliveries[key], deliveries[key])

    def of(self, before: Delivery | None, after: Delivery) -> PromiseEffect:
        """Return one promise, before and after."""
        return PromiseEffect(
            milestone=after.milestone.key,
            promised=self._promised(after),
            before=self._day(before, "planned before") if before else None,
            after=self._day(after, "planned"),
            breaks=after.is_late and not (before is not None and before.is_late),
            is_kept=not after.is_late and after.day is not None,
            is_saved=_is_saved(before, after),
            days_late=self._fact(after, "days late", after.days_late, Unit.DAYS),
            penalty=self._penalty(after),
            statement=self._statement(before, after),
        )

    def _statement(self, before: Delivery | None, after: Delivery) -> Statement:
        name = self._facts.name(Milestone, after.milestone.key)
        promised = self._promised(after)
        if after.is_given_up:
            return say(
                "{name}, promised for {promised}, is given up.", name=name, promised=promised
            )
        day = self._day(after, "planned")
        was = self._day(before, "planned before") if before is not None else None
        slots: dict[str, Fact | Statement] = {"name": name, "promised": promised}
        if day is None:
            return say("{name}, promised for {promised}, has no day.", **slots)
        if not after.is_late:
            return self._in_time(slots, day, was, is_saved=_is_saved(before, after))
        slots["late"] = say(
            "{day}{why}{cost}", day=day, why=self._why(after), cost=self._cost(after)
        )
        if was is None or was.value == day.value:
            return say("{name} is late: promised for {promised}, planned for {late}.", **slots)
        text = "{name} breaks its promise of {promised}: {late}, before {was}."
        if before is not None and before.is_late:
            text = "{name}, promised for {promised}, stays late: {late}, before {was}."
        return say(text, **slots, was=was)

    def _in_time(
        self, slots: Mapping[str, Fact | Statement], day: Fact, was: Fact | None, *, is_saved: bool
    ) -> Statement:
        if was is None or was.value == day.value:
            return say("{name}, promised for {promised}, is planned for {day}.", **slots, day=day)
        text = "{name} holds its promise of {promised}: {day}, before {was}."
        if not is_saved:
            text = "{name}, promised for {promised}, stays in time: {day}, before {was}."
        return say(text, **slots, day=day, was=was)

    def _why(self, delivery: Delivery) -> Statement:
        if delivery.freeze is None:
            return Statement(text="")
        return say(", after {freeze}", freeze=self._facts.name(Freeze, delivery.freeze))

    def _cost(self, delivery: Delivery) -> Statement:
        milestone = delivery.milestone
        if milestone.penalty is None:
            return Statement(text="")
        penalty = self._facts.cell(Milestone, milestone.key, "penalty", Unit.MONEY)
        if (milestone.penalty_per or "once").casefold() == "once":
            return say(", at {penalty}", penalty=penalty)
        per = self._facts.cell(Milestone, milestone.key, "penalty_per", Unit.NAME)
        return say(", at {penalty} a {per}", penalty=penalty, per=per)

    def _promised(self, delivery: Delivery) -> Fact:
        key = delivery.milestone.key
        known = self._facts.snapshot.get(Milestone, key)
        field = "committed" if delivery.milestone.committed else "baseline"
        if known is not None and getattr(known, field) == delivery.promised:
            return self._facts.cell(Milestone, key, field, Unit.DATE)
        return self._fact(delivery, "supposed promise", delivery.promised, Unit.DATE)

    def _day(self, delivery: Delivery, measure: str) -> Fact | None:
        if delivery.day is None:
            return None
        return self._fact(delivery, measure, delivery.day, Unit.DATE)

    def _penalty(self, delivery: Delivery) -> Fact | None:
        money = delivery.penalty
        return None if money is None else self._fact(delivery, "penalty", money, Unit.MONEY)

    def _fact(self, delivery: Delivery, measure: str, value: FactValue, unit: Unit) -> Fact:
        key = delivery.milestone.key
        cells: list[Cell] = [(Milestone, key)] if self._facts.snapshot.get(Milestone, key) else []
        subject = f"milestones:{key}"
        return self._facts.of(subject, f"{measure} ({self._scenario})", value, unit, cells=cells)


def _differs(before: Delivery | None, after: Delivery) -> bool:
    if before is None:
        return after.is_late
    old = (before.day, before.promised, before.is_given_up)
    return old != (after.day, after.promised, after.is_given_up)


def _is_saved(before: Delivery | None, after: Delivery) -> bool:
    return before is not None and before.is_late and not after.is_late and after.day is not None
