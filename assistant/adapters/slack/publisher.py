"""Texts as Slack messages, once: our key stands in each message's metadata and is looked up there.

A place is “slack:C0123” (a channel), “slack:U0123” (somebody's direct messages), or one of them
with “#KEY” behind it: then the message of that key is written anew in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from assistant.adapters.slack.addresses import SCHEME
from assistant.adapters.slack.web import Found, SlackTrouble, SlackWeb, next_cursor
from assistant.errors import BadInput
from assistant.governance.delivery import (
    Accepted,
    Answer,
    Habits,
    LookUp,
    Message,
    NoAnswer,
    TurnedDown,
)

EVENT = "pmo_message"
_SETTLES = timedelta(seconds=60)
_PAGES, _PAGE = 20, 200
_EXACT = re.compile(r"[CGDUW][A-Z0-9]{1,30}")
_SHARED = "is shared with another organisation, so nothing is published there"


class SlackPublisher:
    """The `Publisher` port for a workspace."""

    def __init__(self, web: SlackWeb) -> None:
        self._web = web

    @property
    def habits(self) -> Habits:
        """A message can be looked up by its key, and shows within a minute."""
        return Habits(settles_within=_SETTLES)

    def place(self, named: str) -> str:
        """Return the exact place of “slack:#exec”, “slack:C0123” or “slack:ana@office.example”."""
        name = named.strip()[len(SCHEME) :].strip()
        try:
            found = self._person(name) if "@" in name else self._channel(name)
        except SlackTrouble as trouble:
            raise BadInput(f"“{name}” is no place in Slack: {trouble.why}.") from trouble
        return SCHEME + found

    def publish(self, message: Message) -> Answer:
        """Post a message with its key, or write an earlier one anew."""
        target, _, replaces = message.to[len(SCHEME) :].partition("#")
        try:
            channel = self._open(target)
            content = _content(message)
            if replaces:
                return self._replace(channel, replaces, content)
            self._web.call(
                "chat.postMessage",
                channel=channel,
                unfurl_links=False,
                unfurl_media=False,
                **content,
            )
        except SlackTrouble as trouble:
            return trouble.answer
        return Accepted()

    def look_up(self, message: Message) -> LookUp:
        """Say whether a message is there; of very busy channels nobody can say that it is not."""
        target, _, replaces = message.to[len(SCHEME) :].partition("#")
        try:
            for posted in self._history(self._open(target)):
                if posted is None:
                    return LookUp.NO_ANSWER
                if _payload(posted).get("card") == (replaces or message.id):
                    return _compared(posted, message, replaces)
        except SlackTrouble:
            return LookUp.NO_ANSWER
        return LookUp.ABSENT

    def _replace(self, channel: str, card: str, content: dict[str, Any]) -> Answer:
        for posted in self._history(channel):
            if posted is None:
                return NoAnswer()
            if _payload(posted).get("card") == card:
                self._web.call("chat.update", channel=channel, ts=posted["ts"], **content)
                return Accepted()
        return TurnedDown(why="the message that it would change is not there")

    def _history(self, channel: str) -> Iterator[Found | None]:
        """Yield the messages of a channel, newest first; None where there are too many to read."""
        page: Found = {}
        asked = {"channel": channel, "include_all_metadata": True, "limit": _PAGE}
        for page in self._web.pages("conversations.history", _PAGES, **asked):
            yield from page["messages"]
        if next_cursor(page):
            yield None

    def _open(self, target: str) -> str:
        """Return the channel of a place; SlackTrouble where it is not ours alone."""
        if target[:1] in "UW":
            return str(self._web.call("conversations.open", users=target)["channel"]["id"])
        channel = self._web.call("conversations.info", channel=target)["channel"]
        if is_shared(channel):
            raise SlackTrouble(TurnedDown(why=f"the channel {_SHARED}"), _SHARED)
        return target

    def _person(self, email: str) -> str:
        user = self._web.call("users.lookupByEmail", email=email)["user"]
        return str(user["id"])

    def _channel(self, name: str) -> str:
        """Return a channel's id, by that or by its name; it is one of this organisation alone."""
        if _EXACT.fullmatch(name):
            return name if name[0] in "UWD" else self._named_by_id(name)
        wanted = name.removeprefix("#").casefold()
        for page in self._web.pages("conversations.list", _PAGES, **_LISTED):
            for each in page["channels"]:
                if each["name"].casefold() == wanted:
                    return self._named_by_id(each["id"])
        raise BadInput(
            f"There is no channel “{name}” that the app can see.",
            remedy="Name it as slack:#name; invite the app where it is private.",
        )

    def _named_by_id(self, channel: str) -> str:
        if is_shared(self._web.call("conversations.info", channel=channel)["channel"]):
            raise BadInput(f"The channel {channel} {_SHARED}.", remedy="Name one of your own.")
        return channel


_LISTED = {"types": "public_channel,private_channel", "exclude_archived": True, "limit": _PAGE}


def is_shared(channel: Found) -> bool:
    """Say whether people of another organisation read a channel, or may soon."""
    return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))


def _content(message: Message) -> dict[str, Any]:
    """Return what a message shows, text and blocks as they were approved, and its key."""
    card = message.to.partition("#")[2] or message.id
    metadata = {"event_type": EVENT, "event_payload": {"key": message.id, "card": card}}
    try:
        content = json.loads(message.text)
        shown = {"text": content["text"], "blocks": content["blocks"]}
    except (ValueError, TypeError, KeyError) as error:
        raise SlackTrouble(TurnedDown(why="it is no text for Slack"), str(error)) from error
    return shown | {"metadata": metadata}


def _payload(posted: Found) -> Found:
    """Return our own keys of a message; of other apps' messages nothing."""
    metadata = posted.get("metadata") or {}
    payload: Found = metadata.get("event_payload") or {}
    return payload if metadata.get("event_type") == EVENT else {}


def _compared(posted: Found, message: Message, replaces: str) -> LookUp:
    """Say whether a message shows what it should by now."""
    arrived = _payload(posted).get("key") == message.id
    return LookUp.FOUND if arrived or not replaces else LookUp.ABSENT
