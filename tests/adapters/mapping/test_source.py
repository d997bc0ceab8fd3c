"""Exports read by their mappings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from assistant.adapters.mapping import MappedSource
from assistant.adapters.mapping.mapping_file import parse_mapping
from assistant.errors import BadMapping, BadSource, NoDay
from assistant.portfolio.batch import Batch
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, StatusCategory, WorkItem
from assistant.ports.progress import Silent

AS_OF = date(2026, 11, 16)
ITEMS = "source: s\nnouns:\n  - noun: work_items\n    fields: {key: Key, name: Name%s}\n"


def mapped(path: Path, mapping: str, as_of: date | None = AS_OF) -> Batch:
    return MappedSource(path, parse_mapping(mapping, "mapping.yaml")).read(as_of, Silent())


def snapshot(batch: Batch) -> Snapshot:
    return Snapshot(as_of=batch.as_of, frames=batch.frames)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_fields_formats_and_what_no_rule_uses(tmp_path: Path) -> None:
    export = written(
        tmp_path,
        "plan.csv",
        "Key;Name;Due;Cost;Colour\nA;x;01.02.2026;1.234,50;blue\nB;y;TBC;;\n",
    )
    found = mapped(
        export,
        """
        source: plan
        formats: {dates: "%d.%m.%Y", decimal: ",", missing: TBC}
        nouns:
          - noun: work_items
            fields: {key: Key, name: Name, due: Due}
          - noun: budgets
            where: {Cost: filled}
            fields:
              key: {text: "{Key}/cost"}
              project: Key
              baseline: {headers: Cost, currency: EUR, scale: 1000}
        """,
    )
    items = found.frames[WorkItem]
    assert items["due"].to_list() == [date(2026, 2, 1), None]
    assert items["_missing"].to_list() == [None, '{"due":"TBC"}']
    assert items["_extra"].to_list() == ['{"Colour":"blue"}', None]
    assert items["_row"].to_list() == [2, 3]
    (budget,) = snapshot(found).all(BudgetLine)
    assert (budget.key, budget.baseline.amount if budget.baseline else 0) == (
        "A/cost",
        Decimal(1_234_500),
    )
    assert found.headers["budgets"] == [{"key": "Key", "project": "Key", "baseline": "Cost"}]
    assert found.frames[BudgetLine]["_extra"].to_list() == [None]
    assert not found.refused
    assert found.complete


def test_a_refused_row_names_the_source_s_own_columns(tmp_path: Path) -> None:
    export = written(tmp_path, "plan.csv", "Area,Nr,Name,Due\nX,1,a,soon\n,2,b,\n")
    found = mapped(
        export,
        """
        source: plan
        nouns:
          - noun: work_items
            fields: {key: {text: "{Area}-{Nr}"}, name: Name, due: Due}
        """,
    )
    assert [(row.row, row.column, row.value) for row in found.refused] == [
        (2, "Due", "soon"),
        (3, "Area, Nr", None),
    ]


def test_a_refused_row_is_known_by_its_key(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Key", "Name", "Due"], ["A", "x", "2026-01-01"], ["B", "y", "#REF!"]):
        book.active.append(row)
    book.active.append(["C", "z", "soon"])
    book.save(tmp_path / "plan.xlsx")
    found = mapped(tmp_path / "plan.xlsx", ITEMS % ", due: Due")
    assert [row.row for row in found.refused] == [3, 4]
    assert found.refused_keys[WorkItem] == {"B", "C"}


def test_an_unknown_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    export = written(tmp_path, "plan.csv", "Key,Name,Due date\nA,x,\n")
    with pytest.raises(BadMapping, match=r"due: plan.csv has no column “Due dat”") as caught:
        mapped(export, ITEMS % ", due: Due dat")
    assert caught.value.remedy == "Did you mean “Due date”?"


def test_records_may_lack_a_field_that_others_have(tmp_path: Path) -> None:
    export = written(tmp_path, "plan.jsonl", '{"Key": "A", "Name": "x"}\n')
    assert mapped(export, ITEMS % ", due: Due").frames[WorkItem].height == 1


def test_list_fields_take_repeated_columns_and_other_fields_the_first_filled(
    tmp_path: Path,
) -> None:
    export = written(
        tmp_path, "plan.csv", "Key,Name,Alt,Sprint,Sprint,Sprint\nA,,y,S1,,S3\nB,x,z,,S2,\n"
    )
    found = mapped(
        export, (ITEMS % ", sprints: Sprint").replace("name: Name", "name: [Name, Alt]")
    )
    assert [(item.name, item.sprints) for item in snapshot(found).all(WorkItem)] == [
        ("y", ("S1", "S3")),
        ("x", ("S2",)),
    ]


def test_of_several_columns_the_first_that_holds_a_value_counts(tmp_path: Path) -> None:
    export = written(
        tmp_path, "plan.csv", "Key,Name,Plan,Now\nA,x,NA,2026-01-02\nB,y,NA,\nC,z,,\n"
    )
    found = mapped(export, ITEMS % ", due: {headers: [Plan, Now], missing: NA}")
    assert found.frames[WorkItem]["due"].to_list() == [date(2026, 1, 2), None, None]
    assert found.frames[WorkItem]["_missing"].to_list() == [None, '{"due":"NA"}', None]


def test_conditions_choose_rows_and_the_others_are_counted(tmp_path: Path) -> None:
    export = written(
        tmp_path,
        "plan.csv",
        "Key,Name,Type,State\nA,x,Story,open\nB,y,Epic,open\nC,z,bug,Cancelled\nD,w,Bug,\n",
    )
    found = mapped(
        export,
        """
        source: s
        nouns:
          - noun: work_items
            where: {Type: [story, Bug], State: {not: cancelled}}
            fields: {key: Key, name: Name}
        """,
    )
    assert found.frames[WorkItem]["key"].to_list() == ["A", "D"]
    assert [str(note) for note in found.notes] == ["plan.csv: 2 rows were not taken by any rule"]


def test_things_named_in_many_rows_are_made_once(tmp_path: Path) -> None:
    export = written(
        tmp_path, "plan.csv", "Key,Name,Owner,Tester\nA,x,Mei,Ana\nB,y,Mei,Mei\nC,z,,\n"
    )
    found = mapped(
        export,
        """
        source: s
        nouns:
          - noun: people
            once: true
            where: {Owner: filled}
            fields: {key: Owner, name: Owner}
          - noun: people
            once: true
            where: {Tester: filled}
            fields: {key: Tester, name: Tester}
          - noun: work_items
            fields: {key: Key, name: Name, owner: Owner}
        """,
    )
    assert sorted(found.frames[Person]["key"]) == ["Ana", "Mei"]
    assert not found.refused


def test_each_entry_of_a_list_makes_a_row_and_unknown_ends_are_left_out(tmp_path: Path) -> None:
    export = written(tmp_path, "plan.csv", "Key,Name,Waits for\nA,x,\nB,y,A; Z\nC,z,A; B\n")
    found = mapped(
        export,
        (ITEMS % "")
        + """
  - noun: dependencies
    each: Waits for
    known: predecessor
    fields: {predecessor: $each, successor: Key}
