"""A noun's class is the one description of its columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.portfolio.noun import Kind, Noun, columns
from assistant.portfolio.registry import BY_TABLE, NOUNS
from assistant.portfolio.work import Factor, ValueInput


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.table)
def test_every_field_becomes_a_column_that_says_what_it_is(noun: type[Noun]) -> None:
    assert columns(noun)[0].name == "key"
    assert [column.name for column in columns(noun)] == list(noun.model_fields)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.table)
def test_every_reference_leads_to_a_table(noun: type[Noun]) -> None:
    refs = [column.ref for column in columns(noun) if column.ref]
    assert set(refs) <= set(BY_TABLE)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.table)
def test_a_key_can_be_made_of_fields_that_exist(noun: type[Noun]) -> None:
    assert set(noun.identity) <= set(noun.model_fields)


def test_a_column_knows_its_choices_reference_and_bounds() -> None:
    by_name = {column.name: column for column in columns(ValueInput)}
    assert by_name["item"].ref == "work_items"
    assert by_name["factor"].choices == tuple(factor.value for factor in Factor)
    assert by_name["value"].kind is Kind.DECIMAL
    assert by_name["value"].minimum == Decimal(0)
    assert by_name["evidence"].required is False


def test_the_type_of_an_absence_has_no_place() -> None:
    names = {column.name for column in columns(BY_TABLE["availability"])}
    assert names == {"key", "person", "start", "end", "available_percent"}
