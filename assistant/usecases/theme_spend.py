"""“How much goes to work that fits no strategy theme?”: approved budgets by theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pydantic import Field

from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import first_few
from assistant.health.project_cost import ProjectCost, project_costs
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Project, Stage
from assistant.values import Fact, Money, Statement, Unit, Value, say

NO_THEME = ""
_OVER = (Stage.CLOSED, Stage.STOPPED)
_DEFINITION = Statement(
    text="Counted are approved budgets of projects that are not over; a project of several themes "
    "is shared out evenly."
)


class Spend(Value):
    """The approved budgets of one theme; the empty key is no theme."""

    theme: str
    amount: Fact
    share: Fact


class ThemeSpend(Value):
    """Approved budgets by theme, the most first."""

    headline: Statement
    without: tuple[str, ...] = Field(description="keys of the projects without a theme")
    by_theme: tuple[Spend, ...]
    definition: Statement
    limits: tuple[Statement, ...]


def theme_spend(inputs: BriefingInputs) -> ThemeSpend:
    """Return what the asker's visible projects spend on each theme and on none."""
    return _Spending(inputs).told()


class _Spending:
    def __init__(self, inputs: BriefingInputs) -> None:
        self._facts = inputs.facts
        self._projects = [each for each in inputs.snapshot.all(Project) if each.stage not in _OVER]
        self._costs = project_costs(inputs.snapshot)
        self._currency = inputs.snapshot.organisation.currency
        self._budgets = dict(self._read())

    def _read(self) -> Iterator[tuple[str, tuple[Decimal, list[Cell]]]]:
        for project in self._projects:
            cost: ProjectCost | None = self._costs.get(project.key)
            totals = cost.totals("baseline") if cost is not None else None
            if cost is not None and totals is not None and cost.currency == self._currency:
                yield project.key, (totals["baseline"], list(totals.cells()))

    def told(self) -> ThemeSpend:
        without = [each.key for each in self._projects if not each.themes]
        amounts = self._by_theme()
        spends = tuple(
            self._spend(theme, amount, cells)
            for theme, (amount, cells) in sorted(
                amounts.items(), key=lambda each: (-each[1][0], each[0])
            )
        )
        return ThemeSpend(
            headline=self._headline(without, spends),
            without=tuple(without),
            by_theme=spends,
            definition=_DEFINITION,
            limits=tuple(self._limits()),
        )

    def _by_theme(self) -> Mapping[str, tuple[Decimal, list[Cell]]]:
        found: dict[str, tuple[Decimal, list[Cell]]] = {}
        for project in self._projects:
            if project.key not in self._budgets:
                continue
            budget, cells = self._budgets[project.key]
            themes = project.themes or (NO_THEME,)
            for theme in themes:
                amount, rows = found.get(theme, (Decimal(0), []))
                found[theme] = (amount + budget / len(themes), [*rows, *cells])
        return found

    @property
    def _all(self) -> Decimal:
        return sum((budget for budget, _ in self._budgets.values()), Decimal(0))

    def _spend(self, theme: str, amount: Decimal, cells: list[Cell]) -> Spend:
        subject = f"themes:{theme or 'none'}"
        value = Money(amount=amount.quantize(Decimal("0.01")), currency=self._currency)
        share = amount / self._all * 100 if self._all else Decimal(0)
        return Spend(
            theme=theme,
            amount=self._facts.of(subject, "approved", value, Unit.MONEY, cells=cells),
            share=self._facts.of(
                subject,
                "share of approved",
                share,
                Unit.PERCENT,
                cells=cells,
                arithmetic=f"{amount} ÷ {self._all} × 100",
            ),
        )

    def _headline(self, without: list[str], spends: tuple[Spend, ...]) -> Statement:
        none = next((each for each in spends if each.theme == NO_THEME), None)
        if not without:
            return Statement(text="Every project serves a strategic theme.")
        names = [self._facts.name(Project, key) for key in without]
        named = first_few(self._facts, "without_theme", names)
        if none is None:
            return say("{names} [serves|serve] no theme; the cost is not known.", names=named)
        text = "{amount} ({share}) goes to work that serves no strategic theme: {names}."
        return say(text, amount=none.amount, share=none.share, names=named)

    def _limits(self) -> Iterator[Statement]:
        missing = [each.key for each in self._projects if each.key not in self._budgets]
        if missing:
            names = [self._facts.name(Project, key) for key in missing]
            named = first_few(self._facts, "without_budget", names)
            yield say("No approved budget is known of {names}.", names=named)
