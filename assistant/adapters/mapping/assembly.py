"""The frames of several rules into one for each noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from assistant.adapters.mapping.rule_frame import RuleFrame
from assistant.adapters.tabular.noun_frame import NounFrame, joined
from assistant.portfolio.batch import Note
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.registry import BY_TABLE, NOUNS

Parts = dict[type[Noun], NounFrame]


@dataclass(frozen=True, slots=True)
class Assembled:
    """One frame a noun, the sets of headers its rows were read by, and what rules left out."""

    parts: Parts
    headers: Mapping[str, Sequence[Mapping[str, str]]]
    notes: tuple[Note, ...]


def assembled(made: Sequence[RuleFrame]) -> Assembled:
    """Return one frame a noun; a row's `_rule` is the place of its headers among the sets."""
    named = _named_once(made)
    keys: dict[str, set[str]] = {}
    sets: dict[str, list[Mapping[str, str]]] = {}
    for one in named:
        keys.setdefault(one.rule.noun, set()).update(one.part.frame["key"])
    parts: dict[str, list[NounFrame]] = {}
    notes: list[Note] = []
    for one in named:
        part, note = _known_only(one, keys)
        part = _numbered(part, sets.setdefault(one.rule.noun, []))
        parts.setdefault(one.rule.noun, []).append(part)
        notes += note
    whole = {
        noun: replace(joined(parts[noun.table]), headers=_headers(parts[noun.table]))
        for noun in NOUNS
        if noun.table in parts
    }
    return Assembled(parts=whole, headers=sets, notes=tuple(notes))


def _numbered(part: NounFrame, sets: list[Mapping[str, str]]) -> NounFrame:
    """Mark each row with the place of its headers among the sets; a new set is added."""
    if part.headers not in sets:
        sets.append(part.headers)
    place = pl.lit(sets.index(part.headers), dtype=pl.Int64)
    return replace(part, frame=part.frame.with_columns(place.alias("_rule")))


def _headers(parts: Sequence[NounFrame]) -> dict[str, str]:
    """Name every header that a field is read from; rules of one noun may read different ones."""
    found: dict[str, list[str]] = {}
    for part in parts:
        for name, header in part.headers.items():
            found.setdefault(name, []).append(header)
    return {name: " or ".join(dict.fromkeys(headers)) for name, headers in found.items()}


def _named_once(made: Sequence[RuleFrame]) -> list[RuleFrame]:
    """Take what an earlier rule named out of the rules for things that are named many times."""
    seen: dict[str, set[str]] = {}
    named: list[RuleFrame] = []
    for one in made:
        keys = seen.setdefault(one.rule.noun, set())
        frame = one.part.frame
        if one.rule.once:
            frame = frame.filter(~pl.col("key").is_in(sorted(keys)))
        keys.update(frame["key"])
        named.append(replace(one, part=replace(one.part, frame=frame)))
    return named


def _known_only(
    one: RuleFrame, keys: Mapping[str, set[str]]
) -> tuple[NounFrame, tuple[Note, ...]]:
    """Leave out the rows that refer to what the source does not hold, where a rule says so."""
    noun = BY_TABLE[one.rule.noun]
    refs = [column for column in columns(noun) if column.name in one.rule.known and column.ref]
    frame = one.part.frame
    for column in refs:
        known = sorted(keys.get(column.ref or "", ()))
        frame = frame.filter(pl.col(column.name).is_in(known))
    gone = one.part.frame.height - frame.height
    if not gone:
        return one.part, ()
    what = " or ".join(column.name for column in refs)
    where = f"“{one.rule.each}”" if one.rule.each else f"{noun.title.lower()}s"
    text = f"left out of {where}, since this source does not hold their {what}: {gone:,}"
    return replace(one.part, frame=frame), (Note(file=one.file, text=text),)
