import json
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.tabular.noun_frame import NounFrame, joined, noun_frame
from assistant.adapters.tabular.raw import CellFormat, RawTable
from assistant.errors import BadMapping
from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.control import BudgetLine, RaidEntry
from assistant.portfolio.frames import frame_schema, to_object
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.organisation import Holiday
from assistant.portfolio.project import Project
from assistant.portfolio.work import Dependency, DependencyKind, WorkItem
from assistant.values import Effort, EffortUnit, Money

AS_OF = date(2026, 11, 16)


def table(cells: dict[str, list[str | None]], file: str = "items.csv") -> RawTable:
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    rows = pl.int_range(2, frame.height + 2, dtype=pl.Int64, eager=True)
    return RawTable(file=file, cells=frame, rows=rows)


def read(
    noun: type[Noun],
    raw: RawTable,
    fields: dict[str, str | list[str]] | None = None,
    **formats: CellFormat,
) -> NounFrame:
    known = fields or {header: header for header in raw.headers if header in noun.model_fields}
    return noun_frame(noun, raw, fields=known, formats=formats, as_of=AS_OF)


def objects(part: NounFrame) -> list[Noun]:
    return [to_object(part.noun, row) for row in part.frame.iter_rows(named=True)]


def test_a_table_becomes_nouns_with_the_place_they_were_read() -> None:
    raw = table(
        {
            "Issue key": ["KEY-1", "KEY-2"],
            "Summary": ["Directory sync", "Sign-on page"],
            "Work": ["iam 4d; test 2h", None],
            "Rank": ["2", "1"],
        }
    )
    fields: dict[str, str | list[str]] = {
        "key": "Issue key",
        "name": "Summary",
        "estimate": "Work",
        "tracker_order": "Rank",
    }
    part = read(WorkItem, raw, fields)
    assert dict(part.frame.schema) == dict(frame_schema(WorkItem))
    assert objects(part) == [
        WorkItem(
            key="KEY-1",
            name="Directory sync",
            tracker_order=2,
            estimate=(
                SkillEffort(skill="iam", effort=Effort.of_days(4)),
                SkillEffort(skill="test", effort=Effort.of(2, EffortUnit.HOUR)),
            ),
        ),
        WorkItem(key="KEY-2", name="Sign-on page", tracker_order=1),
    ]
    assert part.frame["_row"].to_list() == [2, 3]
    assert part.frame["_file"].to_list() == ["items.csv"] * 2
    assert part.frame["_effective"].to_list() == [AS_OF] * 2
    assert part.headers["name"] == "Summary"
    assert part.refused == ()


def test_columns_that_no_field_takes_are_kept_beside_the_row() -> None:
    raw = table(
        {"key": ["A", "B"], "name": ["a", "b"], '^Zo"ne$': ["x\n1", None], "Age": ["3", None]}
    )
    part = read(WorkItem, raw)
    kept = [None if text is None else json.loads(text) for text in part.frame["_extra"]]
    assert kept == [{"Age": "3", '^Zo"ne$': "x\n1"}, None]
    assert part.spare == ('^Zo"ne$', "Age")


def test_moving_a_column_changes_no_row() -> None:
    cells: dict[str, list[str | None]] = {"key": ["A"], "name": ["a"], "x": ["1"], "y": ["2"]}
    moved = {name: cells[name] for name in ("y", "name", "x", "key")}
    hashes = [read(WorkItem, table(each)).frame["_hash"][0] for each in (cells, moved)]
    assert hashes[0] == hashes[1]


def test_a_declared_missing_cell_keeps_its_reason() -> None:
    raw = table({"key": ["A"], "project": ["P"], "baseline": ["Exempt under Section 43"]})
    part = read(BudgetLine, raw, baseline=CellFormat(missing=("Exempt…",)))
    assert json.loads(part.frame["_missing"][0]) == {"baseline": "Exempt under Section 43"}
    assert objects(part) == [BudgetLine(key="A", project="P")]


def test_a_row_with_bad_cells_is_refused_whole_with_one_reason_for_each() -> None:
    raw = table(
        {
            "key": ["A", "B", "C"],
            "Name": ["a", "b", "c"],
            "Due": ["2026-02-30", "2026-02-28", None],
            "Points": ["x" * 90, "3", None],
        }
    )
    fields: dict[str, str | list[str]] = {
        "key": "key",
        "name": "Name",
        "due": "Due",
        "points": "Points",
    }
    part = read(WorkItem, raw, fields)
    assert part.frame["key"].to_list() == ["B", "C"]
    points, due = part.refused
    assert due == RefusedRow(
        file="items.csv",
        row=2,
        column="Due",
        value="2026-02-30",
        why="There is no such day.",
        remedy="Correct it; dates are written like 2026-11-30 here.",
    )
    assert points.column == "Points"
    assert points.value == "x" * 59 + "…"
    assert part.refused_keys == {"A"}


def test_what_every_such_thing_needs_must_be_there() -> None:
    raw = table(
        {"key": ["R-1", "R-2", None], "name": ["a", None, "c"], "kind": ["risk", "TBC", "risk"]}
    )
    part = read(RaidEntry, raw, kind=CellFormat(missing=("TBC",)))
    assert part.frame["key"].to_list() == ["R-1"]
    said = [(row.row, row.column, row.why) for row in part.refused]
    assert said == [
        (3, "kind", "Every RAID entry needs it, and the cell says there is none."),
        (3, "name", "Every RAID entry needs it, and the cell is empty."),
        (4, "key", "Every RAID entry needs it, and the cell is empty."),
    ]
    without = read(RaidEntry, table({"key": ["R-1"], "name": ["a"]}))
    assert [(row.column, row.remedy) for row in without.refused] == [("kind", "Add the column.")]


