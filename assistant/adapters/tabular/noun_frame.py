"""From a table of text to the frame of one noun: the rows that are good, and why the others are not.

A row with one bad cell is refused as a whole, with one entry for each bad cell. Source columns that
no field takes are kept beside the row, so nothing of a good row is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from assistant.adapters.tabular.cells import Cells, nothing, read_cells, without_blanks
from assistant.adapters.tabular.converter import Unusable
from assistant.adapters.tabular.kept_text import as_json
from assistant.adapters.tabular.nearest import nearest
from assistant.adapters.tabular.raw import CellFormat, RawTable
from assistant.adapters.tabular.refusal_words import called, in_order, shortened
from assistant.adapters.tabular.row_keys import identity_keys, without_repeats
from assistant.adapters.tabular.text_cells import JOINT
from assistant.errors import BadMapping
from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.frames import frame_schema, physical, row_hashes
from assistant.portfolio.noun import Column, Kind, Noun, columns

Headers = str | Sequence[str]
"""The header a field is read from; several make one list, or the first filled cell of a row."""

Faults = dict[int, list[tuple[Column, Unusable]]]
"""The bad cells of each row, by its place."""

_LISTS = frozenset({Kind.LIST, Kind.SKILL_EFFORTS})


@dataclass(frozen=True, slots=True)
class NounFrame:
    """The good rows of one noun, as a frame of `frames.frame_schema`, and what was refused.

    `headers` says which source header each field was read from; `spare` are the headers that no
    field takes, kept in `_extra`; `refused_keys` are the keys of refused rows, where known.
    """

    noun: type[Noun]
    frame: pl.DataFrame
    refused: tuple[RefusedRow, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    spare: tuple[str, ...] = ()
    refused_keys: frozenset[str] = frozenset()


def noun_frame(
    noun: type[Noun],
    raw: RawTable,
    *,
    fields: Mapping[str, Headers],
    formats: Mapping[str, CellFormat],
    as_of: date,
) -> NounFrame:
    """Read a table as one noun; a field without a format is read by `CellFormat`'s defaults.

    Raises BadMapping for a field or header that there is not, or a format that makes no sense.
    """
    taken = {name: _listed(headers) for name, headers in fields.items()}
    used = frozenset(header for headers in taken.values() for header in headers)
    _check_names("field", taken, [column.name for column in columns(noun)])
    _check_names("column", used, raw.headers)
    whole, (raw, spoilt) = raw, raw.without_faults(used)
    texts = {c: _texts(raw, taken[c.name], c) for c in columns(noun) if c.name in taken}
    read = {c: read_cells(t, c, formats.get(c.name, CellFormat())) for c, t in texts.items()}
    values = _values(noun, raw.cells.height, read)
    faults = _faults(noun, values, read)
    spare = tuple(header for header in raw.headers if header not in used)
    frame = _framed(noun, raw, values, read, spare, as_of)
    good = _all_but(frame.height, faults)
    headers = {name: ", ".join(headers) for name, headers in taken.items()}
    part = NounFrame(
        noun=noun,
        frame=frame.filter(good),
        refused=(*spoilt, *_refusals(raw, faults, texts, headers)),
        headers=headers,
        spare=spare,
        refused_keys=spoilt_keys(whole, spoilt, taken.get("key", ())).union(
            frame.filter(~good)["key"].drop_nulls()
        ),
    )
    return joined([part])


def joined(parts: Sequence[NounFrame]) -> NounFrame:
    """Return several readings of one noun as one; of rows with the same key the first is kept."""
    first = parts[0]
    headers = {name: header for part in reversed(parts) for name, header in part.headers.items()}
    named = headers.get("key") or ", ".join(
        headers[name] for name in first.noun.identity if name in headers
    )
    everything = pl.concat([part.frame for part in parts])
    frame, repeated = without_repeats(everything, named or None)
    return replace(
        first,
        frame=frame,
        refused=in_order((*(row for part in parts for row in part.refused), *repeated)),
        headers=headers,
        spare=tuple(dict.fromkeys(header for part in parts for header in part.spare)),
        refused_keys=frozenset().union(*(part.refused_keys for part in parts)),
    )


def spoilt_keys(
    raw: RawTable, spoilt: Sequence[RefusedRow], headers: Sequence[str]
) -> frozenset[str]:
    """Return the keys of rows that faults took out of a table, where one column holds them."""
    if len(headers) != 1 or not spoilt:
        return frozenset()
    numbers = pl.Series([row.row for row in spoilt], dtype=pl.Int64)
    cells = raw.cells[headers[0]].filter(raw.rows.is_in(numbers.implode()))
    return frozenset(without_blanks(cells).drop_nulls())


def _listed(headers: Headers) -> tuple[str, ...]:
    return (headers,) if isinstance(headers, str) else tuple(headers)


def _check_names(what: str, used: Iterable[str], known: Sequence[str]) -> None:
    for name in sorted(set(used) - set(known)):
        near = nearest(name, known)
        hint = f"Did you mean “{near}”?" if near else f"There are: {', '.join(known)}."
        raise BadMapping(f"There is no {what} “{name}”.", remedy=hint)


def _texts(raw: RawTable, headers: Sequence[str], column: Column) -> pl.Series:
    """Return the text of one field: the first filled cell of its headers, or all of a list."""
    if len(headers) == 1:
        return raw.cells[headers[0]]
    filled = pl.DataFrame(
        [
            without_blanks(raw.cells[header]).alias(str(place))
            for place, header in enumerate(headers)
        ]
    )
    if column.kind not in _LISTS:
        return filled.select(pl.coalesce(pl.all())).to_series()
    return filled.select(pl.concat_str(pl.all(), separator=JOINT, ignore_nulls=True)).to_series()


def _values(noun: type[Noun], height: int, read: Mapping[Column, Cells]) -> pl.DataFrame:
    """Return the physical columns of all fields, with a key for every row that can have one."""
    parts = [
        read[column].values if column in read else nothing(column, height)
        for column in columns(noun)
    ]
    values = pl.concat(parts, how="horizontal")
    made = identity_keys(noun, values)
    return values.with_columns(key=pl.coalesce(values["key"], made))


def _framed(
    noun: type[Noun],
    raw: RawTable,
    values: pl.DataFrame,
    read: Mapping[Column, Cells],
    spare: Sequence[str],
    as_of: date,
) -> pl.DataFrame:
    """Return the frame of all rows, with where each was read, what it misses, and its hash."""
    height = raw.cells.height
    frame = values.with_columns(
        _file=raw.paths,
        _row=raw.rows,
        _missing=as_json({column.name: cells.missing for column, cells in read.items()}, height),
        _extra=as_json({header: raw.cells[header] for header in spare}, height),
    )
    frame = frame.with_columns(
        _import=pl.lit(0), _rule=pl.lit(0), _effective=pl.lit(as_of), _hash=pl.lit(0)
    )
    frame = frame.select(pl.col(name).cast(dtype) for name, dtype in frame_schema(noun).items())
    return frame.with_columns(row_hashes(noun, frame))


def _faults(noun: type[Noun], values: pl.DataFrame, read: Mapping[Column, Cells]) -> Faults:
    faults: Faults = {}
    for column in columns(noun):
        unusable = read[column].unusable if column in read else {}
        lacking = _lacking(noun, column, values, read.get(column))
        for place, reason in {**lacking, **unusable}.items():
            faults.setdefault(place, []).append((column, reason))
    return faults


def _lacking(
    noun: type[Noun], column: Column, values: pl.DataFrame, cells: Cells | None
) -> dict[int, Unusable]:
    """Return the rows that have nothing in a field every such thing needs."""
    if not column.required:
        return {}
    first, *_ = physical(column)
    empty = values[first].is_null().arg_true().to_list()
    every = f"Every {called(noun)} needs"
    if cells is None:
        absent = Unusable(f"{every} it, and there is no such column.", "Add the column.")
        return dict.fromkeys(empty, absent)
    blank = Unusable(f"{every} it, and the cell is empty.", "Fill it in.")
    declared = Unusable(f"{every} it, and the cell says there is none.", "Fill it in.")
    said = cells.missing.gather(empty).is_not_null().to_list()
    return {place: declared if why else blank for place, why in zip(empty, said, strict=True)}


def _all_but(height: int, faults: Faults) -> pl.Series:
    good = pl.repeat(True, height, dtype=pl.Boolean, eager=True)
    return good.scatter(list(faults), False) if faults else good


def _refusals(
    raw: RawTable,
    faults: Faults,
    texts: Mapping[Column, pl.Series],
    headers: Mapping[str, str],
) -> Iterable[RefusedRow]:
    places = sorted(faults)
    spoilt = {column: text.gather(places).to_list() for column, text in texts.items()}
    files, rows = raw.paths.gather(places).to_list(), raw.rows.gather(places).to_list()
    for nth, (place, file, row) in enumerate(zip(places, files, rows, strict=True)):
        for column, reason in faults[place]:
            text = spoilt[column][nth] if column in spoilt else None
            yield RefusedRow(
                file=file,
                row=row,
                column=headers.get(column.name, column.name),
                value=None if text is None else shortened(text.replace(JOINT, "; ")),
                why=reason.why,
                remedy=reason.remedy,
            )
