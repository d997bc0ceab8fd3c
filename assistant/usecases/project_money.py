"""What projects cost beside what was approved: over budget, at today's pace, not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pydantic import Field

from assistant.briefing.inputs import BriefingInputs
from assistant.health.project_cost import ProjectCost, Totals, earned_value, project_costs
from assistant.portfolio.project import Project
from assistant.values import Fact, Money, Statement, Unit, Value, say

CENT = Decimal("0.01")
_AMOUNTS = (
    ("forecast", "expected {it}"),
    ("eac", "at today's pace {it}"),
    ("baseline", "approved {it}"),
    ("growth", "{it} over"),
    ("cpi", "CPI {it}"),
    ("spi", "SPI {it}"),
)


class ProjectMoney(Value):
    """The figures of one project; those that are undefined or not known are left out."""

    project: str
    figures: Mapping[str, Fact]
    statement: Statement
    over_percent: Decimal | None = Field(
        description="how far above what was approved, by the worse of forecast and pace"
    )
    left_out: int = Field(description="lines in other currencies, which are not added")


def project_money(inputs: BriefingInputs) -> tuple[ProjectMoney, ...]:
    """Return the money of every visible project that has any, the farthest over first."""
    found = [
        told
        for key, cost in sorted(project_costs(inputs.snapshot).items())
        if (told := _told(inputs, key, cost)) is not None
    ]
    nothing = Decimal(-1_000_000)
    return tuple(sorted(found, key=lambda each: (-(each.over_percent or nothing), each.project)))


def _told(inputs: BriefingInputs, key: str, cost: ProjectCost) -> ProjectMoney | None:
    figures = dict(_Figures(inputs, key, cost).all())
    if not figures:
        return None
    parts = [say(text, it=figures[name]) for name, text in _AMOUNTS if _says_more(name, figures)]
    name = inputs.facts.name(Project, key)
    return ProjectMoney(
        project=key,
        figures=figures,
        statement=say("{project}: {parts}.", project=name, parts=parts),
        over_percent=_over(figures),
        left_out=len(cost.left_out),
    )


def _says_more(name: str, figures: Mapping[str, Fact]) -> bool:
    """Say whether a figure is there, and no forecast that only repeats what was approved."""
    if name == "forecast" and "growth" not in figures and "eac" in figures:
        return False
    return name in figures


def _over(figures: Mapping[str, Fact]) -> Decimal | None:
    """Return how far a project is above its budget, in percent."""
    shares = []
    if "growth" in figures and isinstance(figures["growth"].value, Decimal):
        shares.append(figures["growth"].value)
    cpi = figures["cpi"].value if "cpi" in figures else None
    if isinstance(cpi, Decimal) and cpi > 0:
        shares.append((1 / cpi - 1) * 100)
    return max(shares, default=None)


class _Figures:
    def __init__(self, inputs: BriefingInputs, key: str, cost: ProjectCost) -> None:
        self._facts, self._subject, self._cost = inputs.facts, f"projects:{key}", cost

    def all(self) -> Iterator[tuple[str, Fact]]:
        for field in ("baseline", "forecast"):
            if (total := self._cost.totals(field)) is not None:
                yield field, self._money(f"{field}_cost", total[field], total)
        both = self._cost.totals("baseline", "forecast")
        if both is not None and both["baseline"] and both["forecast"] > both["baseline"]:
            share = (both["forecast"] - both["baseline"]) / both["baseline"] * 100
            how = f"({both['forecast']} − {both['baseline']}) ÷ {both['baseline']} × 100"
            yield "growth", self._figure("cost_growth", share, Unit.PERCENT, both, how)
        yield from self._indices()

    def _indices(self) -> Iterator[tuple[str, Fact]]:
        totals = self._cost.totals("baseline", "planned_value", "earned_value", "actual_cost")
        if totals is None:
            return
        value = earned_value(totals)
        if value.eac is not None and value.eac > 0:
            how = f"{value.bac} ÷ ({value.ev} ÷ {value.ac})"
            yield "eac", self._money("eac", value.eac.quantize(CENT), totals, how)
        if value.cpi is not None:
            how = f"{value.ev} ÷ {value.ac}"
            yield "cpi", self._figure("cpi", value.cpi, Unit.RATIO, totals, how)
        if value.spi is not None:
            how = f"{value.ev} ÷ {value.pv}"
            yield "spi", self._figure("spi", value.spi, Unit.RATIO, totals, how)

    def _money(self, measure: str, amount: Decimal, of: Totals, how: str | None = None) -> Fact:
        value = Money(amount=amount, currency=self._cost.currency)
        return self._facts.of(
            self._subject, measure, value, Unit.MONEY, cells=of.cells(), arithmetic=how
        )

    def _figure(self, measure: str, value: Decimal, unit: Unit, of: Totals, how: str) -> Fact:
        return self._facts.of(
            self._subject, measure, value, unit, cells=of.cells(), arithmetic=how
        )