""",
    )
    assert sorted(found.frames[Dependency]["key"]) == [
        "A/B/finish-start",
        "A/C/finish-start",
        "B/C/finish-start",
    ]
    (note,) = found.notes
    assert "does not hold their predecessor: 1" in note.text


def test_a_list_that_is_empty_in_every_row_makes_no_row(tmp_path: Path) -> None:
    export = written(tmp_path, "plan.csv", "Key,Name,Waits for\nA,x,\nB,y,\n")
    found = mapped(
        export,
        (ITEMS % "")
        + "  - noun: dependencies\n    each: Waits for\n"
        + "    fields: {predecessor: $each, successor: Key}\n",
    )
    assert len(found.frames[WorkItem]) == 2
    assert not found.refused


def test_without_known_a_dangling_end_refuses_its_row(tmp_path: Path) -> None:
    export = written(tmp_path, "plan.csv", "Key,Name,Waits for\nA,x,\nB,y,Z\n")
    found = mapped(
        export,
        (ITEMS % "")
        + "  - noun: dependencies\n    each: Waits for\n"
        + "    fields: {predecessor: $each, successor: Key}\n",
    )
    assert [(row.row, row.value) for row in found.refused] == [(3, "Z")]


def test_stages_make_a_row_each_and_follow_the_declared_order(tmp_path: Path) -> None:
    written(tmp_path, "keps/a/kep.yaml", "title: A\nmilestone: {stable: v3, alpha: v1}\n")
    written(
        tmp_path, "keps/b/kep.yaml", "title: B\nmilestone: {beta: v2, alpha: v1, stable: v9}\n"
    )
    found = mapped(
        tmp_path,
        """
        source: keps
        values: {kep: {headers: $file, match: '([^/]+)/kep\\.yaml$'}}
        lookups: {released: {v1: 2026-01-01, v2: 2026-06-01, v3: 2026-12-01}}
        nouns:
          - noun: work_items
            file: '**/kep.yaml'
            each: milestone.*
            order: &stages [alpha, beta, stable]
            fields:
              key: {text: "{$kep}/{$name}"}
              name: {text: "{title}, {$name}"}
              due: {headers: $each, lookup: released}
          - noun: dependencies
            file: '**/kep.yaml'
            each: milestone.*
            order: *stages
            where: {$previous: filled}
            fields:
              predecessor: {text: "{$kep}/{$previous}"}
              successor: {text: "{$kep}/{$name}"}
        """,
    )
    assert sorted(found.frames[Dependency].select("predecessor", "successor").rows()) == [
        ("a/alpha", "a/stable"),
        ("b/alpha", "b/beta"),
        ("b/beta", "b/stable"),
    ]
    items = {item.key: item for item in snapshot(found).all(WorkItem)}
    assert items["a/stable"].due == date(2026, 12, 1)
    assert items["b/stable"].due is None
    frame = found.frames[WorkItem].filter(key="b/stable")
    assert frame["_missing"].item() == '{"due":"not listed: v9"}'
    assert frame["_file"].item() == "keps/b/kep.yaml"


def test_objects_in_lists_are_taken_apart_counted_and_linked(tmp_path: Path) -> None:
    issue = {
        "key": "A",
        "fields": {
            "summary": "x",
            "sprints": [{"name": "S1"}, {"name": "S2"}],
            "issuelinks": [
                {"type": {"name": "Blocks"}, "inwardIssue": {"key": "B"}},
                {"type": {"name": "Cloners"}, "outwardIssue": {"key": "B"}},
            ],
        },
        "changelog": {
            "histories": [
                {"items": [{"field": "status", "from": "Done", "to": "Open"}]},
                {"items": [{"field": "status", "from": "Open", "to": "Done"}, {"field": "rank"}]},
            ]
        },
    }
    other = {"key": "B", "fields": {"summary": "y"}}
    export = written(tmp_path, "issues.json", json.dumps({"issues": [issue, other]}))
    found = mapped(
        export,
        """
        source: jira
        nouns:
          - noun: work_items
            fields:
              key: key
              name: fields.summary
              sprints: {headers: fields.sprints, take: name}
              restarts:
                headers: changelog.histories
                count: {inside: items, where: {field: status, from: Done, to: {not: Done}}}
          - noun: dependencies
            each: fields.issuelinks
            where: {$each.type.name: Blocks, $each.inwardIssue.key: filled}
            fields: {predecessor: $each.inwardIssue.key, successor: key}
        """,
    )
    items = {item.key: item for item in snapshot(found).all(WorkItem)}
    assert items["A"].sprints == ("S1", "S2")
    assert (items["A"].restarts, items["B"].restarts) == (1, None)
    assert found.frames[Dependency]["key"].to_list() == ["B/A/finish-start"]
    (note,) = found.notes
    assert note.text == "one entry of “fields.issuelinks” not taken by any rule"


def test_a_cell_that_cannot_be_read_may_count_as_missing(tmp_path: Path) -> None:
    export = written(
        tmp_path, "plan.csv", "Key,Name,Due\nA,x,sometime in spring\nB,y,2026-02-01\n"
    )
    found = mapped(export, ITEMS % ", due: {headers: Due, unreadable: missing}")
    assert not found.refused
    assert found.frames[WorkItem]["_missing"].to_list() == ['{"due":"sometime in spring"}', None]


def test_sheets_and_files_are_chosen_by_pattern(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    first.title = "Items 2026"
    for row in (["Key", "Name"], ["A", "x"]):
        first.append(row)
    other = book.create_sheet("Other")
    for row in (["Thing", "Colour"], ["1", "blue"]):
        other.append(row)
    book.save(tmp_path / "plan.xlsx")
    found = mapped(
        tmp_path / "plan.xlsx", (ITEMS % "").replace("fields", "sheet: Items*\n    fields")
    )
    assert found.frames[WorkItem]["_file"].to_list() == ["plan.xlsx [Items 2026]"]
    assert [note.text for note in found.notes] == ["one row was not taken by any rule"]


def test_a_file_may_be_called_as_it_likes(tmp_path: Path) -> None:
    export = written(tmp_path, "two\nlines [x].csv", "Key,Name\nA,x\n")
    assert mapped(export, ITEMS % "").rows == 1


def test_what_is_left_out_has_its_reason(tmp_path: Path) -> None:
    written(tmp_path, "items.csv", "Key,Name\nA,x\n")
    written(tmp_path, "hours.csv", "Day,Hours\nMon,8\nTue,7\n")
    mapping = (ITEMS % "").replace("fields", "file: items.csv\n    fields")
    found = mapped(tmp_path, mapping + "leave_out: {hours.csv: hours are no noun}\n")
    assert [str(note) for note in found.notes] == [
        "hours.csv: 2 rows were left out: hours are no noun"
    ]


def test_a_mapping_that_finds_no_table_says_so(tmp_path: Path) -> None:
    export = written(tmp_path, "items.csv", "Key,Name\nA,x\n")
    with pytest.raises(BadSource, match="no rule of the mapping finds a table"):
        mapped(export, (ITEMS % "").replace("fields", "file: other.csv\n    fields"))


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("as_of: 2026-03-31", date(2026, 3, 31)),
        ("as_of: {header: Stand, dates: '%d.%m.%Y'}", date(2026, 3, 2)),
        ("as_of: {path: 'plan_(\\d{4})_q1', text: '\\1-03-31'}", date(2026, 3, 31)),
    ],
)
def test_the_source_tells_its_day_and_a_given_one_wins(
    tmp_path: Path, rule: str, day: date
) -> None:
    export = written(
        tmp_path, "plan_2026_q1.csv", "Key,Name,Stand\nA,x,01.03.2026\nB,y,02.03.2026\n"
    )
    mapping = f"{ITEMS % ''}{rule}\n"
    assert mapped(export, mapping, None).as_of == day
    assert mapped(export, mapping, AS_OF).as_of == AS_OF


@pytest.mark.parametrize(
    "rule", ["", "as_of: {path: 'report_(.*)'}\n", "as_of: {header: Stand}\n"]
)
def test_a_source_that_tells_no_day_says_how_to_give_it(tmp_path: Path, rule: str) -> None:
    export = written(tmp_path, "plan.csv", "Key,Name,Stand\nA,x,\n")
    with pytest.raises(NoDay, match="--as-of"):
        mapped(export, (ITEMS % "") + rule, None)


def test_an_export_with_headers_only_empties_the_source(tmp_path: Path) -> None:
    found = mapped(written(tmp_path, "plan.csv", "Key,Name\n"), ITEMS % "")
    assert (found.frames[WorkItem].height, found.complete) == (0, True)


def test_titles_are_data_whatever_they_say(tmp_path: Path) -> None:
    export = written(
        tmp_path, "plan.csv", 'Key,Name\nA,"{Key} $each =cmd()|x"\nB,"[""a"", ""b""]"\n'
    )
    names = [item.name for item in snapshot(mapped(export, ITEMS % "")).all(WorkItem)]
    assert names == ["{Key} $each =cmd()|x", '["a", "b"]']


def test_status_words_become_categories(tmp_path: Path) -> None:
    export = written(tmp_path, "plan.csv", "Key,Name,Status\nA,x,已完成\nB,y,In Arbeit\n")
    found = mapped(
        export,
        ITEMS
        % ", status: Status, category: {headers: Status, choices: {已完成: done, In Arbeit: in progress}}",
    )
    assert [item.category for item in snapshot(found).all(WorkItem)] == [
        StatusCategory.DONE,
        StatusCategory.DOING,
    ]


def contents(folder: Path, rows: Iterable[int]) -> dict[type[Noun], list[int]]:
    """Return the hashes of what an export with its rows in this order holds."""
    lines = [f"K-{n},name {n},Owner {n % 3},K-{(n * 5) % 12}; K-{(n * 7) % 12}" for n in rows]
    export = written(folder, "plan.csv", "Key,Name,Owner,Links\n" + "\n".join(lines) + "\n")
    once = "\n    once: true\n    "
    found = mapped(
        export,
        (ITEMS % ", owner: Owner")
        + f"  - noun: people{once}fields: {{key: Owner, name: Owner}}\n"
        + f"  - noun: projects{once}each: Links\n    fields: {{key: $each, name: $each}}\n",
    )
    return {noun: sorted(found.frames[noun]["_hash"]) for noun in (WorkItem, Person, Project)}


@settings(max_examples=25, deadline=None)
@given(rows=st.permutations(range(12)))
def test_the_order_of_rows_changes_no_content(
    tmp_path_factory: pytest.TempPathFactory, rows: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("permuted")
    assert contents(folder, rows) == contents(folder, range(12))


def test_records_that_lack_all_a_rule_names_are_left_out_by_name(tmp_path: Path) -> None:
    (tmp_path / "issues.jsonl").write_text('{"id": "A-1", "title": "Move the ledger"}\n')
    (tmp_path / "commits.jsonl").write_text('{"sha": "abc"}\n{"sha": "def"}\n')
    mapping = parse_mapping(
        "source: tracker\nnouns:\n  - noun: work_items\n    fields: {key: id, name: title}\n", "m"
    )
    found = MappedSource(tmp_path, mapping).read(date(2026, 11, 16), Silent())
    assert found.frames[WorkItem]["key"].to_list() == ["A-1"]
    assert any("commits.jsonl" in str(note) and "2 rows" in str(note) for note in found.notes)
