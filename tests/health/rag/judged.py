"""Judges small portfolios, and says verdicts as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.briefing.wording import render
from assistant.health.rag import judge
from assistant.health.verdicts import Dimension, DimensionVerdict, ProjectHealth
from assistant.policy import ToleranceName, default_policy
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person
from assistant.portfolio.project import Milestone, Project, StatusUpdate
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Money, Statement

TODAY = date(2026, 11, 16)
BEN = Person(key="ben", name="Ben Castellan")


def project(key: str = "ATLAS", **fields: Any) -> Project:
    return Project.model_validate({"key": key, "name": key.title(), "owner": "ben", **fields})


def milestone(key: str = "GO", **fields: Any) -> Milestone:
    return Milestone.model_validate({"key": key, "project": "ATLAS", "name": "Go-live", **fields})


def budget(
    key: str = "B", *, of: str = "ATLAS", currency: str = "EUR", **amounts: int
) -> BudgetLine:
    money = {name: {"amount": amount, "currency": currency} for name, amount in amounts.items()}
    return BudgetLine.model_validate({"key": key, "project": of, **money})


def report(rag: str | None, *, of: str = "ATLAS", day: date = TODAY) -> StatusUpdate:
    return StatusUpdate.model_validate(
        {"key": f"{of}/{day}", "project": of, "day": day, "rag": rag}
    )


def euros(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def all_health(*things: Noun, tolerance: ToleranceName = "normal") -> tuple[ProjectHealth, ...]:
    return judge(Snapshot.of(TODAY, [BEN, *things]), default_policy(), tolerance)


def health(*things: Noun, tolerance: ToleranceName = "normal") -> ProjectHealth:
    """Return the health of the one project among the things."""
    (found,) = all_health(*things, tolerance=tolerance)
    return found


def verdict(found: ProjectHealth, dimension: Dimension) -> DimensionVerdict:
    return next(each for each in found.dimensions if each.dimension is dimension)


def says(statement: Statement) -> str:
    return render(statement, today=TODAY)


def statements(found: ProjectHealth) -> Iterable[Statement]:
    yield found.because
    for each in found.dimensions:
        yield each.because
        yield from each.also
        if each.remedy is not None:
            yield each.remedy


def facts(found: ProjectHealth) -> Iterable[Fact]:
    yield found.judged_on
    for statement in statements(found):
        yield from statement.facts.values()
