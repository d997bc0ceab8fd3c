"""Reads the days on which a product's issues were resolved (laukkanen2017: `issues.csv`).

resolved_timestamp,type
"2013-01-10 12:49:14+00:00",DEV
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from assistant.errors import BadSource

FILE = "issues.csv"
KIND = "DEV"
_WHEN, _TYPE = "resolved_timestamp", "type"


def resolved_days(folder: Path, kind: str = KIND) -> list[date]:
    """Return the days on which issues of a kind were resolved, sorted; unresolved ones left out.

    Where the file has no such kind, all issues count. Raises BadSource naming file and row.
    """
    path = folder / FILE
    if not path.is_file():
        raise BadSource("There is no such file.", file=str(path), remedy="Name its folder.")
    rows = list(_rows(path))
    of_kind = [day for day, its_kind in rows if its_kind == kind]
    days = sorted(of_kind or [day for day, _ in rows])
    if not days:
        raise BadSource("No issue in it is resolved.", file=path.name)
    return days


def _rows(path: Path) -> Iterator[tuple[date, str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        if _WHEN not in (reader.fieldnames or ()):
            raise BadSource("There is no such column.", file=path.name, row=1, column=_WHEN)
        try:
            for row in reader:
                if row[_WHEN]:
                    yield _day(row, path.name, reader.line_num), row.get(_TYPE) or ""
        except (csv.Error, UnicodeDecodeError) as broken:
            raise BadSource(str(broken), file=path.name, row=reader.line_num) from broken


def _day(row: Mapping[str, str], file: str, line: int) -> date:
    try:
        return datetime.fromisoformat(row[_WHEN]).date()
    except ValueError as no_day:
        raise BadSource(
            f"“{row[_WHEN]}” is no time.",
            file=file,
            row=line,
            column=_WHEN,
            remedy="Write it as 2013-01-10 12:49:14+00:00.",
        ) from no_day
