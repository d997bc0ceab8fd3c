"""A hash of everything a store holds, to show that asking changes nothing."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

CONVERSATION = frozenset({"turns"})
"""What a conversation itself keeps; everything else has to stay as it was."""


def store_hash(path: Path) -> str:
    """Return the hash of all tables of a SQLite store, row by row, conversations apart."""
    total = hashlib.sha256()
    link = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        for (table,) in link.execute(
            "SELECT name FROM sqlite_master WHERE type='table' ORDER BY 1"
        ):
            if table in CONVERSATION:
                continue
            total.update(table.encode())
            rows = link.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the store's own name
            for row in sorted(map(repr, rows)):
                total.update(row.encode())
    finally:
        link.close()
    return total.hexdigest()
