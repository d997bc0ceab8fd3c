"""Who and what is in a workspace on loopback, and all that happened there."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

TEAM, APP, BOT = "T1", "A1", "UBOT"
BOT_TOKEN, APP_TOKEN = "xoxb-loopback", "xapp-loopback"
SCOPES = (
    "app_mentions:read,assistant:write,channels:history,channels:read,chat:write,commands,"
    "groups:history,groups:read,im:history,im:read,im:write,mpim:history,mpim:read,"
    "usergroups:read,users:read,users:read.email"
)
ACK_SECONDS = 10.0
FORMS_ONLY = {
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


class Refusal(Exception):
    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.body = {"ok": False, "error": code, **more}
