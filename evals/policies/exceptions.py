"""Kubernetes release exceptions: what the rule says beside what the release team decided.

A release's freezes are read from its README's timeline, a request's freeze from the section it
stands in, else it is the last freeze before it. Two older files are no YAML and are named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from evals.policies.verdicts import rule

ALLOWED = Decimal(3)
"""Days after a freeze on which a request may still come, by EXCEPTIONS.md."""

_EARLY = 14
"""Days before a freeze from which a request is for it: it “may be filed in advance”."""

_AGAINST = frozenset({"too-late", "asked-before"})

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*"
_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}|\b{_MONTH}\.?\s+(\d{{1,2}})\b", re.IGNORECASE
)
_KINDS = {
    "enhancement": re.compile(r"enhancements? freeze", re.IGNORECASE),
    "code": re.compile(r"code freeze", re.IGNORECASE),
}
_HEADING = re.compile(r"#.*freeze exceptions|\w+freeze:", re.IGNORECASE)
_PASSING = re.compile(r"brace|coming|thaw|burndown|call|exception", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: of a release, for a freeze where the file says which."""

    release: str
    freeze: str | None
    fields: Mapping[str, Any]


def run(folder: Path) -> dict[str, Any]:
    """Return, for each row of the table, what the release team decided."""
    beside: dict[str, Counter[str]] = {}
    unreadable, late, before = [], [], 0
    for file in sorted(folder.glob("release-*/exceptions.yaml")):
        try:
            asked = list(_requests(file))
        except yaml.YAMLError:
            unreadable.append(file.parent.name)
            continue
        freezes = _freezes(file.parent / "README.md", asked)
        seen: set[tuple[str, str]] = set()
        for each in asked:
            given = _given(each, freezes, seen)
            said, status = rule("release_exceptions", given), _status(each)
            beside.setdefault(said, Counter())[status] += 1
            before += _is_before(each)
            if said in _AGAINST and status == "approved":
                late.append(f"{each.release}, {each.fields.get('issue')}: {given['late']} days")
    return {
        "name": "exceptions",
        "cases": sum(sum(each.values()) for each in beside.values()),
        "beside": {name: dict(sorted(each.items())) for name, each in sorted(beside.items())},
        "approved_against_the_rule": late,
        "decided_before_they_were_asked": before,
        "unreadable": unreadable,
    }


def _requests(file: Path) -> Iterator[Asked]:
    text = file.read_text(encoding="utf-8").replace("\u200b", "")
    content = yaml.safe_load(text)
    sections = content.values() if isinstance(content, dict) else [content]
    requests = [fields for section in sections for fields in section or ()]
    for fields, freeze in zip(requests, _sections(text), strict=True):
        yield Asked(file.parent.name, freeze, fields)


def _sections(text: str) -> Iterator[str | None]:
    """Yield the freeze of each request, as the heading or key above it says."""
    freeze: str | None = None
    for line in text.splitlines():
        if line.startswith("- "):
            yield freeze
        elif _HEADING.match(line):
            freeze = next((kind for kind in _KINDS if kind in line.lower()), freeze)


def _given(
    asked: Asked, freezes: Mapping[str, date], seen: set[tuple[str, str]]
) -> dict[str, Any]:
    on = _day(asked.fields.get("date_requested"))
    freeze = _freeze_of(asked, on, freezes)
    same = (str(asked.fields.get("issue")), freeze or "")
    again = freeze is not None and same in seen
    seen.add(same)
    late = (on - freezes[freeze]).days if on and freeze and freeze in freezes else None
    code = [each for each in asked.fields.get("pull_requests") or () if str(each).strip()]
    return {
        "late": None if late is None else Decimal(late),
        "allowed": ALLOWED,
        "pull_requests": Decimal(len(code)),
        "again": again,
    }


def _freeze_of(asked: Asked, on: date | None, freezes: Mapping[str, date]) -> str | None:
    """Return the freeze of its heading, or the one nearest in time: the later of the two.

    Older files go on under the first heading when the next freeze has come.
    """
    nearest = _nearest(on, freezes)
    known = [each for each in (asked.freeze, nearest) if each is not None and each in freezes]
    return max(known, key=lambda each: freezes[each]) if known else asked.freeze


def _nearest(on: date | None, freezes: Mapping[str, date]) -> str | None:
    """Return the last freeze that a request came after, or was filed in advance of."""
    if on is None:
        return None
    past = [(day, name) for name, day in freezes.items() if (on - day).days >= -_EARLY]
    return max(past)[1] if past else None


def _freezes(readme: Path, asked: list[Asked]) -> dict[str, date]:
    """Return the freezes of a release; its year is that of the requests where none is said."""
    years = [day.year for each in asked if (day := _day(each.fields.get("date_requested")))]
    if not readme.exists() or not years:
        return {}
    found: dict[str, date] = {}
    for line in readme.read_text(encoding="utf-8").splitlines():
        for kind, named in _KINDS.items():
            if kind not in found and named.search(line) and not _PASSING.search(line):
                day = _day_in(line, min(years))
                found |= {kind: day} if day else {}
    return found


def _day_in(line: str, year: int) -> date | None:
    stated = re.search(r"\b(20\d\d)\b", line)
    if match := _DAY.search(line):
        number, month = match[1] or match[4], (match[2] or match[3]).lower()
        return date(int(stated[1]) if stated else year, _MONTHS.index(month) + 1, int(number))
    return None


def _day(value: object) -> date | None:
    """Return a day as the files write it: a date, or text without leading zeros."""
    if isinstance(value, date):
        return value
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", str(value).strip())
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _status(asked: Asked) -> str:
    return str(asked.fields.get("status", "")).strip().lower() or "not recorded"


def _is_before(asked: Asked) -> bool:
    requested = _day(asked.fields.get("date_requested"))
    reviewed = _day(asked.fields.get("date_reviewed"))
    return requested is not None and reviewed is not None and reviewed < requested
