"""End to end over HTTP against a real server on loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from random import Random
from typing import Any

import pytest

from assistant.adapters.openai_model import ModelServer, OpenAIModel, Patience
from assistant.adapters.system_clock import SystemClock
from assistant.adapters.token_counting import TokenCounting
from assistant.errors import (
    BudgetSpent,
    ModelAnswerInvalid,
    ModelFault,
    ModelMisconfigured,
    ModelTrouble,
    ModelUnavailable,
)
from assistant.ports.budget import Budget
from assistant.ports.model import AnswerForm
from tests.adapters.openai_model.asking import PROMPT, Planned
from tests.fakes.chat_server import ChatServer, serving


@contextmanager
def _model(server: ChatServer, **more: Any) -> Iterator[OpenAIModel]:
    given = {"url": server.url, "model": "small", "key": server.key} | more
    patience = Patience(SystemClock(), Random(1), sleep=lambda _: None)
    with closing(OpenAIModel(ModelServer(**given), TokenCounting("small"), patience)) as model:
        yield model


def _plans(body: dict[str, Any]) -> str:
    """Answer like a small model: the first word of each list in the schema, wherever it stands."""
    schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
    text = json.dumps(schema) if schema else body["messages"][0]["content"]
    return json.dumps({"tool": "rank" if '"rank"' in text else "?", "most": 3})


def _budget(seconds: float = 20) -> Budget:
    return Budget(tokens=4_000, seconds=seconds)


@pytest.mark.parametrize("knows_schemas", [True, False])
def test_a_plan_over_the_wire(knows_schemas: bool) -> None:  # noqa: FBT001 - a parameter of a test
    with (
        serving(ChatServer(_plans, key="sk-1", knows_schemas=knows_schemas)) as server,
        _model(server) as asked,
    ):
        for _ in range(3):
            answer = asked.structured(PROMPT, Planned, _budget())
        assert answer.value == Planned(tool="rank", most=3)
        assert answer.call.form is (AnswerForm.SCHEMA if knows_schemas else AnswerForm.JSON)
        assert len(server.bodies) == (3 if knows_schemas else 4)
        starts = {body["messages"][0]["content"] for body in server.bodies[-2:]}
        assert len(starts) == 1, "the beginning is the same, so that a server can keep it"


def test_a_text_arrives_in_pieces() -> None:
    pieces: list[str] = []
    with serving(ChatServer(lambda _: "Start KEY-3 first")) as server, _model(server) as asked:
        answer = asked.text(PROMPT, _budget(), pieces.append)
    assert len(pieces) == 3
    assert "".join(pieces) == answer.value
    assert not answer.call.usage.counted_here
    assert "authorization" not in server.headers[0]


def test_a_wrong_key_and_a_wrong_name_are_told() -> None:
    with serving(ChatServer(_plans, key="sk-1", models=("large", "huge"))) as server:
        with _model(server, key="sk-2") as asked, pytest.raises(ModelMisconfigured, match="key"):
            asked.structured(PROMPT, Planned, _budget())
        with _model(server) as asked, pytest.raises(ModelMisconfigured, match="huge, large"):
            asked.structured(PROMPT, Planned, _budget())


def test_nothing_there_is_told() -> None:
    with serving(ChatServer(_plans)) as server:
        pass
    with _model(server) as asked, pytest.raises(ModelUnavailable) as raised:
        asked.structured(PROMPT, Planned, _budget())
    assert raised.value.trouble is ModelTrouble.UNREACHABLE


def _drip(handler: Any) -> None:
    while not handler.chat.stopping.wait(0.02):
        handler.wfile.write(b": still here\n\n")


def _fall_silent(handler: Any) -> None:
    handler.chat.stopping.wait(20)


def _hang_up(handler: Any) -> None:
    handler.connection.close()


@pytest.mark.parametrize("mischief", [_drip, _fall_silent])
def test_a_server_that_does_not_end_is_left_in_time(mischief: Any) -> None:
    with serving(ChatServer(lambda _: "So far", before_end=mischief)) as server:
        began = time.monotonic()
        with _model(server, seconds=0.4, attempts=1) as asked, pytest.raises(ModelFault) as raised:
            asked.text(PROMPT, _budget(), lambda _: None)
        assert time.monotonic() - began < 5
    assert raised.value.trouble is ModelTrouble.LATE


def test_a_question_whose_time_is_over_says_so() -> None:
    with (
        serving(ChatServer(lambda _: "So far", before_end=_fall_silent)) as server,
        _model(server) as asked,
        pytest.raises(BudgetSpent),
    ):
        asked.text(PROMPT, _budget(seconds=0.4), lambda _: None)


def test_a_server_that_hangs_up_in_the_middle_is_no_answer() -> None:
    with (
        serving(ChatServer(lambda _: "So far", before_end=_hang_up)) as server,
        _model(server) as asked,
        pytest.raises(ModelAnswerInvalid) as raised,
    ):
        asked.text(PROMPT, _budget(), lambda _: None)
    assert raised.value.trouble is ModelTrouble.CUT_OFF
