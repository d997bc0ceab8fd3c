"""Generated work items: as many as wanted, the same for the same seed."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from assistant.portfolio.frames import frame_schema, row_hashes
from assistant.portfolio.work import WorkItem

AS_OF = date(2026, 11, 16)

_WORDS = [
    "claims",
    "portal",
    "ledger",
    "invoice",
    "export",
    "sync",
    "login",
    "policy",
    "quote",
    "renewal",
    "audit",
    "archive",
]
_DAYS = 300


def generated_items(rows: int, seed: int) -> pl.DataFrame:
    """Return a frame of work items with 20 of their columns filled, some cells empty."""
    rng = np.random.default_rng(seed)
    columns = {
        "key": pl.Series([f"ITEM-{number}" for number in range(rows)]),
        "name": _texts(rng, rows, 5),
        "project": _picked(rng, rows, [f"PROJECT-{n}" for n in range(200)]),
        "parent": _some(rng, 0.5, _picked(rng, rows, [f"ITEM-{n}" for n in range(1_000)])),
        "type": _picked(rng, rows, ["story", "bug", "epic"]),
        "status": _picked(rng, rows, ["Backlog", "Selected", "In Review", "Closed"]),
        "category": _picked(rng, rows, ["to do", "in progress", "done"]),
        "owner": _some(rng, 0.9, _picked(rng, rows, [f"person-{n}" for n in range(300)])),
        "team": _picked(rng, rows, [f"team-{n}" for n in range(40)]),
        "estimate": _some(
            rng, 0.7, _picked(rng, rows, ['[["iam", 1920, "d"]]', '[["web", 480, "d"]]'])
        ),
        "points": _some(rng, 0.6, pl.Series(rng.integers(1, 14, rows) * 10_000)),
        "created": _days(rng, rows),
        "started": _some(rng, 0.5, _days(rng, rows)),
        "finished": _some(rng, 0.3, _days(rng, rows)),
        "due": _some(rng, 0.4, _days(rng, rows)),
        "tracker_order": pl.Series(np.arange(1, rows + 1)),
        "mandatory": _some(rng, 0.05, pl.Series([True] * rows)),
        "labels": _picked(rng, rows, ['["regulatory"]', '["debt", "quick"]']),
        "sprints": _picked(rng, rows, ['["2026-45"]', '["2026-46", "2026-47"]']),
        "description": _texts(rng, rows, 25),
        "_file": pl.Series(["items.csv"] * rows),
        "_row": pl.Series(np.arange(2, rows + 2)),
    }
    return _framed(columns)


def changed(items: pl.DataFrame, every: int) -> pl.DataFrame:
    """Return the items with every so manieth moved to another sprint."""
    moved = pl.when(pl.col("_row") % every == 0).then(pl.lit('["2026-48"]')).otherwise("sprints")
    frame = items.with_columns(moved.alias("sprints"))
    return frame.with_columns(row_hashes(WorkItem, frame))


def _framed(columns: dict[str, pl.Series]) -> pl.DataFrame:
    schema = frame_schema(WorkItem)
    given = pl.DataFrame(columns).with_columns(
        pl.lit(AS_OF).alias("_effective"), pl.lit(0).alias("_import")
    )
    absent = [pl.lit(None).alias(name) for name in schema if name not in given.columns]
    frame = given.with_columns(absent).select(list(schema)).cast(pl.Schema(schema))
    return frame.with_columns(row_hashes(WorkItem, frame))


def _picked(rng: np.random.Generator, rows: int, choices: list[str]) -> pl.Series:
    return pl.Series(choices).gather(pl.Series(rng.integers(0, len(choices), rows)))


def _texts(rng: np.random.Generator, rows: int, words: int) -> pl.Series:
    texts = [" ".join(rng.choice(_WORDS, words)) for _ in range(2_000)]
    return _picked(rng, rows, texts)


def _days(rng: np.random.Generator, rows: int) -> pl.Series:
    today = (AS_OF - date(1970, 1, 1)).days
    return pl.Series(today - rng.integers(0, _DAYS, rows)).cast(pl.Int32).cast(pl.Date)


def _some(rng: np.random.Generator, share: float, cells: pl.Series) -> pl.Series:
    kept = pl.Series(rng.random(cells.len()) < share)
    return pl.select(pl.when(kept).then(cells)).to_series()
