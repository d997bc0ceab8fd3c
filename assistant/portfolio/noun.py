"""What every noun of the portfolio shares, and how its fields become columns.

A noun is a frozen value with a `key`. Its class is the one description of it: the columns of a
portfolio folder, the store's tables, a snapshot's frames and the empty template are derived from
its fields. A field is one of the kinds of `Kind`; a reference to another noun is a string
annotated with `Ref`.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import Field
from pydantic.fields import FieldInfo

from assistant.values import Effort, Money, Value


class SkillEffort(Value):
    """How much work of one skill; written "iam 4d"."""

    skill: str
    effort: Effort


class Noun(Value):
    """One thing of the portfolio.

    `table` names its file, sheet, store table and frame. `identity` lists the fields its key is
    made of, joined with "/", when a source gives no key of its own.
    """

    table: ClassVar[str]
    title: ClassVar[str]
    identity: ClassVar[tuple[str, ...]] = ()

    key: Annotated[str, Field(min_length=1, description="unique name within its source")]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a string field as the key of a row in another table."""

    table: str


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    CHOICE = "choice"
    MONEY = "money"
    EFFORT = "effort"
    LIST = "list"
    SKILL_EFFORTS = "skill efforts"


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a noun, as a column."""

    name: str
    kind: Kind
    required: bool
    description: str
    choices: tuple[str, ...] = ()
    ref: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


_KINDS: dict[object, Kind] = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    Decimal: Kind.DECIMAL,
    bool: Kind.BOOLEAN,
    date: Kind.DATE,
    Money: Kind.MONEY,
    Effort: Kind.EFFORT,
    tuple[str, ...]: Kind.LIST,
    tuple[SkillEffort, ...]: Kind.SKILL_EFFORTS,
}


@cache
def columns(noun: type[Noun]) -> tuple[Column, ...]:
    """Return a noun's columns in the order of its fields."""
    return tuple(_column(name, field) for name, field in noun.model_fields.items())


def _column(name: str, field: FieldInfo) -> Column:
    plain, annotations = _unwrap(field.annotation)
    marks = [*field.metadata, *annotations]
    choices: tuple[str, ...] = ()
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        kind = Kind.CHOICE
        choices = tuple(member.value for member in plain)
    else:
        kind = _KINDS[plain]
    return Column(
        name=name,
        kind=kind,
        required=field.is_required(),
        description=field.description or "",
        choices=choices,
        ref=next((mark.table for mark in marks if isinstance(mark, Ref)), None),
        minimum=_bound(marks, "ge"),
        maximum=_bound(marks, "le"),
    )


def _unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Take `| None` and `Annotated` off a field's type; return it with what it was marked with."""
    marks: tuple[Any, ...] = ()
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            marks += tuple(more)
        elif origin in (Union, types.UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation, marks


def _bound(marks: list[Any], name: str) -> Decimal | None:
    found = [getattr(mark, name) for mark in marks if getattr(mark, name, None) is not None]
    return Decimal(str(found[0])) if found else None
