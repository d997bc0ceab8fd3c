"""What happened to the work, counted by project: finished, started, added, dropped, re-estimated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.health.changes.comparison import Comparison
from assistant.health.changes.telling import change_of, counted_by_project
from assistant.health.verdicts import Change, ChangeKind
from assistant.health.waiting import awaited_items
from assistant.portfolio.people import Assignment
from assistant.portfolio.work import Dependency, StatusCategory, WorkItem

AWAITED_FINISHED = 50
_OVER = frozenset({StatusCategory.DONE, StatusCategory.DROPPED})


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of one kind that share what happened to them; told as one change a project."""

    what: str
    kind: ChangeKind
    materiality: int
    noun: type[WorkItem | Assignment | Dependency]
    text: str
    keys: Callable[[Comparison], Iterable[str]]
    earlier: bool = False


def work_changes(comparison: Comparison) -> Iterator[Change]:
    """Yield finished items that others waited for, then everything else counted by project."""
    awaited = awaited_items(comparison.before)
    for key in _became(comparison, StatusCategory.DONE):
        if key in awaited:
            yield change_of(
                comparison,
                (WorkItem, key),
                kind=ChangeKind.STATUS,
                materiality=AWAITED_FINISHED,
                text="{what}, which others waited for, is finished.",
            )
    for tally in TALLIES:
        yield from counted_by_project(
            comparison,
            tally.noun,
            tally.keys(comparison),
            what=tally.what,
            kind=tally.kind,
            materiality=tally.materiality,
            text=tally.text,
            earlier=tally.earlier,
        )


def _became(comparison: Comparison, *categories: StatusCategory) -> list[str]:
    """Return the items that are in one of the categories now and were not before."""
    return [key for key, _, now in _moved(comparison) if now in categories]


def _reopened(comparison: Comparison) -> list[str]:
    return [key for key, then, now in _moved(comparison) if then in _OVER and now not in _OVER]


def _started(comparison: Comparison) -> list[str]:
    return [
        key
        for key, then, now in _moved(comparison)
        if then is StatusCategory.TODO and now is StatusCategory.DOING
    ]


def _moved(comparison: Comparison) -> Iterator[tuple[str, StatusCategory, StatusCategory]]:
    for key in comparison.edited(WorkItem, "category"):
        then = comparison.before.get(WorkItem, key)
        now = comparison.after.get(WorkItem, key)
        if then is not None and now is not None:
            yield key, then.category, now.category


TALLIES: tuple[Tally, ...] = (
    Tally(
        "items_finished",
        ChangeKind.STATUS,
        15,
        WorkItem,
        "{count} [item|items] of {project} [was|were] finished.",
        lambda comparison: _became(comparison, StatusCategory.DONE),
    ),
    Tally(
        "items_started",
        ChangeKind.STATUS,
        10,
        WorkItem,
        "{count} [item|items] of {project} [was|were] started.",
        _started,
    ),
    Tally(
        "items_dropped",
        ChangeKind.SCOPE,
        35,
        WorkItem,
        "{count} [item|items] of {project} [was|were] dropped.",
        lambda comparison: _became(comparison, StatusCategory.DROPPED),
    ),
    Tally(
        "items_reopened",
        ChangeKind.STATUS,
        35,
        WorkItem,
        "{count} [item|items] of {project} [was|were] opened again.",
        _reopened,
    ),
    Tally(
        "items_added",
        ChangeKind.ADDED,
        30,
        WorkItem,
        "{count} [item|items] came in for {project}.",
        lambda comparison: comparison.added(WorkItem),
    ),
    Tally(
        "items_removed",
        ChangeKind.REMOVED,
        35,
        WorkItem,
        "{count} [item|items] of {project} [is|are] no longer there.",
        lambda comparison: comparison.removed(WorkItem),
        earlier=True,
    ),
    Tally(
        "items_re_estimated",
        ChangeKind.SCOPE,
        25,
        WorkItem,
        "{count} [item|items] of {project} [has|have] another estimate.",
        lambda comparison: comparison.edited(WorkItem, "estimate", "points"),
    ),
    Tally(
        "items_with_another_owner",
        ChangeKind.STATUS,
        10,
        WorkItem,
        "{count} [item|items] of {project} [has|have] another owner or team.",
        lambda comparison: comparison.edited(WorkItem, "owner", "team"),
    ),
    Tally(
        "items_moved_here",
        ChangeKind.SCOPE,
        30,
        WorkItem,
        "{count} [item|items] moved to {project} from elsewhere.",
        lambda comparison: comparison.edited(WorkItem, "project"),
    ),
    Tally(
        "links_added",
        ChangeKind.ADDED,
        30,
        Dependency,
        "{count} new [link makes|links make] work of {project} wait for other work.",
        lambda comparison: comparison.added(Dependency),
    ),
    Tally(
        "links_removed",
        ChangeKind.REMOVED,
        30,
        Dependency,
        "{count} [link|links] that made work of {project} wait [is|are] gone.",
        lambda comparison: comparison.removed(Dependency),
        earlier=True,
    ),
    Tally(
        "assignments_changed",
        ChangeKind.CAPACITY,
        30,
        Assignment,
        "{count} [assignment|assignments] to {project} changed.",
        lambda comparison: comparison.edited(
            Assignment, "person", "team", "start", "end", "effort", "percent"
        ),
    ),
    Tally(
        "assignments_added",
        ChangeKind.CAPACITY,
        35,
        Assignment,
        "{count} [assignment|assignments] to {project} came in.",
        lambda comparison: comparison.added(Assignment),
    ),
    Tally(
        "assignments_removed",
        ChangeKind.CAPACITY,
        35,
        Assignment,
        "{count} [assignment|assignments] to {project} ended or went.",
        lambda comparison: comparison.removed(Assignment),
        earlier=True,
    ),
)
