"""Questions in other words are planned rightly, or honestly not; hardly any wrongly."""

from collections import Counter

import pytest

from assistant.graph.understanding.intents import intents
from tests.graph.understanding.asking import shares, wordings

_WORDINGS = 8


def test_wordings_that_it_was_tuned_with() -> None:
    found = shares("tuning")
    assert found["right"] >= 0.98, found
    assert found["wrong"] <= 0.01, found


def test_wordings_that_were_held_out() -> None:
    found = shares("held_out")
    assert found["right"] >= 0.93, found
    assert found["wrong"] <= 0.04, found


def test_wordings_added_later() -> None:
    found = shares("more")
    assert found["right"] >= 0.9, found
    assert found["wrong"] <= 0.02, found


def test_every_intent_is_asked_in_many_words() -> None:
    counts = Counter(
        each.wanted for name in ("tuning", "held_out", "more") for each in wordings(name)
    )
    assert {
        intent.tool: counts[intent.tool] for intent in intents() if counts[intent.tool] < _WORDINGS
    } == {}


@pytest.mark.parametrize("name", ["tuning", "held_out", "more"])
def test_no_question_is_there_twice(name: str) -> None:
    asked = Counter((each.question, each.initial) for each in wordings(name))
    assert [question for question, count in asked.items() if count > 1] == []
