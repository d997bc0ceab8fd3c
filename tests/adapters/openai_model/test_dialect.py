"""What a server does not understand is left out the next time, and not asked again."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
import respx

from assistant.adapters.openai_model.dialect import Dialect
from assistant.errors import ModelAnswerInvalid, ModelMisconfigured
from assistant.ports.model import AnswerForm
from tests.adapters.openai_model.asking import CHAT, PROMPT, Planned, budget, model, said

PLAN = '{"tool": "capacity", "most": 2}'


def _picky(refuses: dict[str, str], seen: list[dict[str, Any]]) -> Any:
    """Return a server that turns a request down while it has one of these fields."""

    def answer(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        seen.append(body)
        for field, words in refuses.items():
            wrong = field in body or body.get("response_format", {}).get("type") == field
            if wrong:
                return httpx.Response(400, json={"error": {"message": words}})
        return httpx.Response(200, json=said(PLAN))

    return answer


REFUSALS = {
    "max_tokens": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
    "temperature": "Unsupported value: 'temperature' does not support 0 with this model.",
    "seed": "Unrecognized request argument supplied: seed",
    "json_schema": "Invalid parameter: 'response_format' of type 'json_schema' is not supported",
    "json_object": "response_format is not supported",
}


@pytest.mark.parametrize("field", REFUSALS)
def test_one_lesson_is_enough(field: str, wire: respx.Router) -> None:
    seen: list[dict[str, Any]] = []
    wire.post(CHAT).mock(side_effect=_picky({field: REFUSALS[field]}, seen))
    asked = model()
    assert asked.structured(PROMPT, Planned, budget()).value.most == 2
    lessons = len(seen) - 1
    assert asked.structured(PROMPT, Planned, budget()).value.most == 2
    assert len(seen) == lessons + 2, "the second question needs no lesson"


def test_a_server_that_refuses_everything_is_understood_in_the_end(
    wire: respx.Router,
) -> None:
    seen: list[dict[str, Any]] = []
    wire.post(CHAT).mock(side_effect=_picky(REFUSALS, seen))
    answer = model().structured(PROMPT, Planned, budget())
    assert answer.call.form is AnswerForm.PROMPT
    assert {"max_completion_tokens", "messages", "model"} == set(seen[-1])
    system = seen[-1]["messages"][0]["content"]
    assert system.startswith(PROMPT.system), "the beginning stays the same"
    assert '"enum": ["rank", "capacity"]' in system


def test_what_teaches_nothing_is_told(wire: respx.Router) -> None:
    seen: list[dict[str, Any]] = []
    wire.post(CHAT).mock(side_effect=_picky({"model": "I do not like you"}, seen))
    with pytest.raises(ModelMisconfigured, match="I do not like you"):
        model().structured(PROMPT, Planned, budget())
    assert len(seen) == 1


def test_a_server_that_repeats_a_lesson_for_ever_is_left(wire: respx.Router) -> None:
    words = " ".join(REFUSALS.values())
    seen: list[dict[str, Any]] = []
    wire.post(CHAT).mock(side_effect=_picky({"model": words}, seen))
    with pytest.raises(ModelMisconfigured):
        model().structured(PROMPT, Planned, budget())
    assert len(seen) == len(REFUSALS) + 1


def test_a_server_that_passes_the_schema_over_gets_it_in_the_prompt(
    wire: respx.Router,
) -> None:
    forms: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        forms.append(json.loads(request.content)["response_format"]["type"])
        return httpx.Response(200, json=said(PLAN if forms[-1] == "json_object" else "Capacity!"))

    wire.post(CHAT).mock(side_effect=answer)
    asked = model()
    for _ in range(2):
        assert asked.structured(PROMPT, Planned, budget()).call.form is AnswerForm.JSON
    assert forms == ["json_schema", "json_object", "json_object"]


def test_one_answer_in_prose_does_not_spoil_a_server(wire: respx.Router) -> None:
    wire.post(CHAT).side_effect = [
        httpx.Response(200, json=said("Prose.")),
        httpx.Response(200, json=said("Prose again.")),
        httpx.Response(200, json=said(PLAN)),
    ]
    asked = model()
    with pytest.raises(ModelAnswerInvalid):
        asked.structured(PROMPT, Planned, budget())
    assert asked.structured(PROMPT, Planned, budget()).call.form is AnswerForm.SCHEMA


def test_lessons_only_take_away() -> None:
    words = " ".join(REFUSALS.values()) + " stream_options"
    dialect, lessons = Dialect(), 0
    while (learnt := dialect.learnt(words, structured=True)) is not None:
        assert learnt != dialect
        dialect, lessons = learnt, lessons + 1
    assert lessons == 6
    assert dialect.learnt("temperature", structured=False) is None


def test_questions_side_by_side_learn_from_the_same_refusal(wire: respx.Router) -> None:
    """The second is under way in the old dialect while the first has learnt already."""
    seen: list[dict[str, Any]] = []
    refuse = _picky({"temperature": REFUSALS["temperature"]}, seen)
    asked = model()
    other: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if len(seen) == 0:
            seen.append({})
            other.append(asked.structured(PROMPT, Planned, budget()).value.tool)
        response: httpx.Response = refuse(request)
        return response

    wire.post(CHAT).mock(side_effect=answer)
    assert asked.structured(PROMPT, Planned, budget()).value.tool == "capacity"
    assert other == ["capacity"]
