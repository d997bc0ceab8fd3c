"""Somebody's order is read from lists, tables and exports; what cannot be used is named."""

from __future__ import annotations

import pytest

from assistant.errors import BadInput
from assistant.planning.challenge.given_order import GivenOrder, read_given_order
from assistant.portfolio.work import StatusCategory
from tests.planning.backlogs import item, portfolio

SEEN = portfolio(
    [item("KEY-3", 1), item("SEN-3", 1), item("BEA-6", 1), item("KEY-8", 1),
     item("OLD-1", 1, category=StatusCategory.DONE)]
)  # fmt: skip
RANKED = ("KEY-3", "SEN-3", "BEA-6", "KEY-8")


def read(*rows: tuple[str, ...]) -> GivenOrder:
    return read_given_order([rows], SEEN, RANKED)


@pytest.mark.parametrize(
    "rows",
    [
        (("KEY-3",), ("SEN-3",), ("BEA-6",)),
        (("1. KEY-3",), ("2) SEN-3",), ("- bea-6",)),
        (("Issue key", "Summary"), ("KEY-3", "SEN-3 is next"), ("SEN-3", ""), ("BEA-6", "")),
        (("Summary", "Key"), ("x", "KEY-3"), ("y", "SEN-3"), ("z", "BEA-6")),
        (("Key", "Rank"), ("SEN-3", "2"), ("BEA-6", "10"), ("KEY-3", "1")),
        (("Rank", "Key"), ("0|i0002:", "BEA-6"), ("0|i0000:", "KEY-3"), ("0|i0001:", "SEN-3")),
        (("KEY-3, SEN-3, BEA-6",),),
        (("KEY-3", "SEN-3", "BEA-6"),),
        (("Name",), ("about KEY-3",), ("about SEN-3",), ("about BEA-6",)),
    ],
)
def test_the_shapes_people_write(rows: tuple[tuple[str, ...], ...]) -> None:
    assert read(*rows).keys == ("KEY-3", "SEN-3", "BEA-6")


def test_what_cannot_be_used_is_named() -> None:
    given = read(("KEY-3",), ("KEY-33",), ("OLD-1",), ("KEY-3",), ("SEN-3",))
    assert given.keys == ("KEY-3", "SEN-3")
    assert given.repeated == ("KEY-3",)
    assert given.not_open == ("OLD-1",)
    assert [(each.name, each.row) for each in given.unknown] == [("KEY-33", 2)]
    assert "KEY-3" in given.unknown[0].near


def test_the_table_with_the_most_items_counts() -> None:
    other = (("Note",), ("KEY-3",))
    order = (("Key",), ("SEN-3",), ("KEY-3",))
    assert read_given_order([other, order], SEEN, RANKED).keys == ("SEN-3", "KEY-3")


@pytest.mark.parametrize("rows", [(), (("",),), (("hello",), ("world",))])
def test_a_file_without_items_is_refused(rows: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(BadInput, match="No line of it names a work item"):
        read(*rows)
