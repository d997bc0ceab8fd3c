import json

import pytest

from assistant.adapters.tabular.raw import CellFormat, DecimalMark
from assistant.errors import BadMapping
from assistant.portfolio.noun import Kind
from tests.adapters.tabular.columns_of import column, refusal, value

EFFORT = column(Kind.EFFORT)
SKILLS = column(Kind.SKILL_EFFORTS)


@pytest.mark.parametrize(
    ("text", "effort"),
    [
        ("4d", (1920, "d")),
        ("2.5 h", (150, "h")),
        ("90min", (90, "min")),
        ("1w 2d", (3360, "d")),
        ("1w2d", (3360, "d")),
        ("1w, 2d", (3360, "d")),
        ("4 days", (1920, "d")),
        ("1 Week", (2400, "w")),
        ("4h 30m", (270, "min")),
        ("3600s", (60, "min")),
        ("0d", (0, "d")),
        ("0.01d", (5, "d")),
    ],
)
def test_work_is_kept_in_minutes_with_the_unit_it_was_given_in(
    text: str, effort: tuple[int, str]
) -> None:
    assert value(text, EFFORT) == effort


def test_a_bare_number_is_in_the_declared_unit() -> None:
    assert value("3", EFFORT, CellFormat(unit="days")) == (1440, "d")
    assert value("28800", EFFORT, CellFormat(unit="s")) == (480, "min")
    assert value("2h", EFFORT, CellFormat(unit="days")) == (120, "h")
    assert "with a unit" in refusal("3", EFFORT)


def test_the_declared_comma_counts_for_work_too() -> None:
    assert value("2,5d", EFFORT, CellFormat(decimal=DecimalMark.COMMA)) == (1200, "d")
    assert "decimal point" in refusal("2,5d", EFFORT)


def test_a_declared_unit_that_is_none_is_a_bad_mapping() -> None:
    with pytest.raises(BadMapping, match="“points” is no unit"):
        read_with_points()


def read_with_points() -> object:
    return value("3", EFFORT, CellFormat(unit="points"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-2d", "negative"),
        ("(2d)", "negative"),
        ("30m", "minutes or months"),
        ("four days", "with a unit"),
        ("5 sprints", "with a unit"),
        ("5 story points", "with a unit"),
        ("d", "with a unit"),
        ("2000000000w", "too large"),
        ("1d " * 200, "with a unit"),
    ],
)
def test_what_is_no_amount_of_work_is_refused(text: str, words: str) -> None:
    assert words in refusal(text, EFFORT)


@pytest.mark.parametrize(
    ("text", "efforts"),
    [
        ("iam 4d; backend 2d", [["iam", 1920, "d"], ["backend", 960, "d"]]),
        ("iam: 4d", [["iam", 1920, "d"]]),
        ("front end 2.5h", [["front end", 150, "h"]]),
        ("level 3 2d", [["level 3", 960, "d"]]),
        ("iam 1w 2d; ; test 1h;", [["iam", 3360, "d"], ["test", 60, "h"]]),
    ],
)
def test_work_by_skill(text: str, efforts: list[list[object]]) -> None:
    found = value(text, SKILLS)
    assert isinstance(found, str)
    assert json.loads(found) == efforts


@pytest.mark.parametrize(
    ("text", "words"),
    [("iam", "“iam” is not a skill"), ("4d", "“4d” is not a skill"), ("iam -4d", "negative")],
)
def test_work_without_skill_or_amount_is_refused(text: str, words: str) -> None:
    assert words in refusal(text, SKILLS)


def test_where_a_unit_is_declared_an_amount_alone_is_work() -> None:
    days = CellFormat(unit="d")
    for text, efforts in {
        "2.5": [["work", 1200, "d"]],
        "3 h": [["work", 180, "h"]],
        "iam 4d": [["iam", 1920, "d"]],
    }.items():
        found = value(text, SKILLS, days)
        assert isinstance(found, str)
        assert json.loads(found) == efforts
    for text, words in {"about a week": "not an amount of work", "-3": "negative"}.items():
        assert words in refusal(text, SKILLS, days)
