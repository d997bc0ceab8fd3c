"""What Slack sends, read into small values; what lacks something that matters is not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from assistant.values import Value

Body = Mapping[str, Any]

_MENTION = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>")
_MARKED = re.compile(r"<(?:[#!@])?([^>|]*)(?:\|([^>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


class Sender(Value):
    """Who did something, as Slack proves it: a user of a workspace."""

    user: str = Field(min_length=1)
    team: str | None = Field(default=None, description="their workspace, where Slack says it")


class Question(Value):
    """Something that somebody wrote to us."""

    sender: Sender
    text: str
    channel: str
    thread: str = Field(description="the ts of the message that the thread hangs on")
    direct: bool = Field(description="only the sender reads it")


class Clicked(Value):
    """A button or a choice."""

    sender: Sender
    action: str
    value: str
    trigger: str
    channel: str | None
    ts: str | None
    direct: bool


def asked(event: Body) -> Question | None:
    """Return the question in an event; None where a bot wrote it, or nobody did."""
    user, channel, ts = (_text(event, name) for name in ("user", "channel", "ts"))
    if not (user and channel and ts) or event.get("bot_id") or event.get("subtype"):
        return None
    return Question(
        sender=Sender(user=user, team=_text(event, "user_team") or _text(event, "team")),
        text=plain_question(_text(event, "text") or ""),
        channel=channel,
        thread=_text(event, "thread_ts") or ts,
        direct=event.get("channel_type") == "im" or channel.startswith("D"),
    )


def clicked(body: Body) -> Clicked | None:
    """Return what was clicked; None where the payload does not say who clicked what."""
    actions = body.get("actions")
    sender = sender_of(body)
    if sender is None or not isinstance(actions, list) or len(actions) != 1:
        return None
    action = actions[0]
    if not isinstance(action, Mapping) or not isinstance(action.get("action_id"), str):
        return None
    chosen = action.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, Mapping) else action.get("value")
    container = _part(body, "container")
    channel = _text(container, "channel_id") or _text(_part(body, "channel"), "id")
    return Clicked(
        sender=sender,
        action=action["action_id"],
        value=value if isinstance(value, str) else "",
        trigger=_text(body, "trigger_id") or "",
        channel=channel,
        ts=_text(container, "message_ts"),
        direct=bool(channel and channel.startswith("D")),
    )


def sender_of(body: Body) -> Sender | None:
    """Return who did something interactive; None where it is not said."""
    user = _part(body, "user")
    name = _text(user, "id")
    return Sender(user=name, team=_text(user, "team_id")) if name else None


def teams_of(body: Body) -> frozenset[str]:
    """Return the workspaces that a payload says it comes from."""
    named = (_text(body, "team_id"), _text(_part(body, "team"), "id"))
    return frozenset(each for each in named if each)


def chosen_lines(view: Body) -> tuple[str, ...]:
    """Return the ticked lines of a window."""
    fields = _part(_part(view, "state"), "values").values()
    boxes = (box for field in fields if isinstance(field, Mapping) for box in field.values())
    chosen = (box.get("selected_options") or [] for box in boxes if isinstance(box, Mapping))
    return tuple(str(each["value"]) for options in chosen for each in options)


def written(view: Body) -> str:
    """Return the text that was typed into a window."""
    fields = _part(_part(view, "state"), "values").values()
    boxes = (box for field in fields if isinstance(field, Mapping) for box in field.values())
    texts = (box.get("value") for box in boxes if isinstance(box, Mapping))
    return next((each for each in texts if isinstance(each, str)), "").strip()


def plain_question(text: str) -> str:
    """Return what somebody wrote, without mentions of us and without Slack's own marks."""
    bare = _MARKED.sub(lambda mark: mark[2] or mark[1], _MENTION.sub(" ", text))
    for mark, meant in _ENTITIES:
        bare = bare.replace(mark, meant)
    return " ".join(bare.split())


def _part(body: Body, name: str) -> Body:
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(body: Body, name: str) -> str | None:
    found = body.get(name)
    return found if isinstance(found, str) and found else None
