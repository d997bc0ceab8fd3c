"""YAML as plain text: `no`, 1.10 and 2026-01-01 stay as written until a field reads them.

Read event by event, not by PyYAML's composer, which a deeply nested text crashes. Refused: an
alias (a few of them can stand for gigabytes), a tag (a policy names no types), a key given twice
(the first would vanish, and with it a condition).
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from yaml import events

Tree = str | list["Tree"] | dict[str, "Tree"]

DEEPEST = 32
"""Levels; a policy file has about eight."""


class NotPlain(ValueError):
    """A text is no YAML, or more than plain; the message says where and why."""


def read_tree(text: str) -> Tree:
    """Return the content of a text's first document; raises NotPlain."""
    try:
        stream = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        begin = (event for event in stream if isinstance(event, events.NodeEvent))
        return _tree(first, stream, 1) if (first := next(begin, None)) else ""
    except (yaml.YAMLError, UnicodeEncodeError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        place = f"line {mark.line + 1}: " if mark else ""
        raise NotPlain(f"{place}{getattr(wrong, 'problem', wrong)}") from wrong


def _tree(event: events.Event, stream: Iterator[events.Event], depth: int) -> Tree:
    if depth > DEEPEST:
        raise _refused(event, "something nested too deeply")
    if isinstance(event, events.AliasEvent):
        raise _refused(event, "an alias; write it out")
    if (tag := getattr(event, "tag", None)) is not None:
        raise _refused(event, f"the tag {tag}; leave it out")
    if isinstance(event, events.ScalarEvent):
        return str(event.value)
    if isinstance(event, events.SequenceStartEvent):
        return [_tree(inner, stream, depth + 1) for inner in _inside(stream)]
    return _mapping(stream, depth + 1)


def _mapping(stream: Iterator[events.Event], depth: int) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for key in _inside(stream):
        if not isinstance(key, events.ScalarEvent):
            raise _refused(key, "a key that is no word")
        if key.value in found:
            raise _refused(key, f"“{key.value}” for the second time")
        found[key.value] = _tree(next(stream), stream, depth)
    return found


def _inside(stream: Iterator[events.Event]) -> Iterator[events.Event]:
    """Yield what begins inside a collection, up to its end; the caller reads each to its end."""
    for event in stream:
        if isinstance(event, events.CollectionEndEvent):
            return
        yield event


def _refused(event: events.Event, what: str) -> NotPlain:
    line = event.start_mark.line + 1 if event.start_mark else 0
    return NotPlain(f"line {line}: here is {what}")
