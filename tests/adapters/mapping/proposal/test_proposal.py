"""Mappings proposed from exports: what is clear is decided, what is not is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from assistant.adapters.mapping import MappedSource, Proposal, propose_mapping
from assistant.adapters.mapping.mapping_file import parse_mapping, read_mapping
from assistant.adapters.mapping.source_mapping import FieldRule, NounRule
from assistant.adapters.tabular.csv_file import read_csv
from assistant.adapters.tabular.reading import read_tables
from assistant.errors import BadInput, BadMapping, BadSource, NoDay
from assistant.portfolio.control import RaidEntry
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, StatusCategory, WorkItem
from assistant.ports.progress import Silent

JIRA = Path(__file__).parents[3] / "fixtures/jira_export.csv"
AS_OF = date(2026, 11, 16)


def proposal(text: str, name: str = "plan.csv") -> Proposal:
    return propose_mapping(read_csv(text.encode(), name), "plan")


def jira() -> Proposal:
    return propose_mapping(read_tables(JIRA), "jira")


def rule(found: Proposal, noun: str) -> NounRule:
    assert found.draft is not None
    return next(rule for rule in found.draft.nouns if rule.noun == noun)


def field(found: Proposal, noun: str, name: str) -> FieldRule:
    return rule(found, noun).fields[name]


def ids(found: Proposal) -> list[str]:
    return [question.id for question in found.questions]


def test_a_raw_jira_export_needs_no_question() -> None:
    found = jira()
    assert not found.questions
    items = rule(found, "work_items").fields
    assert items["key"].headers == ("Issue key",)
    assert items["parent"].headers == ("Custom field (Epic Link)",)
    assert items["due"].dates == ("%d/%b/%y",)
    batch = MappedSource(JIRA, found.settled()).read(AS_OF, Silent())
    assert not batch.refused
    snapshot = Snapshot(as_of=AS_OF, frames=batch.frames)
    things = {item.key: item for item in snapshot.all(WorkItem)}
    assert len(things) == 60
    assert {item.category for item in things.values()} == set(StatusCategory)
    assert any(len(item.sprints) > 1 and len(item.labels) > 1 for item in things.values())
    (project,) = snapshot.all(Project)
    assert (project.name, project.owner) == ("Web shop", "Anna Kovacs")
    assert {item.owner for item in things.values() if item.owner} | {project.owner} == set(
        batch.frames[Person]["key"]
    )
    assert all(things.keys() >= {d.predecessor, d.successor} for d in snapshot.all(Dependency))
    assert "Priority" in found.unmapped["jira_export.csv"]


def test_what_was_saved_reads_the_same(tmp_path: Path) -> None:
    found = jira()
    saved = tmp_path / "jira.yaml"
    saved.write_text(found.to_yaml(), encoding="utf-8")
    by_file = MappedSource(JIRA, read_mapping(saved)).read(AS_OF, Silent())
    by_proposal = MappedSource(JIRA, found.settled()).read(AS_OF, Silent())
    for noun, frame in by_file.frames.items():
        assert frame.equals(by_proposal.frames[noun])


DATES = "Issue key,Summary,Due date,Created\nA,x,{0},{1}\nB,y,{2},{3}\n"


def test_a_date_that_may_be_read_two_ways_is_asked_about() -> None:
    found = proposal(DATES.format("03/04/2026", "01/02/2026", "05/06/2026", "02/02/2026"))
    (question,) = found.questions
    assert question.id == "dates:plan.csv"
    assert question.text == "01/02/2026: day first?"
    assert question.default is None
    assert [option.meaning for option in question.options] == ["Sun 1 Feb 2026", "Fri 2 Jan 2026"]
    assert "due" not in rule(found, "work_items").fields
    day, month = found.answer(question.id, "day"), found.answer(question.id, "month")
    assert field(day, "work_items", "due").dates == ("%d/%m/%Y",)
    assert field(month, "work_items", "created").dates == ("%m/%d/%Y",)
    assert not day.questions


@pytest.mark.parametrize(
    ("telling", "pattern"), [("25/12/2026", "%d/%m/%Y"), ("12/25/2026", "%m/%d/%Y")]
)
def test_one_value_above_twelve_settles_it_for_the_table(telling: str, pattern: str) -> None:
    found = proposal(DATES.format("03/04/2026", "01/02/2026", "05/06/2026", telling))
    assert not found.questions
    assert field(found, "work_items", "due").dates == (pattern,)


def test_values_that_contradict_each_other_are_asked_about() -> None:
    found = proposal(DATES.format("25/12/2026", "12/25/2026", "05/06/2026", ""))
    assert ids(found) == ["dates:plan.csv"]
    assert {"25/12/2026", "12/25/2026"} <= set(found.questions[0].evidence)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("2026-04-03", None),
        ("03.04.2026", ("%d.%m.%Y",)),
        ("3 Apr 2026", ("%d %b %Y",)),
        ("April 3, 2026", ("%B %d, %Y",)),
        ("03-Apr-26", ("%d-%b-%y",)),
        ("20260403", ("%Y%m%d",)),
        ("46115", ("excel",)),
        ("2026-04-03T10:11:12.000+0200", None),
    ],
)
def test_dates_are_told_by_their_form(text: str, pattern: tuple[str, ...] | None) -> None:
    found = proposal(f'Issue key,Summary,Due date\nA,x,"{text}"\nB,y,\n')
    assert field(found, "work_items", "due").dates == pattern
    assert found.settled()


PROJECTS = "Project ID;Project name;Budget;End date\n{}\n"


def test_a_decimal_mark_that_may_be_either_is_asked_about() -> None:
    found = proposal(PROJECTS.format("A;x;1.234 EUR;\nB;y;2.345 EUR;"))
    assert ids(found) == ["decimal:plan.csv"]
    comma = found.answer("decimal:plan.csv", ",")
    assert field(comma, "budgets", "baseline").decimal == ","


@pytest.mark.parametrize("telling", ["1.234,50 EUR", "1,5 EUR", "1.234.567 EUR"])
def test_one_telling_number_settles_the_mark(telling: str) -> None:
    found = proposal(PROJECTS.format(f"A;x;1.234 EUR;\nB;y;{telling};"))
    assert not found.questions
    assert field(found, "budgets", "baseline").decimal == ","


def test_amounts_without_a_currency_are_asked_about() -> None:
    found = proposal(PROJECTS.format("A;x;1200.50;\nB;y;300.25;"))
    assert ids(found) == ["currency:plan.csv"]
    with pytest.raises(BadInput, match="no answer"):
        found.answer("currency:plan.csv", "doubloons")
    assert field(found.answer("currency:plan.csv", "SEK"), "budgets", "baseline").currency == "SEK"


def test_a_shared_sign_is_asked_about_and_a_clear_one_is_not() -> None:
    assert "“$” stands for several currencies" in str(
        proposal(PROJECTS.format("A;x;$1200.50;\nB;y;$300.25;")).questions[0]
    )
    assert not proposal(PROJECTS.format("A;x;£1200.50;\nB;y;£300.25;")).questions


def test_a_header_tells_currency_and_scale() -> None:
    text = "Project ID,Project name,Whole life cost (£m),End date\nA,x,12.5,\nB,y,3.25,\n"
    found = proposal(text)
    assert not found.questions
    amount = field(found, "budgets", "baseline")
    assert (amount.currency, amount.scale) == ("GBP", 1_000_000)


def test_efforts_without_a_unit_are_asked_about() -> None:
    text = "Issue key,Summary,Original Estimate,Status\nA,x,14400,Done\nB,y,28800,Done\n"
    found = proposal(text)
    (question,) = found.questions
    assert (question.id, question.default) == ("unit:plan.csv", "s")
    answered = found.answer(question.id, "h")
    assert field(answered, "work_items", "estimate").unit == "h"


@pytest.mark.parametrize(
    ("header", "cell", "unit", "text"),
    [
        ("Estimate (days)", "3", "d", None),
        ("Aufwand (PT)", "3", "d", None),
        ("Estimate", "3d 4h", None, "work {Estimate}"),
    ],
)
def test_units_are_told_by_the_header_or_the_cells(
    header: str, cell: str, unit: str | None, text: str | None
) -> None:
    found = proposal(f"Issue key,Summary,{header}\nA,x,{cell}\nB,y,{cell}\n")
    assert not found.questions
    estimate = field(found, "work_items", "estimate")
    assert (estimate.unit, estimate.text) == (unit, text)


def test_efforts_by_skill_are_taken_as_they_stand() -> None:
    found = proposal('Issue key,Summary,Estimate\nA,x,"iam 4d; backend 2d"\nB,y,iam 1d\n')
    assert field(found, "work_items", "estimate").headers == ("Estimate",)


def test_unknown_status_words_are_asked_about_one_by_one() -> None:
    text = "Issue key,Summary,Status\nA,x,Done\nB,y,Parked\nC,z,Done\nD,w,In Progress\n"
    found = proposal(text)
    (question,) = found.questions
    assert question.id == "word:plan.csv:Status:Parked"
    assert [option.key for option in question.options] == [
        "to do",
        "in progress",
        "done",
        "dropped",
        "leave",
    ]
    category = field(found.answer(question.id, "dropped"), "work_items", "category")
    assert category.choices == {"parked": "dropped"}
    assert field(found.answer(question.id, "leave"), "work_items", "category").missing == (
        "Parked",
    )


def test_many_unknown_words_are_one_question_first() -> None:
    rows = "".join(f"K-{n},name {n},list {n}\n" for n in range(20))
    found = proposal(f"Issue key,Summary,Status\n{rows}")
    assert ids(found) == ["words:plan.csv:Status"]
    assert len(found.answer("words:plan.csv:Status", "each").questions) == 20
    assert not found.answer("words:plan.csv:Status", "leave").questions


@pytest.mark.parametrize(
    ("headers", "doing", "done"),
    [
        (
            "Schlüssel;Zusammenfassung;Status;Bearbeiter;Fälligkeitsdatum;Erstellt",
            "In Arbeit",
            "Erledigt",
        ),
        ("Clé;Résumé;Statut;Responsable;Échéance;Créé", "En cours", "Terminé"),
    ],
)
def test_german_and_french_headers_are_understood(headers: str, doing: str, done: str) -> None:
    rows = f"A-1;x;{doing};Zoé;01.02.2026;01.01.2026\nA-2;y;{done};Uta;;02.01.2026\n"
    found = proposal(f"{headers}\n{rows}")
    assert not found.questions
    fields = rule(found, "work_items").fields
    assert {"key", "name", "status", "category", "owner", "due", "created"} <= set(fields)
    assert sorted((fields["category"].choices or {}).values()) == ["done", "in progress"]


def test_words_for_nothing_and_prose_in_date_columns_count_as_missing() -> None:
    found = proposal(
        "Issue key,Summary,Due date\nA,x,2026-02-01\nB,y,TBC\nC,z,when funding is agreed\n"
    )
    assert field(found, "work_items", "due").missing == ("tbc", "when funding is agreed")


def test_which_noun_is_asked_where_two_fit() -> None:
    found = proposal("Key,Name\nA,x\nB,y\n")
    (question,) = found.questions
    assert question.id == "noun:plan.csv"
    assert {"work_items", "projects"} <= {option.key for option in question.options}
    assert rule(found.answer(question.id, "projects"), "projects")
    with pytest.raises(BadSource, match="cannot be told"):
        found.answer(question.id, "none")


def test_a_name_that_repeats_is_no_key_alone() -> None:
    text = "Release,Summary,Status\nr1,Docs,Done\nr2,Docs,Done\nr1,Tests,To do\nr2,Tests,Done\n"
    found = proposal(text)
    assert field(found, "work_items", "key").text == "{Release}/{Summary}"


def test_a_workbook_s_sheets_are_nouns_of_their_own(tmp_path: Path) -> None:
    book = Workbook()
    risks = book.active
    risks.title = "Risk register"
    for row in (
        ["Risk ID", "Risk description", "Project", "Severity", "Risk owner", "Status"],
        ["R-1", "Late data", "Atlas", "High", "Mei", "Open"],
        ["R-2", "One vendor", "Atlas", "Low", "Ana", "Closed"],
    ):
        risks.append(row)
    projects = book.create_sheet("Projects")
    for row in (
        ["Project ID", "Project name", "Project manager", "RAG"],
        ["Atlas", "Core migration", "Mei", "Amber"],
        ["Beacon", "Portal", "Ana", "G"],
    ):
        projects.append(row)
    path = tmp_path / "register.xlsx"
    book.save(path)
    found = propose_mapping(read_tables(path), "register")
    assert not found.questions
    assert field(found, "raid", "rating").choices == {"high": "red", "low": "green"}
    assert field(found, "projects", "reported_rag").choices == {"g": "green"}
    assert rule(found, "raid").sheet == "Risk register"
    batch = MappedSource(path, found.settled()).read(AS_OF, Silent())
    assert {noun.table: frame.height for noun, frame in batch.frames.items()} == {
        "people": 2,
        "projects": 2,
        "raid": 2,
    }
    assert set(batch.frames[RaidEntry]["kind"]) == {"risk"}


def test_examples_show_the_doubtful_rows_first() -> None:
    clear = "".join(f"K-{n},name {n},,Done\n" for n in range(5))
    found = proposal(f"Issue key,Summary,Due date,Status\n{clear}K-9,last,03/04/2026,Done\n")
    first, *others = found.examples(AS_OF)
    assert (first.row, first.unclear) == (7, {"Due date": "03/04/2026"})
    assert first.cells["name"] == "last"
    assert "due" not in first.cells
    assert len(others) == 5
    assert not any(row.unclear for row in others)
    first, *others = found.answer("dates:plan.csv", "day").examples(AS_OF)
    assert (first.row, first.cells["due"]) == (7, "2026-04-03")
    assert first.unclear == {"Due date": "03/04/2026"}
    assert not any(row.unclear for row in others)
    assert len(found.examples(AS_OF, 3)) <= 3


def test_rows_with_a_word_that_was_asked_about_come_first() -> None:
    clear = "".join(f"K-{n},name {n},Done\n" for n in range(5))
    found = proposal(f"Issue key,Summary,Status\n{clear}K-9,last,Parked\n")
    (question,) = found.questions
    first, *others = found.answer(question.id, "dropped").examples(AS_OF)
    assert (first.row, first.unclear) == (7, {"Status": "Parked"})
    assert first.cells["category"] == "dropped"
    assert not any(row.unclear for row in others)


def test_a_person_may_overrule_what_a_column_was_taken_for() -> None:
    found = proposal("Key,Summary,Start,Who\nA-1,x,2026-01-05,Ana\nA-2,y,2026-01-06,Bo\n")
    found = found.answer("noun:plan.csv", "work_items")
    assert found.columns["work_items"]["started"] == "Start"
    (doubt,) = found.doubts("start")
    assert (doubt.text, doubt.evidence[0]) == ("What is “Start”?", "2026-01-05")
    keys = [option.key for option in doubt.options]
    assert {"created", "started", "due", "unused"} <= set(keys)
    assert "points" not in keys
    turned = found.answer(doubt.id, "due")
    assert turned.columns["work_items"]["due"] == "Start"
    assert "started" not in turned.columns["work_items"]
    (doubt,) = turned.doubts("Who")
    assert turned.answer(doubt.id, "owner").columns["work_items"] == {
        "key": "Key",
        "name": "Summary",
        "due": "Start",
        "owner": "Who",
    }
    assert turned.answer("column:plan.csv:Start", "unused").unmapped == {
        "plan.csv": ("Start", "Who")
    }
    with pytest.raises(BadInput, match="no answer"):
        found.answer(doubt.id, "points")
    assert found.doubts("nothing of the kind") == ()


def test_a_person_may_overrule_what_the_rows_are() -> None:
    found = jira()
    (doubt,) = found.doubts("rows")
    assert doubt.options[0].key == "work_items"
    turned = found.answer(doubt.id, "requests")
    assert turned.draft is not None
    assert "requests" in {rule.noun for rule in turned.draft.nouns}


def test_a_short_list_with_a_key_used_twice_keeps_its_key() -> None:
    found = proposal("Issue key,Summary,Status\nA-1,x,Done\nA-1,y,To Do\nA-2,z,Done\n")
    assert field(found, "work_items", "key").headers == ("Issue key",)


def test_codes_are_keys_whatever_their_column_is_called() -> None:
    found = proposal("Posten;Titel;Status\nV-1;Prüfen;Offen\nV-2;Freigeben;Erledigt\n")
    assert field(found, "work_items", "key").headers == ("Posten",)


def test_headers_without_rows_are_said_to_be_that() -> None:
    with pytest.raises(BadSource, match=r"plan\.csv: it has no row below its headers"):
        proposal("Key,Name,Status\n")


def test_machines_get_the_open_questions_and_a_way_out() -> None:
    found = proposal("Issue key,Summary,Due date,Status\nA,x,03/04/2026,Parked\nB,y,,Done\n")
    with pytest.raises(BadMapping) as caught:
        found.to_yaml()
    message = str(caught.value)
    assert "dates:plan.csv: 03/04/2026: day first?" in message
    assert "What is “Parked” in “Status”?" in message
    assert "write a mapping file" in message


def test_an_export_that_tells_no_day_says_so() -> None:
    with pytest.raises(NoDay, match="--as-of"):
        MappedSource(JIRA, jira().settled()).read(None, Silent())


def test_a_column_may_tell_the_day() -> None:
    found = proposal('Key,Name,asOfDate\nA,x,"June 9, 2016"\nB,y,"June 9, 2016"\n')
    found = found.answer("noun:plan.csv", "work_items")
    assert found.draft is not None
    assert found.draft.as_of is not None
    assert found.draft.as_of.header == "asOfDate"


def test_headers_that_tell_nothing_are_refused_with_the_headers() -> None:
    with pytest.raises(BadSource, match="Foo, Bar"):
        proposal("Foo,Bar\n1,2\n")


def test_an_answer_to_nothing_asked_is_refused() -> None:
    with pytest.raises(BadInput, match="is not asked"):
        jira().answer("dates:plan.csv", "day")


def test_saved_mappings_are_the_same_whatever_the_order_of_rows() -> None:
    lines = JIRA.read_text(encoding="utf-8-sig")
    reading = read_csv(lines.encode(), "plan.csv")
    (table,) = reading.tables
    turned = type(table)(file=table.file, cells=table.cells.reverse(), rows=table.rows.reverse())
    other = type(reading)(tables=(turned,))
    assert propose_mapping(reading, "s").to_yaml() == propose_mapping(other, "s").to_yaml()


def test_what_is_proposed_can_be_parsed() -> None:
    found = jira()
    assert parse_mapping(found.to_yaml(), "saved") == found.settled()


CELLS = st.sampled_from(
    [
        "",
        "x",
        "TBC",
        "1,234",
        "1.5",
        "03/04/2026",
        "2026-01-01",
        "Done",
        "£5",
        "[{",
        "{a}",
        "$each",
    ]
)
HEADERS = st.sampled_from(
    ["Key", "Name", "Due date", "Status", "Budget", "Owner", "Estimate", "Labels", "{x}", "Blocks"]
)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(HEADERS, min_size=1, max_size=6, unique=True))
def test_any_table_is_proposed_asked_about_or_refused_in_words(
    data: st.DataObject, headers: list[str]
) -> None:
    """No export ends in a traceback, and every question can be answered to its end."""
    width = len(headers)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5))
    text = "\n".join(";".join(row) for row in [headers, *rows])
    try:
        found = proposal(text)
        for _ in range(40):
            if not found.questions:
                break
            question = found.questions[0]
            found = found.answer(question.id, question.options[0].key)
    except BadSource:
        return
    assert parse_mapping(found.to_yaml(), "saved") == found.settled()
    found.examples(AS_OF)
