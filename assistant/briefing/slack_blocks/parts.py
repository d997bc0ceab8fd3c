"""The building bricks of a Slack message, each within Slack's limits (Slack: “Block Kit”)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.briefing.slack_blocks.mrkdwn import SECTION, Mrkdwn, cut, short

Block = dict[str, Any]

MOST_BLOCKS = 50
BUTTON, HEADER, OPTION, TITLE = 75, 150, 75, 24
_CONFIRM_TITLE, _CONFIRM_TEXT, _CONFIRM_BUTTON = 100, 300, 30


def plain(text: str, longest: int) -> Block:
    """Return text that Slack shows as it is."""
    return {"type": "plain_text", "text": short(text, longest), "emoji": False}


def marked(text: Mrkdwn, longest: int = SECTION) -> Block:
    """Return escaped text; Slack looks for no names or links in it."""
    return {"type": "mrkdwn", "text": cut(text, longest) or "…", "verbatim": True}


def header(text: str) -> Block:
    """Return a title."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: Mrkdwn, accessory: Block | None = None) -> Block:
    """Return a paragraph, with a button beside it where one is given."""
    block = {"type": "section", "text": marked(text)}
    return block | {"accessory": accessory} if accessory else block


def context(text: Mrkdwn) -> Block:
    """Return small print."""
    return {"type": "context", "elements": [marked(text)]}


def actions(buttons: Iterable[Block]) -> list[Block]:
    """Return a row of buttons, or nothing where there are none."""
    found = list(buttons)
    return [{"type": "actions", "elements": found}] if found else []


def button(
    text: str, action: str, value: str, *, style: str | None = None, confirm: Block | None = None
) -> Block:
    """Return a button that names its effect; `value` says what it is about."""
    made = {
        "type": "button",
        "text": plain(text, BUTTON),
        "action_id": action,
        "value": value,
    }
    if style is not None:
        made["style"] = style
    return made | {"confirm": confirm} if confirm else made


def asked_first(title: str, text: Mrkdwn, yes: str) -> Block:
    """Return what Slack asks before a click counts."""
    return {
        "title": plain(title, _CONFIRM_TITLE),
        "text": marked(text, _CONFIRM_TEXT),
        "confirm": plain(yes, _CONFIRM_BUTTON),
        "deny": plain("Not yet", _CONFIRM_BUTTON),
    }


def option(text: str, value: str) -> Block:
    """Return one thing to choose."""
    return {"text": plain(text, OPTION), "value": value}


def modal(title: str, callback: str, blocks: list[Block], **more: Any) -> Block:
    """Return a window; `submit` in `more` is the words of its button."""
    submit = more.pop("submit", None)
    window = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, TITLE),
        "close": plain("Close", TITLE),
        "blocks": blocks,
        **more,
    }
    return window | {"submit": plain(submit, TITLE)} if submit else window
