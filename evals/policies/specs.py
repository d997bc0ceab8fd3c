"""OpenStack Nova specs: what the gate says on the day of approval, beside what came of it."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.policy import PolicyValue
from evals.policies.verdicts import rule


def run(folder: Path) -> dict[str, Any]:
    """Return, for each row of the table, how many specs it decides and how many were delivered."""
    delivered: dict[str, list[int]] = defaultdict(list)
    with (folder / "spec_outcomes.csv").open(encoding="utf-8", newline="") as rows:
        for spec in csv.DictReader(rows):
            given: dict[str, PolicyValue | None] = {
                "approved": date.fromisoformat(spec["approved_date"]),
                "carried": Decimal(len(spec["previously_approved_in"].split())),
                "assignees": Decimal(spec["n_assignee_lines"]),
            }
            delivered[rule("spec_gates", given)].append(int(spec["delivered_in_release"]))
    return {
        "name": "specs",
        "cases": sum(map(len, delivered.values())),
        "rules": {
            name: {"specs": len(each), "delivered_percent": round(100 * sum(each) / len(each))}
            for name, each in sorted(delivered.items())
        },
    }
