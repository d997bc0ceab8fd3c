"""Small portfolios made in code: items, what they are worth, and who can do them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, Factor, StatusCategory, ValueInput, WorkItem
from assistant.values import Effort

MONDAY = date(2026, 11, 16)

QUEUE = (("KEY-3", 4, 1000), ("SEN-3", 5, 20_000), ("BEA-6", 4, 6000), ("KEY-8", 6, 7000))
"""The queue that is checked by hand: key, days of IAM work, EUR a week of waiting."""


def item(key: str, days: float | None = None, skill: str = "iam", **more: Any) -> WorkItem:
    estimate = () if days is None else (skilled(days, skill),)
    return WorkItem(**{"key": key, "name": f"about {key}", "estimate": estimate} | more)


def skilled(days: float, skill: str) -> SkillEffort:
    return SkillEffort(skill=skill, effort=Effort.of_days(str(days)))


def started(key: str, days: float | None = None, skill: str = "iam", **more: Any) -> WorkItem:
    return item(key, days, skill, category=StatusCategory.DOING, **more)


def worth(key: str, per_week: float, currency: str | None = "EUR", **more: Any) -> ValueInput:
    return stated(key, Factor.COST_OF_DELAY, per_week, currency=currency, **more)


def stated(key: str, factor: Factor, value: float, **more: Any) -> ValueInput:
    return ValueInput(
        key=f"{key}/{factor.value}", item=key, factor=factor, value=Decimal(str(value)), **more
    )


def five_factors(key: str, *values: int) -> list[ValueInput]:
    factors = (
        Factor.BUSINESS_VALUE,
        Factor.RISK_REDUCTION,
        Factor.COMPLIANCE_URGENCY,
        Factor.CUSTOMER_IMPACT,
    )
    return [stated(key, factor, value) for factor, value in zip(factors, values, strict=True)]


def waits(successor: str, predecessor: str, **more: Any) -> Dependency:
    return Dependency(
        **{"key": f"{predecessor}/{successor}", "predecessor": predecessor, "successor": successor}
        | more
    )


def person(key: str, *skills: str, **more: Any) -> Person:
    return Person(key=key, name=key.capitalize(), skills=skills, **more)


def portfolio(things: Iterable[Noun], day: date = MONDAY) -> Snapshot:
    return Snapshot.of(day, things)


def queue() -> list[Noun]:
    things: list[Noun] = []
    for key, days, per_week in QUEUE:
        things += [item(key, days), worth(key, per_week)]
    return [*things, waits("SEN-3", "KEY-3"), waits("BEA-6", "KEY-3")]
