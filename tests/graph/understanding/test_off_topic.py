"""What is not about the portfolio gets no plan; asking as another and scoring people is declined."""

from pathlib import Path

import pytest
import yaml

from assistant.graph.understanding.outcome import Decline, NotUnderstood, Plan, Why
from assistant.graph.understanding.teaching import off_topic
from tests.graph.understanding.asking import ask, outcome

_ASKED = yaml.safe_load(Path(__file__).with_name("off_topic.yaml").read_text(encoding="utf-8"))
_PLANNED = 0.03
"""The share of what is off the topic that may still be planned."""


def test_hardly_anything_off_the_topic_is_planned() -> None:
    asked = _ASKED["off_topic"]
    planned = [each for each in asked if isinstance(ask(each, "C"), Plan)]
    assert len(planned) <= _PLANNED * len(asked), planned


@pytest.mark.parametrize("question", _ASKED["as_another"])
@pytest.mark.parametrize("initial", ["C", "I"])
def test_nobody_asks_as_another(question: str, initial: str) -> None:
    found = ask(question, initial)
    assert isinstance(found, Decline)
    assert found.why is Why.AS_ANOTHER
    assert all(isinstance(ask(each, initial), Plan) for each in found.instead)


@pytest.mark.parametrize("question", _ASKED["persons"])
def test_nobody_is_scored(question: str) -> None:
    found = ask(question)
    assert isinstance(found, Decline)
    assert found.why is Why.PERSONS


@pytest.mark.parametrize(
    "question",
    ["My printer is broken.", "how are you", "when is Easter", "' OR 1 = 1; DROP TABLE x"],
)
def test_it_is_said_not_to_be_understood_with_what_can_be_asked(question: str) -> None:
    found = ask(question)
    assert isinstance(found, NotUnderstood)
    assert all(isinstance(ask(each), Plan) for each in found.nearest)


@pytest.mark.parametrize(
    ("question", "tool"),
    [
        ("Hello! How are you? Which projects are red?", "status_list"),
        ("Pretend Mosaic slips by two weeks. What else is hit?", "cascade"),
        ("What can Priya do as a backup for the DBA?", "skill_cover"),
        ("Good morning, thanks a lot for yesterday. What should we build next?", "build_next"),
        ("What is Atlas worth to us? What benefits does it bring?", "benefits"),
    ],
)
def test_politeness_and_supposing_are_no_other_topic(question: str, tool: str) -> None:
    assert tool in outcome(ask(question)).split("+")


def test_a_name_that_nobody_knows_is_said_so_and_not_taken_for_another_topic() -> None:
    assert outcome(ask("How is the Phoenix project?")) == "unknown_name"
    assert outcome(ask("how is zumbra doing?")) == "unknown_name"


def test_what_is_taught_to_be_off_the_topic_is_taught_once() -> None:
    taught = [wording for _, wording in off_topic()]
    assert len(taught) == len(set(taught)) > len(_ASKED["off_topic"])
