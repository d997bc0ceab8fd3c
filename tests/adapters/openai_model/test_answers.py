"""What is asked on the wire, and what becomes of good and bad answers."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import httpx
import pytest
import respx

from assistant.adapters.openai_model import Price
from assistant.errors import BudgetSpent, ModelAnswerInvalid, ModelRefused, ModelTrouble
from assistant.ports.model import AnswerForm
from assistant.values import Money
from tests.adapters.openai_model.asking import CHAT, PROMPT, Planned, budget, model, said

PLAN = '{"tool": "rank", "most": null}'


def _sent(route: respx.Route, number: int = 0) -> dict[str, Any]:
    body = json.loads(route.calls[number].request.content)
    assert isinstance(body, dict)
    return body


def test_a_form_is_asked_for_and_read(wire: respx.Router) -> None:
    route = wire.post(CHAT).respond(json=said(PLAN))
    answer = model().structured(PROMPT, Planned, budget())
    assert answer.value == Planned(tool="rank")
    sent = _sent(route)
    assert sent["messages"][0] == {"role": "system", "content": PROMPT.system}
    assert (sent["temperature"], sent["max_tokens"]) == (0, 2_000)
    assert "seed" in sent
    form = sent["response_format"]["json_schema"]
    assert form["strict"] is True
    assert form["schema"]["required"] == ["tool", "most"]


def test_an_answer_says_what_it_was(wire: respx.Router) -> None:
    wire.post(CHAT).respond(json=said(PLAN))
    spends = budget()
    price = Price(currency="EUR", read=Decimal("2.50"), written=Decimal(10))
    call = model(price=price).structured(PROMPT, Planned, spends).call
    assert call.cost == Money(amount=Decimal("0.00006"), currency="EUR")
    assert (call.model, call.prompt, call.prompt_version) == ("small-2", "plan", "v1")
    assert call.usage.tokens == spends.tokens_spent == 15
    assert (call.form, call.finish, call.attempts) == (AnswerForm.SCHEMA, "stop", 1)


def test_no_price_is_no_cost_rather_than_none_to_pay(wire: respx.Router) -> None:
    wire.post(CHAT).respond(json=said("Fine."))
    assert model().text(PROMPT, budget()).call.cost is None


def test_the_same_question_has_the_same_hash(wire: respx.Router) -> None:
    wire.post(CHAT).respond(json=said("Fine."))
    one, two = (model(key=key).text(PROMPT, budget()).call for key in ("sk-one", "sk-two"))
    other = model().text(PROMPT.model_copy(update={"user": "And now?"}), budget()).call
    assert one.request_hash == two.request_hash != other.request_hash


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": 4}])
def test_tokens_nobody_told_are_counted_here(
    usage: dict[str, int] | None, wire: respx.Router
) -> None:
    wire.post(CHAT).respond(json=said("One two three.") | {"usage": usage})
    used = model().text(PROMPT, budget()).call.usage
    assert used.counted_here
    assert used.output_tokens == 3


BAD_TEXTS = {
    "truncated": (said(PLAN[:9], "length"), ModelAnswerInvalid, ModelTrouble.CUT_OFF),
    "filtered": (said("", "content_filter"), ModelRefused, ModelTrouble.DECLINED),
    "refused": (said(None, refusal="No, I will not."), ModelRefused, ModelTrouble.DECLINED),
    "empty": (said(""), ModelAnswerInvalid, ModelTrouble.UNREADABLE),
    "null": (said(None), ModelAnswerInvalid, ModelTrouble.UNREADABLE),
    "no choices": ({"choices": []}, ModelAnswerInvalid, ModelTrouble.UNREADABLE),
    "other json": ({"detail": "hi"}, ModelAnswerInvalid, ModelTrouble.UNREADABLE),
    "list": ([1, 2], ModelAnswerInvalid, ModelTrouble.UNREADABLE),
    "tool call": (
        said(None, "tool_calls", tool_calls=[{"function": {"name": "approve"}}]),
        ModelAnswerInvalid,
        ModelTrouble.UNREADABLE,
    ),
    "made-up tool": (said('{"tool": "approve"}'), ModelAnswerInvalid, ModelTrouble.WRONG_FORM),
    "extra field": (
        said('{"tool": "rank", "most": 1, "also": "x"}'),
        ModelAnswerInvalid,
        ModelTrouble.WRONG_FORM,
    ),
    "prose": (said("I would rank first."), ModelAnswerInvalid, ModelTrouble.NOT_JSON),
    "half an object": (said('{"tool": "ra'), ModelAnswerInvalid, ModelTrouble.NOT_JSON),
}


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_a_bad_answer_is_a_fault_and_nothing_else(name: str, wire: respx.Router) -> None:
    answer, kind, trouble = BAD_TEXTS[name]
    wire.post(CHAT).respond(json=answer)
    spends = budget()
    with pytest.raises(kind) as raised:
        model().structured(PROMPT, Planned, spends)
    assert raised.value.trouble is trouble  # type: ignore[attr-defined]  # every fault has one
    assert spends.tokens_spent > 0, "it was paid for all the same"


def test_a_fault_quotes_no_value_of_the_model(wire: respx.Router) -> None:
    wire.post(CHAT).respond(json=said('{"tool": "rm -rf", "\\u001b[31mx": 1}'))
    with pytest.raises(ModelAnswerInvalid) as raised:
        model().structured(PROMPT, Planned, budget())
    assert "rm -rf" not in str(raised.value)
    assert str(raised.value).isprintable()


def test_an_object_in_a_code_fence_is_read(wire: respx.Router) -> None:
    wire.post(CHAT).respond(json=said(f"```json\n{PLAN}\n```"))
    assert model().structured(PROMPT, Planned, budget()).value.tool == "rank"


def test_the_answer_may_be_as_long_as_the_budget_lets_it(wire: respx.Router) -> None:
    route = wire.post(CHAT).respond(json=said("Fine."))
    model().text(PROMPT, budget(tokens=121))
    assert _sent(route)["max_tokens"] == 100


@pytest.mark.parametrize(("tokens", "seconds", "what"), [(20, 9, "tokens"), (900, 0, "seconds")])
def test_nothing_is_asked_once_the_budget_is_spent(
    tokens: int, seconds: float, what: str, wire: respx.Router
) -> None:
    route = wire.post(CHAT).respond(json=said("Fine."))
    with pytest.raises(BudgetSpent) as raised:
        model().text(PROMPT, budget(tokens=tokens, seconds=seconds))
    assert raised.value.what == what
    assert not route.called


def test_a_huge_answer_is_not_read(wire: respx.Router) -> None:
    wire.post(CHAT).respond(json=said("x" * 5_000))
    with pytest.raises(ModelAnswerInvalid) as raised:
        model(answer_bytes=4_000).text(PROMPT, budget())
    assert raised.value.trouble is ModelTrouble.TOO_LONG


def test_a_packed_answer_is_not_unpacked(wire: respx.Router) -> None:
    import gzip

    content = gzip.compress(json.dumps(said("x" * 9_000_000)).encode())
    wire.post(CHAT).mock(
        return_value=httpx.Response(
            200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(content)
        )
    )
    with pytest.raises(ModelAnswerInvalid) as raised:
        model().text(PROMPT, budget())
    assert raised.value.trouble is ModelTrouble.TOO_LONG
