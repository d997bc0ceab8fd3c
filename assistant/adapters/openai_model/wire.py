"""Requests on the wire: attempts within their time, and every trouble as a fault."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, TypeVar
from weakref import finalize

import httpx2
import openai
from pydantic import TypeAdapter, ValidationError

from assistant.adapters.openai_model.completion import (
    Completion,
    Counted,
    Received,
    read_event,
    read_whole,
    unreadable,
)
from assistant.adapters.openai_model.connection import connect, options
from assistant.adapters.openai_model.faults import (
    harmless_line,
    of_connection,
    of_event,
    of_status,
    too_much,
    worth_another_attempt,
)
from assistant.adapters.openai_model.patience import Patience
from assistant.adapters.openai_model.request import Body
from assistant.adapters.openai_model.server import ModelServer
from assistant.errors import (
    ModelAnswerInvalid,
    ModelFault,
    ModelMisconfigured,
    ModelTrouble,
    ModelUnavailable,
)
from assistant.ports.budget import Seconds
from assistant.ports.model import OnPiece

_PATH = "/chat/completions"
_NAMED = 8
_LISTED = TypeAdapter(dict[str, Any])

R = TypeVar("R")


class Wire:
    """Asks one server. Each call has its seconds, over all its attempts."""

    def __init__(
        self, server: ModelServer, patience: Patience, watch: Seconds = time.monotonic
    ) -> None:
        self._server = server
        self._patience = patience
        self._watch = watch

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._client.close()

    @cached_property
    def _client(self) -> openai.OpenAI:
        client = connect(self._server)
        finalize(self, client.close)  # nobody has to remember it
        return client

    def whole(self, body: Body, seconds: float) -> tuple[Received, int]:
        """Return the answer, which arrives in one piece, and how many attempts it took."""

        def once(left: float) -> Received:
            response = self._client.post(
                _PATH,
                cast_to=httpx2.Response,
                body=body,
                options=options(self._server, left),
            )
            return read_whole(response.text, self._server)

        return self._attempted(once, seconds)

    def pieces(self, body: Body, seconds: float, on_piece: OnPiece) -> tuple[Received, int]:
        """Return the answer, handing its pieces over; what was handed over is not asked for again."""

        def once(left: float) -> Received:
            stream = self._client.post(
                _PATH,
                cast_to=object,
                body=body,
                options=options(self._server, left),
                stream=True,
                stream_cls=openai.Stream[object],
            )
            with stream:
                return self._read(stream, on_piece)

        return self._attempted(once, seconds)

    def models(self, seconds: float) -> tuple[str, ...]:
        """Return the names of the models that the server has; a ModelFault where it does not say."""
        with self._faults():
            response = self._client.get(
                "/models",
                cast_to=httpx2.Response,
                options=options(self._server, seconds),
            )
        try:
            listed = _LISTED.validate_json(response.text).get("data")
        except ValidationError as error:
            raise unreadable() from error
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        names = {harmless_line(row["id"], self._server) for row in rows if _named(row)}
        return tuple(sorted(names))

    def _attempted(self, once: Callable[[float], R], seconds: float) -> tuple[R, int]:
        until = self._watch() + seconds
        for attempt in range(1, self._server.attempts + 1):
            try:
                with self._faults():
                    return once(until - self._watch()), attempt
            except ModelFault as fault:
                if fault.trouble is ModelTrouble.WRONG_ADDRESS:
                    raise self._not_found(fault, until - self._watch()) from fault
                wait = self._patience.seconds_before(attempt, fault.after)
                hopeless = not worth_another_attempt(fault) or attempt == self._server.attempts
                if hopeless or self._watch() + wait >= until:
                    raise
                self._patience.sleep(wait)
        raise AssertionError  # the last attempt returns or raises

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn what the client raises into faults."""
        try:
            yield
        except openai.APIConnectionError as error:
            raise of_connection(error, self._server) from error
        except openai.APIStatusError as error:
            after = self._patience.asked_for(error.response.headers)
            raise of_status(error, self._server, after) from error
        except openai.APIError as error:
            raise of_event(error, self._server) from error
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise unreadable() from error
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, httpx2.LocalProtocolError) as error:
            raise ModelMisconfigured(
                f"“{harmless_line(self._server.url, self._server)}” is no base URL,"
                " or the key is no text for a header.",
                trouble=ModelTrouble.TURNED_DOWN,
                remedy="Look at PMO_MODEL_URL and PMO_MODEL_KEY.",
            ) from error

    def _read(self, stream: openai.Stream[object], on_piece: OnPiece) -> Received:
        if "event-stream" not in stream.response.headers.get("content-type", ""):
            received = read_whole(stream.response.read().decode("utf-8", "replace"), self._server)
            on_piece(received.text)
            return received
        heard = _Heard(self._server, on_piece)
        try:
            for event in stream:
                heard.take(read_event(event))
        except (openai.APIConnectionError, json.JSONDecodeError) as error:
            broken = heard.broken(error)
            if broken is None:
                raise
            raise broken from error
        return heard.received()

    def _not_found(self, fault: ModelFault, seconds: float) -> ModelFault:
        """Return why nothing was found: the model's name is wrong, or the address."""
        try:
            names = self.models(max(1.0, seconds))
        except ModelFault:
            return fault
        if not names or self._server.model in names:
            return fault
        more = "" if len(names) <= _NAMED else f" and {len(names) - _NAMED} more"
        return ModelMisconfigured(
            f"The server has no model “{self._server.model}”.",
            trouble=ModelTrouble.NO_SUCH_MODEL,
            remedy=f"Set PMO_MODEL to one it has: {', '.join(names[:_NAMED])}{more}.",
        )


class _Heard:
    """What a stream has brought so far."""

    def __init__(self, server: ModelServer, on_piece: OnPiece) -> None:
        self._server = server
        self._on_piece = on_piece
        self._texts: list[str] = []
        self._refused: list[str] = []
        self._finish: str | None = None
        self._model: str | None = None
        self._counted: Counted | None = None

    def take(self, event: Completion) -> None:
        """Take in an event, and hand over the piece of text in it."""
        self._finish = event.finish or self._finish
        self._model = event.model or self._model
        self._counted = event.usage or self._counted
        if event.piece.refusal:
            self._refused.append(event.piece.refusal)
        if event.piece.content:
            self._texts.append(event.piece.content)
            self._on_piece(event.piece.content)

    def broken(self, error: Exception | None = None) -> ModelFault | None:
        """Return the fault of a stream that broke after something was handed over; None before."""
        if not self._texts or isinstance(error, openai.APITimeoutError) or too_much(error):
            return None
        return ModelAnswerInvalid(
            "The model's answer broke off in the middle.", trouble=ModelTrouble.CUT_OFF
        )

    def received(self) -> Received:
        """Return the whole answer, checked; a fault where the stream ended without saying so."""
        if self._finish is None:
            raise self.broken() or ModelUnavailable(
                "The model's answer broke off before it began.", trouble=ModelTrouble.CUT_OFF
            )
        return Received(
            text="".join(self._texts),
            refusal="".join(self._refused) or None,
            finish=self._finish,
            model=self._model or self._server.model,
            counted=self._counted,
        ).checked(self._server)


def _named(row: dict[str, Any]) -> bool:
    return isinstance(row.get("id"), str)
