"""Ways out of trouble with a promise, as parts of an answer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.naming_some import joined
from assistant.briefing.told import ToldPart, ToldTable
from assistant.planning.scenarios.way_out import Crisis, WayOut
from assistant.values import Statement, say

_NOTHING = Statement(text="–")
_SIDE_EFFECTS = 2
"""Items that come later that a way out names."""


def way_out_parts(crisis: Crisis) -> Iterator[ToldPart]:
    """Yield what happens without any help, and what is not known."""
    nothing = crisis.nothing
    broken = tuple(each.statement for each in nothing.promises)
    binding = (nothing.binding,) if nothing.binding is not None and broken else ()
    for part in (
        ToldPart.of("Without any help", (*broken, *binding)),
        ToldPart.of("To know", crisis.notes),
        ToldPart.of("Single steps", crisis.alone),
    ):
        if part.points:
            yield part


def way_out_table(crisis: Crisis) -> Iterator[ToldTable]:
    """Yield the ways out beside each other: what is done, the date, the money, what comes later."""
    headers = ("Way out", "What becomes of it", "To be paid", "What comes later")
    rows = tuple(_row(way) for way in crisis.options)
    if rows:
        told = tuple(Statement(text=header) for header in headers)
        yield ToldTable(heading="Ways out", headers=told, rows=rows)


def _row(way: WayOut) -> tuple[Statement, ...]:
    money = [*way.outcome.money, *way.outcome.penalties]
    later = [each.statement for each in way.side_effects[:_SIDE_EFFECTS]]
    return (
        way.does,
        way.helps,
        say("{money}", money=money) if money else _NOTHING,
        joined(later) if later else _NOTHING,
    )
