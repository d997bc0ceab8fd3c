"""Mapping files: what they may say, and how a wrong word is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapters.mapping.mapping_file import mapping_text, parse_mapping, read_mapping
from assistant.errors import BadMapping

GOOD = """
source: tracker
as_of: 2026-11-16
formats: {dates: "%d.%m.%Y", decimal: ","}
lookups: {standing: {no: dropped, ja: done}}
values:
  number: {headers: Ref, match: '(\\d+)'}
nouns:
  - noun: work_items
    where: {Type: [Story, Bug], Key: filled, State: {not: [no, Cancelled]}}
    fields:
      key: Key
      name: [Title, Key]
      category: {headers: State, lookup: standing}
      due: {headers: Due, dates: "%Y-%m-%d", missing: [TBC, Exempt…]}
      labels: {text: "{Type}/{$number}"}
"""


def test_words_stay_words() -> None:
    mapping = parse_mapping(GOOD, "m.yaml")
    (rule,) = mapping.nouns
    assert mapping.lookups["standing"]["no"] == "dropped"
    assert rule.where["State"].excluded == ("no", "Cancelled")
    assert rule.where["Key"].filled
    assert rule.fields["name"].headers == ("Title", "Key")
    assert rule.fields["due"].missing == ("TBC", "Exempt…")
    assert mapping.complete


def test_what_is_written_is_read_back() -> None:
    mapping = parse_mapping(GOOD, "m.yaml")
    assert parse_mapping(mapping_text(mapping), "again") == mapping


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("formats:", "formatz:", "there is no key “formatz”. Did you mean “formats”?"),
        ("noun: work_items", "noun: workitems", "Did you mean “work_items”?"),
        ("      due:", "      duedate:", "there is no field “duedate”"),
        ("where:", "were:", "there is no key “were”. Did you mean “where”?"),
        ("missing:", "mising:", "fields, due: there is no key “mising”"),
        ("{not: [no", "{nott: [no", "nouns 1, where, State: there is no key “nott”. Did you"),
        ("lookup: standing", "lookup: standin", "Did you mean “standing”?"),
        ("as_of: 2026-11-16", "as_of: 2026-13-16", "as_of, day"),
        ('decimal: ","', 'decimal: "comma"', "formats, decimal"),
        ("match: '(", "match: '((", "is no regular expression"),
        ("match: '(\\d+)'", "match: '\\d+'", "marks nothing to keep"),
        ("source: tracker", "sourze: tracker", "no key “sourze”. Did you mean “source”?"),
        ("source: tracker", "", "source: this has to be there"),
        ("      key: Key", "      key: {}", "name either headers or a text"),
        ("  - noun", "  noun", "not valid YAML"),
    ],
)
def test_a_wrong_word_is_named_with_the_nearest_right_one(
    right: str, wrong: str, named: str
) -> None:
    assert right in GOOD
    with pytest.raises(BadMapping) as caught:
        parse_mapping(GOOD.replace(right, wrong), "m.yaml")
    assert named in str(caught.value)
    assert "m.yaml" in str(caught.value)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "a: 1\n---\nb: 2\n"])
def test_what_is_no_mapping_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadMapping, match="one mapping"):
        parse_mapping(text, "m.yaml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match=r"gone\.yaml: no such file"):
        read_mapping(tmp_path / "gone.yaml")
