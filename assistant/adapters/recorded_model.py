"""A model whose every call is recorded: by hash, or with its texts where that is wanted."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import BudgetSpent, ModelFault
from assistant.ports.budget import Budget
from assistant.ports.clock import Clock
from assistant.ports.model import (
    Answer,
    Calls,
    Model,
    OnPiece,
    RecordedCall,
    RenderedPrompt,
    S,
    T,
)


class RecordedModel:
    """The `Model` port around another one. It sees what leaves: names have stand-ins already."""

    def __init__(self, inside: Model, calls: Calls, clock: Clock, *, texts: bool) -> None:
        self._inside = inside
        self._calls = calls
        self._clock = clock
        self._texts = texts

    @property
    def name(self) -> str:
        """The model that is asked for."""
        return self._inside.name

    def structured(self, prompt: RenderedPrompt, schema: type[S], budget: Budget) -> Answer[S]:
        """Return the answer as that class."""
        return self._recorded(
            prompt,
            lambda: self._inside.structured(prompt, schema, budget),
            lambda value: value.model_dump_json(),
        )

    def text(
        self, prompt: RenderedPrompt, budget: Budget, on_piece: OnPiece | None = None
    ) -> Answer[str]:
        """Return the answer as text."""
        return self._recorded(
            prompt, lambda: self._inside.text(prompt, budget, on_piece), lambda value: value
        )

    def _recorded(
        self,
        prompt: RenderedPrompt,
        ask: Callable[[], Answer[T]],
        written: Callable[[T], str],
    ) -> Answer[T]:
        try:
            answer = ask()
        except ModelFault as fault:
            self._calls.keep(self._record(prompt, fault=fault.trouble))
            raise
        except BudgetSpent as spent:
            if isinstance(spent.__cause__, ModelFault):  # it was asked, and ran out of time
                self._calls.keep(self._record(prompt, fault=spent.__cause__.trouble))
            raise
        record = self._record(prompt)
        said = written(answer.value) if self._texts else None
        self._calls.keep(record.model_copy(update={"call": answer.call, "response": said}))
        return answer

    def _record(self, prompt: RenderedPrompt, fault: str | None = None) -> RecordedCall:
        return RecordedCall(
            at=self._clock.now().isoformat(timespec="seconds"),
            asked_for=self.name,
            prompt=prompt.id,
            prompt_version=prompt.version,
            fault=fault,
            request=f"{prompt.system}\n\n{prompt.user}" if self._texts else None,
        )
