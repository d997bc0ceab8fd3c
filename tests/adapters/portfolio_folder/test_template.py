import warnings
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.adapters.portfolio_folder import is_portfolio, write_template
from assistant.errors import BadInput
from assistant.portfolio.project import Project
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.work import Dependency, WorkItem
from assistant.values import Effort
from tests.adapters.portfolio_folder.folders import AS_OF, add_row, nouns_of, read

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package's own use of what its dependencies deprecate
    import frictionless


def fill(folder: Path) -> None:
    add_row(folder / "projects.csv", key="KEYSTONE", name="Keystone", end="2027-01-29")
    add_row(
        folder / "work_items.csv",
        key="#12",
        name="Directory sync",
        project="KEYSTONE",
        remaining="4d",
        category="in progress",
        mandatory="yes",
        labels="a; b",
    )
    add_row(folder / "work_items.csv", key="KEY-4", name="Sign-on page")
    add_row(folder / "dependencies.csv", predecessor="#12", successor="KEY-4")


FILLED = {
    "projects/KEYSTONE": Project(key="KEYSTONE", name="Keystone", end=date(2027, 1, 29)),
    "work_items/#12": WorkItem.model_validate(
        {
            "key": "#12",
            "name": "Directory sync",
            "project": "KEYSTONE",
            "remaining": Effort.of_days(4),
            "category": "in progress",
            "mandatory": True,
            "labels": ("a", "b"),
        }
    ),
    "work_items/KEY-4": WorkItem(key="KEY-4", name="Sign-on page"),
    "dependencies/#12/KEY-4/finish-start": Dependency(
        key="#12/KEY-4/finish-start", predecessor="#12", successor="KEY-4"
    ),
}


def test_an_empty_template_is_an_empty_portfolio(tmp_path: Path) -> None:
    files = write_template(tmp_path / "mine")
    assert {file.name for file in files} == {
        *(f"{noun.table}.csv" for noun in NOUNS),
        "datapackage.json",
        "README.md",
    }
    assert is_portfolio(tmp_path / "mine")
    batch = read(tmp_path / "mine", AS_OF)
    assert (batch.source, batch.rows, batch.refused, batch.notes) == ("mine", 0, (), ())
    assert set(batch.frames) == set(NOUNS)


def test_a_filled_template_is_read(tmp_path: Path) -> None:
    write_template(tmp_path / "mine")
    fill(tmp_path / "mine")
    batch = read(tmp_path / "mine", AS_OF)
    assert batch.refused == ()
    assert nouns_of(batch) == FILLED


def test_the_standards_own_reader_finds_nothing_wrong(tmp_path: Path) -> None:
    write_template(tmp_path / "mine")
    fill(tmp_path / "mine")
    descriptor = tmp_path / "mine" / "datapackage.json"
    report = frictionless.validate(str(descriptor))
    assert report.valid, report.flatten(["type", "message"])
    assert {task.name for task in report.tasks} == {noun.table for noun in NOUNS}
    add_row(tmp_path / "mine" / "work_items.csv", key="KEY-5", name="x", category="someday")
    add_row(tmp_path / "mine" / "gates.csv", project="NOWHERE", stage="build")
    add_row(tmp_path / "mine" / "budgets.csv", key="B", project="KEYSTONE", baseline="lots")
    found = {error for (error,) in frictionless.validate(str(descriptor)).flatten(["type"])}
    assert found == {"constraint-error", "foreign-key"}


def test_a_workbook_is_filled_and_read_in_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    assert write_template(path) == (path,)
    assert is_portfolio(path)
    workbook = load_workbook(path)
    workbook["projects"].append(["KEYSTONE", "Keystone"])
    end = [cell.value for cell in workbook["projects"][1]].index("end") + 1
    workbook["projects"].cell(row=3, column=end, value=date(2027, 1, 29))
    workbook.save(path)
    batch = read(path, AS_OF)
    assert (batch.source, batch.refused, batch.notes) == ("mine", (), ())
    assert nouns_of(batch) == {"projects/KEYSTONE": FILLED["projects/KEYSTONE"]}
    assert batch.frames[Project]["_file"].to_list() == ["mine.xlsx [projects]"]
    assert batch.frames[Project]["_row"].to_list() == [3]


@pytest.mark.parametrize("name", ["mine", "mine.xlsx"])
def test_a_template_is_never_written_over_anything(tmp_path: Path, name: str) -> None:
    write_template(tmp_path / name)
    with pytest.raises(BadInput, match="nothing was written"):
        write_template(tmp_path / name)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name in ("file/mine", "file/mine.xlsx"):
        with pytest.raises(BadInput, match="cannot be written"):
            write_template(tmp_path / name)
