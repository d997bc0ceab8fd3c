"""What the name of an export tells: the source it is one reading of, and the day of the reading.

Trackers write “Jira 2026-11-16T09_30_00+0000.csv”, people “plan-20261116 (2).xlsx”: next week's
file is of the same source.
"""

from __future__ import annotations

import re
from datetime import date

from assistant.adapters.mapping.source_mapping import AsOfRule

_APART = r"(?<![\dA-Za-z])"
_DAYS = (
    (r"(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", r"\1-\2-\3"),
    (r"(\d\d)[-_.](\d\d)[-_.](20\d\d)(?!\d)", r"\3-\2-\1"),
)
_TIME = r"(?:[T _-]?\d\d[_:.-]?\d\d(?:[_:.-]?\d\d)?(?:[+-]\d{4}|Z)?)?"
_COPY = re.compile(r"[ _-]*(?:\(\d+\)|- copy|copy)$", re.IGNORECASE)
_MARKS = " _-."


def source_name(stem: str) -> str:
    """Return what a source is called: its file's bare name without day, time and copy number."""
    bare = _COPY.sub("", stem)
    for pattern, _ in _DAYS:
        bare = re.sub(_APART + pattern + _TIME, "", bare)
    return bare.strip(_MARKS) or stem or "portfolio"


def day_in_name(name: str, latest: date) -> AsOfRule | None:
    """Return the rule that takes the day from a name; None where that is no day until `latest`.

    A day after the file was last changed is what a plan aims at, not when it was exported.
    """
    for pattern, text in _DAYS:
        found = re.search(_APART + pattern, name)
        if found is not None and _is_day(found.expand(text), latest):
            return AsOfRule(path=f"{_APART}{pattern}[^/]*$", text=text)
    return None


def _is_day(text: str, latest: date) -> bool:
    try:
        return date.fromisoformat(text) <= latest
    except ValueError:
        return False
