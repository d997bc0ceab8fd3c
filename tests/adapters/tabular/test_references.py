from datetime import date

import polars as pl

from assistant.adapters.tabular.noun_frame import NounFrame, noun_frame
from assistant.adapters.tabular.raw import RawTable
from assistant.adapters.tabular.references import check_references
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.project import Gate, Project
from assistant.portfolio.registry import BY_TABLE, NOUNS
from assistant.portfolio.work import Dependency, ValueInput, WorkItem

Parts = dict[type[Noun], NounFrame]


def part(noun: type[Noun], **cells: list[str | None]) -> Parts:
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    rows = pl.int_range(2, frame.height + 2, dtype=pl.Int64, eager=True)
    raw = RawTable(file=f"{noun.table}.csv", cells=frame, rows=rows)
    fields = {name: name for name in cells}
    return {noun: noun_frame(noun, raw, fields=fields, formats={}, as_of=date(2026, 1, 5))}


ITEMS = part(WorkItem, key=["KEY-1", "KEY-2"], name=["a", "b"])
LINKS = part(Dependency, predecessor=["KEY-1", "KEY-1"], successor=["KEY-2", "KEY2"])


def test_a_required_reference_that_points_nowhere_refuses_its_row() -> None:
    checked = check_references(ITEMS | LINKS, complete=True)
    assert checked[Dependency].frame["successor"].to_list() == ["KEY-2"]
    (row,) = checked[Dependency].refused
    assert str(row) == (
        "dependencies.csv row 3 “successor” ('KEY2'): "
        "There is no work item of this key here. Did you mean KEY-2?"
    )


def test_no_guess_is_offered_for_a_far_off_key_or_another_number() -> None:
    links = part(Dependency, predecessor=["KEY-1", "KEY-1"], successor=["SOMETHING", "KEY-22"])
    refused = check_references(ITEMS | links, complete=True)[Dependency].refused
    assert [row.remedy for row in refused] == ["Add the work item, or correct the key."] * 2


def test_an_optional_reference_that_points_nowhere_is_kept() -> None:
    items = part(WorkItem, key=["A"], name=["a"], project=["GHOST"], owner=["greta"])
    projects = part(Project, key=["P"], name=["p"])
    checked = check_references(items | projects, complete=True)
    assert checked[WorkItem].frame["project"].to_list() == ["GHOST"]
    assert checked[WorkItem].refused == ()


def test_nothing_is_checked_against_an_absent_table_or_in_a_partial_source() -> None:
    assert check_references(LINKS, complete=True)[Dependency].frame.height == 2
    assert check_references(ITEMS | LINKS, complete=False)[Dependency].frame.height == 2


def test_a_row_that_hangs_on_a_refused_one_says_so() -> None:
    projects = part(Project, key=["P", "Q"], name=["p", None])
    gates = part(Gate, project=["P", "Q"], stage=["build", "build"])
    checked = check_references(gates | projects, complete=True)
    (row,) = checked[Gate].refused
    assert (row.why, row.remedy) == (
        "The row of this project is refused.",
        "Mend that row first.",
    )


def test_a_cycle_is_no_refusal() -> None:
    links = part(Dependency, predecessor=["KEY-1", "KEY-2"], successor=["KEY-2", "KEY-1"])
    assert check_references(ITEMS | links, complete=True)[Dependency].frame.height == 2


def test_many_unknown_references_among_many_rows_take_no_long_time() -> None:
    many = [f"KEY-{number}" for number in range(20_000)]
    items = part(WorkItem, key=list(many), name=list(many))
    values = part(
        ValueInput,
        item=[f"X-{number}" for number in range(5_000)],
        factor=["impact"] * 5_000,
        value=["1"] * 5_000,
    )
    assert len(check_references(items | values, complete=True)[ValueInput].refused) == 5_000


def test_the_registry_lists_what_is_referred_to_before_what_must_refer_to_it() -> None:
    for noun in NOUNS:
        for column in columns(noun):
            if column.ref and column.required:
                assert NOUNS.index(BY_TABLE[column.ref]) < NOUNS.index(noun)
