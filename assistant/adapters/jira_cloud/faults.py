"""What went wrong on the wire, as the end of a reading that a person understands.

Words of a server are quoted shortly, as text and never with the token in them: an error page is
whatever somebody put there.
"""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx2

from assistant.adapters.jira_cloud.site import JiraSite
from assistant.adapters.jira_cloud.stopped import Stopped, TurnedDown
from assistant.portfolio.batch import Shortfall

BROKEN, OUT_OF_TIME, NO_SUCH_HOST, NOT_TRUSTED, NOBODY = 0, 1, 2, 3, 4
"""Statuses for where no answer came: below those that HTTP has."""

_QUOTED = 200
_REDIRECTION, _SERVER_ERROR = 3, 5
_AGAIN = frozenset({BROKEN, NOBODY, 200, 408, 429, 500, 502, 503, 504})
_ACCOUNT = (
    "Make a new API token at id.atlassian.com, and set PMO_JIRA_TOKEN and the PMO_JIRA_EMAIL of the"
    " account it belongs to."
)
_URL = "Set PMO_JIRA_URL to the site's address, such as https://yours.atlassian.net."
_LATER = "What was read is kept; the next reading goes on from there."


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a status of HTTP, or one of those above where nothing did."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def may_pass(status: int) -> bool:
    """Say whether the same question may be answered a moment later; an unreadable 200 too."""
    return status in _AGAIN


def is_page(reply: Reply) -> bool:
    """Say whether an answer is a page for people, such as a sign-in form."""
    kind = reply.headers.get("content-type", "").lower()
    return "html" in kind or reply.body.lstrip()[:1] == b"<"


def signed_out(site: JiraSite) -> Stopped:
    """Return the fault of an answer that is a page to sign in on."""
    return Stopped(
        Shortfall.REFUSED,
        f"{site.host} shows a page for people instead of answering, such as to sign in.",
        remedy=f"{_ACCOUNT} Look also for a proxy that asks for a sign-in.",
    )


def of_connection(error: Exception) -> int:
    """Return the status that stands for a connection that could not be made, or broke."""
    causes = (*_causes(error),)
    kinds: tuple[tuple[type[Exception], int], ...] = (
        (socket.gaierror, NO_SUCH_HOST),
        (ssl.SSLError, NOT_TRUSTED),
        (httpx2.ConnectError, NOBODY),
    )
    for kind, status in kinds:
        if any(isinstance(cause, kind) for cause in causes):
            return status
    return BROKEN


def of_reply(reply: Reply, site: JiraSite) -> Stopped:
    """Return the end that a reply means for a reading."""
    said, status = _quoted(_words(reply, site)), reply.status
    if status == HTTPStatus.BAD_REQUEST:
        return TurnedDown(
            Shortfall.REFUSED,
            f"Jira does not accept the question{said}.",
            remedy="Look at the projects that are named, and at what the account may see.",
        )
    if status in _ENDS:
        shortfall, message, remedy = _ENDS[status]
        return Stopped(shortfall, message.format(host=site.host, said=said), remedy=remedy)
    if status // 100 == _REDIRECTION:
        message = f"{site.host} sends on to another address, and the token does not go there."
        return Stopped(Shortfall.REFUSED, message, remedy=_URL)
    if status // 100 == _SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        message = f"{site.host} has a trouble of its own ({status}{said})."
        return Stopped(Shortfall.UNREACHABLE, message, remedy=_LATER)
    message = f"{site.host} does not answer as Jira does ({status}{said})."
    return Stopped(Shortfall.REFUSED, message, remedy=_URL)


_ENDS: Mapping[int, tuple[Shortfall, str, str]] = {
    BROKEN: (Shortfall.UNREACHABLE, "The connection to {host} broke off.", _LATER),
    OUT_OF_TIME: (Shortfall.BUSY, "Reading {host} took longer than a reading may.", _LATER),
    NO_SUCH_HOST: (Shortfall.UNREACHABLE, "There is no host {host}.", _URL),
    NOT_TRUSTED: (
        Shortfall.UNREACHABLE,
        "{host} cannot prove who it is.",
        f"Name its certificate authority in SSL_CERT_FILE. {_URL}",
    ),
    NOBODY: (Shortfall.UNREACHABLE, "Nothing answers at {host}.", _URL),
    HTTPStatus.UNAUTHORIZED: (
        Shortfall.REFUSED,
        "Jira does not know the account or its token{said}.",
        _ACCOUNT,
    ),
    HTTPStatus.FORBIDDEN: (
        Shortfall.REFUSED,
        "The account may not read this{said}.",
        "Ask a Jira administrator for the permission “Browse projects” for it.",
    ),
    HTTPStatus.NOT_FOUND: (Shortfall.REFUSED, "There is no Jira at {host}{said}.", _URL),
    HTTPStatus.GONE: (
        Shortfall.REFUSED,
        "Jira has retired an address that is asked for here{said}.",
        "Install a newer version of pmo.",
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        Shortfall.BUSY,
        "Jira asks to be left alone for longer than a reading may wait{said}.",
        _LATER,
    ),
}


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Go down to what was raised first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _words(reply: Reply, site: JiraSite) -> str:
    """Return what Jira says about an error, as one line without the token."""
    try:
        body = json.loads(reply.body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(body, dict):
        return ""
    told = [*_listed(body.get("errorMessages")), *_listed(body.get("errors"))]
    text = " ".join(told).replace(site.token.get_secret_value(), "***")
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _listed(value: Any) -> list[str]:
    values = value.values() if isinstance(value, dict) else value
    return [each for each in values or () if isinstance(each, str)]


def _quoted(said: str) -> str:
    short = said if len(said) <= _QUOTED else f"{said[:_QUOTED]}…"
    return f": “{short.rstrip('.')}”" if said else ""
