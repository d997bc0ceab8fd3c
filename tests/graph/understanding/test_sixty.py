"""The questions of the sample's people lead to the tools that answer them, with their arguments."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.graph.understanding.outcome import AskBack, Decline, Plan, Why
from tests.graph.understanding.asking import ask, outcome, planned, seen_by

_CASES = yaml.safe_load((Path(__file__).parent / "sixty.yaml").read_text(encoding="utf-8"))
_SHARED = Path(__file__).parents[3].parent / "shared" / "questions.md"
_AS_ASKED = re.compile(r"^(\d+)\. \[[^\]]*\] (.*?) — ", re.MULTILINE)


def _check(case: dict[str, Any], question: str) -> None:
    found = ask(question, case["asker"])
    assert outcome(found) == case["tool"], found
    if isinstance(found, Plan):
        told = found.calls[0].arguments
        assert {name: told.get(name) for name in case["args"]} == case["args"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: str(case["n"]))
def test_reworded(case: dict[str, Any]) -> None:
    _check(case, case["ask"])


def test_as_asked() -> None:
    if not _SHARED.exists():
        pytest.skip("the list of questions does not lie beside the project")
    asked = {int(number): text for number, text in _AS_ASKED.findall(_SHARED.read_text("utf-8"))}
    assert len(asked) == len(_CASES)
    for case in _CASES:
        _check(case, asked[case["n"]])


def test_two_people_of_one_name_are_asked_back() -> None:
    found = ask("What else is Jonas working on?", "A")
    assert isinstance(found, AskBack)
    assert found.choices == (
        "What else is Jonas Lindqvist working on?",
        "What else is Jonas Weber working on?",
    )
    assert [planned(each, "A").calls[0].arguments["person"] for each in found.choices] == [
        "jonas.lindqvist",
        "jonas.weber",
    ]


def test_two_projects_of_one_name_are_asked_back() -> None:
    found = ask("What does the data project cost?")
    assert isinstance(found, AskBack)
    assert [outcome(ask(each)) for each in found.choices] == ["money", "money"]


def test_who_may_see_it_gets_the_figure() -> None:
    assert planned("What does Falcon cost us?", "I").calls[0].arguments == {"subject": "FALCON"}


def test_what_is_declined_says_what_can_be_asked_instead() -> None:
    found = ask("Approve the new ranking for me.", "I")
    assert isinstance(found, Decline)
    assert found.why is Why.ACT
    assert all(isinstance(ask(each, "I"), Plan) for each in found.instead)


def test_the_regulator_is_the_portfolios_own() -> None:
    assert "SENTINEL-LIVE" in {each.key for each in planned(
        "And if the regulator wants it by 15 January?", "F"
    ).subjects}  # fmt: skip
    assert seen_by("F").as_of.year == 2026
