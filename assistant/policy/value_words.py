"""Values as the cells of a table write them, so that what is shown can be written back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assistant.policy.kinds import InputKind, PolicyValue
from assistant.policy.table import DecisionTable
from assistant.values import Effort, Money

_UNITS = {InputKind.DAYS: " days", InputKind.PERCENT: " %"}


def value_words(kind: InputKind, value: PolicyValue) -> str:
    """Return a value as a literal of its kind."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return f"{_plain(value.amount)} {value.currency}"
    if isinstance(value, Effort):
        return f"{_plain(Decimal(value.minutes))}min"
    if isinstance(value, Decimal | int):
        return f"{_plain(Decimal(value))}{_UNITS.get(kind, '')}"
    return str(value)


def given_words(table: DecisionTable, given: Mapping[str, PolicyValue]) -> str:
    """Return what a table is given in one line: “late 3 days, seen amber”."""
    return ", ".join(
        f"{name} {value_words(table.inputs[name.split(' ', 1)[0]].kind, value)}"
        for name, value in given.items()
    )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
