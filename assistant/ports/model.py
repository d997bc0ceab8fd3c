"""A language model: asked with a rendered prompt, within a budget; an answer says what it cost.

Where no model is configured there is none (`None`), and the deterministic planner and writer answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel, Field

from assistant.ports.budget import Budget
from assistant.values import Money, Value

T = TypeVar("T")
S = TypeVar("S", bound=BaseModel)

OnPiece = Callable[[str], None]
"""Takes the next piece of a text while it is written."""


class RenderedPrompt(Value):
    """One prompt with its inputs filled in. The system text is the same in every call."""

    id: str
    version: str = Field(description="hash of the prompt's file")
    system: str = Field(description="first and unchanging, so that servers can cache it")
    user: str


class Usage(Value):
    """Tokens of one call."""

    input_tokens: int
    output_tokens: int
    cached_tokens: int = Field(default=0, description="part of the input the server had kept")
    counted_here: bool = Field(
        default=False, description="the server told nothing; counted by the budget's vocabulary"
    )

    @property
    def tokens(self) -> int:
        """What the call took of a budget."""
        return self.input_tokens + self.output_tokens


class AnswerForm(StrEnum):
    """How far the server itself held to the asked form; each answer is checked all the same."""

    SCHEMA = "schema"
    JSON = "json"
    PROMPT = "prompt"


class Call(Value):
    """What one call was: for the record, the trace and the person who pays."""

    model: str = Field(description="as the server names itself")
    prompt: str
    prompt_version: str
    usage: Usage
    cost: Money | None = Field(description="None: no price is known, which is not free")
    request_hash: str
    response_hash: str
    seconds: float
    finish: str
    attempts: int = 1
    form: AnswerForm = AnswerForm.PROMPT


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What the model answered: validated data, or a text; untrusted either way."""

    value: T
    call: Call


class Model(Protocol):
    """A language model. It raises a ModelFault or BudgetSpent, and nothing else."""

    @property
    def name(self) -> str:
        """The model that is asked for."""
        ...

    def structured(self, prompt: RenderedPrompt, schema: type[S], budget: Budget) -> Answer[S]:
        """Return the answer as that class; ModelAnswerInvalid where it is something else."""
        ...

    def text(
        self, prompt: RenderedPrompt, budget: Budget, on_piece: OnPiece | None = None
    ) -> Answer[str]:
        """Return the answer as text, handing over its pieces while they arrive."""
        ...


class TokenCounter(Protocol):
    """Counts tokens without asking anybody."""

    @property
    def said(self) -> str:
        """By which vocabulary, and whether that is the model's own, in words."""
        ...

    def count(self, text: str) -> int:
        """Return how many tokens a text has."""
        ...


class RecordedCall(Value):
    """A call as it is kept; `request` and `response` only where everything is kept."""

    at: str = Field(description="when it was answered, ISO 8601 in UTC")
    asked_for: str = Field(description="the model that was asked for")
    prompt: str
    prompt_version: str
    call: Call | None = Field(default=None, description="None where there was no usable answer")
    fault: str | None = Field(default=None, description="the trouble, where there was one")
    request: str | None = None
    response: str | None = None


class Calls(Protocol):
    """Where calls are recorded."""

    def keep(self, recorded: RecordedCall) -> None:
        """Record one call."""
        ...

    def of_month(self, month: str) -> Sequence[RecordedCall]:
        """Return the calls of a month such as 2026-11, oldest first."""
        ...