def test_a_key_is_made_of_the_identity_where_the_source_gives_none() -> None:
    raw = table(
        {"predecessor": ["A", "A"], "successor": ["B", "C"], "kind": [None, "start-start"]}
    )
    part = read(Dependency, raw)
    assert part.frame["key"].to_list() == ["A/B/finish-start", "A/C/start-start"]
    assert objects(part)[0] == Dependency(
        key="A/B/finish-start", predecessor="A", successor="B", kind=DependencyKind.FINISH_START
    )
    holiday = read(Holiday, table({"day": ["2026-12-25"]}))
    assert holiday.frame["key"].to_list() == ["default/2026-12-25"]


def test_a_given_key_counts_before_the_identity() -> None:
    raw = table({"key": ["mine", None], "predecessor": ["A", "A"], "successor": ["B", "C"]})
    assert read(Dependency, raw).frame["key"].to_list() == ["mine", "A/C/finish-start"]


def test_a_second_row_of_the_same_key_is_refused_naming_the_first() -> None:
    raw = table({"key": ["A", "B", "A", "B"], "name": ["a", "b", "other", "b"]})
    part = read(WorkItem, raw)
    assert [(thing.key, getattr(thing, "name", "")) for thing in objects(part)] == [
        ("A", "a"),
        ("B", "b"),
    ]
    other, same = part.refused
    assert (other.row, other.column, other.value) == (4, "key", "A")
    assert other.why == "This key is already used in row 2."
    assert (same.row, same.why) == (5, "It repeats row 3 word for word.")


def test_a_refused_row_does_not_take_its_key() -> None:
    raw = table({"key": ["A", "A"], "name": [None, "good"]})
    part = read(WorkItem, raw)
    assert part.frame["name"].to_list() == ["good"]
    assert [row.row for row in part.refused] == [2]


def test_several_headers_make_one_list_and_otherwise_the_first_filled_cell_counts() -> None:
    raw = table(
        {
            "key": ["A", "B"],
            "Summary": [" ", "b"],
            "Title": ["a", "not this"],
            "Labels": ["x, y", None],
            "Labels (2)": ["z; 1", None],
        }
    )
    fields: dict[str, str | list[str]] = {
        "key": "key",
        "name": ["Summary", "Title"],
        "labels": ["Labels", "Labels (2)"],
    }
    part = read(WorkItem, raw, fields, labels=CellFormat(separator=""))
    first, second = objects(part)
    assert isinstance(first, WorkItem)
    assert isinstance(second, WorkItem)
    assert (first.name, first.labels) == ("a", ("x, y", "z; 1"))
    assert (second.name, second.labels) == ("b", ())
    assert part.headers["labels"] == "Labels, Labels (2)"


def test_faults_of_the_file_refuse_a_row_only_where_the_cell_is_used() -> None:
    fault = RefusedRow(file="items.csv", row=2, column="x", value="#REF!", why="w", remedy="r")
    raw = table({"key": ["A"], "name": ["a"], "x": [None], "y": [None]})
    spoilt = RawTable(file=raw.file, cells=raw.cells, rows=raw.rows, faults=(fault,))
    assert read(WorkItem, spoilt).frame.height == 1
    used = noun_frame(
        WorkItem,
        spoilt,
        fields={"key": "key", "name": "name", "due": "x"},
        formats={},
        as_of=AS_OF,
    )
    assert used.frame.height == 0
    assert used.refused == (fault,)


def test_unknown_fields_and_headers_are_a_bad_mapping_with_the_nearest_name() -> None:
    raw = table({"Issue key": ["A"], "name": ["a"]})
    with pytest.raises(BadMapping, match=r"no field “nme”.*“name”"):
        read(WorkItem, raw, {"nme": "name"})
    with pytest.raises(BadMapping, match=r"no column “Issue id”.*“Issue key”"):
        read(WorkItem, raw, {"key": "Issue id"})


def test_several_tables_of_one_noun_are_joined_and_share_their_keys() -> None:
    one = read(WorkItem, table({"key": ["A"], "name": ["a"]}, file="one.csv"))
    two = read(WorkItem, table({"key": ["A", "B"], "name": ["x", "b"]}, file="two.csv"))
    part = joined([one, two])
    assert part.frame["key"].to_list() == ["A", "B"]
    (row,) = part.refused
    assert str(row) == (
        "two.csv row 2 “key” ('A'): This key is already used in row 2 of one.csv. "
        "Give the row a key of its own, or remove one of the two."
    )


def test_a_table_without_rows_is_an_empty_frame() -> None:
    part = read(Project, table({"key": [], "name": []}))
    assert part.frame.height == 0
    assert dict(part.frame.schema) == dict(frame_schema(Project))


def test_amounts_become_money() -> None:
    raw = table({"key": ["A"], "project": ["P"], "baseline": ["£1.2m"]})
    assert objects(read(BudgetLine, raw)) == [
        BudgetLine(key="A", project="P", baseline=Money.from_units(12_000_000_000, "GBP"))
    ]


cells = st.none() | st.sampled_from(
    ["A", "B", "a; b", "2026-01-05", "2d", "yes", "3", "\x00", "?"]
)


@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(("key", "name", "due", "points", "x"), cells)))
)
@settings(max_examples=60, deadline=None)
def test_every_row_is_either_good_or_refused(rows: list[dict[str, str | None]]) -> None:
    names = ("key", "name", "due", "points", "x")
    raw = table({name: [row[name] for row in rows] for name in names})
    part = read(WorkItem, raw)
    good, bad = set(part.frame["_row"]), {row.row for row in part.refused}
    assert good | bad == set(raw.rows)
    assert not good & bad
    assert part.frame["key"].is_unique().all()
    assert part.frame.select(set(frame_schema(WorkItem))).height == len(objects(part))
