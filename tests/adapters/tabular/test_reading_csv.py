"""Delimited text as people and programs really write it."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.tabular.csv_file import read_csv, sniff_separator
from assistant.adapters.tabular.raw import RawTable, Reading
from assistant.adapters.tabular.reading import read_tables
from assistant.errors import BadSource


def reading(text: str | bytes) -> Reading:
    return read_csv(text.encode() if isinstance(text, str) else text, "plan.csv")


def table(text: str | bytes) -> RawTable:
    (found,) = reading(text).tables
    return found


def cells(text: str | bytes) -> list[tuple[str | None, ...]]:
    return table(text).cells.rows()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_told(separator: str) -> None:
    text = f"key{separator}name\nK-1{separator}Mei\nK-2{separator}Ana\n"
    assert cells(text) == [("K-1", "Mei"), ("K-2", "Ana")]


def test_commas_inside_numbers_do_not_beat_the_real_separator() -> None:
    assert sniff_separator(b"key;cost;spent\nA;1,5;2,5\nB;2,5;3,5\nC;1,0;1,0\n") == ";"


def test_excel_says_its_separator_in_a_line_that_is_no_row() -> None:
    found = table("sep=;\r\nkey;name\r\nA;x, y\r\n")
    assert found.cells.rows() == [("A", "x, y")]
    assert found.rows.to_list() == [2]


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings_are_told_and_said(encoding: str, noted: str | None) -> None:
    found = reading("Schlüssel;Größe\nA-1;€ 5 – „zwei“\n".encode(encoding))
    assert found.tables[0].headers == ("Schlüssel", "Größe")
    assert found.tables[0].cells.rows() == [("A-1", "€ 5 – „zwei“")]
    notes = [note.text for note in found.notes]
    assert notes == ([f"read as {noted}, since it is not UTF-8"] if noted else [])


def test_a_script_that_is_not_western_is_detected() -> None:
    text = "Название;Владелец\nМиграция архива данных;Иванов\nНовый портал;Петров\n"
    assert cells(text.encode("cp1251"))[0] == ("Миграция архива данных", "Иванов")


def test_line_breaks_and_quotes_inside_cells_are_one_row() -> None:
    found = table('key,name\nA,"two\nlines, ""quoted"""\nB,next\n')
    assert found.cells.rows() == [("A", 'two\nlines, "quoted"'), ("B", "next")]
    assert found.rows.to_list() == [2, 3]


def test_headers_lose_line_breaks_and_repeats_are_numbered() -> None:
    found = table('"Start\n(latest)",Sprint,Sprint,Sprint (2)\n1,a,b,c\n')
    assert found.headers == ("Start (latest)", "Sprint", "Sprint (2)", "Sprint (2) (2)")


def test_titles_totals_and_remarks_are_left_out_with_a_note_each() -> None:
    found = reading(
        "Portfolio report;;\n;;\nKey;Name;Budget\nA;x;10\nSubtotal;;10\nB;y;5\nTotal:;;15\n"
        ";;\nSource: finance, 12 November;;\n"
    )
    (only,) = found.tables
    assert only.cells.rows() == [("A", "x", "10"), ("B", "y", "5")]
    assert only.rows.to_list() == [4, 6]
    assert [(note.row, note.text.split(":")[0]) for note in found.notes] == [
        (1, "left out as a title"),
        (5, "left out as a subtotal"),
        (7, "left out as a subtotal"),
        (9, "left out as a remark below the table"),
    ]
    assert not found.refused


def test_an_item_about_totals_is_no_total() -> None:
    text = "Key,Name,Owner\nT-1,Total cost of ownership study,Mei\nTotal,Sum of parts,Ana\n"
    assert len(cells(text)) == 2


def test_a_group_row_above_the_headers_names_them() -> None:
    text = "Key,Budget,,When,\n,Plan,Now,Start,End\nA,1,2,2026-01-01,2026-02-01\nB,2,3,,\n"
    found = table(text)
    assert found.headers == ("Key", "Budget / Plan", "Budget / Now", "When / Start", "When / End")
    assert found.rows.to_list() == [3, 4]


def test_a_first_row_of_text_is_not_taken_for_a_second_header() -> None:
    assert len(cells("Name,,Owner\nAlice,x,Bob\nCara,y,Dan\n")) == 2


def test_headers_pasted_again_in_the_middle_are_left_out() -> None:
    assert cells("key,name\nA,x\nkey,name\nB,y\n") == [("A", "x"), ("B", "y")]


def test_rows_with_too_many_or_too_few_cells_are_refused_not_shifted() -> None:
    found = reading("a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n7,8,9\n")
    assert found.tables[0].cells.rows() == [("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9")]
    assert [(row.row, row.why) for row in found.refused] == [
        (3, "it has only 2 cells for 3 headers."),
        (4, "it has 4 cells for 3 headers."),
    ]


def test_separators_left_at_the_ends_of_rows_do_no_harm() -> None:
    assert cells("a,b\n1,2,\n3,4,\n") == [("1", "2"), ("3", "4")]
    assert cells("a,b,,\n1,2,,\n") == [("1", "2")]


def test_a_column_without_a_header_keeps_its_letter() -> None:
    assert table("a,,c\n1,2,3\n").headers == ("a", "column B", "c")


def test_empty_rows_are_skipped_and_still_counted() -> None:
    found = table("a,b\n\n1,2\n,\n3,4\n")
    assert found.rows.to_list() == [3, 5]


def test_a_header_only_is_an_empty_table() -> None:
    found = table("a,b\n")
    assert (found.headers, found.cells.height) == (("a", "b"), 0)


def test_a_quotation_mark_in_the_middle_is_text() -> None:
    assert cells('a,b\n5" pipe,1\n"ok, fine",2\n') == [('5" pipe', "1"), ("ok, fine", "2")]


def test_a_quotation_mark_that_never_closes_is_named() -> None:
    with pytest.raises(BadSource, match="never closed") as caught:
        reading('a,b\nx,1\n"oops,2\ny,3\n')
    assert caught.value.row == 3


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"1,2\n3,4\n", "no row of column names"),
        (b"%PDF-1.7 ...", "not a text file"),
        (b"\x89PNG\r\n", "not a text file"),
    ],
)
def test_what_holds_no_table_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(BadSource, match=why):
        reading(content)


def test_nul_bytes_and_a_huge_cell_come_through() -> None:
    assert cells("a,b\nx\x00y,1\n") == [("x\x00y", "1")]
    ((long, _),) = cells(f"a,b\n{'x' * 10_000_000},1\n")
    assert len(long or "") == 10_000_000


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="no such file"):
        read_tables(tmp_path / "gone.csv")


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp", "Cs"))
WORDS = st.text(st.one_of(LETTERS, st.sampled_from(' \n",;\t|')), max_size=8)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_the_standard_library_writes_is_read_back(
    rows: list[tuple[str, str, str]], separator: str
) -> None:
    """Every cell and row number survives, whatever stands in the cells."""
    header = ("first name", "second name", "third name")
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    found = reading(written.getvalue())
    kept = dict(zip(found.tables[0].rows, found.tables[0].cells.rows(), strict=True))
    aside = {note.row for note in found.notes}
    for number, row in enumerate(rows, start=2):
        wanted = tuple(cell if cell.strip() else None for cell in row)
        assert kept.get(number, wanted if number in aside or not any(wanted) else None) == wanted


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_end_in_a_traceback(content: bytes) -> None:
    with contextlib.suppress(BadSource):
        assert reading(content).tables
