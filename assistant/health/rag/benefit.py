"""The benefit of a project: whether somebody owns it, and what is expected of it today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.health.growth import growth_percent
from assistant.health.rag.evidence import Evidence
from assistant.health.rag.tolerances import Tolerances
from assistant.portfolio.control import Benefit
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money, Unit


class Benefits:
    """Gathers what the benefit table asks, for one project after another."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._benefits: dict[str, list[Benefit]] = {}
        for benefit in snapshot.all(Benefit):
            self._benefits.setdefault(benefit.project, []).append(benefit)

    def gather(self, project: Project, evidence: Evidence, tolerances: Tolerances) -> None:
        """Add what is known about a project's benefits."""
        tolerances.add_for(evidence, project, "tolerance_benefit_percent", "benefit_percent")
        benefits = self._benefits.get(project.key)
        if not benefits:
            return
        _add_unowned(benefits, evidence)
        _add_shortfall(benefits, evidence)


def _add_unowned(benefits: list[Benefit], evidence: Evidence) -> None:
    unowned = [benefit for benefit in benefits if benefit.owner is None]
    rows: list[Cell] = [(Benefit, benefit.key, "owner") for benefit in unowned]
    evidence.computed("unowned", len(rows), Unit.COUNT, cells=rows)
    if unowned:
        evidence.read("unowned_first", unowned[0], "name", Unit.NAME)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Benefits of one currency that state what was planned and what is expected today."""

    currency: str
    benefits: tuple[Benefit, ...]
    planned: Decimal
    expected: Decimal

    @property
    def shortfall(self) -> Decimal | None:
        """By how much less than planned is expected, in percent; negative is more."""
        growth = growth_percent(self.planned, self.expected)
        return None if growth is None else -growth


def _add_shortfall(benefits: list[Benefit], evidence: Evidence) -> None:
    """Add the greatest shortfall; currencies are judged each by itself, never added."""
    known = [each for each in _outlooks(benefits) if each.shortfall is not None]
    if not known:
        return
    worst = max(known, key=lambda outlook: (outlook.shortfall, outlook.currency))
    fields = ("per_year", "expected_per_year")
    cells: list[Cell] = [(Benefit, each.key, field) for each in worst.benefits for field in fields]
    for name, amount in (("planned", worst.planned), ("expected", worst.expected)):
        money = Money(amount=amount, currency=worst.currency)
        evidence.computed(name, money, Unit.MONEY, cells=cells)
    how = f"({worst.planned} − {worst.expected}) ÷ {worst.planned}"
    evidence.computed("shortfall", worst.shortfall, Unit.PERCENT, cells=cells, arithmetic=how)


def _outlooks(benefits: list[Benefit]) -> Iterator[Outlook]:
    by_currency: dict[str, list[Benefit]] = {}
    for benefit in benefits:
        planned, expected = benefit.per_year, benefit.expected_per_year
        if planned and expected and planned.currency == expected.currency:
            by_currency.setdefault(planned.currency, []).append(benefit)
    for currency, same in sorted(by_currency.items()):
        yield Outlook(
            currency,
            tuple(same),
            sum((each.per_year.amount for each in same if each.per_year), Decimal(0)),
            sum(
                (each.expected_per_year.amount for each in same if each.expected_per_year),
                Decimal(0),
            ),
        )
