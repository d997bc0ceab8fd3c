"""What was last said, and last reported, about each project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Project, Rag, StatusUpdate
from assistant.portfolio.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Reported:
    """A RAG as somebody reported it; `day` is None where only the project's row says it."""

    rag: Rag
    day: date | None
    cell: Cell


def latest_updates(snapshot: Snapshot) -> dict[str, StatusUpdate]:
    """Return each project's last status update on or before the snapshot's day, by project.

    Of two updates of one day the one with the greater key counts.
    """
    latest: dict[str, StatusUpdate] = {}
    for update in snapshot.all(StatusUpdate):
        if update.day > snapshot.as_of:
            continue
        known = latest.get(update.project)
        if known is None or update.day >= known.day:
            latest[update.project] = update
    return dict(sorted(latest.items()))


def reported(snapshot: Snapshot) -> dict[str, Reported]:
    """Return the RAG each project was last reported with: by its update, else by its own row."""
    found = {
        project.key: Reported(project.reported_rag, None, (Project, project.key, "reported_rag"))
        for project in snapshot.all(Project)
        if project.reported_rag is not None
    }
    for key, update in latest_updates(snapshot).items():
        if update.rag is not None:
            found[key] = Reported(update.rag, update.day, (StatusUpdate, update.key, "rag"))
    return found
