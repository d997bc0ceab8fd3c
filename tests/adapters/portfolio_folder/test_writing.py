import base64
import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.portfolio_folder.cell_texts import row_texts
from assistant.adapters.portfolio_folder.writing import write_folder
from assistant.adapters.tabular.cells import LONGEST_KEY
from assistant.adapters.tabular.converter import BLANKS
from assistant.errors import BadInput
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.work import WorkItem
from assistant.values import Effort, EffortUnit, Money
from tests.adapters.portfolio_folder.folders import AS_OF, nouns_of, read, writable

FUZZ = Path(__file__).parents[3] / "../shared/data/security-evals/fuzz"


def round_trip(things: Sequence[Noun]) -> dict[str, Noun]:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "out"
        write_folder(things, folder, source="larkfield", as_of=AS_OF)
        batch = read(folder)
    assert batch.refused == ()
    return nouns_of(batch)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.table)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_what_is_written_is_read_back_the_same(noun: type[Noun], data: st.DataObject) -> None:
    unique = st.lists(writable(noun), min_size=1, max_size=4, unique_by=lambda thing: thing.key)
    things = data.draw(unique)
    expected = {f"{noun.table}/{thing.key}": thing for thing in things}
    assert round_trip(things) == expected


def test_hostile_text_is_read_back_as_it_stood() -> None:
    if not FUZZ.is_dir():
        pytest.skip("the shared collection of naughty strings is not here")
    naughty = json.loads((FUZZ / "blns.json").read_text(encoding="utf-8"))
    texts = list(dict.fromkeys(bare for text in naughty if (bare := text.strip(BLANKS))))
    items = [
        WorkItem(key=f"N-{number}", name=text, description=text, labels=(text, "plain"))
        for number, text in enumerate(texts)
        if "\x00" not in text and "\x1e" not in text
    ]
    keyed = [
        WorkItem(key=text, name=text)
        for text in texts
        if "\x00" not in text and len(text) <= LONGEST_KEY
    ]
    for things in (items, keyed):
        assert round_trip(things) == {f"work_items/{thing.key}": thing for thing in things}


def test_every_kind_of_csv_trouble_is_read_back() -> None:
    if not FUZZ.is_dir():
        pytest.skip("the shared collection of CSV files is not here")
    lines = (FUZZ / "csv-spectrum.jsonl").read_text(encoding="utf-8").splitlines()
    cells: list[str] = []
    for line in lines:
        text = base64.b64decode(json.loads(line)["base64"]).decode("utf-8", "replace")
        cells += [
            bare
            for row in csv.reader(io.StringIO(text))
            for cell in row
            if (bare := cell.strip(BLANKS))
        ]
    things = [WorkItem(key=f"C-{number}", name=cell) for number, cell in enumerate(cells)]
    assert round_trip(things) == {f"work_items/{thing.key}": thing for thing in things}


def test_cells_are_written_as_the_reference_says() -> None:
    item = WorkItem(
        key="# 1",
        name="a",
        estimate=(
            SkillEffort(skill="iam", effort=Effort.of_days("2.5")),
            SkillEffort(skill="test", effort=Effort(minutes=1, unit=EffortUnit.WEEK)),
        ),
        points=Decimal("2.50"),
        due=date(2026, 11, 30),
        mandatory=True,
        labels=("a; b", "c"),
    )
    texts = dict(zip(WorkItem.model_fields, row_texts(item), strict=True))
    assert texts["key"] == " # 1"
    assert texts["estimate"] == "iam 2.5d; test 0.000417w"
    assert texts["points"] == "2.5"
    assert texts["due"] == "2026-11-30"
    assert texts["mandatory"] == "yes"
    assert texts["labels"] == "a\\; b; c"
    assert round_trip([item]) == {"work_items/# 1": item}


def test_money_is_written_with_cents_or_all_its_digits() -> None:
    line = BudgetLine(
        key="B",
        project="P",
        baseline=Money(amount=Decimal(4_800_000), currency="EUR"),
        forecast=Money(amount=Decimal("0.1234"), currency="USD"),
    )
    assert {"4800000.00 EUR", "0.1234 USD"} <= set(row_texts(line))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    item = WorkItem(key="A", name="a")
    write_folder([item], tmp_path, source="s", as_of=AS_OF)
    before = (tmp_path / "work_items.csv").read_text()
    with pytest.raises(BadInput, match=r"already holds work_items\.csv"):
        write_folder([WorkItem(key="B", name="b")], tmp_path, source="s", as_of=AS_OF)
    assert (tmp_path / "work_items.csv").read_text() == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        write_folder(
            [WorkItem(key="A", name="a")], tmp_path / "file" / "x", source="s", as_of=AS_OF
        )
