"""Briefs beside published reports: `python -m evals.human_briefs [--data DIR]`.

For each month: the brief of quotes, which passes the product's checker, and the first words of each
goal's updates as a baseline; both may quote the same number of words a goal. Every figure in them
is looked up in the inputs by code that shares nothing with the writing. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.policy import default_policy
from assistant.portfolio.project import Project
from evals.human_briefs.reports import Month, months
from evals.human_briefs.scoring import Tally, score
from evals.human_briefs.writing import NO_UPDATE, brief_of_quotes, lead_words
from evals.questions.portfolios import mapped_store

FOLDER = "rust_project_goals"


def main() -> None:
    """Run and print what came out."""
    asked = argparse.ArgumentParser(prog="evals.human_briefs", description=__doc__)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = asked.parse_args()
    told = briefs_beside_reports(options.data, lambda line: sys.stderr.write(f"{line}\n"))
    sys.stdout.write(json.dumps(told) + "\n")


def briefs_beside_reports(
    data: Path, tell: Callable[[str], Any], most: int | None = None
) -> dict[str, Any]:
    """Return the figures of both ways of writing, for so many months; 0 where there is no data."""
    if not (data / FOLDER).is_dir():
        return {"months": 0}
    ours, baseline = Tally(), Tally()
    found = months(data / FOLDER)[:most]
    for month in found:
        _one_month(month, data, (ours, baseline))
        tell(f"{month.name}: {ours.figures()} beside {baseline.figures()}")
    return {"months": len(found), "ours": ours.figures(), "baseline": baseline.figures()}


def _one_month(month: Month, data: Path, tallies: tuple[Tally, Tally]) -> None:
    with TemporaryDirectory(prefix="pmo-briefs-") as folder:
        store = mapped_store(Path(folder), data / FOLDER, FOLDER, month.last)
        seen = store.subject.whole()
    goals = {project.key: project.name for project in seen.all(Project)}
    names = "\n".join(f"{key} {name}" for key, name in goals.items())
    brief = brief_of_quotes(seen, month.since, tuple(goals), default_policy().hash)
    rows = [[cell.text for cell in row] for table in brief.tables for row in table.rows]
    told = dict.fromkeys(goals, "")
    for key, goal in zip(_keys(brief), rows, strict=True):
        told[key] += "\n" + goal[2]
    whole = "\n".join(" ".join(row[1:]) for row in rows)
    score(tallies[0], month, told, whole, names, NO_UPDATE.text)
    first = {
        goal: lead_words(u.text for u in month.updates if u.goal == goal)
        for goal in {update.goal for update in month.updates}
    }
    score(tallies[1], month, first, "\n".join(first.values()), names, NO_UPDATE.text)


def _keys(brief: Any) -> list[str]:
    """Return the goal of each row, by the fact under its name."""
    facts = brief.facts
    return [
        facts[row[0].facts[0]].subject.partition(":")[2]
        for table in brief.tables
        for row in table.rows
    ]


if __name__ == "__main__":
    main()
