"""What differs and is told nowhere: wording, labels, small moves. It is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.health.changes.comparison import Comparison
from assistant.health.verdicts import Change, ChangeKind
from assistant.portfolio.registry import NOUNS
from assistant.values import Unit, say


def minor_changes(comparison: Comparison, told: Iterable[Change]) -> Iterator[Change]:
    """Yield one change that counts the rows that differ and that no other change is about."""
    about = {row for change in told for row in (f"{change.table}:{change.key}", *change.subjects)}
    rows = tuple(
        (noun, edit.key)
        for noun in NOUNS
        for edit in comparison.edits(noun)
        if f"{noun.table}:{edit.key}" not in about
    )
    if not rows:
        return
    count = comparison.delta(
        "portfolio", "minor_changes", len(rows), Unit.COUNT, old=rows, new=rows
    )
    yield Change(
        kind=ChangeKind.COSMETIC,
        table="portfolio",
        key="minor",
        project=None,
        materiality=0,
        headline=say(
            "{count} more [row differs|rows differ] in wording or detail that moves no plan.",
            count=count,
        ),
        subjects=tuple(f"{noun.table}:{key}" for noun, key in rows),
    )
