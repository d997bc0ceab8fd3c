import os
import warnings
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.adapters.portfolio_folder import is_portfolio
from assistant.portfolio.sample import sample_folders
from tests.adapters.portfolio_folder.folders import AS_OF, read


def folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text)
    return path


def workbook(path: Path, **sheets: list[str]) -> Path:
    book = Workbook()
    for name, headers in sheets.items():
        book.create_sheet(name).append(headers)
    book.save(path)
    return path


def test_a_folder_is_one_when_a_table_has_the_columns_it_needs(tmp_path: Path) -> None:
    assert is_portfolio(folder(tmp_path / "a", projects="key,name\n"))
    assert is_portfolio(folder(tmp_path / "b", gates="project,stage\n", other="x\n1\n"))
    assert not is_portfolio(folder(tmp_path / "c", projects="Project ID,Title\n1,x\n"))
    assert not is_portfolio(folder(tmp_path / "d", issues="key,name\nA,a\n"))
    assert not is_portfolio(folder(tmp_path / "e"))
    assert not is_portfolio(folder(tmp_path / "f", projects=""))
    assert not is_portfolio(tmp_path / "nowhere")


def test_a_long_first_row_is_enough_to_tell(tmp_path: Path) -> None:
    path = folder(tmp_path / "a", projects=f"key,name\nA,{'x' * 200_000}\n")
    assert is_portfolio(path)


def test_a_workbook_is_one_when_a_sheet_is_named_after_a_table(tmp_path: Path) -> None:
    assert is_portfolio(workbook(tmp_path / "a.xlsx", Projects=["Key", "Name"]))
    assert not is_portfolio(workbook(tmp_path / "b.xlsx", Projects=["Project ID", "Title"]))
    assert not is_portfolio(workbook(tmp_path / "c.xlsx", Issues=["key", "name"]))
    (tmp_path / "d.xlsx").write_text("no workbook")
    assert not is_portfolio(tmp_path / "d.xlsx")
    (tmp_path / "e.csv").write_text("key,name\n")
    assert not is_portfolio(tmp_path / "e.csv")


def test_sheets_of_other_names_are_noted_and_mistyped_ones_refused(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", Projects=["key", "name"], Project=["key", "name"], Pivot=["a", "b"]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        batch = read(path, AS_OF)
    assert [row.file for row in batch.refused] == ["a.xlsx [Project]"]
    assert [note.file for note in batch.notes] == ["a.xlsx [Pivot]"]


def test_pipes_are_no_portfolio_and_nobody_waits_for_them(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("folder/work_items.csv", "plan.xlsx"):
        os.mkfifo(tmp_path / name)
    assert not is_portfolio(tmp_path / "folder")
    assert not is_portfolio(tmp_path / "plan.xlsx")


@pytest.mark.parametrize("path", sample_folders(), ids=lambda path: path.name)
def test_the_sample_is_a_portfolio(path: Path) -> None:
    assert is_portfolio(path)
    batch = read(path)
    assert batch.rows > 0
    assert batch.source == "larkfield"
    assert batch.as_of.isoformat() == path.name
