"""JSON, YAML and Markdown, alone and in folders."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.tabular.json_file import read_json, read_json_lines
from assistant.adapters.tabular.markdown_file import markdown_record
from assistant.adapters.tabular.reading import read_file, read_tables
from assistant.adapters.tabular.yaml_file import NotYaml, yaml_records
from assistant.errors import BadSource


def test_nested_objects_become_dotted_headers() -> None:
    data = [{"key": "A", "fields": {"status": {"name": "Done"}, "points": 3.50, "flag": True}}]
    (table,) = read_json(json.dumps(data).encode(), "issues.json").tables
    assert table.cells.to_dicts() == [
        {"key": "A", "fields.status.name": "Done", "fields.points": "3.5", "fields.flag": "true"}
    ]


def test_numbers_stay_as_they_were_written() -> None:
    (table,) = read_json(b'[{"a": 1.10, "b": 1e5, "c": 12345678901234567890}]', "x.json").tables
    assert table.cells.row(0) == ("1.10", "1e5", "12345678901234567890")


def test_lists_of_words_and_of_objects() -> None:
    data = [{"labels": ["a", "b; c"], "links": [{"to": "K-2"}], "none": [], "nothing": None}]
    (table,) = read_json(json.dumps(data).encode(), "x.json").tables
    assert table.cells.to_dicts() == [{"labels": "a; b\\; c", "links": '[{"to": "K-2"}]'}]


def test_an_answer_that_holds_one_page_says_so() -> None:
    answer = {"startAt": 0, "total": 1649, "issues": [{"key": "A"}, {"key": "B"}]}
    found = read_json(json.dumps(answer).encode(), "answer.json")
    assert [(table.sheet, table.cells.height) for table in found.tables] == [("issues", 2)]
    assert "this is 2 of 1,649 records" in found.notes[0].text


def test_a_wrapped_list_is_found() -> None:
    answer = {"data": {"issues": {"nodes": [{"id": "1"}, {"id": "2"}]}}}
    (table,) = read_json(json.dumps(answer).encode(), "x.json").tables
    assert table.cells["id"].to_list() == ["1", "2"]


def test_one_issue_is_one_record_whatever_it_lists() -> None:
    issue = {"key": "A", "links": [{"to": "B"}, {"to": "C"}]}
    (table,) = read_json(json.dumps(issue).encode(), "x.json").tables
    assert table.cells.height == 1


def test_lines_that_are_no_objects_are_refused_by_number() -> None:
    found = read_json_lines(b'{"a": 1}\n\n{"a": \n[1]\n{"a": 2}\n', "x.jsonl")
    assert found.tables[0].rows.to_list() == [1, 5]
    assert [row.row for row in found.refused] == [3, 4]


@pytest.mark.parametrize("data", [b"{", b"[]", b"3", b"[" * 100_000])
def test_json_that_holds_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(BadSource):
        read_json(data, "x.json")


def test_yaml_keeps_what_was_written() -> None:
    text = "country: no\nversion: 1.10\nday: 2026-01-01\nmode: 0755\nempty:\nnone: ~\nquoted: 'null'\n"
    ((line, record),) = yaml_records(text)
    assert line == 1
    assert record == {
        "country": "no",
        "version": "1.10",
        "day": "2026-01-01",
        "mode": "0755",
        "empty": None,
        "none": None,
        "quoted": "null",
    }


def test_yaml_tags_are_not_obeyed() -> None:
    ((_, record),) = yaml_records("run: !!python/object/apply:os.system ['true']\n")
    assert record == {"run": ["true"]}


def test_documents_and_lists_are_records_with_their_lines() -> None:
    assert yaml_records("a: 1\n---\na: 2\n") == [(1, {"a": "1"}), (3, {"a": "2"})]
    assert yaml_records("# note\n- a: 1\n- a: 2\n") == [(2, {"a": "1"}), (3, {"a": "2"})]


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2",
        "a: 1\na: 2\n",
        "? [x]\n: 1\n",
        "[" * 5000,
        "a: &a [*a]\nb: 1" + "\n- x",
    ],
)
def test_yaml_that_cannot_be_used_says_where(text: str) -> None:
    with pytest.raises(NotYaml):
        yaml_records(text)


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (tmp_path / "bomb.yaml").write_text("\n".join(lines))
    (tmp_path / "good.yaml").write_text("key: A\n")
    found = read_tables(tmp_path)
    assert [(row.file, "unfolds" in row.why) for row in found.refused] == [("bomb.yaml", True)]
    assert found.tables[0].paths.to_list() == ["good.yaml"]


def test_a_markdown_document_is_one_record() -> None:
    record = markdown_record(
        "---\nowner: Mei\n---\n# Exit the [data centre](x)\n\n| Metadata | |\n|---|---|\n"
        "| Status | **Accepted** |\n| Issue | [goals#12] |\n\nLead.\n\n## Summary\nShort.\n"
        "```\n## not a section\n```\n## Asks\n| Task | Owner | Notes |\n|--|--|--|\n| a | b | c |\n"
    )
    assert record["owner"] == "Mei"
    assert record["title"] == "Exit the data centre"
    assert (record["Status"], record["Issue"], record["text"]) == ("Accepted", "goals#12", "Lead.")
    assert record["Summary"].startswith("Short.")
    assert "not a section" in record["Summary"]
    assert "| a | b | c |" in record["Asks"]


def test_tables_inside_documents_are_rows_by_line_and_section(tmp_path: Path) -> None:
    table = "| Task | Owner |\n|:--|--|\n| Write \\| check | @mei |\n| **Ship** | |\n"
    fenced = "```\n| Task | Owner |\n|--|--|\n| not | this |\n```\n"
    (tmp_path / "a.md").write_text(
        f"# A\n\n## Asks\n\n{table}\nText.\n{fenced}### Later\n\n{table}"
    )
    (tmp_path / "b.md").write_text("# B\n\n| Status | Done |\n|--|--|\n\n## End\n| no | rule |\n")
    found = {table.sheet: table for table in read_tables(tmp_path).tables}
    assert set(found) == {None, "Task | Owner"}
    inner = found["Task | Owner"]
    assert inner.rows.to_list() == [7, 8, 20, 21]
    assert inner.paths.unique().to_list() == ["a.md"]
    assert inner.cells.rows() == [
        ("Asks", "Write | check", "@mei"),
        ("Asks", "Ship", None),
        ("Later", "Write | check", "@mei"),
        ("Later", "Ship", None),
    ]


def test_a_document_without_any_heading_is_its_text() -> None:
    assert markdown_record("Just a line.\n") == {"text": "Just a line."}


def test_a_folder_gathers_documents_and_refuses_files_by_name(tmp_path: Path) -> None:
    for name, text in {
        "keps/a/kep.yaml": "title: A\nstage: {alpha: v1.1}\n",
        "keps/b/kep.yaml": "title: B\n",
        "keps/c/kep.yaml": "title: [broken\n",
        "ready/1.yaml": "number: 1\n",
        "ready/2.yaml": "number: 2\n",
        "notes/one.json": '{"key": "J-1"}',
        "list.csv": "key,name\nA,x\n",
        "picture.png": "x",
        ".git/config.yaml": "secret: 1\n",
        "~$open.xlsx": "x",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = read_tables(tmp_path)
    tables = {table.file: table for table in found.tables}
    assert tables["list.csv"].cells.height == 1
    assert tables["**/kep.yaml"].paths.to_list() == ["keps/a/kep.yaml", "keps/b/kep.yaml"]
    assert tables["**/kep.yaml"].headers == ("title", "stage.alpha")
    assert tables["**/*.yaml"].cells["number"].to_list() == ["1", "2"]
    assert tables["**/*.json"].cells["key"].to_list() == ["J-1"]
    assert [row.file for row in found.refused] == ["keps/c/kep.yaml"]
    assert [note.text for note in found.notes] == [
        "one file was skipped, being no table, YAML or Markdown"
    ]


def test_a_folder_with_nothing_to_read_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"x")
    with pytest.raises(BadSource, match="nothing in this folder"):
        read_tables(tmp_path)


def test_a_mapping_kept_in_a_folder_is_none_of_its_documents(tmp_path: Path) -> None:
    (tmp_path / "jira.csv").write_text("Issue key,Summary\nA-1,x\n")
    (tmp_path / "jira.csv.mapping.yaml").write_text("source: jira\nnouns: []\n")
    assert [table.file for table in read_tables(tmp_path).tables] == ["jira.csv"]


def test_half_a_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("key,name\nA,x\n")
    (tmp_path / "b.csv").symlink_to("vanished.csv")
    with pytest.raises(BadSource, match=r"b\.csv: no such file"):
        read_tables(tmp_path)


def test_links_between_folders_do_not_loop(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("key,name\nA,x\n")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(read_tables(tmp_path).tables) == 1


def test_a_single_document_is_a_table_of_one() -> None:
    (table,) = read_file(b"key: A\nname: x\n", "one.yaml").tables
    assert table.cells.rows() == [("A", "x")]


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.binary(max_size=120), st.text(max_size=120).map(str.encode)),
    st.sampled_from(["x.json", "x.jsonl", "x.yaml", "x.md", "x.xlsx", "x.txt"]),
)
def test_no_content_of_any_kind_ends_in_a_traceback(content: bytes, name: str) -> None:
    with contextlib.suppress(BadSource):
        read_file(content, name)
