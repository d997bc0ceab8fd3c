"""A model that is told no names: what leaves has stand-ins, what comes back has the names again."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from assistant.errors import ModelAnswerInvalid, ModelTrouble
from assistant.ports.budget import Budget
from assistant.ports.model import Answer, Model, OnPiece, RenderedPrompt, S
from assistant.prompting.redaction import Redaction


class RedactedModel:
    """The `Model` port around another one.

    System texts and schemas leave as they are: they belong to the program and name nobody.
    """

    def __init__(self, inside: Model, redaction: Redaction) -> None:
        self._inside = inside
        self._redaction = redaction

    @property
    def name(self) -> str:
        """The model that is asked for."""
        return self._inside.name

    def structured(self, prompt: RenderedPrompt, schema: type[S], budget: Budget) -> Answer[S]:
        """Return the answer as that class, with the names back in its texts."""
        answer = self._inside.structured(self._hidden(prompt), schema, budget)
        try:
            value = schema.model_validate(self._restored(answer.value.model_dump()))
        except ValidationError as error:
            raise ModelAnswerInvalid(
                "The model's answer does not fit with the names back in it.",
                trouble=ModelTrouble.WRONG_FORM,
            ) from error
        return Answer(value, answer.call)

    def text(
        self, prompt: RenderedPrompt, budget: Budget, on_piece: OnPiece | None = None
    ) -> Answer[str]:
        """Return the answer as text, with the names back in it and in its pieces."""
        hidden = self._hidden(prompt)
        if on_piece is None:
            answer = self._inside.text(hidden, budget)
        else:
            restoring = self._redaction.restoring(on_piece)
            answer = self._inside.text(hidden, budget, restoring.take)
            restoring.end()
        return Answer(self._redaction.restore(answer.value), answer.call)

    def _hidden(self, prompt: RenderedPrompt) -> RenderedPrompt:
        return prompt.model_copy(update={"user": self._redaction.hide(prompt.user)})

    def _restored(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._restored(each) for name, each in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return type(value)(self._restored(each) for each in value)
        return self._redaction.restore(value) if type(value) is str else value
