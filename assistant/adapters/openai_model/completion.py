"""What a Chat Completions server sent back, read with care: any field may be missing or odd."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.adapters.openai_model.faults import declined, harmless_line
from assistant.adapters.openai_model.server import ModelServer
from assistant.errors import ModelAnswerInvalid, ModelMisconfigured, ModelTrouble

_DECLINED = "content_filter"
_CUT = "length"
_QUOTED = 200


class _Read(BaseModel):
    """A part of a foreign answer: what is not named here is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Kept(_Read):
    """Details of the tokens read."""

    cached_tokens: int | None = None


class Counted(_Read):
    """Tokens as the server counted them."""

    prompt_tokens: int | None = Field(default=None, ge=0)
    completion_tokens: int | None = Field(default=None, ge=0)
    prompt_tokens_details: Kept | None = None


class Said(_Read):
    """The text, or a piece of it."""

    content: str | None = None
    refusal: str | None = None


class Choice(_Read):
    """One alternative; only one is ever asked for."""

    message: Said | None = None
    delta: Said | None = None
    finish_reason: str | None = None


class Completion(_Read):
    """A whole answer, or one event of a stream."""

    model: str | None = None
    choices: tuple[Choice, ...] = ()
    usage: Counted | None = None

    @property
    def piece(self) -> Said:
        """What this event of a stream adds."""
        return (self.choices[0].delta if self.choices else None) or Said()

    @property
    def finish(self) -> str | None:
        """Why the answer ends here; None where it goes on."""
        return self.choices[0].finish_reason if self.choices else None


class Received(_Read):
    """An answer that arrived whole."""

    text: str
    refusal: str | None = None
    finish: str
    model: str
    counted: Counted | None = None

    def checked(self, server: ModelServer) -> Received:
        """Return it if it is an answer; ModelRefused or ModelAnswerInvalid otherwise."""
        if self.refusal:
            raise declined(f"“{harmless_line(self.refusal, server)[:_QUOTED]}”")
        if self.finish == _DECLINED:
            raise declined("a content filter stopped it")
        if self.finish == _CUT:
            raise ModelAnswerInvalid(
                "The model's answer was cut at its longest allowed length.",
                trouble=ModelTrouble.CUT_OFF,
                remedy="Allow longer answers (PMO_MODEL_ANSWER_TOKENS).",
            )
        if not self.text.strip():
            raise ModelAnswerInvalid(
                "The model's answer is empty.", trouble=ModelTrouble.UNREADABLE
            )
        return self


def read_event(data: object) -> Completion:
    """Return an answer or an event; ModelAnswerInvalid where it is neither."""
    try:
        return Completion.model_validate(data)
    except ValidationError as error:
        raise unreadable() from error


def read_whole(text: str, server: ModelServer) -> Received:
    """Return an answer that arrived in one piece, checked."""
    if text.lstrip().startswith("<"):
        raise ModelMisconfigured(
            "A web page answers there, not a model.",
            trouble=ModelTrouble.WRONG_ADDRESS,
            remedy="Set PMO_MODEL_URL to the server's base URL; most end in /v1.",
        )
    try:
        answer = Completion.model_validate_json(text)
    except ValidationError as error:
        raise unreadable() from error
    said = answer.choices[0].message if answer.choices else None
    if said is None:
        raise unreadable()
    received = Received(
        text=said.content or "",
        refusal=said.refusal,
        finish=answer.finish or "stop",
        model=answer.model or server.model,
        counted=answer.usage,
    )
    return received.checked(server)


def unreadable() -> ModelAnswerInvalid:
    """Return the fault of an answer that is no Chat Completion."""
    return ModelAnswerInvalid(
        "What the server sent back is no answer of a chat model.",
        trouble=ModelTrouble.UNREADABLE,
        remedy="Look at PMO_MODEL_URL: does this server speak Chat Completions?",
    )
