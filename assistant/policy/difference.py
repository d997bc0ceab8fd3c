"""What another policy would decide by: rows and numbers added, changed, moved or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pydantic import Field

from assistant.policy.policy import Policy
from assistant.policy.table import DecisionTable
from assistant.policy.writing import policy_files, tree_text
from assistant.values import Value


class DifferenceKind(StrEnum):
    """What happened to a table, a row or one of its parts."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Difference(Value):
    """One difference. `row` is None for a table as a whole, `part` for a row as a whole."""

    table: str
    row: str | None
    part: str | None = Field(description="such as when, then, because, value")
    kind: DifferenceKind
    before: str | None = None
    after: str | None = None


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Return what one policy says and another does not, table by table, row by row."""
    old = {name: _parts(file) for name, file in policy_files(before).items()}
    new = {name: _parts(file) for name, file in policy_files(after).items()}
    return tuple(
        difference
        for table in sorted(old.keys() | new.keys())
        for difference in _table(table, old.get(table), new.get(table))
    )


Rows = dict[str, dict[str, Any]]
_HEAD = "head"
"""What stands beside the rows: title, inputs, outputs, answers."""


def _parts(file: Value) -> Rows:
    """Return a policy file as rows of named parts, in their order."""
    content = file.model_dump(mode="json")
    if isinstance(file, DecisionTable):
        rows = {row.pop("id"): row for row in content.pop("rows")}
        return {_HEAD: _head(content), **rows}
    table = content.pop("table")
    rows = content.pop(table, {})
    return {_HEAD: content, **rows}


def _head(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table's head with each input and output as a part of its own."""
    found: dict[str, Any] = {}
    for key, value in content.items():
        if key in {"inputs", "outputs"}:
            found |= {f"{key[:-1]} {name}": each for name, each in value.items()}
        elif key != "table":
            found[key] = value
    return found


def _table(table: str, old: Rows | None, new: Rows | None) -> Iterator[Difference]:
    if old is None or new is None:
        kind = DifferenceKind.ADDED if old is None else DifferenceKind.REMOVED
        yield Difference(table=table, row=None, part=None, kind=kind)
        return
    for row in [*old, *(row for row in new if row not in old)]:
        yield from _row(table, row, old.get(row), new.get(row))
    yield from _moved(table, old, new)


def _row(
    table: str, row: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterator[Difference]:
    name = None if row == _HEAD else row
    if old is None or new is None:
        kind = DifferenceKind.ADDED if old is None else DifferenceKind.REMOVED
        yield Difference(
            table=table, row=name, part=None, kind=kind, before=_said(old), after=_said(new)
        )
        return
    for part in [*old, *(part for part in new if part not in old)]:
        if old.get(part) != new.get(part):
            yield Difference(
                table=table,
                row=name,
                part=part,
                kind=DifferenceKind.CHANGED,
                before=_words(old.get(part)),
                after=_words(new.get(part)),
            )


def _moved(table: str, old: Rows, new: Rows) -> Iterator[Difference]:
    """Yield the rows that stand behind another row than before; in a first-hit table order decides."""
    kept_before = [row for row in old if row in new]
    kept_after = [row for row in new if row in old]
    if kept_before == kept_after:
        return
    for row in kept_after:
        was, now = kept_before.index(row), kept_after.index(row)
        if was != now:
            yield Difference(
                table=table,
                row=row,
                part=None,
                kind=DifferenceKind.MOVED,
                before=f"after {kept_before[was - 1]}" if was > 1 else "first",
                after=f"after {kept_after[now - 1]}" if now > 1 else "first",
            )


def _said(row: Mapping[str, Any] | None) -> str | None:
    """Return what a row is about in one line: its conditions and its answer, or its value."""
    if row is None:
        return None
    shown = {key: row[key] for key in ("when", "then", "value", "unit") if key in row}
    return _words(shown or row)


def _words(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return "; ".join(f"{name} {text}" for name, text in value.items())
    return " ".join(tree_text(value).split())
