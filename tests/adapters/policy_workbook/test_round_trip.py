"""A policy as a workbook and back: nothing is lost, and what Excel makes of cells is understood."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assistant.adapters.policy_workbook import policy_workbook, read_policy_files
from assistant.adapters.policy_workbook.example_words import example_lines, read_example_lines
from assistant.adapters.policy_workbook.sheet_reading import sheet_content
from assistant.errors import BadInput, BadPolicy, BadSource
from assistant.policy import default_policy, parse_policy
from assistant.policy.table import DecisionTable
from assistant.policy.writing import policy_files
from tests.policy.tables import LATE, SEEN, trial

POLICY = parse_policy({"trial": trial(LATE + SEEN)})


def edited(change: Callable[[Workbook], object], path: Path) -> Path:
    """Write a policy's workbook to a file, changed as a person would."""
    trial_alone = {"trial": POLICY.table("trial").declared}
    book = load_workbook(io.BytesIO(policy_workbook(trial_alone)))
    change(book)
    book.save(path)
    return path


def place(book: Workbook, sheet: str, text: str) -> tuple[int, int]:
    return next(
        (cell.row, cell.column)
        for row in book[sheet].iter_rows()
        for cell in row
        if cell.value == text
    )


def under(book: Workbook, head: str, row: str) -> object:
    sheet = book["trial"]
    return sheet.cell(place(book, "trial", row)[0], place(book, "trial", head)[1])


def test_the_whole_default_policy_comes_back_the_same(tmp_path: Path) -> None:
    file = tmp_path / "rules.xlsx"
    file.write_bytes(policy_workbook(policy_files(default_policy())))
    assert parse_policy(read_policy_files(file)).hash == default_policy().hash


texts = st.text(
    st.characters(categories=("L", "P", "S", "Zs"), exclude_characters="{}[]|"), max_size=12
)


@settings(max_examples=15, deadline=None)
@given(texts, texts, texts)
def test_any_words_come_back_the_same(meaning: str, because: str, ask: str) -> None:
    declared = POLICY.table("trial").declared
    late = declared.inputs["late"].model_copy(update={"meaning": meaning})
    first = declared.rows[0].model_copy(update={"because": because, "remedy": ask})
    changed = declared.model_copy(
        update={
            "inputs": {**declared.inputs, "late": late},
            "rows": (first, *declared.rows[1:]),
        }
    )
    book = load_workbook(io.BytesIO(policy_workbook({"trial": changed})))
    content = sheet_content(book["trial"], "rules.xlsx")
    assert DecisionTable.model_validate(content) == changed


values = st.dictionaries(
    st.from_regex(r"[a-z][a-z_]{0,6}( 7 days ago)?", fullmatch=True),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12),
    max_size=3,
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.fixed_dictionaries({"given": values, "expected": values}), max_size=3))
def test_examples_come_back_the_same(examples: list[dict[str, dict[str, str]]]) -> None:
    assert read_example_lines(example_lines(examples)) == examples


def test_what_excel_makes_of_cells_is_understood(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        under(book, "Since", "too-late").value = date(2026, 11, 1)
        seen = under(book, "when seen", "seen-amber")
        seen.value = "=amber"  # a formula, for Excel
        share = under(book, "when late", "seen-amber")
        share.value, share.number_format = 0.85, "0 %"

    text = read_policy_files(edited(change, tmp_path / "rules.xlsx"))["trial"]
    assert "since: '2026-11-01'" in text
    assert "seen: =amber" in text.replace("'", "")
    assert "late: 85 %" in text


def test_a_wrong_cell_is_refused_by_its_rule_or_place(tmp_path: Path) -> None:
    def wrong_word(book: Workbook) -> None:
        under(book, "when seen", "seen-amber").value = "in ambre"

    def wrong_example(book: Workbook) -> None:
        under(book, "Examples (given → expected)", "seen-amber").value = "late 3 days"

    with pytest.raises(BadPolicy, match=r"row seen-amber: seen: “ambre”.*Did you mean “amber”"):
        parse_policy(read_policy_files(edited(wrong_word, tmp_path / "a.xlsx")))
    with pytest.raises(BadSource, match=r"b.xlsx \[trial\], row \d+, column “Examples"):
        read_policy_files(edited(wrong_example, tmp_path / "b.xlsx"))


def test_sheets_that_are_no_tables_are_left_alone_and_a_book_without_any_is_refused(
    tmp_path: Path,
) -> None:
    file = edited(lambda book: book.create_sheet("Notes").append(["hello"]), tmp_path / "a.xlsx")
    assert "trial" in read_policy_files(file)
    empty = Workbook()
    empty.save(tmp_path / "b.xlsx")
    with pytest.raises(BadSource, match="no sheet holds a policy table"):
        read_policy_files(tmp_path / "b.xlsx")


def test_what_is_no_policy_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 broken")
    for name in ("a.csv", "b.xlsx", "nothing.yaml", "."):
        with pytest.raises(BadSource):
            read_policy_files(tmp_path / name)


def test_one_file_may_be_called_anything(tmp_path: Path) -> None:
    (tmp_path / "draft 2.yaml").write_text(trial(), encoding="utf-8")
    assert list(read_policy_files(tmp_path / "draft 2.yaml")) == ["trial"]


def test_a_character_that_no_workbook_holds_is_refused() -> None:
    declared = parse_policy({"trial": trial()}).table("trial").declared
    with pytest.raises(BadInput, match="no workbook can"):
        policy_workbook({"trial": declared.model_copy(update={"title": "a\x07b"})})
