"""What is to be known about the inputs of a place: who gains by them, and whether all are highest.

An input is marked where who stated it owns the item or its project and names no evidence. That
says nothing about anybody: it says whom to ask for the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.planning.inputs.scoring import read_values
from assistant.policy import ScoringPolicy
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Factor, ValueInput, WorkItem
from assistant.values import Statement, Unit, say

_FEWEST = 3
"""Relative inputs there must be to speak of all being at the top."""

_RELATIVE = frozenset(Factor) - {
    Factor.COST_OF_DELAY,
    Factor.REACH,
    Factor.IMPACT,
    Factor.CONFIDENCE,
}


class InputMarks:
    """Marks inputs with the facts of one snapshot."""

    def __init__(self, snapshot: Snapshot, policy: ScoringPolicy) -> None:
        self._snapshot = snapshot
        self._highest = policy.scale_high
        self._facts = Facts(snapshot)
        self._values = read_values(snapshot)

    def is_own(self, row: ValueInput) -> bool:
        """Say whether an input has no evidence and was stated by who gains by it."""
        item = self._snapshot.get(WorkItem, row.item)
        project = self._snapshot.get(Project, item.project) if item else None
        gains = {item.owner if item else None, project.owner if project else None} - {None}
        return row.owner in gains and not _has_evidence(row)

    def inflation(self, key: str) -> Statement | None:
        """Say how many inputs of an item's project are at the top without evidence, if most are."""
        item = self._snapshot.get(WorkItem, key)
        project = self._snapshot.get(Project, item.project) if item else None
        if project is None:
            return None
        rows = [row for row in self._of(project.key) if row.factor in _RELATIVE]
        top = [row for row in rows if row.value >= self._highest and not _has_evidence(row)]
        if len(rows) < _FEWEST or 2 * len(top) <= len(rows):
            return None
        subject = f"projects:{project.key}"
        cells: list[Cell] = [(ValueInput, row.key, "value") for row in top]
        text = (
            "{top} of {total} value inputs of {project} are at the highest mark and name no "
            "evidence: ask for it before they move the order."
        )
        return say(
            text,
            top=self._facts.of(subject, "highest inputs", len(top), Unit.COUNT, cells=cells),
            total=self._facts.of(subject, "relative inputs", len(rows), Unit.COUNT),
            project=self._facts.name(Project, project.key),
        )

    def _of(self, project: str) -> Iterable[ValueInput]:
        for item in self._snapshot.all(WorkItem):
            if item.project == project:
                yield from self._values.get(item.key, {}).values()


def _has_evidence(row: ValueInput) -> bool:
    return bool((row.evidence or "").strip())
