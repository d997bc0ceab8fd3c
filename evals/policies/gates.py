"""Melbourne Water: gates in order? The table's verdicts beside a plain walk along the dates.

Three ways of writing a date stand in one file. Every project whose dates are in order is asked
again in copies that exchange two neighbouring dates.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.errors import BadSource
from evals.policies.verdicts import Comparison, rule

TABLE = "water_gates"
_COLUMNS = {
    "idea": "BNI",
    "case": "PBC",
    "approved": "BCA",
    "stage_one": "Stage1",
    "stage_two": "Stage2",
    "stage_three": "Stage3",
}
_FORMATS = ("%d/%m/%Y %I:%M:%S %p", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%Y-%m-%d")
_ORDERED = (
    ("case-before-idea", "idea", "case"),
    ("approved-before-idea", "idea", "approved"),
    ("approved-before-case", "case", "approved"),
    ("built-before-approval", "approved", "stage_one"),
    ("stages-out-of-order", "stage_one", "stage_two"),
    ("defects-out-of-order", "stage_two", "stage_three"),
)
Dates = Mapping[str, date | None]


def run(folder: Path) -> dict[str, Any]:
    """Return how often table and walk agree, as they are and in mutated copies."""
    projects, copies = Comparison(), Comparison()
    file = folder / "capital_delivery_projects.csv"
    with file.open(encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows), start=2):
            dates = {name: _day(row[column], file, number) for name, column in _COLUMNS.items()}
            projects.add(row["ID"], rule(TABLE, dates), _walked(dates))
            for one, other in pairwise(_COLUMNS):
                changed = _exchanged(dates, one, other)
                copies.add(
                    f"{row['ID']}, {one} and {other}", rule(TABLE, changed), _walked(changed)
                )
    return {"name": "gates", "projects": projects.figures(), "mutated": copies.figures()}


def _exchanged(dates: Dates, one: str, other: str) -> Dates:
    """Return the dates with two of them exchanged, a day apart where they were the same."""
    first, second = dates[one], dates[other]
    if first is not None and first == second:
        second = second - timedelta(days=1)
    return (
        {**dates, one: first, other: second}
        if first is None
        else {**dates, one: second, other: first}
    )


def _walked(dates: Dates) -> str:
    """Return the verdict by walking along the dates, written down apart from the table."""
    if dates["approved"] is None:
        return "built-unapproved" if dates["stage_one"] else "not-approved"
    for name, before, after in _ORDERED:
        first, second = dates[before], dates[after]
        if first is not None and second is not None and second < first:
            return name
    return "in-order"


def _day(text: str, file: Path, row: int) -> date | None:
    if not text.strip():
        return None
    for form in _FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - the file has no zones
        except ValueError:
            continue
    raise BadSource(f"“{text}” is no date.", file=file.name, row=row)
