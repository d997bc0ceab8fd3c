"""A small real server that speaks Chat Completions over HTTP on loopback; a rule is its model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any

from tests.fakes.loopback import listening

Rule = Callable[[dict[str, Any]], str]


@dataclass
class ChatServer:
    """What the server has and does; `bodies` is what it was asked."""

    rule: Rule
    models: tuple[str, ...] = ("small",)
    key: str | None = None
    knows_schemas: bool = True
    before_end: Callable[[Any], None] | None = None
    """Does something to the socket before a stream is over; the end is then not sent."""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopping: Event = field(default_factory=Event)
    url: str = ""

    def refusal(self, body: dict[str, Any], key: str) -> tuple[int, str] | None:
        """Return why a request is not served."""
        if self.key is not None and key != f"Bearer {self.key}":
            return 401, "Incorrect API key provided."
        if body.get("model") not in self.models:
            return 404, f"The model {body.get('model')} does not exist."
        form = body.get("response_format", {}).get("type", "text")
        if form == "json_schema" and not self.knows_schemas:
            return 400, "response_format.type must be one of: text, json_object"
        if not all(isinstance(each.get("content"), str) for each in body["messages"]):
            return 400, "every message needs a content"
        return None


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """Run a server on a free port of loopback inside the block."""

    class Handler(_Handler):
        chat = server

    with listening(Handler, server.stopping) as address:
        server.url = f"{address}/v1"
        yield server


class _Handler(BaseHTTPRequestHandler):
    chat: ChatServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""

    def do_GET(self) -> None:
        self._json(200, {"object": "list", "data": [{"id": each} for each in self.chat.models]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.chat.bodies.append(body)
        self.chat.headers.append({name.lower(): value for name, value in self.headers.items()})
        if not self.path.startswith("/v1/chat/completions"):
            return self._json(404, {"error": {"message": "no such path"}})
        refused = self.chat.refusal(body, self.headers.get("authorization", ""))
        if refused is not None:
            return self._json(refused[0], {"error": {"message": refused[1]}})
        text = self.chat.rule(body)
        return self._stream(body, text) if body.get("stream") else self._whole(body, text)

    def _whole(self, body: dict[str, Any], text: str) -> None:
        choice = {"index": 0, "message": {"role": "assistant", "content": text}}
        self._json(
            200,
            {
                "id": "c1",
                "object": "chat.completion",
                "created": 0,
                "model": body["model"],
                "choices": [choice | {"finish_reason": "stop"}],
                "usage": _usage(body, text),
            },
        )

    def _stream(self, body: dict[str, Any], text: str) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        self._line(": keep-alive")
        for word in text.split(" "):
            self._event(body, [{"index": 0, "delta": {"content": f"{word} "}}])
        if self.chat.before_end is not None:
            self.chat.before_end(self)
            return
        self._event(body, [{"index": 0, "delta": {}, "finish_reason": "stop"}])
        if body.get("stream_options", {}).get("include_usage"):
            self._event(body, [], usage=_usage(body, text))
        self._line("data: [DONE]")

    def _event(self, body: dict[str, Any], choices: list[Any], **more: Any) -> None:
        event = {"id": "c1", "object": "chat.completion.chunk", "created": 0, **more}
        self._line("data: " + json.dumps(event | {"model": body["model"], "choices": choices}))

    def _line(self, line: str) -> None:
        self.wfile.write(f"{line}\n\n".encode())
        self.wfile.flush()

    def _json(self, status: int, data: dict[str, Any]) -> None:
        content = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _usage(body: dict[str, Any], text: str) -> dict[str, int]:
    asked = sum(len(each["content"].split()) for each in body["messages"])
    return {"prompt_tokens": asked, "completion_tokens": len(text.split())}
