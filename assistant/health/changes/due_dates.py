"""Due dates of work that moved: told singly where others wait for it, else counted by project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.health.changes.comparison import Comparison
from assistant.health.changes.dates import (
    OTHERS_WAIT,
    DateRule,
    Move,
    materiality_of,
    moves,
    slip,
    told,
)
from assistant.health.naming import count_of, project_name
from assistant.health.verdicts import Change, ChangeKind
from assistant.health.waiting import awaited_items
from assistant.policy import Policy
from assistant.portfolio.work import WorkItem
from assistant.values import say

DUE = DateRule(WorkItem, "due", OTHERS_WAIT, "The due date of")
SEVERAL = 42
SINGLE = 30
TOLD_SINGLY = 5
"""Moves of a project that are told one by one; more are counted."""

ByProject = dict[str | None, list[Move]]


def due_date_changes(comparison: Comparison, policy: Policy) -> Iterator[Change]:
    """Yield moved due dates, those first that others wait for."""
    awaited, others = _by_project(comparison, policy)
    for project, found in awaited.items():
        if len(found) <= TOLD_SINGLY:
            for move in found:
                yield told(comparison, move, materiality_of(comparison, move, policy))
        elif later := [move for move in found if move.days > 0]:
            yield _counted(comparison, project, later, " that others wait for", OTHERS_WAIT)
    for project, found in others.items():
        yield _counted(comparison, project, found, "", SEVERAL if len(found) > 1 else SINGLE)


def _by_project(comparison: Comparison, policy: Policy) -> tuple[ByProject, ByProject]:
    """Return the moves of what others wait for or what is mandatory, and those of other work.

    Of other work only what moved later counts, and not by a few days.
    """
    needed = awaited_items(comparison.after)
    awaited: ByProject = {}
    others: ByProject = {}
    for move in moves(comparison, DUE):
        item = comparison.after.get(WorkItem, move.key)
        project = comparison.project_of(WorkItem, move.key)
        if move.key in needed or (item is not None and item.mandatory):
            awaited.setdefault(project, []).append(move)
        elif move.days > policy.limit("change_minor_days"):
            others.setdefault(project, []).append(move)
    return awaited, others


def _counted(
    comparison: Comparison,
    project: str | None,
    found: Sequence[Move],
    which: str,
    materiality: int,
) -> Change:
    worst = min(found, key=lambda move: (-move.days, move.key))
    keys = [move.key for move in found]
    what = "awaited_due_dates_moved" if which else "due_dates_moved"
    where = project or "none"
    headline = say(
        f"{{count}} due [date|dates] of {{project}}{which} moved later; {{item}} by {{days}}.",
        count=count_of(comparison.new, WorkItem, keys, of=f"projects:{where}", what=what),
        project=project_name(comparison.new, project),
        item=comparison.new.key(WorkItem, worst.key),
        days=slip(comparison, worst),
    )
    return Change(
        kind=ChangeKind.DATE,
        table=WorkItem.table,
        key=f"{where}:{what}",
        project=project,
        materiality=materiality,
        headline=headline,
        subjects=tuple(f"{WorkItem.table}:{key}" for key in keys),
    )
