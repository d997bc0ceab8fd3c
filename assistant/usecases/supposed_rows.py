"""Which cells of which rows a supposed portfolio has otherwise: what deciding on it would write."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.errors import BadInput
from assistant.governance.effects import DecidedRow, RowChange
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Assignment
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot

_REMEDY = "Decide on a part of it that changes rows, or put it on record with pmo decide."


def supposed_rows(now: Snapshot, then: Snapshot) -> tuple[DecidedRow, ...]:
    """Return what of a supposed portfolio differs from today's, by table and key.

    A row of what is decided here can say something else than a source, and cannot take a source's
    row away: an assignment that is gone asks for nothing any more. BadInput for any other row that
    would be gone, or a cell that would be empty.
    """
    return tuple(row for noun in NOUNS for row in _of(noun, now, then))


def _of(noun: type[Noun], now: Snapshot, then: Snapshot) -> Iterator[DecidedRow]:
    old = {row.key: row for row in now.all(noun)}
    new = {row.key: row for row in then.all(noun)}
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if after is None and before is not None:
            yield _released(before)
        elif before is None and after is not None:
            yield _new(after)
        elif before is not None and after is not None and before != after:
            yield _changed(before, after)


def _released(gone: Noun) -> DecidedRow:
    """Return an assignment that asks for nothing any more."""
    if not isinstance(gone, Assignment):
        raise BadInput(
            f"It takes a row away ({gone.title.lower()} {gone.key}), which cannot be decided here.",
            remedy=_REMEDY,
        )
    if gone.effort is not None:
        none = gone.effort.model_copy(update={"minutes": 0})
        return _changed(gone, gone.model_copy(update={"effort": none}))
    return _changed(gone, gone.model_copy(update={"percent": Decimal(0)}))


def _new(row: Noun) -> DecidedRow:
    held = row.model_dump(mode="json", exclude_defaults=True)
    values = {name: value for name, value in held.items() if name != "key"}
    change = RowChange(table=row.table, key=row.key, values=values)
    return DecidedRow(change=change, before=None)


def _changed(before: Noun, after: Noun) -> DecidedRow:
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    fields = [name for name in new if new[name] != old[name]]
    emptied = [name for name in fields if new[name] in (None, [])]
    if emptied:
        raise BadInput(
            f"It empties {emptied[0].replace('_', ' ')} of {before.key}, which cannot be decided"
            " here.",
            remedy=_REMEDY,
        )
    change = RowChange(table=before.table, key=before.key, values={n: new[n] for n in fields})
    return DecidedRow(change=change, before={name: old[name] for name in fields})
