"""What was published each month, and what its paragraphs name; read for scoring alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_GOAL = re.compile(r"rust-project-goals/issues/(\d+)['\"]")
_REFERENCE = re.compile(r"(?:/(?:pull|issues|rfcs)/|\bRFCs?\s*#?|#)(\d{2,6})\b", re.IGNORECASE)
_RAW = re.compile(r"<details.*?</details>", re.DOTALL)
_OWN = re.compile(r"rust-project-goals/issues/\d+")
_SILENT = "No detailed updates available"


@dataclass(frozen=True, slots=True)
class Update:
    """What an owner reported on a day."""

    goal: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Month:
    """A published report: the updates it was made from, and what its paragraphs name."""

    name: str
    since: date
    last: date
    updates: tuple[Update, ...]
    named: Mapping[str, frozenset[str]]
    silent: frozenset[str]


def references(text: str) -> frozenset[str]:
    """Return the numbers of the pull requests, issues and RFCs that a text names."""
    return frozenset(_REFERENCE.findall(_OWN.sub("", text)))


def months(folder: Path) -> list[Month]:
    """Return every month that has both raw updates and a report, the oldest first.

    A month's updates are those of the days after the month before, up to its own last day: what a
    brief could know that day, whichever report they were printed in.
    """
    last: dict[str, date] = {}
    updates = []
    for line in (folder / "status_updates.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        day = date.fromisoformat(row["date"])
        updates.append(Update(row["issue"], day, row["text"]))
        last[row["report"]] = max(day, last.get(row["report"], day))
    found, since = [], date.min
    for name in sorted(last):
        own = tuple(each for each in updates if since < each.day <= last[name])
        found.append(_month(name, since, last[name], own, folder))
        since = last[name]
    return found


def _month(name: str, since: date, last: date, updates: tuple[Update, ...], folder: Path) -> Month:
    report = (folder / "monthly_reports" / f"{name}.md").read_text(encoding="utf-8")
    named: dict[str, frozenset[str]] = {}
    silent: set[str] = set()
    for goal, part in _parts(report):
        written = references(_RAW.sub("", part))
        named[goal] = named.get(goal, frozenset()) | written
        silent |= {goal} if _SILENT in part else set()
    return Month(name, since, last, updates, named, frozenset(silent))


def _parts(report: str) -> Iterator[tuple[str, str]]:
    """Give each goal with what stands below its heading: what was written, then raw comments."""
    parts = _GOAL.split(report)
    yield from zip(parts[1::2], parts[2::2], strict=True)
