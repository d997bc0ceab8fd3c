"""YAML into records of texts, as they were written: no tag is obeyed, and “no” is no boolean.

`1.10`, `no`, `2026-01-01` and `0755` stay what a person typed. Only an empty value, `~` and `null`
mean that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from assistant.adapters.tabular.nested import Nested, TooMuch

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 200
_LARGEST = 50_000_000

Record = tuple[int, Nested]
"""The line (1-based) a record begins on, and the record."""


class NotYaml(Exception):
    """A text is no YAML that can be used; the message says where and why."""


def yaml_records(text: str) -> list[Record]:
    """Return the records of a text: its documents, or the items of a list that is one.

    Raises NotYaml.
    """
    if len(text) > _LARGEST:
        raise NotYaml("the file is too large to be YAML written by people")
    try:
        _check_depth(text)
        documents = list(yaml.compose_all(text, Loader=yaml.CSafeLoader))
        found = [record for node in documents for record in _records(node)]
    except (yaml.YAMLError, RecursionError, TooMuch) as error:
        raise NotYaml(_why(error)) from error
    return [(line, record) for line, record in found if record is not None]


def _check_depth(text: str) -> None:
    """Refuse what is nested deeper than people write: PyYAML's composer crashes on it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise TooMuch
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _records(node: yaml.Node) -> list[Record]:
    if isinstance(node, yaml.SequenceNode):
        parts: Sequence[yaml.Node] = node.value
        if parts and all(isinstance(part, yaml.MappingNode) for part in parts):
            return [(part.start_mark.line + 1, _value(part, 0, {})) for part in parts]
    return [(node.start_mark.line + 1, _value(node, 0, {}))]


def _value(node: yaml.Node, depth: int, known: dict[int, Nested]) -> Nested:
    """Turn a node into texts; a node that aliases point at is turned once."""
    if depth > _DEEPEST:
        raise TooMuch
    if isinstance(node, yaml.ScalarNode):
        nothing = not node.style and node.value in _NOTHING
        return None if nothing else str(node.value)
    if id(node) not in known:
        known[id(node)] = None  # an alias inside itself stands for nothing
        known[id(node)] = _collection(node, depth + 1, known)
    return known[id(node)]


def _collection(node: yaml.Node, depth: int, known: dict[int, Nested]) -> Nested:
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, depth, known) for part in node.value]
    found: dict[str, Nested] = {}
    for name, part in node.value:
        if not isinstance(name, yaml.ScalarNode) or name.value in found:
            twice = (
                f"“{name.value}” stands twice"
                if isinstance(name, yaml.ScalarNode)
                else "a name is a list"
            )
            raise NotYaml(f"line {name.start_mark.line + 1}: {twice}")
        found[name.value] = _value(part, depth, known)
    return found


def _why(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None)
    if mark is not None:
        return f"line {mark.line + 1}: {problem}"
    return "it is nested too deeply" if not problem else str(problem)
