"""Questions in Jira's query language: every value is quoted, every query is bounded.

Jira understands moments to the minute, in the time zone of the account that asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

OVERLAP = timedelta(minutes=5)
"""Read again before every moment: Jira's index may lag behind, and clocks differ."""

_WIDEST = timedelta(hours=14)
"""What is added where the account's time zone is not known: no zone is further from UTC."""


def quoted(text: str) -> str:
    """Return a text as one value of a query."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def in_projects(keys: Sequence[str]) -> str:
    """Return the condition for the issues of some projects."""
    return f"project in ({', '.join(quoted(key) for key in keys)})"


def not_before(field: str, moment: datetime, zone: ZoneInfo | None) -> str:
    """Return the condition for what was created or updated at a moment or later, with the overlap.

    In the hour that a change of the clocks repeats, the earlier one is meant.
    """
    begin = moment - OVERLAP
    local = begin.astimezone(zone) if zone is not None else begin - _WIDEST
    if local.fold:
        local -= timedelta(hours=1)
    return f"{field} >= {quoted(f'{local:%Y-%m-%d %H:%M}')}"


def ordered(*conditions: str, newest_first: bool = False) -> str:
    """Return a query in the order of creation, which no later change of an issue touches."""
    return f"{' AND '.join(conditions)} ORDER BY created {'DESC' if newest_first else 'ASC'}"
