"""Schemas in the strict subset."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from assistant.adapters.openai_model.strict_schema import strict_schema


class Kind(StrEnum):
    A = "a"
    B = "b"


class Rank(BaseModel):
    tool: Literal["rank"]
    most: Annotated[int, Field(ge=1, le=9)] = 3


class Capacity(BaseModel):
    tool: Literal["capacity"]
    day: date | None = None
    kind: Kind = Kind.A


class Plan(BaseModel):
    """What is planned."""

    calls: tuple[Annotated[Rank | Capacity, Field(discriminator="tool")], ...] = ()
    why: Annotated[str, Field(max_length=80, pattern="^x")] = ""


def _objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [each for one in schema for each in _objects(one)]
    if not isinstance(schema, dict):
        return []
    below = [each for one in schema.values() for each in _objects(one)]
    return [schema, *below] if schema.get("type") == "object" else below


def test_every_object_is_closed_and_every_field_required() -> None:
    objects = _objects(strict_schema(Plan))
    assert len(objects) == 3
    for each in objects:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])


def test_nothing_stands_in_it_that_servers_turn_down() -> None:
    text = str(strict_schema(Plan))
    for word in ("oneOf", "discriminator", "default", "title", "pattern", "maxLength", "format"):
        assert f"'{word}'" not in text
    assert "anyOf" in text


def test_fields_named_like_keywords_stay() -> None:
    class Odd(BaseModel):
        title: str
        default: int

    assert list(strict_schema(Odd)["properties"]) == ["title", "default"]


@pytest.mark.parametrize("kind", [dict[str, int], tuple[int, str], Any])
def test_what_no_strict_schema_can_say_is_refused(kind: Any) -> None:
    class Loose(BaseModel):
        field: kind

    with pytest.raises(TypeError, match=r"Loose\.field"):
        strict_schema(Loose)
