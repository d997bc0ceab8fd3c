"""Which words of a tracker say that work cannot go on."""

from __future__ import annotations

import re

import polars as pl

BLOCKED = r"(?i)\b(?:blocked|on[ -]?hold|impeded|impediment|stuck|waiting|blockiert|bloqu[ée]e?)\b"
"""Statuses and labels as trackers name them; a closed list, since every team invents its own."""

_BLOCKED = re.compile(BLOCKED)


def says_blocked(status: str | None, labels: tuple[str, ...] = ()) -> bool:
    """Say whether a status or a label says that the work cannot go on."""
    return any(_BLOCKED.search(word) for word in (status or "", *labels))


def blocked_rows() -> pl.Expr:
    """Return the same as a filter over work items' frames."""
    status = pl.col("status").fill_null("").str.contains(BLOCKED)
    return status | pl.col("labels").fill_null("").str.contains(BLOCKED)
