"""What Slack refuses of a call's text and blocks; written from its documentation, not from our code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MESSAGE_BLOCKS, SURFACE_BLOCKS = 50, 100
_KNOWN = {
    "section", "divider", "header", "context", "actions", "input", "image", "rich_text", "table",
}  # fmt: skip
_ELEMENTS = {
    "button", "overflow", "static_select", "multi_static_select", "checkboxes", "radio_buttons",
    "plain_text_input", "datepicker",
}  # fmt: skip
_ACTING = re.compile(r"<(?!!date\^)[!@#]|<[a-z]+:", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def faults_of_message(call: dict[str, Any]) -> list[str]:
    """What is wrong with a message that is posted."""
    found = list(_blocks(call.get("blocks") or [], MESSAGE_BLOCKS))
    if not call.get("text") and not call.get("blocks"):
        found.append("no_text")
    if not call.get("text"):
        found.append("no text for notifications")
    found += _text(call.get("text") or "", 40_000, "text")
    metadata = call.get("metadata")
    if metadata is not None and set(metadata) != {"event_type", "event_payload"}:
        found.append("metadata")
    return found


def faults_of_view(view: dict[str, Any]) -> list[str]:
    """What is wrong with a modal or a home tab."""
    found = list(_blocks(view.get("blocks") or [], SURFACE_BLOCKS))
    if view["type"] == "modal":
        for part in ("title", "submit", "close"):
            if part in view:
                found += _plain(view[part], 24, part)
        if "title" not in view:
            found.append("a modal without a title")
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata")
    return found


def acting_markup(value: Any) -> list[str]:
    """Every mention, broadcast or link that a text could set off."""
    if isinstance(value, dict):
        mine = []
        if value.get("type") == "mrkdwn":
            mine = _ACTING.findall(value["text"])
        return mine + [hit for each in value.values() for hit in acting_markup(each)]
    if isinstance(value, list):
        return [hit for each in value for hit in acting_markup(each)]
    return []


def _blocks(blocks: list[dict[str, Any]], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks"
    names = [each["block_id"] for each in blocks if "block_id" in each]
    if len(names) != len(set(names)):
        yield "a block_id twice"
    actions = [e["action_id"] for b in blocks for e in _elements(b) if "action_id" in e]
    if len(actions) != len(set(actions)):
        yield "an action_id twice"
    for block in blocks:
        if block.get("type") not in _KNOWN:
            yield f"block type {block.get('type')}"
            continue
        if len(block.get("block_id", "x")) > 255:
            yield "a long block_id"
        yield from _CHECKS.get(block["type"], lambda _: iter(()))(block)
        for element in _elements(block):
            yield from _element(element)


def _elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    if block["type"] == "actions":
        return list(block["elements"])
    found = [block[name] for name in ("accessory", "element") if name in block]
    return [each for each in found if each["type"] != "image"]


def _section(block: dict[str, Any]) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "an empty section"
    if "text" in block:
        yield from _words(block["text"], 3000, "section")
    fields = block.get("fields", [])
    if len(fields) > 10:
        yield "fields"
    for field in fields:
        yield from _words(field, 2000, "field")


def _header(block: dict[str, Any]) -> Iterator[str]:
    yield from _plain(block["text"], 150, "header")


def _context(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 10:
        yield "context elements"
    for element in block["elements"]:
        if element["type"] != "image":
            yield from _words(element, 3000, "context")


def _actions(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 25:
        yield "action elements"


def _input(block: dict[str, Any]) -> Iterator[str]:
    yield from _plain(block["label"], 2000, "label")


def _image(block: dict[str, Any]) -> Iterator[str]:
    if not 0 < len(block.get("alt_text", "")) <= 2000:
        yield "alt_text"


_CHECKS = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
}


def _element(element: dict[str, Any]) -> Iterator[str]:
    kind = element.get("type")
    if kind not in _ELEMENTS:
        yield f"element type {kind}"
        return
    if not 0 < len(element.get("action_id", "x")) <= 255:
        yield "action_id"
    if kind == "button":
        yield from _plain(element["text"], 75, "button")
        if len(element.get("value", "")) > 2000:
            yield "button value"
        if element.get("style", "primary") not in {"primary", "danger"}:
            yield "button style"
    yield from _options(element)
    if "confirm" in element:
        yield from _confirm(element["confirm"])


def _options(element: dict[str, Any]) -> Iterator[str]:
    most = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5}.get(element["type"], 100)
    options = element.get("options", [])
    if "options" in element and not 1 <= len(options) <= most:
        yield "options"
    if len({each["value"] for each in options}) < len(options):
        yield "an option twice"
    for option in options:
        yield from _words(option["text"], 75, "option")
        if not 0 < len(option["value"]) <= 150:
            yield "option value"
    chosen = element.get("initial_options", options[:1])
    if (options and not chosen) or any(each not in options for each in chosen):
        yield "initial options"


def _confirm(confirm: dict[str, Any]) -> Iterator[str]:
    yield from _plain(confirm["title"], 100, "confirm title")
    yield from _words(confirm["text"], 300, "confirm text")
    yield from _plain(confirm["confirm"], 30, "confirm button")
    yield from _plain(confirm["deny"], 30, "deny button")


def _plain(part: dict[str, Any], longest: int, what: str) -> Iterator[str]:
    if part.get("type") != "plain_text":
        yield f"{what} is no plain text"
    yield from _text(part["text"], longest, what)


def _words(part: dict[str, Any], longest: int, what: str) -> Iterator[str]:
    if part.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"{what} of type {part.get('type')}"
    yield from _text(part["text"], longest, what)


def _text(text: str, longest: int, what: str) -> Iterator[str]:
    if not 0 < len(text) <= longest:
        yield f"{what} of {len(text)} characters"
    if _CONTROL.search(text):
        yield f"{what} with control characters"
