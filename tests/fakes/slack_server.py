"""Slack on loopback: its Web API and Socket Mode, with what goes wrong between two computers.

Every call is held to Slack's own limits; what breaks one is answered as Slack does, and is kept in
`broken`, so that a test can insist on there being none.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.slack_calls import Calls, arguments_of
from tests.fakes.slack_rules import faults_of_message
from tests.fakes.slack_workspace import (
    ACK_SECONDS,
    APP,
    APP_TOKEN,
    BOT,
    BOT_TOKEN,
    FORMS_ONLY,
    TEAM,
    Fault,
    Refusal,
)


class LoopbackSlack(Calls):
    """The running server; its methods are for the test's own thread."""

    def __init__(self) -> None:
        super().__init__()
        self.acks: list[float] = []
        self.ack_payloads: dict[str, Any] = {}
        self._waiting: dict[str, tuple[float, threading.Event]] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self._loop = asyncio.new_event_loop()
        self._seen_since = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def deliver(
        self, kind: str, payload: dict[str, Any], *, wait: bool = True, **more: Any
    ) -> str:
        """Send an envelope to the app; return its id, once it was acknowledged."""
        envelope = more.pop("envelope_id", None) or f"env-{next(self._count)}"
        told = threading.Event()
        body = {"envelope_id": envelope, "type": kind, "payload": payload, **more}
        self._waiting[envelope] = (time.perf_counter(), told)
        asyncio.run_coroutine_threadsafe(self._send(body), self._loop).result(ACK_SECONDS)
        if wait:
            assert told.wait(ACK_SECONDS), f"{envelope} was never acknowledged"
        return envelope

    def event(self, event: dict[str, Any], *, wait: bool = True, **more: Any) -> str:
        """Deliver an event of the Events API; a given `event_id` is delivered again."""
        number = next(self._count)
        payload = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": APP,
            "event_id": f"Ev{number}", "event_time": 1, "authorizations": [
                {"team_id": TEAM, "user_id": BOT, "is_bot": True, "enterprise_id": None}
            ],
            "event": event,
        } | more  # fmt: skip
        return self.deliver("events_api", payload, wait=wait, accepts_response_payload=False)

    def click(
        self, user: str, action_id: str, value: str, /, *, channel: str, ts: str, **more: Any
    ) -> str:
        """Press a button on a message."""
        number = next(self._count)
        payload = {
            "type": "block_actions", "api_app_id": APP, "trigger_id": f"trigger.{number}",
            "team": {"id": TEAM, "domain": "loop"},
            "user": {"id": user, "username": user, "name": user, "team_id": TEAM},
            "container": {"type": "message", "message_ts": ts, "channel_id": channel},
            "channel": {"id": channel, "name": "x"},
            "message": {"ts": ts, "type": "message", "text": "x"},
            "response_url": f"http://127.0.0.1:{self.port}/respond/{channel}/{ts}",
            "actions": [{
                "type": "button", "action_id": action_id, "block_id": "b", "value": value,
                "action_ts": f"{number}.0", "text": {"type": "plain_text", "text": "x"},
            }],
        } | more  # fmt: skip
        wait = payload.pop("wait", True)
        return self.deliver("interactive", payload, wait=wait, accepts_response_payload=True)

    def submit(self, user: str, view: dict[str, Any], values: dict[str, Any]) -> str:
        """Send a modal's form."""
        filled = view | {"state": {"values": values}, "id": "V1", "team_id": TEAM, "app_id": APP}
        payload = {
            "type": "view_submission", "api_app_id": APP, "team": {"id": TEAM, "domain": "loop"},
            "user": {"id": user, "username": user, "name": user, "team_id": TEAM},
            "trigger_id": f"trigger.{next(self._count)}", "view": filled,
        }  # fmt: skip
        return self.deliver("interactive", payload, accepts_response_payload=True)

    def command(self, user: str, text: str, channel: str, **more: Any) -> str:
        """Type `/pmo`."""
        payload = {
            "command": "/pmo", "text": text, "user_id": user, "channel_id": channel,
            "team_id": TEAM, "team_domain": "loop", "api_app_id": APP, "user_name": user,
            "channel_name": "x", "trigger_id": f"trigger.{next(self._count)}",
            "response_url": f"http://127.0.0.1:{self.port}/respond/{channel}/0",
        } | more  # fmt: skip
        return self.deliver("slash_commands", payload, accepts_response_payload=True)

    def say(self, user: str, text: str, channel: str, **more: Any) -> str:
        """Write a message; return its ts."""
        ts = self._ts()
        kind = "im" if self.at.channels[channel].get("is_im") else "channel"
        post = {"user": user, "text": text, "ts": ts, "there_at": 0.0, **more}
        self.at.messages[channel].append(post)
        mentions = f"<@{BOT}>" in text
        event = {
            "type": "app_mention" if mentions else "message", "user": user, "text": text,
            "ts": ts, "channel": channel, "event_ts": ts, "channel_type": kind, **more,
        }  # fmt: skip
        self.event(event)
        return ts

    def disconnect(self) -> None:
        """Tell the app that its connection ends, as Slack does every few hours, and end it."""

        async def end() -> None:
            for socket in list(self._sockets):
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
                await socket.close()

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(ACK_SECONDS)

    def connected(self, seconds: float = 10.0) -> None:
        """Wait until an app listens."""
        until = time.monotonic() + seconds
        while not self._sockets:
            assert time.monotonic() < until, "no app has connected"
            time.sleep(0.02)

    def until(self, holds: Any, seconds: float = 10.0) -> Any:
        """Wait until something is true of the workspace, and return it."""
        end = time.monotonic() + seconds
        while not (found := holds()):
            assert time.monotonic() < end, "it never came to that"
            time.sleep(0.02)
        return found

    async def _send(self, body: dict[str, Any]) -> None:
        live = [each for each in self._sockets if not each.closed]
        await live[-1].send_json(body)

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(
            {"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP}}
        )
        self._sockets.append(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data.startswith("{"):
                said = json.loads(message.data)
                sent, told = self._waiting.pop(said.get("envelope_id", ""), (0.0, None))
                if told is not None:
                    self.acks.append(time.perf_counter() - sent)
                    self.ack_payloads[said["envelope_id"]] = said.get("payload")
                    told.set()
        self._sockets.remove(socket)
        return socket

    async def respond(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.at.said_back.append(
            body | {"channel": request.match_info["channel"], "ts": request.match_info["ts"]}
        )
        self.at.broken += faults_of_message({"text": "x"} | body)
        if body.get("replace_original"):
            for post in self.at.messages[request.match_info["channel"]]:
                if post["ts"] == request.match_info["ts"]:
                    post |= {"text": body.get("text", ""), "blocks": body.get("blocks")}
        return web.json_response({"ok": True})

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = await arguments_of(request)
        if method in FORMS_ONLY and request.content_type == "application/json":
            call = {}
        self.at.calls[method] += 1
        pending = self.at.faults[method]
        fault = pending.pop(0) if pending else None
        if fault is not None and fault.kind in {"500", "reset", "429", "error", "html", "slow"}:
            early = await self._fail(request, fault)
            if early is not None:
                return early
        try:
            self._authorize(request, method)
            if fault is not None and fault.kind == "dropped":
                return web.json_response(
                    {"ok": True, "ts": self._ts(), "channel": call.get("channel")}
                )
            late = fault.seconds if fault is not None and fault.kind == "late" else 0.0
            body = self._answer(method, call, late)
        except Refusal as refusal:
            return web.json_response(refusal.body)
        if fault is not None and (late_trouble := await self._after(request, fault)):
            return late_trouble
        return web.json_response({"ok": True, **body}, headers={"x-oauth-scopes": self.at.scopes})

    async def _after(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        """Do what goes wrong once the call was taken."""
        if fault.kind == "held":
            await asyncio.sleep(fault.seconds)
        if fault.kind == "accepted_then_reset":
            _cut(request)
        unclear = fault.kind in {"late", "accepted_then_500"}
        return web.Response(status=503) if unclear else None

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            if request.transport is None or request.transport.is_closing():
                raise ConnectionResetError
            return None
        if fault.kind == "reset":
            _cut(request)
        if fault.kind == "429":
            headers = {"Retry-After": f"{fault.seconds:.0f}"} if fault.seconds else {}
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers=headers
            )
        if fault.kind == "error":
            return web.json_response({"ok": False, "error": fault.code})
        if fault.kind == "html":
            return web.Response(text="<html>sign in</html>", content_type="text/html")
        return web.Response(status=500)

    def _authorize(self, request: web.Request, method: str) -> None:
        wanted = APP_TOKEN if method.startswith("apps.") else BOT_TOKEN
        if request.headers.get("Authorization") != f"Bearer {wanted}":
            raise Refusal("invalid_auth")

    async def upload(self, request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="OK")

    def run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self.api)
        app.router.add_get("/link", self.socket)
        app.router.add_post("/respond/{channel}/{ts}", self.respond)
        app.router.add_post("/upload/{file}", self.upload)
        runner = web.AppRunner(app, shutdown_timeout=0.1)

        async def start() -> None:
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.port = runner.addresses[0][1]

        self._loop.run_until_complete(start())
        ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)


@contextmanager
def running_slack() -> Iterator[LoopbackSlack]:
    """Run a workspace on loopback inside the block."""
    slack = LoopbackSlack()
    ready = threading.Event()
    thread = threading.Thread(target=slack.run, args=(ready,), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield slack
    finally:
        slack.stop()
        thread.join(10)


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
    raise ConnectionResetError
