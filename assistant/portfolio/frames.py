"""Between nouns and the columns they are kept in.

A frame holds one row per noun. Money is two columns (integer 10⁻⁴ units and the currency), effort
is two (minutes and the unit it was given in), a decimal is an integer of 10⁻⁴, lists are JSON
text. Beside the noun's own columns each row carries where it was read:

    _import     the import that brought this version
    _file       path within the source, with the sheet where there is one
    _row        1-based row as a person finds it, the header is row 1
    _rule       which of the import's sets of headers the row was read by, 0 first
    _effective  the day the source speaks of
    _hash       64-bit hash of the row's content, not of its place
    _missing    JSON object: column → why its cell holds no value ("Exempt under Section 43")
    _extra      JSON object: source columns that no field of the noun takes
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import polars as pl

from assistant.portfolio.noun import Column, Kind, Noun, SkillEffort, columns
from assistant.values import Effort, EffortUnit, Money
from assistant.values.money import UNITS_PER_WHOLE

N = TypeVar("N", bound=Noun)

META: dict[str, pl.DataType] = {
    "_import": pl.Int64(),
    "_file": pl.String(),
    "_row": pl.Int64(),
    "_rule": pl.Int64(),
    "_effective": pl.Date(),
    "_hash": pl.Int64(),
    "_missing": pl.String(),
    "_extra": pl.String(),
}

_SCALARS: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.CHOICE: pl.String(),
    Kind.INTEGER: pl.Int64(),
    Kind.DECIMAL: pl.Int64(),
    Kind.BOOLEAN: pl.Boolean(),
    Kind.DATE: pl.Date(),
    Kind.LIST: pl.String(),
    Kind.SKILL_EFFORTS: pl.String(),
}


def physical(column: Column) -> dict[str, pl.DataType]:
    """Return the physical columns that one field is kept in."""
    if column.kind is Kind.MONEY:
        return {f"{column.name}_units": pl.Int64(), f"{column.name}_currency": pl.String()}
    if column.kind is Kind.EFFORT:
        return {f"{column.name}_minutes": pl.Int64(), f"{column.name}_unit": pl.String()}
    return {column.name: _SCALARS[column.kind]}


@cache
def content_schema(noun: type[Noun]) -> Mapping[str, pl.DataType]:
    """Return the physical columns of a noun's own fields."""
    return {name: dtype for column in columns(noun) for name, dtype in physical(column).items()}


@cache
def frame_schema(noun: type[Noun]) -> Mapping[str, pl.DataType]:
    """Return the schema of a noun's frame: its own columns, then where the row was read."""
    return {**content_schema(noun), **META}


def empty_frame(noun: type[Noun]) -> pl.DataFrame:
    """Return a frame of a noun with no rows."""
    return _empty_frame(noun).clone()


@cache
def _empty_frame(noun: type[Noun]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(frame_schema(noun)))


def to_cells(thing: Noun) -> dict[str, Any]:
    """Return one noun as physical cells."""
    cells: dict[str, Any] = {}
    for column in columns(type(thing)):
        cells |= _encode(column, getattr(thing, column.name))
    return cells


def to_object(noun: type[N], cells: Mapping[str, Any]) -> N:
    """Make one noun of its physical cells; cells that hold nothing take the field's default."""
    values = {
        name: decode(*[cells.get(part) for part in parts]) if decode else first
        for name, parts, decode in _readings(noun)
        if (first := cells.get(parts[0])) is not None
    }
    return noun.model_validate(values)


def to_frame(noun: type[N], things: Iterable[N], *, file: str, as_of: date) -> pl.DataFrame:
    """Make a frame of nouns that were made in code rather than read from a source."""
    rows = [
        to_cells(thing)
        | {"_import": 0, "_file": file, "_row": number, "_rule": 0, "_effective": as_of}
        for number, thing in enumerate(things, start=2)
    ]
    frame = pl.DataFrame(rows, schema=dict(frame_schema(noun)), orient="row")
    return frame.with_columns(row_hashes(noun, frame))


def row_hashes(noun: type[Noun], frame: pl.DataFrame) -> pl.Series:
    """Hash each row's content (64 bits of BLAKE2b); the place it was read does not count.

    Empty cells are left out, so that a field added to a noun later changes no hash kept before.
    """
    content = [*content_schema(noun), "_missing", "_extra"]
    named = [pl.lit(f"{name}=") + pl.col(name).cast(pl.String) for name in content]
    joined = frame.select(pl.concat_str(named, separator="\x1f", ignore_nulls=True).alias("_hash"))
    return pl.Series("_hash", [_hash64(text) for text in joined["_hash"]], dtype=pl.Int64)


def sorted_hashes(frame: pl.DataFrame) -> bytes:
    """Return the hashes of a frame's rows as bytes that do not depend on the order of the rows."""
    return array("q", frame["_hash"].sort().to_list()).tobytes()


def _hash64(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _encode(column: Column, value: Any) -> dict[str, Any]:
    if isinstance(value, Money):
        return dict(zip(physical(column), (value.units, value.currency), strict=True))
    if isinstance(value, Effort):
        return dict(zip(physical(column), (value.minutes, value.unit.value), strict=True))
    if isinstance(value, Decimal):
        value = int((value * UNITS_PER_WHOLE).to_integral_value())
    elif column.kind is Kind.SKILL_EFFORTS:
        value = encode_skill_efforts(value)
    elif column.kind is Kind.LIST:
        value = encode_list(value)
    return dict.fromkeys(physical(column)) | {column.name: value} if value is not None else {}


@cache
def _readings(
    noun: type[Noun],
) -> tuple[tuple[str, tuple[str, ...], Callable[..., Any] | None], ...]:
    """Return each field of a noun, the cells it is kept in, and what makes a value of them."""
    return tuple(
        (column.name, tuple(physical(column)), _DECODERS.get(column.kind))
        for column in columns(noun)
    )


def encode_list(values: Sequence[str]) -> str | None:
    """Return a list cell as JSON text; an empty list holds nothing."""
    return json.dumps(list(values), ensure_ascii=False) if values else None


def encode_skill_efforts(values: Sequence[SkillEffort]) -> str | None:
    """Return efforts by skill as JSON text: [[skill, minutes, unit], …]."""
    rows = [[part.skill, part.effort.minutes, part.effort.unit.value] for part in values]
    return json.dumps(rows, ensure_ascii=False) if rows else None


def decode_skill_efforts(text: str) -> tuple[SkillEffort, ...]:
    """Read efforts by skill back from their JSON text."""
    return tuple(
        SkillEffort(skill=skill, effort=Effort(minutes=minutes, unit=EffortUnit(unit)))
        for skill, minutes, unit in json.loads(text)
    )


_DECODERS: dict[Kind, Callable[..., Any]] = {
    Kind.MONEY: Money.from_units,
    Kind.EFFORT: lambda minutes, unit: Effort(minutes=minutes, unit=EffortUnit(unit)),
    Kind.DECIMAL: lambda units: Decimal(units) / UNITS_PER_WHOLE,
    Kind.LIST: lambda text: tuple(json.loads(text)),
    Kind.SKILL_EFFORTS: decode_skill_efforts,
}
