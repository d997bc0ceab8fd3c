"""“My rank is wrong”: what a corrected input would do, before anybody is asked to agree to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.errors import BadInput
from assistant.planning.explaining.preview import Preview, preview
from assistant.planning.explaining.replay import Replay
from assistant.planning.scenarios.amounts import effort, money
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Factor, ValueInput, WorkItem
from assistant.usecases.assessment import Assessment
from assistant.usecases.explain_item import named_item
from assistant.values import Effort, Fact, Money, Statement, Unit, say

_SIZE = ("size", "estimate", "effort")


def suppose_inputs(assessment: Assessment, name: str, supposed: Sequence[str]) -> Preview:
    """Return where an item would stand with other inputs, such as “cost of delay=14kEUR”.

    Nothing is stored. Raises NotFound for an item the asker cannot see, BadInput for an input
    that is none, and for an item that is not waiting to be started.
    """
    seen, ranking = assessment.seen, assessment.ranking
    item = named_item(seen, name)
    ranked = ranking.item(item.key)
    if ranked is None or ranked.start_place is None:
        raise BadInput(
            f"{item.key} is not waiting to be started, so its inputs move nothing.",
            remedy=f"See why: pmo explain {item.key}.",
        )
    rows: dict[str, Noun] = {}
    changes: list[Statement] = []
    for text in supposed:
        row, said = _Supposition(seen, item).read(text)
        rows[row.key + row.table] = row
        changes.append(said)
    visible = (each.key for each in ranking.items)
    replay = Replay(assessment.view.full, assessment.app.policy, ranking, visible)
    return preview(replay, seen, item.key, list(rows.values()), changes)


class _Supposition:
    """Reads “name=value” about one item."""

    def __init__(self, seen: Snapshot, item: WorkItem) -> None:
        self._facts = Facts(seen)
        self._item = item
        self._stated: Mapping[Factor, ValueInput] = {
            row.factor: row for row in seen.all(ValueInput) if row.item == item.key
        }

    def read(self, text: str) -> tuple[Noun, Statement]:
        """Return the row that is supposed, and what is supposed in words."""
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not value:
            raise BadInput(
                f"“{text}” supposes nothing.", remedy="Write it like “cost of delay=14kEUR”."
            )
        if name.casefold() in _SIZE:
            return self._sized(value)
        return self._valued(self._factor(name), value)

    def _factor(self, name: str) -> Factor:
        wanted = " ".join(name.casefold().replace("_", " ").split())
        for factor in Factor:
            if factor.value == wanted:
                return factor
        known = ", ".join([*(factor.value for factor in Factor), "size"])
        raise BadInput(f"There is no input “{name}”.", remedy=f"Suppose one of: {known}.")

    def _sized(self, value: str) -> tuple[Noun, Statement]:
        parts = effort(value)
        own = self._item.estimate
        if len(parts) == 1 and not parts[0].skill and own:
            parts = (parts[0].model_copy(update={"skill": own[0].skill}),)
        minutes = sum(part.effort.minutes for part in parts)
        row = self._item.model_copy(update={"estimate": parts, "remaining": None})
        size = self._facts.of(
            f"work_items:{self._item.key}", "supposed size", Effort(minutes=minutes), Unit.EFFORT
        )
        return row, say("Supposed: it takes {size}.", size=size)

    def _valued(self, factor: Factor, value: str) -> tuple[Noun, Statement]:
        """Read an amount; without a currency it is in that of the input as it is stated."""
        amount, before = money(value), self._stated.get(factor)
        number = amount.amount if isinstance(amount, Money) else amount
        stated_in = before.currency if before else None
        currency = amount.currency if isinstance(amount, Money) else stated_in
        key = before.key if before else f"{self._item.key}/{factor.value}"
        row = ValueInput(
            key=key,
            item=self._item.key,
            factor=factor,
            value=number,
            currency=currency,
            stated_on=self._facts.snapshot.as_of,
        )
        return row, self._told(row, before)

    def _told(self, row: ValueInput, before: ValueInput | None) -> Statement:
        subject = f"value_inputs:{row.key}"
        slots = {
            "factor": self._facts.of(subject, "factor", row.factor.value, Unit.NAME),
            "value": self._amount(row, "supposed value"),
        }
        if before is None:
            return say("Supposed: its {factor} is {value}; nobody has stated it.", **slots)
        now = self._amount(before, "value")
        return say("Supposed: its {factor} is {value}; stated is {now}.", now=now, **slots)

    def _amount(self, row: ValueInput, measure: str) -> Fact:
        value = Money(amount=row.value, currency=row.currency) if row.currency else row.value
        unit = Unit.MONEY if row.currency else Unit.SCORE
        return self._facts.of(f"value_inputs:{row.key}", measure, value, unit)
