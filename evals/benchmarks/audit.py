"""How fast an audit chain is verified: so many events, read from a store and hashed one by one.

Timed is what `pmo audit verify` does: reading all events and following the chain against a
checkpoint. Writing the chain is not.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from assistant.adapters.signing import FileSigner
from assistant.adapters.sql_store.address import database_at
from assistant.adapters.sql_store.store import SqlStore
from assistant.adapters.sql_store.tables import AUDIT
from assistant.adapters.sql_store.upgrade import bring_up_to_date
from assistant.governance.audit.checkpoint import checkpoint
from assistant.governance.audit.event import GENESIS, AuditKind, chained, instant_text
from assistant.governance.audit.verification import verify

_AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
_KINDS = tuple(kind.value for kind in AuditKind)
_CHUNK = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("--events", type=int, default=1_000_000)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Write a chain, verify it, and return the figures."""
    with tempfile.TemporaryDirectory(prefix="pmo-audit-") as folder:
        url = f"sqlite:///{Path(folder) / 'pmo.db'}"
        write_events(url, arguments.events)
        began = time.perf_counter()
        store = SqlStore(database_at(url, patience=5.0))
        head = store.audit_head()
        ready = time.perf_counter() - began
        signer = FileSigner(Path(folder) / "key.pem")
        frame = store.audit_frame()
        read = time.perf_counter() - began
        outside = checkpoint(str(frame["hash"][0]), head, _AT, signer)
        verified = verify(frame, [outside], signer)
        seconds = time.perf_counter() - began
    return {
        "benchmark": "audit",
        "events": verified.events,
        "holds": verified.holds,
        "vouched": verified.vouched,
        "ready_seconds": round(ready, 3),
        "read_seconds": round(read, 3),
        "seconds": round(seconds, 3),
        "events_per_second": round(verified.events / seconds),
    }


def write_events(url: str, count: int) -> None:
    """Write a chain of so many events into a new store."""
    database = database_at(url, patience=5.0)
    bring_up_to_date(database)
    previous = GENESIS
    for start in range(0, count, _CHUNK):
        rows = []
        for number in range(start + 1, min(start + _CHUNK, count) + 1):
            at = _AT + timedelta(seconds=number)
            cells = (f"p-{number % 97}", _KINDS[number % len(_KINDS)], f"P-{number % 9973}")
            facts = f'{{"places":{number % 50},"revision":"r{number}"}}'
            content = "\n".join((str(number), instant_text(at), *cells, facts))
            previous = chained(previous, content)
            rows.append((number, at, *cells, facts, previous))
        with database.writing() as session:
            session.append(AUDIT, pl.DataFrame(rows, schema=dict(AUDIT.columns), orient="row"))
