"""Chains of events to verify, and the ways to falsify one."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import polars as pl

from assistant.governance.audit.event import (
    GENESIS,
    AuditEntry,
    AuditEvent,
    AuditKind,
    facts_text,
)
from assistant.governance.audit.verification import EVENTS_SCHEMA

START = datetime(2026, 11, 16, 8, 12, tzinfo=UTC)
KINDS = tuple(AuditKind)

Row = tuple[int, datetime, str, str, str, str, str]


def entry(number: int, **more: object) -> AuditEntry:
    cells: dict[str, object] = {
        "at": START + timedelta(minutes=number),
        "actor": f"p-{number % 7}",
        "kind": KINDS[number % len(KINDS)],
        "subject": f"P-{number % 5}",
        "facts": {"revision": f"r{number}", "places": number},
    }
    return AuditEntry.model_validate(cells | more)


def chain(count: int) -> list[AuditEvent]:
    events: list[AuditEvent] = []
    for number in range(1, count + 1):
        previous = events[-1].hash if events else GENESIS
        events.append(AuditEvent.after(entry(number), number, previous))
    return events


def rows_of(events: list[AuditEvent]) -> list[Row]:
    return [
        (e.number, e.at, e.actor, e.kind.value, e.subject, facts_text(e.facts), e.hash)
        for e in events
    ]


def framed(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=EVENTS_SCHEMA, orient="row")


def rehashed(rows: list[Row], since: int) -> list[Row]:
    """What somebody with the program and the store can do: chain everything anew."""
    kept = rows[:since]
    for row in rows[since:]:
        number = len(kept) + 1
        parsed = AuditEntry.model_validate(
            {"at": row[1], "actor": row[2], "kind": row[3], "subject": row[4]}
            | {"facts": __import__("json").loads(row[5])}
        )
        previous = kept[-1][6] if kept else GENESIS
        kept += rows_of([AuditEvent.after(parsed, number, previous)])
    return kept


def edited(rows: list[Row], at: int, dice: random.Random) -> list[Row]:
    row = list(rows[at])
    column = dice.choice(["at", "actor", "kind", "subject", "facts"])
    place = list(EVENTS_SCHEMA).index(column)
    others = {
        "at": row[1] + timedelta(microseconds=1),
        "actor": f"{row[2]}x",
        "kind": next(kind.value for kind in KINDS if kind.value != row[3]),
        "subject": f"{row[4]}0",
        "facts": row[5].replace('"r', '"x', 1),
    }
    row[place] = others[column]
    return [*rows[:at], tuple(row), *rows[at + 1 :]]


def deleted(rows: list[Row], at: int, _dice: random.Random) -> list[Row]:
    rest = rows[:at] + rows[at + 1 :]
    return [(n, *row[1:]) for n, row in enumerate(rest, start=1)]


def inserted(rows: list[Row], at: int, dice: random.Random) -> list[Row]:
    new = rows_of(chain(at + 1))[at]
    forged = (new[0], new[1] + timedelta(seconds=dice.randint(1, 50)), *new[2:])
    rest = [*rows[:at], forged, *rows[at:]]
    return [(n, *row[1:]) for n, row in enumerate(rest, start=1)]


def swapped(rows: list[Row], at: int, _dice: random.Random) -> list[Row]:
    other = (at + 1) % len(rows)
    result = list(rows)
    result[at], result[other] = (
        (rows[at][0], *rows[other][1:]),
        (rows[other][0], *rows[at][1:]),
    )
    return result


def truncated(rows: list[Row], at: int, _dice: random.Random) -> list[Row]:
    return rows[:at]


WAYS: dict[str, Callable[[list[Row], int, random.Random], list[Row]]] = {
    "edit": edited,
    "delete": deleted,
    "insert": inserted,
    "swap": swapped,
    "truncate": truncated,
}
