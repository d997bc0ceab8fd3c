"""What people type: nothing and too much are refused in words, wherever it is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import BadInput
from assistant.portfolio.control import RaidEntry, RaidKind
from assistant.portfolio.work import Request, RequestState
from assistant.usecases.app import App
from assistant.usecases.correct_input import (
    propose_answer,
    propose_correction,
    propose_record,
)
from assistant.usecases.decide_proposal import comment
from assistant.usecases.override_rag import propose_override
from assistant.usecases.typed_text import typed_text
from tests.contracts.batches import bring
from tests.usecases.governing import TODAY, asks, office, things

TYPED: dict[str, Callable[[App, str], object]] = {
    "comment": lambda app, text: comment(app, "P-1", text),
    "record": lambda app, text: propose_record(app, text, "exe", None, None),
    "answer": lambda app, text: propose_answer(app, "REQ", RequestState.ACCEPTED, text),
    "override": lambda app, text: propose_override(
        asks(app, "pam"), "LATE", status="amber", until=TODAY.replace(day=20), why=text
    ),
}


@pytest.fixture
def app(tmp_path: Path) -> App:
    made = office(tmp_path)
    request = Request(key="REQ", name="Charts", state=RequestState.SUBMITTED)
    risk = RaidEntry(key="R", kind=RaidKind.RISK, name="It rains")
    bring(made.store, [*things(), request, risk], as_of=TODAY)
    propose_correction(made.asked_by("pam"), "projects", "CALM", "name", "Calmer")
    return made.asked_by("pam")


@pytest.mark.parametrize("where", TYPED)
@pytest.mark.parametrize("text", ["", " \n\t ", "x" * 2_001])
def test_nothing_and_too_much_are_refused_in_words(app: App, where: str, text: str) -> None:
    before = app.store.proposals()
    with pytest.raises(BadInput) as refused:
        TYPED[where](app, text)
    assert "letters" in str(refused.value.remedy)
    assert app.store.proposals() == before


@pytest.mark.parametrize("where", TYPED)
def test_a_text_is_kept_as_typed_but_for_spaces_around_it(app: App, where: str) -> None:
    TYPED[where](app, "  =cmd|' /C calc'!A0 <b>fits</b>  ")
    kept = "".join(each.model_dump_json() for each in app.store.proposals())
    assert "\"=cmd|' /C calc'!A0 <b>fits</b>\"" in kept


def test_the_longest_text_that_may_be_is_kept() -> None:
    assert typed_text("x" * 500, "Say it.") == "x" * 500
    with pytest.raises(BadInput, match="501 letters"):
        typed_text("x" * 501, "Say it.")


@pytest.mark.parametrize(
    ("table", "key", "field", "value", "said"),
    [
        ("value_inputs", "L-1/cost of delay", "value", "x", "it is a number, such as 3"),
        ("value_inputs", "L-1/cost of delay", "value", "", "value cannot be empty"),
        ("projects", "CALM", "start", "soon", "it is a day, such as 2026-12-31"),
        ("people", "ana", "name", "", "name cannot be empty"),
    ],
)
def test_what_cannot_stand_in_a_cell_says_what_can(
    app: App, table: str, key: str, field: str, value: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        propose_correction(app, table, key, field, value)
    assert "None" not in refused.value.message


def test_whoever_decided_does_not_put_it_on_record_themselves(app: App) -> None:
    with pytest.raises(BadInput, match="somebody else puts it on record"):
        propose_record(app, "Go on", "pam", None, None)
