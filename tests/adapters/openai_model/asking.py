"""A model behind a mocked wire, with a watch and waits that a test can read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any, Literal

from assistant.adapters.openai_model import ModelServer, OpenAIModel, Patience
from assistant.ports.budget import Budget
from assistant.ports.model import RenderedPrompt
from assistant.values import Value

URL = "http://model.test/v1"
CHAT = f"{URL}/chat/completions"
KEY = "sk-very-secret-key-0123456789"
NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)
PROMPT = RenderedPrompt(id="plan", version="v1", system="Always the same.", user="What now?")


class Planned(Value):
    """What the tests ask for."""

    tool: Literal["rank", "capacity"]
    most: int | None = None


@dataclass
class Watch:
    """Seconds that pass only when somebody waits."""

    at: float = 0
    waits: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds

    def now(self) -> datetime:
        return NOW


class Words:
    """A counter for which a word is a token."""

    said = "words are counted"

    def count(self, text: str) -> int:
        return len(text.split())


def model(watch: Watch | None = None, **server: Any) -> OpenAIModel:
    """Return a model at the mocked address."""
    watch = watch or Watch()
    given = {"url": URL, "model": "small", "key": KEY} | server
    patience = Patience(watch, Random(1), sleep=watch.sleep)
    return OpenAIModel(ModelServer(**given), Words(), patience, watch)


def budget(watch: Watch | None = None, tokens: int = 5_000, seconds: float = 100) -> Budget:
    return Budget(tokens=tokens, seconds=seconds, watch=watch or Watch())


def said(text: str | None, finish: str | None = "stop", **more: Any) -> dict[str, Any]:
    """Return a completion as servers send it."""
    message = {"role": "assistant", "content": text, **more}
    return {
        "model": "small-2",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 12, "completion_tokens": 3},
    }
