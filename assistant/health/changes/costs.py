"""Money that changed: approved and expected cost, benefits, penalties, the price of waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.health.changes.comparison import Comparison
from assistant.health.growth import growth_percent, shown
from assistant.health.naming import called
from assistant.health.verdicts import Change, ChangeKind
from assistant.policy import Policy
from assistant.portfolio.control import Benefit, BudgetLine, Decision
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Milestone, Project
from assistant.values import Fact, Money, Statement, Unit, say

ONE_SIDED = 45
BETTER = 45
NOT_COMPARED = 40
WITHIN_ACCURACY = 50
WITHIN_LIMIT = 20


@dataclass(frozen=True, slots=True)
class MoneyRule:
    """An amount that is watched, what it is called, and how much a rise (or a fall) matters."""

    noun: type[Noun]
    field: str
    materiality: int
    label: str
    bad_when_up: bool = True


MONEY_RULES: tuple[MoneyRule, ...] = (
    MoneyRule(BudgetLine, "forecast", 80, "The expected cost of"),
    MoneyRule(BudgetLine, "baseline", 75, "The approved budget of"),
    MoneyRule(Benefit, "expected_per_year", 65, "The benefit expected of", bad_when_up=False),
    MoneyRule(Benefit, "per_year", 60, "The benefit planned for", bad_when_up=False),
    MoneyRule(Milestone, "penalty", 70, "The penalty for missing"),
    MoneyRule(Decision, "cost_of_waiting", 55, "The weekly cost of waiting for"),
    MoneyRule(Project, "running_cost", 45, "The running cost of"),
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """One amount of one row in both snapshots; either may be empty."""

    rule: MoneyRule
    key: str
    old: Money | None
    new: Money | None

    @property
    def percent(self) -> Decimal | None:
        """Growth in percent; None where it cannot be compared."""
        if self.old is None or self.new is None or self.old.currency != self.new.currency:
            return None
        return growth_percent(self.old.amount, self.new.amount)


def cost_changes(comparison: Comparison, policy: Policy) -> Iterator[Change]:
    """Yield the amounts that changed, one change an amount."""
    for rule in MONEY_RULES:
        for key in comparison.edited(rule.noun, rule.field):
            amounts = amounts_of(comparison, rule, key)
            yield told(comparison, amounts, _materiality(amounts, policy))


def amounts_of(comparison: Comparison, rule: MoneyRule, key: str) -> Amounts:
    """Return an amount as both snapshots have it."""
    return Amounts(
        rule,
        key,
        getattr(comparison.before.get(rule.noun, key), rule.field),
        getattr(comparison.after.get(rule.noun, key), rule.field),
    )


def told(comparison: Comparison, amounts: Amounts, materiality: int) -> Change:
    """Return the change of one amount, from old to new."""
    rule = amounts.rule
    return Change(
        kind=ChangeKind.COST,
        table=rule.noun.table,
        key=amounts.key,
        project=comparison.project_of(rule.noun, amounts.key),
        materiality=materiality,
        headline=_headline(comparison, amounts),
    )


def _headline(comparison: Comparison, amounts: Amounts) -> Statement:
    rule, key = amounts.rule, amounts.key
    what = called(comparison.new, rule.noun, key)
    if amounts.old is None:
        new = comparison.new.cell(rule.noun, key, rule.field, Unit.MONEY)
        return say(f"{rule.label} {{what}} is {{new}}; there was none before.", what=what, new=new)
    old = comparison.old.cell(rule.noun, key, rule.field, Unit.MONEY)
    if amounts.new is None:
        return say(f"{rule.label} {{what}} is empty now; it was {{old}}.", what=what, old=old)
    new = comparison.new.cell(rule.noun, key, rule.field, Unit.MONEY)
    if amounts.old.currency != amounts.new.currency:
        return say(
            f"{rule.label} {{what}} was {{old}} and is {{new}}: another currency, not compared.",
            what=what,
            old=old,
            new=new,
        )
    if amounts.percent is None:
        return say(
            f"{rule.label} {{what}} went from {{old}} to {{new}}.", what=what, old=old, new=new
        )
    return say(
        f"{rule.label} {{what}} went from {{old}} to {{new}}, {{percent}} "
        f"{'more' if amounts.percent > 0 else 'less'}.",
        what=what,
        old=old,
        new=new,
        percent=growth(comparison, amounts, amounts.percent),
    )


def growth(comparison: Comparison, amounts: Amounts, percent: Decimal) -> Fact:
    """Return by how many percent an amount changed, as a figure without a sign."""
    rule = amounts.rule
    cell = (rule.noun, amounts.key, rule.field)
    old, new = (money.amount if money else None for money in (amounts.old, amounts.new))
    return comparison.delta(
        f"{rule.noun.table}:{amounts.key}",
        f"{rule.field}_growth",
        shown(abs(percent)),
        Unit.PERCENT,
        old=(cell,),
        new=(cell,),
        arithmetic=f"({new} − {old}) ÷ {old} × 100",
    )


def _materiality(amounts: Amounts, policy: Policy) -> int:
    if amounts.old is None or amounts.new is None:
        return ONE_SIDED
    if amounts.old.currency != amounts.new.currency:
        return NOT_COMPARED
    most = amounts.rule.materiality
    percent = amounts.percent
    if percent is not None and abs(percent) <= policy.limit("change_minor_percent"):
        most = WITHIN_LIMIT
    elif (amounts.new.amount > amounts.old.amount) is not amounts.rule.bad_when_up:
        most = BETTER
    elif percent is not None and abs(percent) <= policy.limit("cost_growth_percent"):
        most = min(WITHIN_ACCURACY, most)
    return most
