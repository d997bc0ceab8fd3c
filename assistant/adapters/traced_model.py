"""A model whose every call is a span, by the GenAI conventions of OpenTelemetry."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from assistant.ports.budget import Budget
from assistant.ports.model import Answer, Call, Model, OnPiece, RenderedPrompt, S, T
from assistant.ports.tracing import Attribute, Tracer


class TracedModel:
    """The `Model` port around another one. No text is noted, only names, counts and hashes."""

    def __init__(self, inside: Model, tracer: Tracer, url: str) -> None:
        self._inside = inside
        self._tracer = tracer
        self._server = urlsplit(url)

    @property
    def name(self) -> str:
        """The model that is asked for."""
        return self._inside.name

    def structured(self, prompt: RenderedPrompt, schema: type[S], budget: Budget) -> Answer[S]:
        """Return the answer as that class."""
        return self._traced(
            prompt, "json", lambda: self._inside.structured(prompt, schema, budget)
        )

    def text(
        self, prompt: RenderedPrompt, budget: Budget, on_piece: OnPiece | None = None
    ) -> Answer[str]:
        """Return the answer as text."""
        return self._traced(prompt, "text", lambda: self._inside.text(prompt, budget, on_piece))

    def _traced(
        self, prompt: RenderedPrompt, kind: str, ask: Callable[[], Answer[T]]
    ) -> Answer[T]:
        with self._tracer.span(f"chat {self.name}", self._asked(prompt, kind)) as span:
            answer = ask()
            span.note(_answered(answer.call))
            return answer

    def _asked(self, prompt: RenderedPrompt, kind: str) -> dict[str, Attribute]:
        attributes: dict[str, Attribute] = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "openai",
            "gen_ai.request.model": self.name,
            "gen_ai.output.type": kind,
            "pmo.prompt.id": prompt.id,
            "pmo.prompt.version": prompt.version,
        }
        if self._server.hostname:
            attributes["server.address"] = self._server.hostname
        if self._server.port:
            attributes["server.port"] = self._server.port
        return attributes


def _answered(call: Call) -> dict[str, Attribute]:
    return {
        "gen_ai.response.model": call.model,
        "gen_ai.response.finish_reasons": (call.finish,),
        "gen_ai.usage.input_tokens": call.usage.input_tokens,
        "gen_ai.usage.output_tokens": call.usage.output_tokens,
        "pmo.request.hash": call.request_hash,
        "pmo.response.hash": call.response_hash,
        "pmo.attempts": call.attempts,
    }
