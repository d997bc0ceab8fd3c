"""Import and snapshot speed of the store on generated work items.

Timed is the store alone: `import_batch` and `snapshot`, from a frame in memory to a frame in
memory. Generating and hashing rows is not. Each size runs in a process of its own, so that its
peak memory is its own; the batch that is imported is part of it.

    import      the first reading, every row is new
    snapshot    the whole portfolio, as of that day
    reimport    the same content, a week later: read and compared, nothing to write
    changed     another week later, a tenth of the rows differs
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polars as pl

from assistant.adapters.sql_store import open_store
from assistant.portfolio.batch import Batch
from assistant.portfolio.work import WorkItem
from assistant.ports.progress import Silent
from assistant.values import Scope
from evals.benchmarks.items import AS_OF, changed, generated_items

_AT = datetime(2026, 11, 16, tzinfo=UTC)
_SEED = 20261116


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 200_000, 1_000_000])
    parser.add_argument("--url", help="an empty store; default: a new SQLite file for each size")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Measure each size and return the figures."""
    spawn = get_context("spawn")
    sizes = []
    for rows in arguments.rows:
        with ProcessPoolExecutor(1, mp_context=spawn) as process:
            sizes.append(process.submit(measure, rows, arguments.url).result())
        sys.stderr.write(f"{sizes[-1]}\n")
    return {"benchmark": "ingest", "store": arguments.url or "sqlite", "sizes": sizes}


def measure(rows: int, url: str | None) -> dict[str, float]:
    """Import, read, and import again so many rows; return rows per second, MB and ms."""
    with tempfile.TemporaryDirectory(prefix="pmo-ingest-") as folder:
        store = open_store(url or f"sqlite:///{Path(folder) / 'pmo.db'}")
        items = generated_items(rows, _SEED)
        later = changed(items, every=10)
        batch_mb = _peak_mb()

        def imports(frame: pl.DataFrame, week: int) -> Callable[[], object]:
            as_of = AS_OF + timedelta(weeks=week)
            batch = Batch(
                f"items-{rows}", "generated", as_of, complete=True, frames={WorkItem: frame}
            )
            return lambda: store.import_batch(batch, _AT, Silent())

        def snapshot() -> object:
            return store.snapshot(AS_OF, Scope.of_record())

        return {
            "rows": rows,
            "import_rows_per_s": _speed(rows, imports(items, 0)),
            "snapshot_rows_per_s": _speed(rows, snapshot),
            "reimport_rows_per_s": _speed(rows, imports(items, 1)),
            "changed_rows_per_s": _speed(rows, imports(later, 2)),
            "longest_write_ms": round(store.longest_write * 1_000, 1),
            "generated_mb": batch_mb,
            "peak_mb": _peak_mb(),
        }


def _speed(rows: int, work: Callable[[], object]) -> int:
    start = time.perf_counter()
    work()
    return round(rows / (time.perf_counter() - start))


def _peak_mb() -> int:
    """Return the most memory this process has used; the unit differs between systems."""
    per_mb = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // per_mb
