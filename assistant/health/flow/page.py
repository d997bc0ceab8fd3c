"""What a page about the flow of work is made of, and the work it is about."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import polars as pl
from pydantic import Field

from assistant.health.survey import Survey
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Statement, Value

SHOWN = 5


class FlowKind(StrEnum):
    """What is looked at."""

    OVERDUE = "overdue"
    BLOCKED = "blocked"
    AGEING = "ageing"
    UNOWNED = "unowned"
    RESTARTS = "restarts"
    THROUGHPUT = "throughput"
    DUPLICATES = "likely duplicates"


class FlowFinding(Value):
    """One thing a tracker's rows alone can tell, or the reason why they cannot."""

    kind: FlowKind
    headline: Statement
    details: tuple[Statement, ...] = Field(default=(), description="the first few, worst first")
    subjects: tuple[str, ...] = Field(default=(), description="all items, like work_items:KEY-3")


def finding(
    kind: FlowKind,
    headline: Statement,
    keys: Sequence[str] = (),
    details: Sequence[Statement] = (),
) -> FlowFinding:
    """Return a finding about items."""
    return FlowFinding(
        kind=kind,
        headline=headline,
        details=tuple(details),
        subjects=tuple(f"{WorkItem.table}:{key}" for key in keys),
    )


def unknown(kind: FlowKind, why: str) -> FlowFinding:
    """Return a finding that says why nothing can be said."""
    return FlowFinding(kind=kind, headline=Statement(text=why))


def tasks(survey: Survey) -> pl.DataFrame:
    """Return the open items that are work themselves: epics with items of their own left out."""
    parents = survey.snapshot.frame(WorkItem).select(pl.col("parent").alias("key")).drop_nulls()
    return survey.open_work.join(parents.unique(), on="key", how="anti").sort("key")


def in_progress(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of items that are being worked on."""
    return rows.filter(pl.col("category") == StatusCategory.DOING.value)
