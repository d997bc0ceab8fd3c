"""What a policy that breaks no rule of grammar should still be looked at for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations

from pydantic import Field

from assistant.policy.effects import BY, EFFECT, PolicyEffect
from assistant.policy.evaluation import CompiledRow, CompiledTable
from assistant.policy.policy import Policy
from assistant.policy.table import HitPolicy
from assistant.policy.value_words import given_words
from assistant.policy.witness import TooHard, find_given
from assistant.values import Value

MOST_APPROVALS = 2
"""More people than this have seldom looked at anything."""


class RemarkKind(StrEnum):
    """What was noticed."""

    UNREACHABLE = "unreachable"
    APPROVALS = "many approvals"
    NOT_ASKED = "never asked"
    OVERLAP = "overlap"
    UNSETTLED = "unsettled"

    @property
    def is_warning(self) -> bool:
        """Say whether somebody should mend it; the rest is for those who want to know."""
        return self in {RemarkKind.UNREACHABLE, RemarkKind.APPROVALS}


class Remark(Value):
    """Something to look at, with the rows it is about and an example of values."""

    table: str
    kind: RemarkKind
    rows: tuple[str, ...]
    given: str = Field(default="", description="values under which it shows, as cells write them")


def remarks(policy: Policy) -> tuple[Remark, ...]:
    """Return what was noticed about a policy's tables, table by table."""
    return tuple(
        remark
        for _, table in sorted(policy.tables.items())
        for look in (_unreachable, _approvals, _not_asked, _overlaps)
        for remark in look(table)
    )


def _unreachable(table: CompiledTable) -> Iterator[Remark]:
    """Yield the rows that can never decide, whatever is given."""
    first = table.declared.hit is HitPolicy.FIRST
    for place, row in enumerate(table.rows):
        before = table.rows[:place] if first else ()
        try:
            found = find_given(table.declared, [row], before)
        except TooHard:
            yield _remark(table, RemarkKind.UNSETTLED, row)
            continue
        if found is None:
            yield _remark(table, RemarkKind.UNREACHABLE, row)


def _overlaps(table: CompiledTable) -> Iterator[Remark]:
    """Yield the pairs of rows that can hold together and say something else: order decides."""
    if table.declared.hit is not HitPolicy.FIRST:
        return
    for one, other in combinations(table.rows, 2):
        if one.row.then == other.row.then:
            continue
        given = _together(table, one, other)
        if given is not None:
            yield _remark(table, RemarkKind.OVERLAP, one, other, given=given)


def _approvals(table: CompiledTable) -> Iterator[Remark]:
    """Yield the first rows that together ask more roles for approval than anybody should need."""
    if table.declared.hit is not HitPolicy.COLLECT or EFFECT not in table.declared.outputs:
        return
    asking = [row for row in table.rows if row.row.then[EFFECT] == PolicyEffect.REQUIRE_APPROVAL]
    for rows in combinations(asking, MOST_APPROVALS + 1):
        roles = {row.row.then.get(BY) for row in rows}
        if len(roles) > MOST_APPROVALS and (given := _together(table, *rows)) is not None:
            yield _remark(table, RemarkKind.APPROVALS, *rows, given=given)
            return


def _not_asked(table: CompiledTable) -> Iterator[Remark]:
    """Yield the inputs that no condition and no sentence names."""
    declared = table.declared
    answers = (declared.default, declared.unknown, *declared.rows)
    asked = {slot for answer in answers for slot in answer.slots}
    asked |= {name for row in declared.rows for name in row.when}
    asked |= {
        word
        for row in declared.rows
        for cell in row.when.values()
        for word in re.findall(r"[a-z][a-z0-9_]*", cell)
    }
    for name in declared.inputs:
        if name not in asked:
            yield Remark(table=declared.table, kind=RemarkKind.NOT_ASKED, rows=(name,))


def _together(table: CompiledTable, *rows: CompiledRow) -> str | None:
    try:
        given = find_given(table.declared, rows)
    except TooHard:
        return None
    return None if given is None else given_words(table.declared, given)


def _remark(table: CompiledTable, kind: RemarkKind, *rows: CompiledRow, given: str = "") -> Remark:
    return Remark(
        table=table.declared.table,
        kind=kind,
        rows=tuple(row.row.id for row in rows),
        given=given,
    )
