"""Each trouble on the wire is one fault, with one fix; secrets stand in none of them."""

from __future__ import annotations

import logging
import socket
import ssl
from typing import Any

import httpcore2
import httpx
import httpx2
import openai
import pytest
import respx

from assistant.adapters.openai_model import ModelServer
from assistant.adapters.openai_model.faults import of_connection, worth_another_attempt
from assistant.errors import (
    ModelFault,
    ModelMisconfigured,
    ModelRefused,
    ModelTrouble,
    ModelUnavailable,
)
from tests.adapters.openai_model.asking import (
    CHAT,
    KEY,
    NOW,
    PROMPT,
    URL,
    Planned,
    Watch,
    budget,
    model,
    said,
)

Kind = type[ModelFault]


def _error(message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"message": message, **more}}


ONCE: dict[str, tuple[dict[str, Any], Kind, ModelTrouble]] = {
    "key": (
        {"status_code": 401, "json": _error(f"Incorrect API key {KEY}")},
        ModelMisconfigured,
        ModelTrouble.WRONG_KEY,
    ),
    "forbidden": ({"status_code": 403}, ModelMisconfigured, ModelTrouble.WRONG_KEY),
    "bad request": (
        {"status_code": 400, "json": _error("no")},
        ModelMisconfigured,
        ModelTrouble.TURNED_DOWN,
    ),
    "too long": (
        {"status_code": 400, "json": _error("too long", code="context_length_exceeded")},
        ModelMisconfigured,
        ModelTrouble.TOO_LONG,
    ),
    "filter": (
        {"status_code": 400, "json": _error("filtered", code="content_filter")},
        ModelRefused,
        ModelTrouble.DECLINED,
    ),
    "quota": (
        {"status_code": 429, "json": _error("pay", code="insufficient_quota")},
        ModelUnavailable,
        ModelTrouble.NO_QUOTA,
    ),
    "redirect": (
        {"status_code": 302, "headers": {"location": "http://evil.test/v1"}},
        ModelMisconfigured,
        ModelTrouble.MOVED,
    ),
    "list body": (
        {"status_code": 422, "json": [{"msg": "x"}]},
        ModelMisconfigured,
        ModelTrouble.TURNED_DOWN,
    ),
    "html": (
        {"status_code": 403, "text": "<html><b>Forbidden</b></html>"},
        ModelMisconfigured,
        ModelTrouble.WRONG_KEY,
    ),
    "teapot": ({"status_code": 418}, ModelMisconfigured, ModelTrouble.TURNED_DOWN),
}


@pytest.mark.parametrize("name", ONCE)
def test_what_no_attempt_can_mend_is_asked_once(name: str, wire: respx.Router) -> None:
    answer, kind, trouble = ONCE[name]
    route = wire.post(CHAT).respond(**answer)
    with pytest.raises(kind) as raised:
        model().text(PROMPT, budget())
    assert raised.value.trouble is trouble
    assert raised.value.remedy or kind is ModelRefused
    assert route.call_count == 1


AGAIN: dict[str, tuple[Any, ModelTrouble]] = {
    "busy": (httpx.Response(429), ModelTrouble.BUSY),
    "server": (httpx.Response(500, text="<html>"), ModelTrouble.BROKEN),
    "overloaded": (httpx.Response(529), ModelTrouble.BROKEN),
    "gateway": (httpx.Response(502), ModelTrouble.BROKEN),
    "conflict": (httpx.Response(409), ModelTrouble.BROKEN),
    "refused": (httpcore2.ConnectError("refused"), ModelTrouble.UNREACHABLE),
    "read": (httpcore2.ReadTimeout("late"), ModelTrouble.LATE),
    "connect": (httpcore2.ConnectTimeout("late"), ModelTrouble.LATE),
    "reset": (httpcore2.ReadError("reset"), ModelTrouble.CUT_OFF),
    "protocol": (httpcore2.RemoteProtocolError("bad"), ModelTrouble.CUT_OFF),
}


@pytest.mark.parametrize("name", AGAIN)
def test_what_may_pass_is_tried_three_times(name: str, wire: respx.Router) -> None:
    effect, trouble = AGAIN[name]
    route = wire.post(CHAT)
    route.side_effect = [effect] * 3
    watch = Watch()
    with pytest.raises(ModelUnavailable) as raised:
        model(watch).text(PROMPT, budget(watch))
    assert raised.value.trouble is trouble
    assert route.call_count == 3
    assert len(watch.waits) == 2


@pytest.mark.parametrize(
    ("inner", "trouble"),
    [
        (socket.gaierror(-2, "unknown"), ModelTrouble.NO_SUCH_HOST),
        (ssl.SSLCertVerificationError("self-signed"), ModelTrouble.NOT_TRUSTED),
    ],
)
def test_the_cause_behind_a_failed_connection_is_told(
    inner: Exception, trouble: ModelTrouble
) -> None:
    failed = openai.APIConnectionError(request=httpx2.Request("POST", CHAT))
    failed.__cause__ = httpx2.ConnectError("failed")
    failed.__cause__.__cause__ = inner
    fault = of_connection(failed, ModelServer(url=URL, model="small"))
    assert fault.trouble is trouble
    assert not worth_another_attempt(fault)


