"""Examples in one cell, a line each: “late: 3 days, allowed: 2 days → rag: red”."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.policy.plain_yaml import NotPlain, read_tree

ARROW = " → "
NOTHING = "nothing"
_BARE = re.compile(r"[\w%](?:[\w %./–-]*[\w%])?|-\d[\w %./]*[\w%]")
"""What YAML reads the same without quotes, inside braces too."""


def example_lines(examples: Sequence[Mapping[str, Any]]) -> str:
    """Return examples as lines."""
    return "\n".join(
        f"{_pairs(example.get('given', {}))}{ARROW}{_pairs(example['expected'])}"
        for example in examples
    )


def read_example_lines(text: str) -> list[dict[str, Any]]:
    """Read examples from lines; ValueError names the line that is none."""
    return [_read(line) for line in text.splitlines() if line.strip()]


def _read(line: str) -> dict[str, Any]:
    """Read a line at the first arrow that leaves something readable on both sides."""
    for found in re.finditer(re.escape(ARROW.strip()), line):
        sides = (line[: found.start()].strip(), line[found.end() :].strip())
        try:
            given, expected = (_read_pairs(side) for side in sides)
        except NotPlain:
            continue
        return {"given": given, "expected": expected}
    msg = f"“{line}” is no example; write it like “late: 3 days → rag: red”"
    raise ValueError(msg)


def _pairs(values: Mapping[str, str]) -> str:
    if not values:
        return NOTHING
    return ", ".join(f"{_word(name)}: {_word(value)}" for name, value in values.items())


def _word(text: str) -> str:
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _read_pairs(side: str) -> Any:
    if side == NOTHING:
        return {}
    found = read_tree(f"{{{side}}}")
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise NotPlain(side)
    return found
