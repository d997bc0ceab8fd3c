"""The sample's ugly workbook: thirty rows are fine, twelve are not, and nothing goes missing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.mapping.mapping_file import read_mapping
from assistant.adapters.mapping.source import MappedSource
from assistant.portfolio.batch import Batch
from assistant.portfolio.sample import sample_folders
from assistant.portfolio.work import WorkItem
from assistant.ports.progress import Silent

FOLDER = sample_folders()[0].parent / "second-source"


@pytest.fixture(scope="module")
def batch() -> Batch:
    mapping = read_mapping(FOLDER / "broker-desk.yaml")
    return MappedSource(FOLDER / "broker-desk.xlsx", mapping).read(None, Silent())


def test_twelve_rows_are_refused_and_thirty_are_fine(batch: Batch) -> None:
    assert [each.row for each in sorted(batch.refused, key=lambda each: each.row or 0)] == [
        *(10, 13, 16, 17, 23, 26, 29, 31, 34, 40, 42, 47)
    ]
    assert batch.rows == 30
    assert batch.as_of == date(2026, 11, 13)


def test_each_refusal_says_where_why_and_what_to_do(batch: Batch) -> None:
    for each in batch.refused:
        assert each.column
        assert each.why
        assert each.remedy


def test_titles_subtotals_and_remarks_are_left_out_and_said(batch: Batch) -> None:
    left_out = {each.row for each in batch.notes if "left out" in each.text}
    assert left_out == {1, 2, 20, 49, 51, 52}
    assert [each.row for each in batch.notes if "hidden row" in each.text] == [19]


def test_cells_are_read_as_people_wrote_them(batch: Batch) -> None:
    rows = {row["key"]: row for row in batch.frames[WorkItem].iter_rows(named=True)}
    assert rows["BD-02"]["due"] == date(2026, 9, 25)
    assert rows["BD-02"]["estimate"] == '[["broker desk", 1200, "d"]]'
    assert rows["BD-14"]["category"] == "dropped"
    assert "Commission" in rows["BD-16"]["_extra"]


def test_the_documentation_lists_the_same_rows(batch: Batch) -> None:
    text = (Path(__file__).parents[2] / "docs/sample-portfolio.md").read_text(encoding="utf-8")
    table = text.split("| row | what is wrong |")[1]
    listed = {int(row) for row in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    assert listed == {each.row for each in batch.refused}
