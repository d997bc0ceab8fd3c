"""Strangers' wordings are understood as well as they were when they were measured."""

import pytest

from assistant.graph.understanding.intents import intents
from assistant.graph.understanding.likeness import likeness
from assistant.graph.understanding.teaching import taught, texts_hash, wordings
from tests.graph.understanding.strangers import BATCHES, strangers, verdicts

_RIGHT = {"one": 47, "two": 45, "three": 44}
_WRONG = 4


@pytest.mark.parametrize("batch", BATCHES)
def test_a_batch(batch: str) -> None:
    found = verdicts(batch)
    assert found.total() == 50
    assert found["right"] >= _RIGHT[batch], found
    assert found["wrong"] <= _WRONG, found


def test_no_stranger_asks_twice() -> None:
    asked = [each.question for batch in BATCHES for each in strangers(batch)]
    assert len(asked) == len(set(asked))


def test_what_was_taught_is_what_the_texts_say_now() -> None:
    assert likeness().taught_by == texts_hash(), (
        "the wordings or the lexicon changed: run python -m assistant.graph.understanding.teaching"
    )


def test_every_intent_has_wordings() -> None:
    assert {tool for tool, _ in wordings()} == {each.tool for each in intents()}


def test_a_few_wordings_teach_what_they_say() -> None:
    lessons = [("risks", "which dangers are there"), ("money", "what did {project} spend")]
    found = taught(lessons).scores({"dangers", "danger", "which"})
    assert found["risks"] > found["money"]


def test_strange_words_make_the_others_count_less() -> None:
    sure = likeness().scores({"risk", "#risk"})
    unsure = likeness().scores({"risk", "#risk", "zebra", "giraffe"})
    assert 0 < unsure["risks"] < sure["risks"]
