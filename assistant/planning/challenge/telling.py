"""Puts into words what was found about somebody's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.planning.challenge.checked_order import (
    Break,
    CheckedOrder,
    Difference,
    OrderVerdict,
)
from assistant.planning.challenge.given_order import GivenOrder, Unknown
from assistant.planning.figures import rounded
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.item_names import ItemNames
from assistant.planning.order.waiting_cost import WaitingCost, cost_words
from assistant.portfolio.facts import Facts
from assistant.values import Fact, Money, Statement, Unit, say

_SUBJECT = "given order"
_MOST = 3
"""Items named as what makes the difference."""
_NAMED = 6
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found, by the keys of what the reader sees; times are working days from today.

    `days` is how much later an item is in the given order than in ours, `added` how many open items
    the given order left out.
    """

    verdict: OrderVerdict
    days: Mapping[str, float]
    theirs: Mapping[str, float]
    ours: Mapping[str, float]
    breaks: tuple[Break, ...]
    order: tuple[str, ...]
    added: int
    dates_known: bool
    gap_percent: Decimal


class Telling:
    """Tells one reader about one order."""

    def __init__(self, backlog: Backlog, facts: Facts) -> None:
        self._facts = facts
        self._names = ItemNames(facts)
        self._cost = WaitingCost(backlog, facts)

    def checked(self, given: GivenOrder, compared: Compared) -> CheckedOrder:
        """Return everything about a given order, in words and figures."""
        cost = self._cost.fact(_SUBJECT, "cost of waiting", compared.theirs)
        ours = self._cost.fact("ranking", "cost of waiting", compared.ours)
        difference = self._cost.fact(_SUBJECT, "cost above ours", compared.days)
        because = tuple(self._because(compared, difference))
        return CheckedOrder(
            as_of=self._facts.snapshot.as_of,
            verdict=compared.verdict,
            headline=self._headline(compared, (cost, ours, difference), because),
            breaks=compared.breaks,
            cost=cost,
            our_cost=ours,
            difference=difference,
            because=because,
            notes=tuple(self._notes(given, compared)),
            order=compared.order,
        )

    def _headline(
        self, compared: Compared, costs: tuple[Fact, Fact, Fact], because: tuple[Difference, ...]
    ) -> Statement:
        cost, ours, difference = costs
        more = cost_words(_positive(difference))
        both = {"cost": cost_words(cost), "ours": cost_words(ours), "more": more}
        if compared.verdict is OrderVerdict.BREAKS:
            return self._broken(compared, difference, more)
        if compared.verdict is OrderVerdict.LEVEL:
            return self._level(difference, more)
        if compared.verdict is OrderVerdict.BETTER:
            gap = self._facts.of("ranking", "gap", compared.gap_percent, Unit.PERCENT)
            text = (
                "Yours is better: it breaks nothing and costs {cost} of waiting, ours {ours}, so "
                "{more} less. We had said that ours may cost up to {gap} more than the best. "
                "Import it as the agreed order, and the next order starts from it."
            )
            return say(text, **both, gap=gap)
        text = "Yours breaks nothing and costs {cost} of waiting, ours {ours}: {more} more"
        reasons = [each.statement for each in because]
        if not reasons:
            return say(text + ".", **both)
        return say(text + ", mostly because {reasons}.", **both, reasons=reasons)

    def _broken(self, compared: Compared, difference: Fact, more: Statement) -> Statement:
        count = self._facts.of(_SUBJECT, "breaks", len(compared.breaks), Unit.COUNT)
        text = "Yours does not hold: {count} [thing breaks|things break]."
        if _amount(difference) == 0:
            return say(text, count=count)
        less = _amount(difference) < 0
        text += " Mended, it would cost {more} " + ("less" if less else "more") + " than ours."
        return say(text, count=count, more=more)

    def _level(self, difference: Fact, more: Statement) -> Statement:
        amount = _amount(difference)
        if amount == 0:
            return Statement(text="Yours breaks nothing and costs the same as ours. Fine.")
        word = "more" if amount > 0 else "less"
        text = f"Yours breaks nothing and costs {{more}} {word}: level on today's data. Fine."
        return say(text, more=more)

    def _because(self, compared: Compared, difference: Fact) -> Iterator[Difference]:
        """Yield the items that push the cost the way it goes, the most first."""
        days = {key: each for key, each in compared.days.items() if abs(each) > _LEAST}
        sign = -1 if _amount(difference) < 0 else 1
        cost = {key: sign * self._cost.points({key: each}) for key, each in days.items()}
        most = sorted(cost, key=lambda key: (-cost[key], key))
        for key in [key for key in most if cost[key] > _LEAST][:_MOST]:
            yield self._difference(key, days[key])

    def _difference(self, key: str, days: float) -> Difference:
        subject = f"work_items:{key}"
        later = self._facts.of(subject, "given days later", rounded(abs(days)), Unit.DAYS)
        cost = self._cost.fact(subject, "cost of given place", {key: days})
        text = "{item} is done {days} " + ("later" if days > 0 else "earlier") + " ({cost})"
        said = say(text, item=self._names.one(key), days=later, cost=cost_words(_positive(cost)))
        signed = self._facts.of(subject, "given days", rounded(days), Unit.DAYS)
        return Difference(item=key, days=signed, cost=cost, statement=said)

    def _notes(self, given: GivenOrder, compared: Compared) -> Iterator[Statement]:
        yield from (self._unknown(each) for each in given.unknown[:_NAMED])
        if len(given.unknown) > _NAMED:
            more = self._facts.of(
                _SUBJECT, "more unknown lines", len(given.unknown) - _NAMED, Unit.COUNT
            )
            yield say("{more} more [line names|lines name] no item either.", more=more)
        if given.repeated:
            names = self._names.some(given.repeated, "more given twice", shown=_NAMED)
            yield say(
                "{names} [stands|stand] there more than once; the first place counts.", names=names
            )
        if given.not_open:
            names = self._names.some(given.not_open, "more that are not open", shown=_NAMED)
            yield say("{names} [is|are] not open work and [was|were] left out.", names=names)
        if compared.added:
            count = self._facts.of(_SUBJECT, "items added", compared.added, Unit.COUNT)
            text = "{count} open [item|items] you did not list [comes|come] after yours, in our order; "
            yield say(text + "what goes on, or has to come first, stays before.", count=count)
        if not compared.dates_known:
            yield Statement(text="Dates cannot be checked: nobody's time is known.")

    def _unknown(self, unknown: Unknown) -> Statement:
        row = self._facts.of(_SUBJECT, f"row {unknown.row}", unknown.row, Unit.COUNT)
        name = self._facts.of(_SUBJECT, f"text of row {unknown.row}", unknown.name, Unit.TEXT)
        if not unknown.near:
            return say("Line {row}: there is no item “{name}”.", row=row, name=name)
        near = [self._names.one(key) for key in unknown.near]
        text = "Line {row}: there is no item “{name}”; the nearest [is|are] {near}."
        return say(text, row=row, name=name, near=near)


def _amount(fact: Fact) -> Decimal:
    value = fact.value.amount if isinstance(fact.value, Money) else fact.value
    return value if isinstance(value, Decimal) else Decimal(0)


def _positive(fact: Fact) -> Fact:
    """Return a difference without its sign, which the words around it say."""
    if _amount(fact) >= 0:
        return fact
    value = fact.value * -1 if isinstance(fact.value, Money) else -_amount(fact)
    kept = fact.model_dump(exclude={"id"}) | {
        "value": value,
        "measure": f"{fact.measure}, unsigned",
    }
    return Fact.model_validate(kept)
