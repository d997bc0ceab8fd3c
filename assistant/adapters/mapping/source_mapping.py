"""A mapping as a value: which rows of a source make which nouns, and how their cells are written.

    source: gmpp
    as_of: 2023-03-31
    nouns:
      - noun: projects
        fields: {key: GMPP ID Number, name: Project Name, end: {headers: End Date, dates: ["%Y-%m-%d"]}}

`docs/mapping.md` explains every name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from assistant.adapters.tabular.raw import CellFormat, DecimalMark
from assistant.values import Value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One word, or a list of them."""


class Written(Value):
    """How cells are written; what is left out is taken from the mapping's `formats`."""

    decimal: Annotated[DecimalMark | None, Field(description="“.” or “,”")] = None
    dates: Annotated[Words | None, Field(description="patterns, tried in order")] = None
    currency: Annotated[str | None, Field(description="of amounts that name none")] = None
    scale: Annotated[int | None, Field(ge=1, description="£m: 1000000")] = None
    unit: Annotated[str | None, Field(description="of efforts without one: min, h, d, w, s")] = (
        None
    )
    choices: Annotated[Mapping[str, str] | None, Field(description="their word → ours")] = None
    separator: Annotated[str | None, Field(description="between the entries of a list")] = None
    missing: Annotated[
        Words | None, Field(description="texts for “no value”; “…” ends a beginning")
    ] = None

    def over(self, base: CellFormat) -> CellFormat:
        """Return these formats, with another's where nothing is said here."""
        said = {name: getattr(self, name) for name in Written.model_fields}
        if self.choices is not None:
            said["choices"] = {their.lower(): ours for their, ours in self.choices.items()}
        names = CellFormat.__dataclass_fields__
        return CellFormat(
            **{name: getattr(base, name) if said[name] is None else said[name] for name in names}
        )


class Condition(Value):
    """What a cell must be for its row to count."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    filled: bool | None = None
    among: Annotated[Words, Field(alias="is")] = ()
    excluded: Annotated[Words, Field(alias="not")] = ()
    matches: Annotated[str | None, Field(description="a regular expression found in it")] = None


def _condition(value: object) -> object:
    if value in ("filled", "empty"):
        return {"filled": value == "filled"}
    return value if isinstance(value, dict | Condition) else {"is": value}


Where = Mapping[str, Annotated[Condition, BeforeValidator(_condition)]]


class Counted(Value):
    """Counts the entries of a list cell, or of a list within each (`inside`), that fit."""

    inside: str | None = None
    where: Where = Field(default_factory=dict)


class Unreadable(StrEnum):
    """What a cell that cannot be read does: refuse its row, or count as missing, its text kept."""

    REFUSE = "refuse"
    MISSING = "missing"


class FieldRule(Written):
    """Where a field's text comes from: headers, or a text with headers in braces."""

    headers: Words = ()
    text: Annotated[str | None, Field(description="such as “{Period}/{File}”")] = None
    take: Annotated[str | None, Field(description="this part of each object of a list")] = None
    count: Counted | None = None
    match: Annotated[str | None, Field(description="regular expression; its first group")] = None
    lookup: Annotated[str | None, Field(description="name of one of the mapping's lookups")] = None
    unreadable: Unreadable = Unreadable.REFUSE

    @model_validator(mode="after")
    def _has_one_origin(self) -> FieldRule:
        if bool(self.headers) == (self.text is not None):
            msg = "name either headers or a text"
            raise ValueError(msg)
        return self

    @property
    def is_plain(self) -> bool:
        """Whether the cells are taken as they stand."""
        return not (self.text or self.take or self.count or self.match or self.lookup)


def _field_rule(value: object) -> object:
    return {"headers": value} if isinstance(value, str | list | tuple) else value


class NounRule(Value):
    """Which rows become one noun, and from which headers."""

    noun: Annotated[str, Field(description="its table, such as work_items")]
    file: Annotated[Words, Field(description="path patterns within the source")] = ("**",)
    sheet: str | None = None
    where: Where = Field(default_factory=dict)
    each: Annotated[str | None, Field(description="a list cell: one row for each entry")] = None
    separator: Annotated[str | None, Field(description="between the entries of the list")] = None
    order: Annotated[Words, Field(description="names of the entries, first to last")] = ()
    once: Annotated[bool, Field(description="rows with the same key are the same thing")] = False
    known: Annotated[
        Words, Field(description="fields that must refer to something this source holds")
    ] = ()
    fields: Mapping[str, Annotated[FieldRule, BeforeValidator(_field_rule)]]


class AsOfRule(Value):
    """How the source tells the day it speaks of: a day, a column, or its path."""

    day: date | None = None
    header: str | None = None
    path: Annotated[str | None, Field(description="regular expression over the path")] = None
    text: Annotated[str, Field(description="the day, with the groups of the path")] = r"\1"
    dates: Words = ("%Y-%m-%d",)


def _as_of_rule(value: object) -> object:
    return value if value is None or isinstance(value, dict | AsOfRule) else {"day": value}


class SourceMapping(Value):
    """Everything that is declared about one source."""

    source: Annotated[str, Field(min_length=1)]
    as_of: Annotated[AsOfRule | None, BeforeValidator(_as_of_rule)] = None
    complete: Annotated[bool, Field(description="a row that is absent no longer exists")] = True
    formats: Written = Written()
    lookups: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    values: Annotated[
        Mapping[str, Annotated[FieldRule, BeforeValidator(_field_rule)]],
        Field(description="named texts, for “$name” in fields"),
    ] = Field(default_factory=dict)
    leave_out: Annotated[
        Mapping[str, str], Field(description="path pattern → why it is not imported")
    ] = Field(default_factory=dict)
    nouns: Annotated[tuple[NounRule, ...], Field(min_length=1)]


def plain(value: Value) -> dict[str, Any]:
    """Return a part of a mapping as it is written in a file: without what is left to defaults."""
    return value.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)
