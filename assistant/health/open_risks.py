"""Which entries of the RAID log still need someone."""

from __future__ import annotations

from datetime import date

from assistant.portfolio.control import RaidEntry, RaidState
from assistant.portfolio.project import Rag


def is_red_and_open(entry: RaidEntry, today: date) -> bool:
    """Say whether an entry is red, and neither closed nor accepted on that day."""
    if entry.rating is not Rag.RED or entry.state is RaidState.CLOSED:
        return False
    return not is_accepted(entry, today)


def is_accepted(entry: RaidEntry, today: date) -> bool:
    """Say whether somebody has accepted an entry; an acceptance with a last day ends after it."""
    if entry.accepted_until is not None:
        return entry.accepted_until >= today
    return entry.state is RaidState.ACCEPTED
