"""Nouns of every kind with any content, for property tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from assistant.portfolio.noun import Column, Kind, Noun, SkillEffort, columns
from assistant.values import Effort, EffortUnit, Money

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
decimals = st.integers(0, 1_000_000).map(lambda units: Decimal(units) / 10_000)
efforts = st.builds(Effort, minutes=st.integers(0, 10**6), unit=st.sampled_from(EffortUnit))
amounts = st.builds(
    Money.from_units, st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "USD", "GBP"])
)

_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: words,
    Kind.INTEGER: st.integers(1, 10**6),
    Kind.DECIMAL: decimals.map(lambda value: min(value, Decimal(100))),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    Kind.MONEY: amounts,
    Kind.EFFORT: efforts,
    Kind.LIST: st.lists(words, min_size=1, max_size=3).map(tuple),
    Kind.SKILL_EFFORTS: st.lists(
        st.builds(SkillEffort, skill=words, effort=efforts), min_size=1, max_size=3
    ).map(tuple),
}


def _values(column: Column) -> st.SearchStrategy[Any]:
    return st.sampled_from(column.choices) if column.choices else _VALUES[column.kind]


def things(noun: type[Noun]) -> st.SearchStrategy[Noun]:
    """Any valid thing of a kind; optional fields come and go."""
    required = {c.name: _values(c) for c in columns(noun) if c.required}
    optional = {c.name: _values(c) for c in columns(noun) if not c.required}
    return st.fixed_dictionaries(required, optional=optional).map(noun.model_validate)
