"""A policy file that breaks the grammar is refused with table, row, key and the right word."""

from __future__ import annotations

import pytest

from assistant.errors import BadPolicy
from assistant.policy import parse_policy
from tests.policy.tables import LATE, SEEN, trial


def refusal(text: str, table: str = "trial") -> BadPolicy:
    with pytest.raises(BadPolicy) as wrong:
        parse_policy({table: text})
    assert wrong.value.table == table
    return wrong.value


@pytest.mark.parametrize(
    ("right", "wrong", "row", "says"),
    [
        ("severity: low", "severty: low", "seen-amber", "Did you mean “severity”?"),
        ("severity: low", "severity: lowest", "seen-amber", "Did you mean “low”?"),
        ("    remedy: Look again.\n", "", "seen-amber", "“rows.1.remedy” is missing"),
        ("when: {seen:", "when: {sen:", "seen-amber", "“sen” is no input. Did you mean “seen”?"),
        ('"in amber, red"', '"in amber, rot"', "seen-amber", "“rot” is no value of seen"),
        ("{rag: amber}", "{rag: orange}", "seen-amber", "“orange” is no rag."),
        ("then: {rag: amber}", "then: {rags: amber}", "seen-amber", "“rag” is missing"),
        ("then: {rag: amber}", "then: {rag: amber, x: y}", "seen-amber", "“x” is no output"),
        ("it was seen", "it was {sen}", "seen-amber", "“{sen}” is no input or output"),
        ("it was seen", "it was seen 3 times", "seen-amber", "holds a figure"),
        ("id: seen-amber", "id: too-late", "too-late", "this id stands twice"),
        ("id: seen-amber", "id: Seen amber", "Seen amber", "“rows.1.id”"),
        ("since: 2026-11-01", "since: 1.11.2026", "seen-amber", "“rows.1.since”"),
        ("seen: green}", "seen: gren}", "seen-amber", "its example says “gren” for seen"),
        ("seen: green}", "saw: green}", "seen-amber", "“saw” is no input"),
        ('when: {seen: "in amber, red"}', "when: {}", "seen-amber", "“rows.1.when”"),
    ],
)
def test_a_row_that_is_wrong(right: str, wrong: str, row: str, says: str) -> None:
    assert right in SEEN
    refused = refusal(trial(LATE + SEEN.replace(right, wrong)))
    assert refused.row == row
    assert says in str(refused)
    assert f"policy table “trial”, row {row}" in str(refused)


def test_an_example_that_is_answered_otherwise() -> None:
    wrong = SEEN.replace(
        "seen: amber}, expected: {rag: amber}", "seen: amber}, expected: {rag: red}"
    )
    says = str(refusal(trial(LATE + wrong)))
    assert "row seen-amber: its example number 1 is answered rag amber (by seen-amber)" in says


def test_examples_show_a_case_the_row_decides_and_one_it_does_not() -> None:
    one_sided = SEEN.replace(
        "seen: green}, expected: {rag: green}", "seen: red}, expected: {rag: amber}"
    )
    assert "one case it decides and one it does not" in str(refusal(trial(LATE + one_sided)))


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("hit: first", "hit: frist", "“hit” cannot be “frist”. Did you mean “first”?"),
        ("kind: days", "kind: day", "“inputs.late.kind” cannot be “day”. Did you mean “days”?"),
        (", values: [red, amber, green]", "", "a choice lists its values"),
        ("title: A table to try things on\n", "", "“title” is missing"),
        (
            "default: {then: {rag: green}",
            "default: {then: {rag: blue}",
            "row default: “blue” is no rag",
        ),
        ("rows:\n", "rows: []\nothers:\n", "“others” is no key here"),
        ("table: trial", "table: trail", "the file says “table: trail”"),
    ],
)
def test_a_table_that_is_wrong(right: str, wrong: str, says: str) -> None:
    assert right in trial()
    assert says in str(refusal(trial().replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no keys"),
        ("just words", "holds no keys"),
        ("- a list", "holds no keys"),
        ("table: [trial", "is not readable YAML: line 2"),
        ("table: trial\ntable: trial", "line 2: here is “table” for the second time"),
        ("table: &a trial\ntitle: *a", "line 2: here is an alias"),
        ("table: !!python/object:os.system x", "here is the tag"),
        ("? [a, b]\n: c", "a key that is no word"),
        ("[" * 100_000, "nested too deeply"),
        ("- " * 50_000, "nested too deeply"),
        ("table: \x00", "is not readable YAML"),
        ("table: \ud800", "is not readable YAML"),
    ],
)
def test_a_text_that_is_no_plain_yaml(text: str, says: str) -> None:
    assert says in str(refusal(text))


def test_a_limit_that_is_wrong() -> None:
    text = "table: limits\ntitle: x\nlimits: {exec_words: {valu: 3, unit: count, because: a, remedy: b}}"
    refused = refusal(text, "limits")
    assert "“limits.exec_words.valu” is no key here. Did you mean “value”?" in str(refused)
    assert refused.row is None
