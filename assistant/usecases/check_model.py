"""Can the language model be reached, and does it hold to a form? One fix at a time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.errors import BadSource, BudgetSpent, ModelFault
from assistant.ports.budget import Budget
from assistant.ports.model import Answer, AnswerForm, Calls, RecordedCall
from assistant.prompting.library import prompt
from assistant.usecases.app import App, Language
from assistant.usecases.setup_check import Check
from assistant.values import Money, Value

_MODEL = "language model"
_WORD = "harbour"
_TOKENS = 4_000
_SECONDS = 30
_SLOW = 10
_NONE = (
    "none is set up, and that is fine: questions are understood and answered by rules. A model"
    " understands questions put in other words, and phrases answers more freely; set PMO_MODEL_URL"
    " and PMO_MODEL to add one"
)
_EVERYTHING = "everything, names too (PMO_MODEL_REDACT is off)"
_FORMS = {
    AnswerForm.SCHEMA: "",
    AnswerForm.JSON: "; the server knows no JSON schema, so the form stands in the prompt",
    AnswerForm.PROMPT: "; the server knows no JSON mode, so the form stands in the prompt",
}


class Tried(Value):
    """What the model is asked for."""

    word: str
    letters: int


def check_model(app: App) -> tuple[Check, ...]:
    """Ask the model once, and say what it is told and what it has cost; nothing of a portfolio."""
    language = app.language
    if language is None:
        return (Check(what=_MODEL, fine=True, found=_NONE),)
    privacy = "names, addresses and keys stay here" if language.hides_names else _EVERYTHING
    private = Check(what="what the model is told", fine=True, found=privacy)
    tried = _tried(language)
    recorded = (_recorded(app, language.calls),) if language.calls else ()
    return (tried, private, *recorded)


def _tried(language: Language) -> Check:
    budget = Budget(tokens=_TOKENS, seconds=_SECONDS)
    try:
        answer = language.model.structured(prompt("try_out").render(), Tried, budget)
    except ModelFault as fault:
        return Check(what=_MODEL, fine=False, found=fault.message, fix=fault.remedy)
    except BudgetSpent:
        return Check(
            what=_MODEL,
            fine=False,
            found=f"{language.model.name} takes longer than {_SECONDS} seconds for one word",
            fix="Take a smaller model, or a faster machine.",
        )
    return Check(what=_MODEL, fine=True, found=_found(language, answer), fix=_advice(answer))


def _found(language: Language, answer: Answer[Tried]) -> str:
    call = answer.call
    cost = _money(call.cost) if call.cost else "cost not known"
    return (
        f"{call.model} answered in {call.seconds:.1f} s with {call.usage.tokens} tokens, {cost}"
        f"{_FORMS[call.form]}; {language.counter.said}"
    )


def _advice(answer: Answer[Tried]) -> str | None:
    """Return what would be better, where something would."""
    if answer.value.word.strip().lower() != _WORD:
        return (
            "It did not do what it was asked: a larger model will fall back to rules less often."
        )
    if answer.call.seconds > _SLOW:
        return "It is slow; PMO_MODEL_SECONDS says how long a call may take."
    if answer.call.cost is None:
        return "Set PMO_MODEL_PRICE_READ and PMO_MODEL_PRICE_WRITTEN to see what it costs."
    return None


def _recorded(app: App, calls: Calls) -> Check:
    month = f"{app.clock.now():%Y-%m}"
    try:
        kept = calls.of_month(month)
    except BadSource as trouble:
        return Check(what="model calls", fine=False, found=trouble.message, fix=trouble.remedy)
    return Check(what="model calls", fine=True, found=f"{len(kept)} in {month}{_spent(kept)}")


def _spent(kept: Sequence[RecordedCall]) -> str:
    """Return what calls took and cost, by currency; what has no known price is counted apart."""
    answered = [each.call for each in kept if each.call]
    costs = [call.cost for call in answered if call.cost]
    sums = [
        Money(
            amount=sum(
                (each.amount for each in costs if each.currency == currency), start=Decimal(0)
            ),
            currency=currency,
        )
        for currency in sorted({each.currency for each in costs})
    ]
    failed = len(kept) - len(answered)
    unpriced = len(answered) - len(costs)
    parts = [
        f"{sum(call.usage.tokens for call in answered)} tokens",
        *map(_money, sums),
        *([f"{unpriced} at a cost not known"] if unpriced else []),
        *([f"{failed} without a usable answer"] if failed else []),
    ]
    return f": {', '.join(parts)}" if kept else ""


def _money(money: Money) -> str:
    return f"{money.currency} {money.amount:.4f}"
