"""What went wrong on the wire, as a fault that a person understands.

Words of a server are quoted shortly, as text and never with the key in them: an error page is
whatever somebody put there.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus

import httpx2
import openai

from assistant.adapters.openai_model.bounds import TooMuch
from assistant.adapters.openai_model.server import ModelServer
from assistant.errors import (
    ModelAnswerInvalid,
    ModelFault,
    ModelMisconfigured,
    ModelRefused,
    ModelTrouble,
    ModelUnavailable,
)

_READ, _QUOTED = 1_000, 200
_FILTERED = ("content_filter", "content_policy_violation", "responsibleaipolicyviolation")
_TOO_LONG = ("context_length_exceeded", "context length", "maximum context", "too many tokens")
_NO_QUOTA = ("insufficient_quota", "billing_hard_limit")
_URL = "Set PMO_MODEL_URL to the server's base URL, such as http://localhost:11434/v1."
_KEY = "Set PMO_MODEL_KEY to a key that this server knows."

_REDIRECTION, _SERVER_ERROR = 3, 5
_NOT_ACCEPTED = (ModelTrouble.WRONG_KEY, "The server does not accept the key", _KEY)
_SETTINGS: dict[int, tuple[ModelTrouble, str, str]] = {
    HTTPStatus.UNAUTHORIZED: _NOT_ACCEPTED,
    HTTPStatus.FORBIDDEN: _NOT_ACCEPTED,
    HTTPStatus.NOT_FOUND: (
        ModelTrouble.WRONG_ADDRESS,
        "The server has nothing at this address",
        f"{_URL} Most end in /v1.",
    ),
}
_AGAIN = frozenset(
    {ModelTrouble.UNREACHABLE, ModelTrouble.LATE, ModelTrouble.BUSY, ModelTrouble.BROKEN,
     ModelTrouble.CUT_OFF}
)  # fmt: skip


def worth_another_attempt(fault: ModelFault) -> bool:
    """Say whether the same request may go well a moment later."""
    return isinstance(fault, ModelUnavailable) and fault.trouble in _AGAIN


def of_connection(error: openai.APIConnectionError, server: ModelServer) -> ModelFault:
    """Return the fault behind a connection that could not be made, or broke."""
    causes = _causes(error)
    host = httpx2.URL(server.url).netloc.decode("ascii", "replace")
    if too_much(error):
        return ModelAnswerInvalid(
            "The model's answer is longer than any answer should be; it was not read.",
            trouble=ModelTrouble.TOO_LONG,
        )
    if isinstance(error, openai.APITimeoutError):
        return ModelUnavailable(
            f"The model at {host} did not answer in time.",
            trouble=ModelTrouble.LATE,
            remedy="Try again, give it longer (PMO_MODEL_SECONDS), or take a faster model.",
        )
    for kinds, fault in _connection_faults(host):
        if any(isinstance(each, kinds) for each in causes):
            return fault
    return ModelUnavailable(
        f"The connection to {host} broke off.",
        trouble=ModelTrouble.CUT_OFF,
        remedy="Try again; if it stays so, look at the server's own log.",
    )


def _connection_faults(host: str) -> Iterator[tuple[type[Exception], ModelFault]]:
    yield (
        socket.gaierror,
        ModelUnavailable(
            f"There is no host {host}.",
            trouble=ModelTrouble.NO_SUCH_HOST,
            remedy=f"Look at the spelling and at the network. {_URL}",
        ),
    )
    yield (
        ssl.SSLError,
        ModelUnavailable(
            f"{host} cannot prove who it is.",
            trouble=ModelTrouble.NOT_TRUSTED,
            remedy="Name its certificate authority in SSL_CERT_FILE, or write http:// for a"
            " server without TLS.",
        ),
    )
    yield (
        httpx2.ConnectError,
        ModelUnavailable(
            f"Nothing answers at {host}.",
            trouble=ModelTrouble.UNREACHABLE,
            remedy=f"Start the server, or mend its port. {_URL}",
        ),
    )
    yield (
        httpx2.UnsupportedProtocol,
        ModelMisconfigured(
            f"“{host}” is no base URL.", trouble=ModelTrouble.WRONG_ADDRESS, remedy=_URL
        ),
    )


def _causes(error: BaseException | None) -> tuple[BaseException, ...]:
    """Go down to what was raised first; each layer of the client wraps it once more."""
    causes: list[BaseException] = []
    while error is not None and error not in causes:
        causes.append(error)
        error = error.__cause__ or error.__context__
    return tuple(causes)


def too_much(error: Exception | None) -> bool:
    """Say whether an answer was left because it was too long."""
    return any(isinstance(each, TooMuch) for each in _causes(error))


def of_status(
    error: openai.APIStatusError, server: ModelServer, after: float | None = None
) -> ModelFault:
    """Return the fault behind an answer that is an error; it asks to wait so many seconds."""
    fault = _of_status(error, server)
    fault.said, fault.after = words_of(error, server), after
    return fault


def _of_status(error: openai.APIStatusError, server: ModelServer) -> ModelFault:
    said = words_of(error, server)
    status, family = error.status_code, error.status_code // 100
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _busy(said, f"{error.code}")
    if family == _SERVER_ERROR or status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT):
        return ModelUnavailable(
            f"The server has a trouble of its own ({status}{_quoted(said)}).",
            trouble=ModelTrouble.BROKEN,
            remedy="Try again; if it stays so, look at the server's own log.",
        )
    if status in _SETTINGS:
        trouble, message, remedy = _SETTINGS[status]
        return ModelMisconfigured(f"{message}{_quoted(said)}.", trouble=trouble, remedy=remedy)
    if family == _REDIRECTION:
        return ModelMisconfigured(
            "The server sends on to another address, and no redirect is followed with a key.",
            trouble=ModelTrouble.MOVED,
            remedy="Set PMO_MODEL_URL to where it sends, if that is where you want to ask.",
        )
    return _turned_down(said, f"{error.code} {error.type}".lower())


def _busy(said: str, code: str) -> ModelFault:
    if any(each in f"{code} {said}".lower() for each in _NO_QUOTA):
        return ModelUnavailable(
            "The account behind the key has nothing left to spend.",
            trouble=ModelTrouble.NO_QUOTA,
            remedy="Look at the account's plan and limits at whoever runs the server.",
        )
    return ModelUnavailable(
        f"The server has too much to do{_quoted(said)}.",
        trouble=ModelTrouble.BUSY,
        remedy="Try again in a minute, or ask for a higher limit.",
    )


def _turned_down(said: str, code: str) -> ModelFault:
    low = f"{code} {said}".lower()
    if any(each in low for each in _FILTERED):
        return declined("the server's content filter does not let this through")
    if any(each in low for each in _TOO_LONG):
        return ModelMisconfigured(
            f"The question is longer than this model can read{_quoted(said)}.",
            trouble=ModelTrouble.TOO_LONG,
            remedy="Ask for less at once, or take a model with a longer context.",
        )
    return ModelMisconfigured(
        f"The server does not accept the request{_quoted(said)}.",
        trouble=ModelTrouble.TURNED_DOWN,
        remedy="Look at PMO_MODEL and PMO_MODEL_URL: does this server speak Chat Completions?",
    )


def declined(why: str) -> ModelRefused:
    """Return the fault of a model, or a filter, that does not answer."""
    return ModelRefused(f"The model declines to answer: {why}.", trouble=ModelTrouble.DECLINED)


def words_of(error: openai.APIError, server: ModelServer) -> str:
    """Return what the server said about an error: one short line, without the key."""
    body = error.body
    message = body.get("message") if isinstance(body, dict) else None
    return harmless_line(message if isinstance(message, str) else "", server)


def harmless_line(text: str, server: ModelServer) -> str:
    """Return somebody else's text as one line of printable characters, without the key."""
    if server.key:
        text = text.replace(server.key.get_secret_value(), "***")
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line[:_READ]


def _quoted(said: str) -> str:
    short = said if len(said) <= _QUOTED else f"{said[:_QUOTED]}…"
    return f": “{short.rstrip('.')}”" if said else ""


def of_event(error: openai.APIError, server: ModelServer) -> ModelFault:
    """Return the fault of an answer that turned into an error while it was written."""
    said = words_of(error, server)
    return ModelUnavailable(
        f"The server broke the answer off{_quoted(said)}.",
        trouble=ModelTrouble.BROKEN,
        said=said,
        remedy="Try again; if it stays so, look at the server's own log.",
    )
