"""The doctor tries the model, and says one fix at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.errors import ModelMisconfigured, ModelTrouble, PmoError
from assistant.ports.budget import Budget
from assistant.ports.model import (
    Answer,
    AnswerForm,
    Call,
    Model,
    RecordedCall,
    RenderedPrompt,
    Usage,
)
from assistant.usecases.app import Language
from assistant.usecases.ask_model import model_for
from assistant.usecases.check_model import check_model
from assistant.values import Money, Scope
from tests.fakes.scripted_model import ScriptedModel, Step
from tests.usecases.test_view import NOW, app

TRIED = {"word": "harbour", "letters": 7}
CALL = Call(
    model="small-2", prompt="try_out", prompt_version="v", usage=Usage(input_tokens=60, output_tokens=9),
    cost=None, request_hash="a", response_hash="b", seconds=0.5, finish="stop", form=AnswerForm.SCHEMA,
)  # fmt: skip


@dataclass
class Fixed:
    """A model whose every answer is this one."""

    call: Call
    value: dict[str, Any] = field(default_factory=lambda: dict(TRIED))
    name: str = "small"

    def structured(self, prompt: RenderedPrompt, schema: Any, budget: Budget) -> Answer[Any]:
        return Answer(schema.model_validate(self.value), self.call)

    def text(self, prompt: RenderedPrompt, budget: Budget, on_piece: Any = None) -> Answer[str]:
        raise AssertionError


class Words:
    said = "words are counted"

    def count(self, text: str) -> int:
        return len(text.split())


@dataclass
class Kept:
    calls: Sequence[RecordedCall]

    def keep(self, recorded: RecordedCall) -> None:
        raise AssertionError

    def of_month(self, month: str) -> Sequence[RecordedCall]:
        assert month == f"{NOW:%Y-%m}"
        return self.calls


def _checked(model: Model, **more: Any) -> list[tuple[bool, str, str | None]]:
    language = Language(model, Words(), hides_names=True, **more)
    checks = check_model(replace(app(), language=language))
    return [(each.fine, each.found, each.fix) for each in checks]


def test_no_model_is_fine_and_says_what_one_adds() -> None:
    (check,) = check_model(app())
    assert check.fine
    assert "that is fine" in check.found
    assert "PMO_MODEL_URL" in check.found


def test_a_model_that_does_what_it_is_asked() -> None:
    cost = Money(amount=Decimal("0.00012"), currency="EUR")
    (tried, private) = _checked(Fixed(CALL.model_copy(update={"cost": cost})))
    assert tried == (
        True,
        "small-2 answered in 0.5 s with 69 tokens, EUR 0.0001; words are counted",
        None,
    )
    assert private[1] == "names, addresses and keys stay here"


@pytest.mark.parametrize(
    ("call", "value", "says"),
    [
        ({}, TRIED, "PMO_MODEL_PRICE_READ"),
        ({"seconds": 12}, TRIED, "slow"),
        ({}, {"word": "harbor town", "letters": 1}, "larger model"),
    ],
)
def test_what_could_be_better_is_said(
    call: dict[str, Any], value: dict[str, Any], says: str
) -> None:
    (tried, _) = _checked(Fixed(CALL.model_copy(update=call), value))
    assert tried[0]
    assert tried[2] is not None
    assert says in tried[2]


def test_a_server_without_schemas_is_named() -> None:
    (tried, _) = _checked(Fixed(CALL.model_copy(update={"form": AnswerForm.JSON})))
    assert "knows no JSON schema" in tried[1]


def test_a_fault_is_told_with_its_fix() -> None:
    fault: PmoError = ModelMisconfigured(
        "The server does not accept the key.",
        trouble=ModelTrouble.WRONG_KEY,
        remedy="Set PMO_MODEL_KEY.",
    )
    with ScriptedModel([Step("try_out", fault)]) as model:
        (tried, _) = _checked(model)
    assert tried == (False, "The server does not accept the key.", "Set PMO_MODEL_KEY.")


def test_calls_of_the_month_are_summed_by_currency_and_never_as_free() -> None:
    def kept(cost: Money | None) -> RecordedCall:
        call = CALL.model_copy(update={"cost": cost})
        return RecordedCall(at="x", asked_for="m", prompt="p", prompt_version="v", call=call)

    dollars, euros = (Money(amount=Decimal("0.25"), currency=name) for name in ("USD", "EUR"))
    failed = RecordedCall(at="x", asked_for="m", prompt="p", prompt_version="v", fault="busy")
    calls = Kept([kept(dollars), kept(euros), kept(dollars), kept(None), failed])
    *_, told = _checked(Fixed(CALL), calls=calls)
    assert told[1] == (
        "5 in 2026-11: 276 tokens, EUR 0.2500, USD 0.5000, 1 at a cost not known,"
        " 1 without a usable answer"
    )


def test_the_model_of_a_conversation_hides_everybody() -> None:
    asked = app(NOW.date())
    full = asked.store.snapshot(NOW.date(), Scope.of_record())
    assert model_for(asked, full) is None
    prompt = RenderedPrompt(id="plan", version="v", system="s", user="Ask Ingrid, ingrid@x.org.")
    for hides, seen in ((True, "Ask [Person A], [Mail A]."), (False, prompt.user)):
        with ScriptedModel([Step("plan", "Ok.")]) as inside:
            language = Language(inside, Words(), hides_names=hides)
            model = model_for(replace(asked, language=language), full)
            assert model is not None
            model.text(prompt, Budget(tokens=99, seconds=9))
        assert inside.heard[0].user == seen
