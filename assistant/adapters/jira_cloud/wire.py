"""Questions on the wire: one at a time, each within its time, asked again where that may help."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import httpx2
from pydantic import TypeAdapter, ValidationError

from assistant.adapters.jira_cloud import faults
from assistant.adapters.jira_cloud.asks import READS, Ask
from assistant.adapters.jira_cloud.deadline import Line
from assistant.adapters.jira_cloud.site import JiraSite
from assistant.adapters.jira_cloud.stopped import Stopped, unreadable
from assistant.adapters.jira_cloud.waiting import Waiting, moment_of

T = TypeVar("T")


class Wire:
    """Asks one site. The token goes nowhere else: no redirect is followed."""

    def __init__(self, site: JiraSite, waiting: Waiting) -> None:
        self._site = site
        self._waiting = waiting
        self._line = Line()
        self._until = waiting.watch() + site.reading_seconds
        self._said_at: datetime | None = None
        self.asked = 0

    def close(self) -> None:
        """Let go of the connection; whoever makes a wire closes it."""
        if "_client" in self.__dict__:
            self._client.close()

    @cached_property
    def _client(self) -> httpx2.Client:
        return httpx2.Client(
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "Authorization": _authorization(self._site),
            },
            follow_redirects=False,
            limits=httpx2.Limits(max_connections=1),
            timeout=self._site.request_seconds,
        )

    def now(self) -> datetime:
        """Return what time it is by Jira's clock, ours where it has not said."""
        return self._said_at or self._waiting.clock.now()

    def answer(self, ask: Ask, shape: TypeAdapter[T], what: str) -> T:
        """Return the answer in its shape; Stopped where there is none to be had."""
        if (ask.method, ask.path) not in READS:
            msg = f"{ask.method} {ask.path} is no read of Jira"
            raise ValueError(msg)
        until = self._waiting.watch() + self._site.waiting_seconds
        for attempt in range(1, self._site.attempts + 1):
            reply = self._once(ask)
            found = self._understood(reply, shape, what)
            if not isinstance(found, Stopped):
                return found
            last = attempt == self._site.attempts
            if last or not faults.may_pass(reply.status):
                raise found
            self._wait(attempt, reply, until, found)
        raise AssertionError  # attempts is at least one

    def _understood(self, reply: faults.Reply, shape: TypeAdapter[T], what: str) -> T | Stopped:
        if reply.status != httpx2.codes.OK:
            return faults.of_reply(reply, self._site)
        if faults.is_page(reply):
            return faults.signed_out(self._site)
        try:
            return shape.validate_python(json.loads(reply.body))
        except (ValidationError, ValueError, RecursionError):
            return unreadable(what)

    def _wait(self, attempt: int, reply: faults.Reply, until: float, why: Stopped) -> None:
        """Wait before another attempt; Stopped where that is longer than anyone should wait."""
        seconds = self._waiting.seconds_before(attempt, reply.headers)
        if self._waiting.watch() + seconds > min(until, self._until):
            raise why
        self._waiting.sleep(seconds)

    def _once(self, ask: Ask) -> faults.Reply:
        """Send the question once; a connection that breaks is a reply too, of status 0."""
        if self._waiting.watch() > self._until:
            return faults.Reply(status=faults.OUT_OF_TIME)
        self.asked += 1
        try:
            with self._line.within(self._site.request_seconds):
                return self._sent(ask)
        except (httpx2.TransportError, httpx2.InvalidURL) as error:
            return faults.Reply(status=faults.of_connection(error))

    def _sent(self, ask: Ask) -> faults.Reply:
        request = self._client.build_request(
            ask.method,
            f"{self._site.url}{ask.path}",
            params=dict(ask.query) or None,
            json=None if ask.body is None else dict(ask.body),
            extensions={"trace": self._line.noted},
        )
        response = self._client.send(request, stream=True)
        try:
            body = self._body(response)
        finally:
            response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        self._said_at = moment_of(headers) or self._said_at
        return faults.Reply(status=response.status_code, headers=headers, body=body)

    def _body(self, response: httpx2.Response) -> bytes:
        """Return the whole body; one that is packed or too long is none."""
        if response.headers.get("content-encoding", "identity") not in ("", "identity"):
            return b""
        pieces = bytearray()
        for piece in response.iter_raw():
            pieces += piece
            if len(pieces) > self._site.answer_bytes:
                return b""
        return bytes(pieces)


def _authorization(site: JiraSite) -> str:
    """Return the header for an API token with its e-mail, or for OAuth's."""
    token = site.token.get_secret_value()
    if site.email is None:
        return f"Bearer {token}"
    return f"Basic {b64encode(f'{site.email}:{token}'.encode()).decode()}"
