"""Reads a policy file: YAML as plain text, then field by field, naming what is wrong and right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assistant.errors import BadPolicy
from assistant.policy.plain_yaml import NotPlain, read_tree
from assistant.policy.words import nearest
from assistant.values import Value

V = TypeVar("V", bound=Value)


def read_policy_file(model: type[V], table: str, text: str) -> V:
    """Return a policy file as its model; BadPolicy names table, row, key and the right word."""
    content = _content(table, text)
    try:
        return model.model_validate(content)
    except ValidationError as wrong:
        first = min(wrong.errors(), key=_is_no_typing_error)
        raise BadPolicy(
            _what(first, model), table=table, row=_row(content, first["loc"])
        ) from wrong


def _content(table: str, text: str) -> Mapping[str, Any]:
    try:
        content = read_tree(text)
    except NotPlain as wrong:
        raise BadPolicy(f"is not readable YAML: {wrong}.", table=table) from wrong
    if not isinstance(content, dict):
        raise BadPolicy("holds no keys; it should begin with “table:”", table=table)
    return content


def _row(content: Mapping[str, Any], place: tuple[int | str, ...]) -> str | None:
    if place[:1] != ("rows",) or len(place) == 1:
        return None
    row = content["rows"][place[1]]
    named = row.get("id") if isinstance(row, dict) else None
    return str(named or f"number {int(place[1]) + 1}")


def _is_no_typing_error(error: ErrorDetails) -> bool:
    """A mistyped key is told first: the key it was meant to be is missing because of it."""
    return error["type"] != "extra_forbidden"


def _what(error: ErrorDetails, model: type[Value]) -> str:
    place = error["loc"]
    key = ".".join(str(part) for part in place)
    if error["type"] == "extra_forbidden":
        return f"“{key}” is no key here. {nearest(str(place[-1]), _keys_at(model, place))}"
    if error["type"] == "missing":
        return f"“{key}” is missing."
    if error["type"] in {"enum", "literal_error"}:
        right = re.findall(r"'([^']+)'", error["ctx"]["expected"])
        return f"“{key}” cannot be “{error['input']}”. {nearest(str(error['input']), right)}"
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
