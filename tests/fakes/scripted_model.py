"""A model that says what a test scripted, in order; it complains about what was not, both ways."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from pydantic import BaseModel

from assistant.errors import PmoError
from assistant.ports.budget import Budget
from assistant.ports.model import Answer, Call, OnPiece, RenderedPrompt, S, Usage


@dataclass(frozen=True, slots=True)
class Step:
    """What is said to the next prompt of that id: data, a text, an error, or what a rule makes of it."""

    prompt: str
    says: BaseModel | dict[str, Any] | str | PmoError | Callable[[RenderedPrompt], Any]
    tokens: int = 10


@dataclass
class ScriptedModel:
    """Use it as a context: leaving it with steps unsaid fails, as does a call without a step."""

    steps: Iterable[Step]
    heard: list[RenderedPrompt] = field(default_factory=list)
    name: str = "scripted"

    def __post_init__(self) -> None:
        self._left = deque(self.steps)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.assert_all_said()

    def assert_all_said(self) -> None:
        assert not self._left, f"never asked for: {[step.prompt for step in self._left]}"

    def structured(self, prompt: RenderedPrompt, schema: type[S], budget: Budget) -> Answer[S]:
        said, call = self._next(prompt, budget)
        value = said.model_dump() if isinstance(said, BaseModel) else said
        return Answer(schema.model_validate(value), call)

    def text(
        self, prompt: RenderedPrompt, budget: Budget, on_piece: OnPiece | None = None
    ) -> Answer[str]:
        said, call = self._next(prompt, budget)
        assert isinstance(said, str), f"{prompt.id} is asked for a text"
        if on_piece is not None:
            for word in said.split(" "):
                on_piece(f"{word} ")
        return Answer(said, call)

    def _next(self, prompt: RenderedPrompt, budget: Budget) -> tuple[Any, Call]:
        assert self._left, f"nothing is scripted any more, and {prompt.id} is asked"
        step = self._left.popleft()
        assert step.prompt == prompt.id, (
            f"{step.prompt} is scripted next, and {prompt.id} is asked"
        )
        self.heard.append(prompt)
        budget.allow(step.tokens)
        said = step.says(prompt) if callable(step.says) else step.says
        if isinstance(said, PmoError):
            raise said
        budget.spend(step.tokens)
        return said, _call(prompt, step.tokens)


def _call(prompt: RenderedPrompt, tokens: int) -> Call:
    return Call(
        model="scripted",
        prompt=prompt.id,
        prompt_version=prompt.version,
        usage=Usage(input_tokens=tokens, output_tokens=0),
        cost=None,
        request_hash="0" * 64,
        response_hash="0" * 64,
        seconds=0,
        finish="stop",
    )
