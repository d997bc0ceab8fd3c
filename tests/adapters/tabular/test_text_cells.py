import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.tabular.converter import BLANKS
from assistant.adapters.tabular.raw import CellFormat
from assistant.adapters.tabular.text_cells import JOINT, join_list, split_list
from assistant.portfolio.noun import Kind
from tests.adapters.tabular.columns_of import column, read, refusal, value

LIST = column(Kind.LIST)
entries = st.lists(
    st.text(st.characters(exclude_characters=[JOINT, "\x00"], exclude_categories=["Cs"]))
    .map(lambda text: text.strip(BLANKS))
    .filter(bool)
    | st.sampled_from(["a; b", "\\", "\\;", ";", "a\\"]),
    max_size=4,
)


def listed(text: str, written: CellFormat | None = None) -> object:
    found = value(text, LIST, written or CellFormat())
    return json.loads(found) if isinstance(found, str) else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a; b", ["a", "b"]),
        ("a;;b;", ["a", "b"]),
        ("one", ["one"]),
        ('a "q"; b', ['a "q"', "b"]),
        ("a\\; b; c", ["a; b", "c"]),
        ("C:\\temp; D:", ["C:\\temp", "D:"]),
        ("a\nb;c", ["a\nb", "c"]),
        (f"a{JOINT}b; c", ["a", "b", "c"]),
        (";", None),
    ],
)
def test_lists_are_split_at_the_separator(text: str, expected: list[str] | None) -> None:
    assert listed(text) == expected


def test_the_declared_separator_counts_and_none_means_one_entry() -> None:
    assert listed("a, b; c", CellFormat(separator=",")) == ["a", "b; c"]
    assert listed("a, b; c", CellFormat(separator="")) == ["a, b; c"]
    assert listed("a b", CellFormat(separator=" ")) == ["a", "b"]
    assert listed("a|b", CellFormat(separator="|")) == ["a", "b"]


@given(entries)
def test_any_list_can_be_written_into_one_cell(parts: list[str]) -> None:
    assert split_list(join_list(parts), ";") == parts


@given(entries)
def test_a_column_of_lists_reads_as_cell_by_cell(parts: list[str]) -> None:
    text = join_list(parts)
    cells = read([text, "x; y"], LIST)
    found = cells.values.item(0, 0)
    assert (json.loads(found) if found else []) == parts


def test_currency_and_time_zone_are_checked_by_name() -> None:
    currency, zone = column(Kind.TEXT, name="currency"), column(Kind.TEXT, name="time_zone")
    assert value("eur", currency) == "EUR"
    assert value("€", currency) == "EUR"
    assert "no currency" in refusal("euros and cents", currency)
    assert value("Europe/Dublin", zone) == "Europe/Dublin"
    for text in ("Dublin", "Europe", "../etc/passwd", "/etc/localtime"):
        assert "No time zone" in refusal(text, zone)
