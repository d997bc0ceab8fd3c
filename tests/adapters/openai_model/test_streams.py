"""A text that arrives in pieces: handed over once, and never believed to be whole unless it says so."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
import respx

from assistant.errors import ModelAnswerInvalid, ModelFault, ModelTrouble, ModelUnavailable
from tests.adapters.openai_model.asking import CHAT, PROMPT, budget, model, said

SSE = {"content-type": "text/event-stream; charset=utf-8"}


def _event(content: str | None = None, finish: str | None = None, **more: Any) -> str:
    delta = {} if content is None else {"content": content}
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    return "data: " + json.dumps({"choices": choices} | more) + "\n\n"


USAGE = 'data: {"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 2}}\n\n'
DONE = "data: [DONE]\n\n"
GOOD = [_event("Start "), _event("KEY-3"), _event(finish="stop"), USAGE, DONE]


def _asked(router: respx.Router, content: str | bytes) -> tuple[list[str], Any]:
    router.post(CHAT).respond(200, headers=SSE, content=content)
    pieces: list[str] = []
    try:
        return pieces, model().text(PROMPT, budget(), pieces.append)
    except ModelFault as fault:
        return pieces, fault


def test_pieces_are_handed_over_and_make_the_answer(wire: respx.Router) -> None:
    pieces, answer = _asked(wire, "".join(GOOD))
    assert pieces == ["Start ", "KEY-3"]
    assert answer.value == "Start KEY-3"
    assert answer.call.usage.tokens == 7


def test_keep_alives_comments_and_odd_line_ends_are_passed_over(wire: respx.Router) -> None:
    noisy = ": ping\n\n" + ": x\n\n".join(GOOD) + ": bye\n\n"
    pieces, answer = _asked(wire, noisy.replace("\n", "\r\n"))
    assert "".join(pieces) == answer.value == "Start KEY-3"


def test_a_stream_that_tells_no_usage_is_counted_here(wire: respx.Router) -> None:
    _, answer = _asked(wire, "".join((*GOOD[:3], DONE)))
    assert answer.call.usage.counted_here


@pytest.mark.parametrize("end", range(len("".join(GOOD[:2])), len("".join(GOOD[:3])) - 2, 7))
def test_a_stream_cut_anywhere_is_no_answer(end: int, wire: respx.Router) -> None:
    pieces, fault = _asked(wire, "".join(GOOD)[:end])
    assert isinstance(fault, ModelAnswerInvalid)
    assert fault.trouble is ModelTrouble.CUT_OFF
    assert "".join(pieces) == "Start KEY-3"


def test_a_stream_cut_before_anything_came_is_tried_again(wire: respx.Router) -> None:
    route = wire.post(CHAT)
    route.side_effect = [
        httpx.Response(200, headers=SSE, content=": ping\n\n"),
        httpx.Response(200, headers=SSE, content="".join(GOOD)),
    ]
    pieces: list[str] = []
    assert model().text(PROMPT, budget(), pieces.append).call.attempts == 2
    assert pieces == ["Start ", "KEY-3"]


def test_what_was_handed_over_is_not_asked_for_again(wire: respx.Router) -> None:
    route = wire.post(CHAT).respond(200, headers=SSE, content=GOOD[0] + "data: {bro")
    with pytest.raises(ModelAnswerInvalid):
        model().text(PROMPT, budget(), lambda _: None)
    assert route.call_count == 1


@pytest.mark.parametrize(
    ("events", "trouble"),
    [
        ([_event("Sta"), _event(finish="length")], ModelTrouble.CUT_OFF),
        ([_event("Sta"), _event(finish="content_filter")], ModelTrouble.DECLINED),
        ([_event(finish="stop")], ModelTrouble.UNREADABLE),
        (["data: 17\n\n"], ModelTrouble.UNREADABLE),
        (["data: {broken\n\n"], ModelTrouble.UNREADABLE),
        ([_event("a"), "data: {broken\n\n"], ModelTrouble.CUT_OFF),
        (['data: {"choices": [{"delta": {"refusal": "No."}, "finish_reason": "stop"}]}\n\n'],
         ModelTrouble.DECLINED),
        (['data: {"error": {"message": "out of memory"}}\n\n'], ModelTrouble.BROKEN),
    ],
)  # fmt: skip
def test_a_stream_that_goes_wrong_is_a_fault(
    events: list[str], trouble: ModelTrouble, wire: respx.Router
) -> None:
    _, fault = _asked(wire, "".join(events))
    assert isinstance(fault, ModelFault)
    assert fault.trouble is trouble


def test_bytes_that_are_no_text_are_a_fault(wire: respx.Router) -> None:
    _, fault = _asked(wire, b'data: {"choices": "\xff\xfe"}\n\n')
    assert isinstance(fault, ModelFault)


def test_a_server_that_does_not_stream_is_read_whole(wire: respx.Router) -> None:
    wire.post(CHAT).respond(json=said("All at once."))
    pieces: list[str] = []
    assert model().text(PROMPT, budget(), pieces.append).value == "All at once."
    assert pieces == ["All at once."]


def test_an_endless_stream_ends(wire: respx.Router) -> None:
    wire.post(CHAT).respond(200, headers=SSE, content=_event("x" * 100) * 200)
    with pytest.raises(ModelAnswerInvalid):
        model(answer_bytes=9_000).text(PROMPT, budget(), lambda _: None)


def test_whoever_listens_may_stop(wire: respx.Router) -> None:
    wire.post(CHAT).respond(200, headers=SSE, content="".join(GOOD))

    def enough(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model().text(PROMPT, budget(), enough)


def test_a_busy_server_is_tried_again_before_anything_is_said(wire: respx.Router) -> None:
    wire.post(CHAT).side_effect = [
        httpx.Response(503),
        httpx.Response(503),
        httpx.Response(503),
    ]
    with pytest.raises(ModelUnavailable):
        model().text(PROMPT, budget(), lambda _: None)
