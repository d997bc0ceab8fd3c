"""The JSON schema of a Pydantic class in the strict subset that servers can hold an answer to.

Rules of the strict mode (OpenAI, Structured Outputs guide): every object closed, every property
required, `anyOf` for alternatives, nothing beside a `$ref`. Limits that the subset does not know
stay out; Pydantic checks them afterwards.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

_KEPT = (
    "type", "description", "enum", "const", "items", "properties", "required", "anyOf", "$ref",
    "$defs", "additionalProperties", "minItems", "maxItems", "minimum", "maximum",
)  # fmt: skip


@cache
def strict_schema(of: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a class; TypeError where it has what no strict schema can say."""
    return _strict(of.model_json_schema(), at=of.__name__)


def _strict(given: dict[str, Any], at: str) -> dict[str, Any]:
    if "$ref" in given:
        return {"$ref": given["$ref"]}
    schema = {("anyOf" if name == "oneOf" else name): each for name, each in given.items()}
    _only_what_can_be_said(schema, at)
    strict = {name: each for name, each in schema.items() if name in _KEPT}
    for name in ("$defs", "properties"):
        if name in strict:
            strict[name] = {
                key: _strict(each, f"{at}.{key}") for key, each in strict[name].items()
            }
    if "anyOf" in strict:
        strict["anyOf"] = [_strict(each, at) for each in strict["anyOf"]]
    if "items" in strict:
        strict["items"] = _strict(strict["items"], f"{at}[]")
    if strict.get("type") == "object":
        properties = strict.setdefault("properties", {})
        strict |= {"required": list(properties), "additionalProperties": False}
    return strict


def _only_what_can_be_said(schema: dict[str, Any], at: str) -> None:
    """Refuse open objects and fixed-length lists: a programmer has to choose another shape."""
    if "prefixItems" in schema or isinstance(schema.get("additionalProperties"), dict):
        msg = (
            f"{at} is a tuple or a mapping, which no strict schema can say: use a list of objects"
        )
        raise TypeError(msg)
    if not {"type", "anyOf", "enum", "const", "allOf"} & set(schema):
        msg = f"{at} may be anything, which no strict schema can say"
        raise TypeError(msg)
