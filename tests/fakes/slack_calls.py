"""What Slack's Web API answers, method by method, from a workspace on loopback."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.fakes.slack_rules import faults_of_message, faults_of_view
from tests.fakes.slack_workspace import APP, BOT, TEAM, Refusal, Workspace


class Calls:
    """The methods, each by its name."""

    def __init__(self) -> None:
        self.at = Workspace()
        self.port = 0
        self._count = itertools.count(1)

    def _ts(self) -> str:
        return f"{time.time():.0f}.{next(self._count):06d}"  # noqa: TID251 - its own clock

    def _answer(self, method: str, call: dict[str, Any], late: float) -> dict[str, Any]:
        found = getattr(self, f"_do_{method.replace('.', '_')}", None)
        if found is None:
            raise Refusal("unknown_method")
        answer: dict[str, Any] = found(call, late) if method == "chat.postMessage" else found(call)
        return answer

    def _channel(self, named: str) -> dict[str, Any]:
        if named.startswith("U") and named in self.at.users:
            named = self.at.dm(named)
        if named not in self.at.channels:
            raise Refusal("channel_not_found")
        return self.at.channels[named]

    def _checked(self, faults: list[str]) -> None:
        if faults:
            self.at.broken += faults
            raise Refusal("invalid_blocks", errors=faults)

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
            raise Refusal("is_archived")
        if not channel.get("is_member", True):
            raise Refusal("not_in_channel")
        self._checked(faults_of_message(call))
        now = time.time()  # noqa: TID251 - its own clock
        post = call | {"user": BOT, "bot_id": "B1", "ts": self._ts(), "there_at": now + late}
        self.at.messages[channel["id"]].append(post)
        return {"channel": channel["id"], "ts": post["ts"], "message": seen_of(post)}

    def _do_chat_update(self, call: dict[str, Any]) -> dict[str, Any]:
        self._checked(faults_of_message(call))
        for post in self.at.messages[call["channel"]]:
            if post["ts"] == call["ts"] and post.get("user") == BOT:
                post.update(call)
                return {"channel": call["channel"], "ts": call["ts"], "text": call["text"]}
        raise Refusal("message_not_found")

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
            raise Refusal("user_not_found")
        return {"channel": {"id": self.at.dm(call["users"])}}

    def _do_conversations_info(self, call: dict[str, Any]) -> dict[str, Any]:
        told = {k: v for k, v in self._channel(call["channel"]).items() if k != "members"}
        return {"channel": told}

    def _do_conversations_list(self, call: dict[str, Any]) -> dict[str, Any]:
        open_ones = [each for each in self.at.channels.values() if not each["is_im"]]
        page, cursor = page_of(open_ones, call, 2)
        told = [{k: v for k, v in each.items() if k != "members"} for each in page]
        return {"channels": told, "response_metadata": {"next_cursor": cursor}}

    def _do_conversations_members(self, call: dict[str, Any]) -> dict[str, Any]:
        page, cursor = page_of(self._channel(call["channel"])["members"], call, 2)
        return {"members": page, "response_metadata": {"next_cursor": cursor}}

    def _do_conversations_history(self, call: dict[str, Any]) -> dict[str, Any]:
        channel = self._channel(call["channel"])
        newest = [e for e in reversed(self.at.posts(channel["id"])) if "thread_ts" not in e]
        return self._told(newest, call)

    def _do_conversations_replies(self, call: dict[str, Any]) -> dict[str, Any]:
        posts = self.at.posts(self._channel(call["channel"])["id"])
        return self._told([e for e in posts if call["ts"] in (e["ts"], e.get("thread_ts"))], call)

    def _told(self, posts: list[dict[str, Any]], call: dict[str, Any]) -> dict[str, Any]:
        page, cursor = page_of(posts, call, 15)
        wanted = str(call.get("include_all_metadata", "")).lower() in {"true", "1"}
        told = [seen_of(each, metadata=wanted) for each in page]
        return {
            "messages": told,
            "has_more": bool(cursor),
            "response_metadata": {"next_cursor": cursor},
        }

    def _do_users_info(self, call: dict[str, Any]) -> dict[str, Any]:
        if call["user"] not in self.at.users:
            raise Refusal("user_not_found")
        return {"user": self.at.users[call["user"]]}

    def _do_users_lookupByEmail(self, call: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        wanted = call["email"].casefold()
        for user in self.at.users.values():
            if str(user["profile"].get("email", "")).casefold() == wanted:
                return {"user": user}
        raise Refusal("users_not_found")

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


def page_of(rows: list[Any], call: dict[str, Any], most: int) -> tuple[list[Any], str]:
    start = int(call.get("cursor") or 0)
    size = (
        min(int(call.get("limit") or most), most) if most == 2 else int(call.get("limit") or most)
    )
    end = start + size
    return rows[start:end], str(end) if end < len(rows) else ""


def seen_of(post: dict[str, Any], *, metadata: bool = False) -> dict[str, Any]:
    hidden = {"there_at", "channel"} | (set() if metadata else {"metadata"})
    return {name: value for name, value in post.items() if name not in hidden}


async def arguments_of(request: web.Request) -> dict[str, Any]:
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
