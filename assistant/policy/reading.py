"""Reads a policy file: YAML as plain text, then field by field, naming what is wrong and right."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar, get_args

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assistant.errors import BadPolicy
from assistant.policy.words import nearest
from assistant.values import Value

V = TypeVar("V", bound=Value)


class _TextLoader(yaml.CSafeLoader):
    """Every scalar stays as written: `no`, 1.10 and 2026-01-01 are text until a field reads them.

    An alias is refused (a few of them can stand for gigabytes), and so is a key given twice (the
    first would vanish, and with it a condition).
    """

    yaml_implicit_resolvers: Mapping[str, Any] = {}  # type: ignore[assignment] # empty on purpose

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - PyYAML's own signature
        if node in self.constructed_objects:
            raise yaml.MarkedYAMLError(None, None, "an alias; write it out", node.start_mark)
        return super().construct_object(node, deep=deep)

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's own signature
    ) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"“{key.value}” stands twice"
                raise yaml.MarkedYAMLError(None, None, problem, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read_policy_file(model: type[V], table: str, text: str) -> V:
    """Return a policy file as its model; BadPolicy names table, row, key and the right word."""
    content = _content(table, text)
    try:
        return model.model_validate(content)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise BadPolicy(
            _what(first, model), table=table, row=_row(content, first["loc"])
        ) from wrong


def _content(table: str, text: str) -> Mapping[str, Any]:
    try:
        content = yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a safe loader with fewer types
    except yaml.YAMLError as wrong:
        message = " ".join(str(wrong).split())
        raise BadPolicy(f"is not readable YAML: {message}", table=table) from wrong
    if not isinstance(content, dict):
        raise BadPolicy("holds no keys; it should begin with “table:”", table=table)
    return content


def _row(content: Mapping[str, Any], place: tuple[int | str, ...]) -> str | None:
    if place[:1] != ("rows",) or len(place) == 1:
        return None
    row = content["rows"][place[1]]
    named = row.get("id") if isinstance(row, dict) else None
    return str(named or f"number {int(place[1]) + 1}")


def _what(error: ErrorDetails, model: type[Value]) -> str:
    place = error["loc"]
    key = ".".join(str(part) for part in place)
    if error["type"] == "extra_forbidden":
        return f"“{key}” is no key here. {nearest(str(place[-1]), _keys_at(model, place))}"
    if error["type"] == "missing":
        return f"“{key}” is missing."
    return f"“{key}”: {error['msg'].removeprefix('Value error, ')}." if key else error["msg"]


def _keys_at(model: type[Value], place: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the keys that the last step of a place could have had."""
    for step in place[:-1]:
        field = model.model_fields.get(str(step))
        inner = _model_in(field.annotation) if field else None
        model = inner or model
    return tuple(model.model_fields)


def _model_in(annotation: Any) -> type[Value] | None:
    """Return the model that a field holds, alone, in a tuple or in a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((model for model in found if model is not None), None)
