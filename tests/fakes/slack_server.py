"""Slack on loopback: its Web API and Socket Mode, with what goes wrong between two computers.

Every call is held to Slack's own limits; what breaks one is answered as Slack does, and is kept in
`broken`, so that a test can insist on there being none.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from tests.fakes.slack_rules import faults_of_message, faults_of_view

TEAM, APP, BOT = "T1", "A1", "UBOT"
BOT_TOKEN, APP_TOKEN = "xoxb-loopback", "xapp-loopback"
SCOPES = (
    "app_mentions:read,assistant:write,channels:history,channels:read,chat:write,commands,"
    "groups:history,groups:read,im:history,im:read,im:write,mpim:history,mpim:read,"
    "usergroups:read,users:read,users:read.email"
)
ACK_SECONDS = 10.0
_FORMS_ONLY = {
    "users.info", "users.lookupByEmail", "conversations.info", "conversations.list",
    "conversations.members", "usergroups.list", "usergroups.users.list",
}  # fmt: skip


@dataclass
class Fault:
    """What happens to one call: an HTTP status, an error code, or what a network does."""

    kind: str
    seconds: float = 0.0
    code: str = ""


@dataclass
class Workspace:
    """Who and what is there, and all that happened."""

    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, list[str]] = field(default_factory=dict)
    views: list[dict[str, Any]] = field(default_factory=list)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    said_back: list[dict[str, Any]] = field(default_factory=list)
    whispers: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    prompts: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    scopes: str = SCOPES

    def join(self, user: str, email: str | None, **more: Any) -> str:
        profile = {"email": email} if email else {}
        self.users[user] = {"id": user, "team_id": TEAM, "name": user.lower(), "profile": profile}
        self.users[user] |= more
        return user

    def open_channel(self, channel: str, members: list[str], **more: Any) -> str:
        self.channels[channel] = {
            "id": channel, "name": channel.lower(), "members": members, "is_channel": True,
            "is_member": True, "is_im": False, "is_ext_shared": False,
        } | more  # fmt: skip
        return channel

    def dm(self, user: str) -> str:
        channel = f"D{user}"
        if channel not in self.channels:
            self.open_channel(channel, [user, BOT], is_im=True, is_channel=False, user=user)
        return channel

    def posts(self, channel: str) -> list[dict[str, Any]]:
        now = time.time()  # noqa: TID251 - a fake of another machine has its own clock
        return [each for each in self.messages[channel] if each["there_at"] <= now]


class _Refusal(Exception):
    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.body = {"ok": False, "error": code, **more}


class LoopbackSlack:
    """The running server; its methods are for the test's own thread."""

    def __init__(self) -> None:
        self.at = Workspace()
        self.port = 0
        self.acks: list[float] = []
        self.ack_payloads: dict[str, Any] = {}
        self._waiting: dict[str, tuple[float, threading.Event]] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self._loop = asyncio.new_event_loop()
        self._count = itertools.count(1)
        self._seen_since = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    # What people do

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

    # What the server does

    def _ts(self) -> str:
        return f"{time.time():.0f}.{next(self._count):06d}"  # noqa: TID251 - its own clock

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
        call = await _arguments(request)
        if method in _FORMS_ONLY and request.content_type == "application/json":
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
        except _Refusal as refusal:
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
            raise _Refusal("invalid_auth")

    def _answer(self, method: str, call: dict[str, Any], late: float) -> dict[str, Any]:
        found = getattr(self, f"_do_{method.replace('.', '_')}", None)
        if found is None:
            raise _Refusal("unknown_method")
        answer: dict[str, Any] = found(call, late) if method == "chat.postMessage" else found(call)
        return answer

    def _channel(self, named: str) -> dict[str, Any]:
        if named.startswith("U") and named in self.at.users:
            named = self.at.dm(named)
        if named not in self.at.channels:
            raise _Refusal("channel_not_found")
        return self.at.channels[named]

    def _checked(self, faults: list[str]) -> None:
        if faults:
            self.at.broken += faults
            raise _Refusal("invalid_blocks", errors=faults)

    def _do_apps_connections_open(self, call: dict[str, Any]) -> dict[str, Any]:
        return {"url": f"ws://127.0.0.1:{self.port}/link"}

    def _do_auth_test(self, call: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": "https://loop.slack.com/", "team": "Loop", "user": "pmo", "team_id": TEAM,
            "user_id": BOT, "bot_id": "B1", "is_enterprise_install": False,
        }  # fmt: skip

    def _do_bots_info(self, call: dict[str, Any]) -> dict[str, Any]:
        return {"bot": {"id": "B1", "app_id": APP, "user_id": BOT}}

    def _do_chat_postMessage(self, call: dict[str, Any], late: float) -> dict[str, Any]:  # noqa: N802 - Slack's name
        channel = self._channel(call["channel"])
        if channel.get("is_archived"):
            raise _Refusal("is_archived")
        if not channel.get("is_member", True):
            raise _Refusal("not_in_channel")
        self._checked(faults_of_message(call))
        now = time.time()  # noqa: TID251 - its own clock
        post = call | {"user": BOT, "bot_id": "B1", "ts": self._ts(), "there_at": now + late}
        self.at.messages[channel["id"]].append(post)
        return {"channel": channel["id"], "ts": post["ts"], "message": _seen(post)}

    def _do_chat_update(self, call: dict[str, Any]) -> dict[str, Any]:
        self._checked(faults_of_message(call))
        for post in self.at.messages[call["channel"]]:
            if post["ts"] == call["ts"] and post.get("user") == BOT:
                post.update(call)
                return {"channel": call["channel"], "ts": call["ts"], "text": call["text"]}
        raise _Refusal("message_not_found")

    def _do_chat_postEphemeral(self, call: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        self._checked(faults_of_message(call))
        self.at.whispers.append(call)
        return {"message_ts": self._ts()}

    def _do_chat_getPermalink(self, call: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        return {
            "permalink": f"https://loop.slack.com/archives/{call['channel']}/p{call['message_ts']}"
        }

    def _do_conversations_open(self, call: dict[str, Any]) -> dict[str, Any]:
        if call["users"] not in self.at.users:
            raise _Refusal("user_not_found")
        return {"channel": {"id": self.at.dm(call["users"])}}

    def _do_conversations_info(self, call: dict[str, Any]) -> dict[str, Any]:
        told = {k: v for k, v in self._channel(call["channel"]).items() if k != "members"}
        return {"channel": told}

    def _do_conversations_list(self, call: dict[str, Any]) -> dict[str, Any]:
        open_ones = [each for each in self.at.channels.values() if not each["is_im"]]
        page, cursor = _page(open_ones, call, 2)
        told = [{k: v for k, v in each.items() if k != "members"} for each in page]
        return {"channels": told, "response_metadata": {"next_cursor": cursor}}

    def _do_conversations_members(self, call: dict[str, Any]) -> dict[str, Any]:
        page, cursor = _page(self._channel(call["channel"])["members"], call, 2)
        return {"members": page, "response_metadata": {"next_cursor": cursor}}

    def _do_conversations_history(self, call: dict[str, Any]) -> dict[str, Any]:
        channel = self._channel(call["channel"])
        newest = [e for e in reversed(self.at.posts(channel["id"])) if "thread_ts" not in e]
        return self._told(newest, call)

    def _do_conversations_replies(self, call: dict[str, Any]) -> dict[str, Any]:
        posts = self.at.posts(self._channel(call["channel"])["id"])
        return self._told([e for e in posts if call["ts"] in (e["ts"], e.get("thread_ts"))], call)

    def _told(self, posts: list[dict[str, Any]], call: dict[str, Any]) -> dict[str, Any]:
        page, cursor = _page(posts, call, 15)
        wanted = str(call.get("include_all_metadata", "")).lower() in {"true", "1"}
        told = [_seen(each, metadata=wanted) for each in page]
        return {
            "messages": told,
            "has_more": bool(cursor),
            "response_metadata": {"next_cursor": cursor},
        }

    def _do_users_info(self, call: dict[str, Any]) -> dict[str, Any]:
        if call["user"] not in self.at.users:
            raise _Refusal("user_not_found")
        return {"user": self.at.users[call["user"]]}

    def _do_users_lookupByEmail(self, call: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        wanted = call["email"].casefold()
        for user in self.at.users.values():
            if str(user["profile"].get("email", "")).casefold() == wanted:
                return {"user": user}
        raise _Refusal("users_not_found")

    def _do_usergroups_list(self, call: dict[str, Any]) -> dict[str, Any]:
        groups = [{"id": f"S{h}", "handle": h, "name": h} for h in self.at.groups]
        return {"usergroups": groups}

    def _do_usergroups_users_list(self, call: dict[str, Any]) -> dict[str, Any]:
        return {"users": self.at.groups[call["usergroup"].removeprefix("S")]}

    def _do_views_open(self, call: dict[str, Any]) -> dict[str, Any]:
        self._checked(faults_of_view(call["view"]))
        self.at.views.append(call["view"])
        return {"view": call["view"] | {"id": f"V{len(self.at.views)}"}}

    def _do_views_update(self, call: dict[str, Any]) -> dict[str, Any]:
        return self._do_views_open(call)

    def _do_views_publish(self, call: dict[str, Any]) -> dict[str, Any]:
        self._checked(faults_of_view(call["view"]))
        self.at.homes[call["user_id"]] = call["view"]
        return {"view": call["view"]}

    def _do_assistant_threads_setStatus(self, call: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        self.at.statuses.append(call)
        return {}

    def _do_assistant_threads_setSuggestedPrompts(self, call: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        self.at.prompts.append(call)
        return {}

    def _do_reactions_add(self, call: dict[str, Any]) -> dict[str, Any]:
        return {}

    def _do_files_getUploadURLExternal(self, call: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        file = f"F{next(self._count)}"
        return {"upload_url": f"http://127.0.0.1:{self.port}/upload/{file}", "file_id": file}

    def _do_files_completeUploadExternal(self, call: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        self.at.files.append(call)
        return {"files": call["files"]}

    async def upload(self, request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="OK")

    # Its life

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


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        body: dict[str, Any] = json.loads(await request.text() or "{}")
        return body
    given = dict(request.query) | dict(parse_qsl(await request.text()))
    return {name: _parsed(name, value) for name, value in given.items()}


def _parsed(name: str, value: str) -> Any:
    """Return what a form field holds: objects and lists come as JSON."""
    structured = name in {"blocks", "metadata", "view", "files", "prompts"}
    if name.startswith("unfurl_"):
        return value in {"1", "true"}
    return json.loads(value) if structured else value


def _page(rows: list[Any], call: dict[str, Any], most: int) -> tuple[list[Any], str]:
    start = int(call.get("cursor") or 0)
    size = (
        min(int(call.get("limit") or most), most) if most == 2 else int(call.get("limit") or most)
    )
    end = start + size
    return rows[start:end], str(end) if end < len(rows) else ""


def _seen(post: dict[str, Any], *, metadata: bool = False) -> dict[str, Any]:
    hidden = {"there_at", "channel"} | (set() if metadata else {"metadata"})
    return {name: value for name, value in post.items() if name not in hidden}


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
    raise ConnectionResetError