def test_a_second_attempt_that_goes_well_is_the_answer(wire: respx.Router) -> None:
    wire.post(CHAT).side_effect = [
        httpx.Response(503),
        httpx.Response(200, json=said("Ok.")),
    ]
    answer = model().text(PROMPT, budget())
    assert (answer.value, answer.call.attempts) == ("Ok.", 2)


WAITS = {
    "seconds": ({"retry-after": "7"}, 7),
    "fraction": ({"retry-after": " 1.5 "}, 1.5),
    "date": ({"retry-after": NOW.strftime("%a, %d %b %Y 08:00:09 GMT")}, 9),
    "past": ({"retry-after": "Mon, 16 Nov 2020 08:00:00 GMT"}, 0),
    "milliseconds": ({"retry-after-ms": "2500", "retry-after": "9"}, 2.5),
    "nonsense": ({"retry-after": "soon"}, 0.25),
    "negative": ({"retry-after": "-4"}, 0.25),
    "infinite": ({"retry-after": "inf"}, 0.25),
}


@pytest.mark.parametrize("name", WAITS)
def test_a_server_is_left_alone_as_long_as_it_asks(name: str, wire: respx.Router) -> None:
    headers, least = WAITS[name]
    wire.post(CHAT).side_effect = [
        httpx.Response(429, headers=headers),
        httpx.Response(200, json=said("Ok.")),
    ]
    watch = Watch()
    model(watch).text(PROMPT, budget(watch))
    assert least <= watch.waits[0] <= least + 0.25


def test_nobody_waits_longer_than_there_is_time(wire: respx.Router) -> None:
    route = wire.post(CHAT).respond(429, headers={"retry-after": "3600"})
    watch = Watch()
    with pytest.raises(ModelUnavailable) as raised:
        model(watch).text(PROMPT, budget(watch))
    assert raised.value.after == 3600
    assert (route.call_count, watch.waits) == (1, [])


def test_a_missing_model_is_told_with_those_there_are(wire: respx.Router) -> None:
    wire.post(CHAT).respond(404, json=_error("no such model"))
    wire.get(f"{URL}/models").respond(json={"data": [{"id": "b"}, {"id": "a"}, {}, 3]})
    with pytest.raises(ModelMisconfigured, match=r"no model “small”.*PMO_MODEL to one.*: a, b\."):
        model().text(PROMPT, budget())


@pytest.mark.parametrize(
    "listed", [{"status_code": 404}, {"text": "<html>"}, {"json": {"data": 1}}]
)
def test_a_wrong_address_is_told_where_there_is_no_list(
    listed: dict[str, Any], wire: respx.Router
) -> None:
    wire.post(CHAT).respond(404)
    wire.get(f"{URL}/models").respond(**listed)
    with pytest.raises(ModelMisconfigured) as raised:
        model().text(PROMPT, budget())
    assert raised.value.trouble is ModelTrouble.WRONG_ADDRESS


def test_a_web_page_is_no_model(wire: respx.Router) -> None:
    wire.post(CHAT).respond(200, html="<!doctype html><title>Welcome</title>")
    wire.get(f"{URL}/models").respond(200, html="<!doctype html>")
    with pytest.raises(ModelMisconfigured, match="web page"):
        model().text(PROMPT, budget())


def test_a_redirect_takes_neither_key_nor_question_along(wire: respx.Router) -> None:
    evil = wire.route(host="evil.test").respond(json=said("Got it."))
    wire.post(CHAT).respond(307, headers={"location": "http://evil.test/v1"})
    with pytest.raises(ModelMisconfigured):
        model().text(PROMPT, budget())
    assert not evil.called


def test_the_key_stands_nowhere(wire: respx.Router, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wire.post(CHAT).respond(
        401, json=_error(f"Bad key {KEY}\x1b[31m {'x' * 999}"), headers={"x-request-id": "r"}
    )
    asked = model()
    with pytest.raises(ModelFault) as raised:
        asked.structured(PROMPT, Planned, budget())
    told = f"{raised.value} {raised.value.said} {asked!r} {vars(asked)} {caplog.text}"
    assert KEY not in told
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 400


def test_what_is_sent_holds_no_key_of_the_environment(
    wire: respx.Router, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("API_KEY", "ORG_ID", "PROJECT_ID", "ADMIN_KEY"):
        monkeypatch.setenv(f"OPENAI_{name}", "from-outside")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://evil.test/v1")
    route = wire.post(CHAT).respond(json=said("Ok."))
    model(key=None).text(PROMPT, budget())
    headers = route.calls[0].request.headers
    assert "authorization" not in headers
    assert "from-outside" not in str(headers.raw)


def test_azure_is_asked_in_its_own_way(wire: respx.Router) -> None:
    route = wire.post(CHAT).respond(json=said("Ok."))
    model(api_version="2024-10-21").text(PROMPT, budget())
    request = route.calls[0].request
    assert request.url.params["api-version"] == "2024-10-21"
    assert request.headers["api-key"] == KEY
    assert "authorization" not in request.headers
