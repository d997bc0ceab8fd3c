"""What each column holds and how its cells are written, in words: for template and reference."""

from __future__ import annotations

from assistant.portfolio.noun import Column, Kind, Noun

_FORMS = {
    Kind.TEXT: "text",
    Kind.INTEGER: "a whole number",
    Kind.DECIMAL: "a number such as 12.5",
    Kind.BOOLEAN: "yes or no",
    Kind.DATE: "a date such as 2026-11-30",
    Kind.MONEY: "an amount such as 4800000.00 EUR",
    Kind.EFFORT: "work such as 4d, 2.5h or 1w 2d",
    Kind.LIST: "a list such as one; two",
    Kind.SKILL_EFFORTS: "work by skill such as iam 4d; backend 2d",
}


def about(noun: type[Noun]) -> str:
    """Return what a noun is, in its own sentence."""
    return (noun.__doc__ or noun.title).partition("\n")[0]


def meaning(noun: type[Noun], column: Column) -> str:
    """Return what a column holds."""
    said = column.description or column.name.replace("_", " ")
    if column.name == "key" and noun.identity:
        return f"{said}; left empty it is made of {'/'.join(noun.identity)}"
    return said


def form(column: Column) -> str:
    """Return how a column's cells are written."""
    if column.choices:
        return f"one of: {', '.join(column.choices)}"
    if column.ref:
        many = column.kind is Kind.LIST
        return f"keys of {column.ref}, separated by ;" if many else f"a key of {column.ref}"
    said = "percent such as 80" if column.name.endswith("percent") else _FORMS[column.kind]
    return said + _bounds(column)


def is_needed(noun: type[Noun], column: Column) -> bool:
    """Say whether every row must have it in the file."""
    return column.required and not (column.name == "key" and noun.identity)


def _bounds(column: Column) -> str:
    if column.minimum is None:
        return ""
    if column.maximum is None:
        return f", at least {column.minimum}"
    return f", from {column.minimum} to {column.maximum}"
