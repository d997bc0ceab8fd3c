"""Asks a table of this folder, and counts where its verdicts and a record differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.policy import PolicyValue, parse_policy
from assistant.policy.evaluation import CompiledTable

EXAMPLES = 5
"""Differences that are named; the rest are counted."""


@cache
def table(name: str) -> CompiledTable:
    """Return a table of this folder, its examples run."""
    text = files("evals.policies").joinpath("tables", f"{name}.yaml").read_text(encoding="utf-8")
    return parse_policy({name: text}).table(name)


def rule(name: str, given: Mapping[str, PolicyValue | None]) -> str:
    """Return the id of the row that decides."""
    return table(name).decide(given).rule


@dataclass(slots=True)
class Comparison:
    """Verdicts beside what was expected, case by case."""

    cases: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    differing: list[dict[str, str]] = field(default_factory=list)

    def add(self, case: str, said: str, expected: str) -> None:
        """Count a case, and keep it where the two differ."""
        self.cases += 1
        self.rules[said] += 1
        if said != expected:
            self.differing.append({"case": case, "rule": said, "expected": expected})

    def figures(self) -> dict[str, Any]:
        """Return the counts, and the first differences."""
        return {
            "cases": self.cases,
            "agree": self.cases - len(self.differing),
            "rules": dict(sorted(self.rules.items())),
            "differing": self.differing[:EXAMPLES],
        }
