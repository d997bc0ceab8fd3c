"""Builds small portfolios and finds the risks in them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from assistant.health.risks import find_risks
from assistant.health.verdicts import Risk, RiskKind
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Effort, Money
from tests.health.reading import check_grounded, read

TODAY = date(2026, 11, 16)
POLICY = default_policy()
ATLAS = Project(key="ATLAS", name="Atlas")
BEACON = Project(key="BEACON", name="Beacon")


def days(count: int) -> date:
    """Return the day so many days from today."""
    return TODAY + timedelta(days=count)


def eur(amount: int) -> Money:
    """Return euros."""
    return Money.from_units(amount * 10_000, "EUR")


def effort(count: int) -> Effort:
    """Return days of work."""
    return Effort.of_days(count)


def find(
    kind: RiskKind,
    things: Sequence[Noun],
    earlier: Iterable[tuple[int, Sequence[Noun]]] = (),
) -> list[Risk]:
    """Return the risks of a kind; `earlier` gives portfolios of so many days ago."""
    history = [Snapshot.of(days(-ago), before) for ago, before in earlier]
    found = find_risks(Snapshot.of(TODAY, things), POLICY, history)
    statements = [
        statement
        for risk in found
        for statement in (
            risk.headline,
            risk.remedy,
            risk.headline_by_role,
            risk.remedy_by_role,
        )
        if statement is not None
    ]
    check_grounded(statements)
    return [risk for risk in found if risk.kind is kind]


def told(
    kind: RiskKind,
    things: Sequence[Noun],
    earlier: Iterable[tuple[int, Sequence[Noun]]] = (),
) -> list[str]:
    """Return the headlines of the risks of a kind."""
    return [read(risk.headline) for risk in find(kind, things, earlier)]
