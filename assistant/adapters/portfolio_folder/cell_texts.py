"""A noun's values as the cells of a portfolio folder; read back, they are the same values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import singledispatch

from assistant.adapters.portfolio_folder.naming import COMMENT
from assistant.adapters.tabular.text_cells import join_list
from assistant.portfolio.noun import Noun, SkillEffort, columns
from assistant.values import Effort, Money

_PLACES = Decimal("0.000001")
"""Enough for a single minute in weeks: read back, it rounds to the same minute."""


def row_texts(thing: Noun) -> list[str]:
    """Return a noun's cells in the order of its columns."""
    first, *more = [_text(getattr(thing, column.name)) for column in columns(type(thing))]
    return [f" {first}" if first.startswith(COMMENT) else first, *more]


@singledispatch
def _text(value: object) -> str:
    """Return the text of a value: words as they are, nothing for None."""
    return "" if value is None else str(value)


@_text.register
def _(value: bool) -> str:  # noqa: FBT001 - the dispatcher's signature
    return "yes" if value else "no"


@_text.register
def _(value: date) -> str:
    return value.isoformat()


@_text.register
def _(value: Decimal) -> str:
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@_text.register
def _(value: Money) -> str:
    cents = value.amount.quantize(Decimal("0.01"))
    return f"{cents if cents == value.amount else value.amount:f} {value.currency}"


@_text.register
def _(value: Effort) -> str:
    amount = (Decimal(value.minutes) / value.unit.minutes).quantize(_PLACES)
    return f"{_text(amount)}{value.unit}"


@_text.register
def _(value: SkillEffort) -> str:
    return f"{value.skill} {_text(value.effort)}"


@_text.register
def _(value: tuple) -> str:  # type: ignore[type-arg]  # the dispatcher knows no element types
    return join_list(_text(entry) for entry in value)
