"""Jira's saved OpenAPI contract: is a request one that it declares, and an answer as it says?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.fakes.jira_server import Turn

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "api-contracts" / "jira"
PLATFORM = FOLDER / "jira-platform-v3.openapi.subset.json"


def needs_contract() -> None:
    """Skip where the saved contracts are not beside the project."""
    if not PLATFORM.exists():
        pytest.skip("the saved contracts are not here (../shared/data/api-contracts/jira)")


@cache
def spec() -> dict[str, Any]:
    """The platform's contract, in the words of JSON Schema."""
    found: dict[str, Any] = as_json_schema(json.loads(PLATFORM.read_text(encoding="utf-8")))
    return found


def as_json_schema(value: Any) -> Any:
    """OpenAPI 3.0 says “nullable” where JSON Schema lists null, and gives formats we do not judge."""
    if isinstance(value, list):
        return [as_json_schema(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: as_json_schema(each) for name, each in value.items()}
    if found.pop("nullable", False) is True and isinstance(found.get("type"), str):
        found["type"] = [found["type"], "null"]
    return found


def problems_of(turn: Turn) -> Iterator[str]:
    """Yield what the contract has against a request."""
    operation = spec()["paths"].get(turn.path, {}).get(turn.method.lower())
    if operation is None:
        yield f"{turn.method} {turn.path} is not in the contract"
        return
    known = {each["name"]: each["schema"] for each in operation.get("parameters", ())}
    for name, text in turn.query.items():
        if name not in known:
            yield f"{turn.path} has no parameter {name}"
            continue
        value: Any = int(text) if known[name].get("type") == "integer" else text
        yield from errors(known[name], value)
    if turn.method == "POST":
        yield from errors(
            operation["requestBody"]["content"]["application/json"]["schema"], turn.body
        )


def errors(schema: dict[str, Any], value: Any) -> Iterator[str]:
    """Yield what a schema of the contract has against a value."""
    whole = schema | {"components": spec()["components"]}
    for error in Draft202012Validator(whole).iter_errors(value):
        yield f"{error.json_path}: {error.message}"


def answer_schema(path: str, method: str) -> dict[str, Any]:
    """The schema of a good answer."""
    found: dict[str, Any] = spec()["paths"][path][method.lower()]["responses"]["200"]
    schema: dict[str, Any] = found["content"]["application/json"]["schema"]
    return schema
