"""Scores and sizes as facts, with the rows they were computed from."""

from __future__ import annotations

from decimal import Decimal

from assistant.planning.inputs.backlog import Candidate
from assistant.planning.inputs.scoring import Score, comparison_scores, governing_score
from assistant.planning.inputs.sizes import Measure
from assistant.policy import ScoringPolicy
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.work import StatusCategory, ValueInput, WorkItem
from assistant.values import Effort, EffortUnit, Fact, Unit

_GRAIN = Decimal("0.0001")


class ScoreFacts:
    """Makes facts of what is stated about candidates."""

    def __init__(self, facts: Facts, policy: ScoringPolicy, measure: Measure) -> None:
        self._facts = facts
        self._policy = policy
        self._measure = measure

    def governing(self, candidate: Candidate) -> Score:
        """Return the governing score, or what is missing for it."""
        return governing_score(candidate.rate, candidate.size, candidate.missing)

    def comparisons(self, candidate: Candidate) -> dict[str, Fact]:
        """Return the comparison scores that the inputs allow, by their names."""
        scores = comparison_scores(candidate.stated, candidate.size, self._policy)
        found = {name: self.fact(candidate, name, score) for name, score in scores.items()}
        return {name: fact for name, fact in found.items() if fact is not None}

    def fact(self, candidate: Candidate, name: str, score: Score) -> Fact | None:
        """Return a score as a fact; None where there is none."""
        if score.value is None:
            return None
        cells: list[Cell] = [(ValueInput, row.key, "value") for row in score.inputs]
        return self._facts.of(
            f"work_items:{candidate.key}",
            name,
            score.value.quantize(_GRAIN),
            Unit.SCORE,
            cells=[*cells, self._size_cell(candidate)],
            arithmetic=score.arithmetic,
        )

    def effort(self, candidate: Candidate) -> Fact | None:
        """Return the stated size: work left, or story points; None where nobody stated one."""
        if candidate.size is None:
            return None
        subject = f"work_items:{candidate.key}"
        cells = [self._size_cell(candidate)]
        if self._measure is Measure.POINTS:
            points = candidate.size.units
            return self._facts.of(subject, "story points", points, Unit.COUNT, cells=cells)
        effort = Effort(minutes=candidate.size.total, unit=_unit(candidate))
        return self._facts.of(subject, "effort", effort, Unit.EFFORT, cells=cells)

    def _size_cell(self, candidate: Candidate) -> Cell:
        return WorkItem, candidate.key, self._size_field(candidate)

    def _size_field(self, candidate: Candidate) -> str:
        if self._measure is Measure.POINTS:
            return "points"
        item = candidate.item
        left = item.remaining is not None and item.category is StatusCategory.DOING
        return "remaining" if left or not item.estimate else "estimate"


def _unit(candidate: Candidate) -> EffortUnit:
    item = candidate.item
    stated = item.estimate[0].effort if item.estimate else item.remaining
    return stated.unit if stated is not None else EffortUnit.DAY
