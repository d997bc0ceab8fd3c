"""The `Model` port for any server that speaks Chat Completions."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.adapters.openai_model.dialect import Dialect
from assistant.adapters.openai_model.patience import Patience
from assistant.adapters.openai_model.request import (
    Body,
    body_for,
    request_hash,
    streamed,
    text_hash,
)
from assistant.adapters.openai_model.server import ModelServer
from assistant.adapters.openai_model.strict_schema import strict_schema
from assistant.errors import BudgetSpent, ModelAnswerInvalid, ModelFault, ModelTrouble
from assistant.ports.budget import Budget, Seconds
from assistant.ports.model import (
    Answer,
    AnswerForm,
    Call,
    OnPiece,
    RenderedPrompt,
    S,
    TokenCounter,
    Usage,
)

if TYPE_CHECKING:
    from assistant.adapters.openai_model.completion import Received
    from assistant.adapters.openai_model.wire import Wire

_AROUND = 16
"""Tokens that servers put around two messages, at most."""

_TEACHES = (ModelTrouble.TURNED_DOWN, ModelTrouble.BROKEN)
_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
_PLACES = 3
_PLACE = 60


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for: an object of a schema, or a text, in pieces or whole."""

    prompt: RenderedPrompt
    schema: dict[str, Any] | None = None
    on_piece: OnPiece | None = None

    def body(self, model: str, dialect: Dialect, answer_tokens: int) -> Body:
        """Return the request in a dialect."""
        body = body_for(self.prompt, model, dialect, answer_tokens, self.schema)
        return body if self.on_piece is None else streamed(body, dialect)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A question that was understood, and what came back."""

    body: Body
    dialect: Dialect
    received: Received
    attempts: int


class OpenAIModel:
    """Asks one model of one server, and remembers what that server understands."""

    def __init__(
        self,
        server: ModelServer,
        counter: TokenCounter,
        patience: Patience,
        watch: Seconds = time.monotonic,
    ) -> None:
        self._server = server
        self._counter = counter
        self._patience = patience
        self._watch = watch
        self._dialect = Dialect()

    def __repr__(self) -> str:
        """Name the model and where it is; never the key."""
        return f"OpenAIModel({self._server.model!r} at {self._server.url!r})"

    def close(self) -> None:
        """Close the connections that are kept open."""
        if "_wire" in vars(self):
            self._wire.close()

    @property
    def name(self) -> str:
        """The model that is asked for."""
        return self._server.model

    @cached_property
    def _wire(self) -> Wire:
        """The connection; the client takes half a second to import and is needed only here."""
        from assistant.adapters.openai_model.wire import Wire

        return Wire(self._server, self._patience, self._watch)

    def structured(self, prompt: RenderedPrompt, schema: type[S], budget: Budget) -> Answer[S]:
        """Return the answer as that class; ModelAnswerInvalid where it is something else.

        A server may take a schema and pass it over. Where its answer is no JSON at all, it is
        asked once more with the schema in the prompt; if that helps, it is asked so from then on.
        """
        question = _Question(prompt, strict_schema(schema))
        try:
            received, call = self._asked(question, budget, self._dialect)
            return Answer(_parsed(received.text, schema), call)
        except ModelAnswerInvalid as fault:
            weaker, form = self._dialect.weaker(), self._dialect.form
            passed_over = fault.trouble is ModelTrouble.NOT_JSON and form is AnswerForm.SCHEMA
            if weaker is None or not passed_over:
                raise
        received, call = self._asked(question, budget, weaker)
        answer = Answer(_parsed(received.text, schema), call)
        self._dialect = weaker
        return answer

    def text(
        self, prompt: RenderedPrompt, budget: Budget, on_piece: OnPiece | None = None
    ) -> Answer[str]:
        """Return the answer as text, handing over its pieces while they arrive."""
        question = _Question(prompt, on_piece=on_piece)
        received, call = self._asked(question, budget, self._dialect)
        return Answer(received.text, call)

    def _asked(
        self, question: _Question, budget: Budget, dialect: Dialect
    ) -> tuple[Received, Call]:
        """Ask within the budget. What gave no usable answer costs its prompt all the same."""
        prompt = question.prompt
        asked = _AROUND + self._counter.count(prompt.system) + self._counter.count(prompt.user)
        answer_tokens = min(self._server.answer_tokens, budget.allow(asked))
        began = self._watch()
        seconds = min(self._server.seconds, budget.seconds_left)
        try:
            sent = self._understood(question, dialect, answer_tokens, until=began + seconds)
        except ModelFault as fault:
            budget.spend(asked)
            if fault.trouble is ModelTrouble.LATE and budget.seconds_left <= 0:
                raise BudgetSpent(
                    "The time for this question is used up.", what="seconds"
                ) from fault
            raise
        usage = self._usage(sent.received, asked)
        budget.spend(usage.tokens)
        price = self._server.price
        return sent.received, Call(
            model=sent.received.model,
            prompt=prompt.id,
            prompt_version=prompt.version,
            usage=usage,
            cost=price.of(usage) if price else None,
            request_hash=request_hash(sent.body),
            response_hash=text_hash(sent.received.text),
            seconds=self._watch() - began,
            finish=sent.received.finish,
            attempts=sent.attempts,
            form=sent.dialect.form if question.schema else AnswerForm.PROMPT,
        )

    def _understood(
        self, question: _Question, dialect: Dialect, answer_tokens: int, until: float
    ) -> _Sent:
        """Send what the server understands, learning it where it does not; each lesson once.

        Questions may be asked side by side: each goes by the dialect it began with and learns on.
        """
        while True:
            body = question.body(self.name, dialect, answer_tokens)
            try:
                received, attempts = self._send(question, body, max(0.001, until - self._watch()))
                return _Sent(body, dialect, received, attempts)
            except ModelFault as fault:
                learnt = self._lesson(fault, dialect, structured=question.schema is not None)
                if learnt is None:
                    raise
                self._dialect = dialect = learnt

    def _lesson(self, fault: ModelFault, dialect: Dialect, *, structured: bool) -> Dialect | None:
        if fault.trouble not in _TEACHES:
            return None
        return dialect.learnt(fault.said, structured=structured)

    def _send(self, question: _Question, body: Body, seconds: float) -> tuple[Received, int]:
        if question.on_piece is None:
            return self._wire.whole(body, seconds)
        return self._wire.pieces(body, seconds, question.on_piece)

    def _usage(self, received: Received, asked: int) -> Usage:
        counted = received.counted
        if counted is None or counted.prompt_tokens is None or counted.completion_tokens is None:
            answered = self._counter.count(received.text)
            return Usage(input_tokens=asked, output_tokens=answered, counted_here=True)
        kept = counted.prompt_tokens_details
        return Usage(
            input_tokens=counted.prompt_tokens,
            output_tokens=counted.completion_tokens,
            cached_tokens=(kept.cached_tokens if kept else None) or 0,
        )


def _parsed(text: str, schema: type[S]) -> S:
    """Return the object in an answer, also from a code fence; ModelAnswerInvalid otherwise."""
    fenced = _FENCED.fullmatch(text)
    try:
        return schema.model_validate_json(fenced[1] if fenced else text)
    except ValidationError as error:
        raise _misfit(error) from error


def _misfit(error: ValidationError) -> ModelAnswerInvalid:
    """Return the fault of an answer of another form. It names places, never what stood there."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    if any(each["type"] == "json_invalid" for each in found):
        return ModelAnswerInvalid("The model's answer is no JSON.", trouble=ModelTrouble.NOT_JSON)
    places = [_place(each["loc"]) for each in found]
    more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return ModelAnswerInvalid(
        f"The model's answer has another form than asked for: {', '.join(places[:_PLACES])}{more}.",
        trouble=ModelTrouble.WRONG_FORM,
    )


def _place(loc: tuple[int | str, ...]) -> str:
    """Return where something is in an answer; the model may have made up the names there."""
    path = ".".join(map(str, loc)) or "the whole"
    return "".join(char if char.isprintable() else " " for char in path)[:_PLACE]
