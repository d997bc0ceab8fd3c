"""The folder as a Frictionless data package: what any tool that knows the standard can check.

https://specs.frictionlessdata.io, version 1, which readers of version 2 accept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from assistant.adapters.portfolio_folder.naming import COMMENT
from assistant.adapters.portfolio_folder.wording import about, form, is_needed, meaning
from assistant.portfolio.noun import Column, Kind, Noun, columns

_TYPES = {Kind.INTEGER: "integer", Kind.DECIMAL: "number", Kind.DATE: "date"}
_PATTERNS = {
    Kind.MONEY: r"-?[0-9]+(\.[0-9]+)? [A-Z]{3}",
    Kind.EFFORT: r"[0-9]+(\.[0-9]+)? ?(min|h|d|w)( [0-9]+(\.[0-9]+)? ?(min|h|d|w))*",
}


def data_package(
    nouns: Iterable[type[Noun]], *, source: str, as_of: date | None, complete: bool
) -> dict[str, Any]:
    """Return the descriptor of a folder that holds these tables."""
    day = {} if as_of is None else {"as_of": as_of.isoformat()}
    listed = list(nouns)
    return {
        "profile": "tabular-data-package",
        "name": _slug(source),
        "title": f"{source}: a portfolio",
        "pmo": {"source": source, **day, "complete": complete},
        "resources": [_resource(noun, {each.table for each in listed}) for noun in listed],
    }


def _resource(noun: type[Noun], tables: set[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": noun.table,
        "path": f"{noun.table}.csv",
        "title": noun.title,
        "description": about(noun),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"commentChar": COMMENT},
        "schema": _schema(noun, tables),
    }


def _schema(noun: type[Noun], tables: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(noun, column) for column in columns(noun)]}
    if not noun.identity:
        schema["primaryKey"] = ["key"]
    foreign = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.ref == noun.table else column.ref,
                "fields": ["key"],
            },
        }
        for column in columns(noun)
        if column.ref in tables and column.kind is Kind.TEXT and column.required
    ]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(noun: type[Noun], column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "description": f"{meaning(noun, column)} ({form(column)})",
    }
    if column.kind is Kind.BOOLEAN:
        field |= {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    constraints = _constraints(noun, column)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(noun: type[Noun], column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"required": True} if is_needed(noun, column) else {}
    if column.choices:
        found["enum"] = list(column.choices)
    if column.kind in _PATTERNS:
        found["pattern"] = _PATTERNS[column.kind]
    for name, bound in (("minimum", column.minimum), ("maximum", column.maximum)):
        if bound is not None:
            found[name] = int(bound)
    return found


def _slug(source: str) -> str:
    kept = [
        char if char.isascii() and (char.isalnum() or char in "._-") else "-" for char in source
    ]
    return "".join(kept).lower().strip("-") or "portfolio"
