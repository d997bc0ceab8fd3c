"""A scenario in one sentence, and several of them compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.planning.order.waiting_cost import cost_words
from assistant.planning.scenarios.result import PromiseEffect, ScenarioOutcome
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone
from assistant.values import Fact, Money, Statement, Unit, say

_CENT = Decimal("0.01")


def totals(
    facts: Facts, measure: str, scenario: str, amounts: Iterable[Money | Fact]
) -> tuple[Fact, ...]:
    """Return sums by currency; currencies are never added up."""
    sums: dict[str, Money] = {}
    for each in amounts:
        money = each.value if isinstance(each, Fact) else each
        if isinstance(money, Money):
            before = sums.get(money.currency)
            sums[money.currency] = money if before is None else before + money
    return tuple(
        facts.of("what-if", f"{measure} in {currency} ({scenario})", _cents(money), Unit.MONEY)
        for currency, money in sorted(sums.items())
    )


def headline(
    facts: Facts,
    promises: Sequence[PromiseEffect],
    waiting: Fact,
    money: Sequence[Fact],
) -> Statement:
    """Say what a scenario does to promises, to waiting, and what it costs."""
    broken = [each for each in promises if each.breaks]
    saved = [each for each in promises if each.is_saved]
    parts: list[Fact | Statement] = []
    for text, group in (("{names} [breaks|break]", broken), ("{names} [holds|hold] again", saved)):
        if group:
            names = [facts.name(Milestone, each.milestone) for each in group]
            parts.append(say(text, names=names))
    parts.append(waiting_words(waiting))
    parts += [say("{cost} has to be paid", cost=each) for each in money]
    if not broken and not saved:
        parts.insert(0, Statement(text="No promise breaks"))
    return say("{parts}.", parts=parts)


def waiting_words(waiting: Fact) -> Statement:
    """Say what waiting costs more or less than before."""
    amount = amount_of(waiting)
    if not amount:
        return Statement(text="waiting costs the same")
    kept = waiting.model_dump(exclude={"id"}) | {"measure": f"{waiting.measure}, unsigned"}
    value = waiting.value
    unsigned = value * -1 if isinstance(value, Money) and amount < 0 else abs(amount)
    kept["value"] = value if isinstance(value, Money) and amount > 0 else unsigned
    text = "waiting costs {cost} more" if amount > 0 else "waiting costs {cost} less"
    return say(text, cost=cost_words(Fact.model_validate(kept)))


def verdict(outcomes: Sequence[ScenarioOutcome]) -> Statement | None:
    """Say which scenario is best, if one is no worse in anything; None where there is only one.

    Points and money are not weighed against each other: nobody has said how.
    """
    if len(outcomes) <= 1:
        return None
    for one in outcomes:
        others = [each for each in outcomes if each is not one]
        if all(_is_no_worse(one, each) for each in others):
            return say("{name} is no worse than the others in anything.", name=_name(one))
    fewest = min(outcomes, key=lambda each: (_broken(each), _days_late(each)))
    least = min(outcomes, key=lambda each: amount_of(each.waiting))
    slots = {"fewest": _name(fewest), "least": _name(least)}
    if len({_unit(each.waiting) for each in outcomes} - {None}) > 1:
        text = "Promises are kept best by {fewest}; waiting is counted in different units."
        return say(text, fewest=_name(fewest))
    if fewest is least:
        text = "None is best in everything: {fewest} breaks least and waits least, and costs more money."
        return say(text, fewest=_name(fewest))
    text = "None is best in everything: promises are kept best by {fewest}, waiting costs least with {least}."
    return say(text, **slots)


def amount_of(fact: Fact) -> Decimal:
    """Return a cost as a number, whatever its unit."""
    value = fact.value.amount if isinstance(fact.value, Money) else fact.value
    return value if isinstance(value, Decimal) else Decimal(0)


def _is_no_worse(one: ScenarioOutcome, other: ScenarioOutcome) -> bool:
    comparable = len({_unit(one.waiting), _unit(other.waiting)} - {None}) <= 1
    waits = comparable and amount_of(one.waiting) <= amount_of(other.waiting)
    paid = {_currency(each): amount_of(each) for each in (*other.money, *other.penalties)}
    cheap = all(
        amount_of(each) <= paid.get(_currency(each), Decimal(0))
        for each in (*one.money, *one.penalties)
    )
    kept = _broken(one) <= _broken(other) and _days_late(one) <= _days_late(other)
    return waits and cheap and kept


def _broken(outcome: ScenarioOutcome) -> int:
    return sum(1 for each in outcome.promises if each.breaks)


def _days_late(outcome: ScenarioOutcome) -> int:
    return sum(int(amount_of(each.days_late)) for each in outcome.promises)


def _unit(waiting: Fact) -> str | None:
    """Return what waiting is counted in; nothing where it costs the same."""
    return (_currency(waiting) or waiting.unit.value) if amount_of(waiting) else None


def _currency(fact: Fact) -> str:
    return fact.value.currency if isinstance(fact.value, Money) else ""


def _name(outcome: ScenarioOutcome) -> Fact:
    known = outcome.waiting
    kept = known.model_dump(exclude={"id"}) | {
        "measure": f"name of {outcome.name}", "value": outcome.name, "unit": Unit.TEXT,
    }  # fmt: skip
    return Fact.model_validate(kept)


def _cents(money: Money) -> Money:
    return money.model_copy(update={"amount": money.amount.quantize(_CENT)})
