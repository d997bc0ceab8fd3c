"""Text for Slack: the one way in, so that nothing in it mentions, links, formats or shouts.

Slack reads `&`, `<` and `>` as control characters and has no escape for the rest of its markup, so
the rest becomes a character that looks alike (Slack: “Formatting text for app surfaces”).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NewType

Mrkdwn = NewType("Mrkdwn", str)
"""Text that went through `words`, `strong`, `code` or `joined`, and may be put into a block."""

SECTION = 3_000
"""Characters of a section, by Slack's limit."""

_CUT = "…"
_ALIKE = str.maketrans({"*": "∗", "~": "∼", "`": "ʼ"})
_IN_CODE = str.maketrans({"`": "ʼ", "&": "＆", "<": "‹", ">": "›"})
_LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)
_SCHEME = re.compile(r"\b(mailto|tel):", re.IGNORECASE)
_PING = re.compile(r"[@#](?=\w)")
_EDGE_LINE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_QUOTE = re.compile(r"^(\s*)&gt;", re.MULTILINE)
_NOT_SEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def visible(text: str) -> str:
    """Return the text without what cannot be seen; a line break stays one."""
    return text if text.isprintable() else "".join(map(_seen, text))


def words(text: str) -> Mrkdwn:
    """Return text that reads as itself in Slack and does nothing there."""
    inert = _LINK.sub(_defanged, visible(text)).translate(_ALIKE)
    inert = _SCHEME.sub(r"\1∶", inert)
    inert = _EDGE_LINE.sub("＿", inert)
    inert = _EMOJI.sub("∶", inert)
    inert = _PING.sub(_alike_ping, inert)
    escaped = inert.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Mrkdwn(_QUOTE.sub(r"\1›", escaped))


def strong(text: str) -> Mrkdwn:
    """Return text in bold; nothing where there is no text."""
    inner = words(" ".join(text.split()))
    return Mrkdwn(f"*{inner}*") if inner else inner


def code(text: str) -> Mrkdwn:
    """Return text in a block of fixed width; it grows by its fence only."""
    return Mrkdwn(f"```{visible(text).translate(_IN_CODE)}```")


def joined(parts: Iterable[Mrkdwn], between: str = "\n") -> Mrkdwn:
    """Return pieces in a row; `between` is ours and holds no markup."""
    return Mrkdwn(between.join(part for part in parts if part))


def pages(parts: Iterable[Mrkdwn], longest: int = SECTION) -> list[Mrkdwn]:
    """Return pieces, a line each, packed into as few texts as hold them; a long one is cut."""
    packed: list[Mrkdwn] = []
    for part in (cut(each, longest) for each in parts):
        if packed and len(packed[-1]) + 1 + len(part) <= longest:
            packed[-1] = Mrkdwn(f"{packed[-1]}\n{part}")
        elif part:
            packed.append(part)
    return packed


def short(text: str, longest: int) -> str:
    """Return plain text on one line, for buttons and titles; never empty."""
    line = " ".join(visible(text).split()) or _CUT
    line = _EMOJI.sub("∶", line)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + _CUT


def cut(part: Mrkdwn, longest: int) -> Mrkdwn:
    """Return a text within a length, never ended in the middle of an escape."""
    if len(part) <= longest:
        return part
    head = part[: longest - 1]
    return Mrkdwn(re.sub(r"&[a-z]*$", "", head).rstrip() + _CUT)


def _alike_ping(name: re.Match[str]) -> str:
    return "＠" if name[0] == "@" else "＃"


def _seen(char: str) -> str:
    if char == "\n":
        return char
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in _NOT_SEEN else char


def _defanged(link: re.Match[str]) -> str:
    return "[:]//" if link[0] == "://" else link[0].replace(".", "[.]")
