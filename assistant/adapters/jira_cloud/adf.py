"""Descriptions as plain text: Jira writes them as documents (ADF), older answers as text."""

from __future__ import annotations

from typing import Any

_MOST = 20_000
_BLOCKS = frozenset({"paragraph", "heading", "listItem", "tableRow", "codeBlock", "blockquote"})


def plain_text(document: Any) -> str | None:
    """Return a description's words, cut after 20,000 characters; nothing in it is interpreted."""
    if isinstance(document, str):
        return document[:_MOST] or None
    pieces: list[str] = []
    left: list[Any] = [document]
    length = 0
    while left and length < _MOST:
        node = left.pop()
        if isinstance(node, str):
            pieces.append(node)
            length += len(node)
        elif isinstance(node, list):
            left.extend(reversed(node))
        elif isinstance(node, dict):
            _unfold(node, left)
    text = "".join(pieces)[:_MOST].strip()
    return text or None


def _unfold(node: dict[str, Any], left: list[Any]) -> None:
    """Put what a node holds on the pile, its end first."""
    if node.get("type") in _BLOCKS:
        left.append("\n")
    if node.get("type") == "hardBreak":
        left.append("\n")
    content, text = node.get("content"), node.get("text")
    if isinstance(content, list):
        left.append(content)
    if isinstance(text, str):
        left.append(text)
