"""Workbooks as Excel shows them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from assistant.adapters.tabular.raw import RawTable, Reading
from assistant.adapters.tabular.workbook import OLE, read_workbook
from assistant.adapters.tabular.workbook_cells import cell_text
from assistant.errors import BadSource


def book(*sheets: tuple[str, list[list[object]]]) -> tuple[Workbook, list[Worksheet]]:
    made = Workbook()
    made.remove(made.active)
    found = []
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        found.append(sheet)
    return made, found


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def reading(made: Workbook) -> Reading:
    return read_workbook(saved(made), "plan.xlsx")


def only(made: Workbook) -> RawTable:
    (table,) = reading(made).tables
    return table


def notes(made: Workbook) -> list[str]:
    return [str(note) for note in reading(made).notes]


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (None, "General", None),
        ("text", "General", "text"),
        (3, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (1234.5, '#,##0.00\\ "€"', "1234.5 €"),
        (1234.5, "[$£-809]#,##0.00", "1234.5 £"),
        (1234.5, "[$-409]#,##0.00", "1234.5"),
        (1200, '#,##0 "EUR"', "1200 EUR"),
        (0.125, "0.0%", "12.5%"),
        (True, "General", "true"),
        (datetime.fromisoformat("2026-11-16"), "yyyy-mm-dd", "2026-11-16"),
        (datetime.fromisoformat("2026-11-16T08:30"), "General", "2026-11-16 08:30:00"),
        (date(2026, 11, 16), "General", "2026-11-16"),
        (time(8, 30), "h:mm", "08:30:00"),
        (timedelta(hours=37, minutes=5), "[h]:mm", "37:05:00"),
    ],
)
def test_a_cell_is_the_text_a_person_reads(value: object, shown: str, text: str | None) -> None:
    assert cell_text(value, shown) == text


def test_every_sheet_is_a_table_named_after_it() -> None:
    made, _ = book(("Items", [["key", "name"], ["A", "x"]]), ("People", [["name"], ["Mei"]]))
    tables = reading(made).tables
    assert [(table.file, table.sheet) for table in tables] == [
        ("plan.xlsx [Items]", "Items"),
        ("plan.xlsx [People]", "People"),
    ]
    assert [list(table.rows) for table in tables] == [[2], [2]]


def test_merged_cells_read_as_if_each_held_the_text() -> None:
    made, (sheet,) = book(
        ("S", [["program", "item", "cost"], ["Core", "a", 1], [None, "b", 2], [None, "c", 3]])
    )
    sheet.merge_cells("A2:A4")
    assert only(made).cells.rows() == [("Core", "a", "1"), ("Core", "b", "2"), ("Core", "c", "3")]
    assert any("merged cells" in note for note in notes(made))


def test_a_title_merged_over_the_width_and_two_header_rows() -> None:
    made, (sheet,) = book(
        (
            "S",
            [
                ["Portfolio report", None, None, None],
                [None],
                ["Key", "Budget", None, "Owner"],
                [None, "Plan", "Now", None],
                ["A", 1, 2, "Mei"],
                ["B", 3, 4, "Ana"],
            ],
        )
    )
    for area in ("A1:D1", "B3:C3", "A3:A4", "D3:D4"):
        sheet.merge_cells(area)
    table = only(made)
    assert table.headers == ("Key", "Budget / Plan", "Budget / Now", "Owner")
    assert table.rows.to_list() == [5, 6]
    assert "plan.xlsx [S] row 1: left out as a title: “Portfolio report”" in notes(made)


def test_what_is_hidden_is_read_and_said() -> None:
    made, (sheet, other) = book(
        ("S", [["key", "name"], ["A", "x"], ["B", "y"]]), ("T", [["a", "b"], ["1", "2"]])
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other.sheet_state = "veryHidden"
    assert reading(made).tables[0].cells.height == 2
    said = notes(made)
    assert any("row 3: a hidden row" in note for note in said)
    assert any("hidden columns" in note and note.endswith("B") for note in said)
    assert any("[T]: the sheet is hidden" in note for note in said)


def test_a_status_by_colour_is_politely_refused() -> None:
    made, (sheet,) = book(("S", [["key", "status"], ["A", None], ["B", None]]))
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["B3"].fill = PatternFill("solid", fgColor="FF00FF00")
    (note,) = [note for note in notes(made) if "colour" in note]
    assert "“status”" in note
    assert "write a word" in note


def test_an_error_cell_refuses_its_row_only_where_its_column_is_used() -> None:
    made, (sheet,) = book(("S", [["key", "cost", "name"], ["A", 1, "x"], ["B", None, "y"]]))
    sheet["B3"] = "#REF!"
    sheet["B3"].data_type = "e"
    table = only(made)
    assert table.cells["cost"].to_list() == ["1", "#REF!"]
    good, refused = table.without_faults({"key", "cost"})
    assert good.rows.to_list() == [2]
    assert [(row.row, row.column, row.value) for row in refused] == [(3, "cost", "#REF!")]
    assert table.without_faults({"key", "name"}) == (table, ())


def test_a_formula_without_a_computed_value_says_what_to_do() -> None:
    made, (sheet,) = book(("S", [["key", "cost"], ["A", 1]]))
    sheet["B3"] = "=B2*2"
    sheet["A3"] = "B"
    (fault,) = only(made).faults
    assert (fault.row, fault.why) == (3, "the formula has never been computed.")
    assert "save it again" in fault.remedy


def test_formulas_give_the_value_excel_last_computed() -> None:
    made, (sheet,) = book(("S", [["key", "cost"], ["A", 21]]))
    sheet["B3"] = "=B2*2"
    sheet["A3"] = "B"
    computed = rewritten(saved(made), "<f>B2*2</f><v></v>", "<f>B2*2</f><v>42</v>")
    computed = rewritten(computed, "<f>B2*2</f><v />", "<f>B2*2</f><v>42</v>")
    (table,) = read_workbook(computed, "plan.xlsx").tables
    assert table.cells["cost"].to_list() == ["21", "42"]
    assert not table.faults


def rewritten(data: bytes, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return out.getvalue()


def test_a_sheet_of_prose_is_left_out_when_another_holds_the_table() -> None:
    made, _ = book(("Chart", [[1, 2], [3, 4]]), ("S", [["key", "name"], ["A", "x"]]))
    assert [table.sheet for table in reading(made).tables] == ["S"]
    assert any("[Chart]: left out" in note for note in notes(made))


def test_a_stray_cell_at_the_edge_of_the_world_does_not_hang() -> None:
    made, (sheet,) = book(("S", [["key", "name"], ["A", "x"]]))
    sheet["XFD1048576"] = "stray"
    with pytest.raises(BadSource, match="spans"):
        reading(made)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (OLE + b"\0" * 64, "before 2007"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 cut off", "damaged"),
    ],
)
def test_what_is_no_xlsx_is_refused_with_a_way_out(data: bytes, why: str) -> None:
    with pytest.raises(BadSource, match=why) as caught:
        read_workbook(data, "plan.xls")
    assert caught.value.remedy


def test_another_kind_of_zip_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("content.xml", "<x/>")
    with pytest.raises(BadSource, match=r"not an .xlsx"):
        read_workbook(out.getvalue(), "plan.ods")


def test_a_damaged_sheet_is_refused_not_raised() -> None:
    made, _ = book(("S", [["key"], ["A"]]))
    broken = rewritten(saved(made), "<sheetData>", "<sheetData")
    with pytest.raises(BadSource, match="damaged"):
        read_workbook(broken, "plan.xlsx")
