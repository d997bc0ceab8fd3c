"""Asks the policy's tables about projects: each dimension first, then the overall colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.health.rag.evidence import Evidence
from assistant.health.rag.gathering import Gathering
from assistant.health.rag.overall import Overall
from assistant.health.updates import Reported, reported
from assistant.health.verdicts import Dimension
from assistant.policy import Policy, ToleranceName, Verdict
from assistant.portfolio.project import Project, Rag
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact


@dataclass(frozen=True, slots=True)
class Judged:
    """What a table answered, and the evidence it was asked with."""

    evidence: Evidence
    verdict: Verdict

    @property
    def rag(self) -> Rag:
        """The colour it answered."""
        return Rag(self.verdict["rag"])


@dataclass(frozen=True, slots=True)
class Judgement:
    """A project's dimensions, the colour they make, and what was reported."""

    project: Project
    strength: ToleranceName
    dimensions: Mapping[Dimension, Judged]
    overall: Judged
    told: Reported | None
    stale: bool
    owner: str | None

    def in_colour(self, *colours: Rag) -> list[Dimension]:
        """Return the dimensions of these colours, in the order of the colours."""
        return [
            dimension
            for colour in colours
            for dimension, judged in self.dimensions.items()
            if judged.rag is colour
        ]

    @property
    def is_watermelon(self) -> bool:
        """Say whether it was reported green while the evidence is red."""
        told_green = self.told is not None and self.told.rag is Rag.GREEN
        return told_green and self.overall.rag is Rag.RED


class Judge:
    """Judges the running projects of one snapshot, by any strength of tolerance."""

    def __init__(
        self, snapshot: Snapshot, policy: Policy, overload: Mapping[str, Fact] | None = None
    ) -> None:
        self._policy = policy
        self._gathering = Gathering(snapshot, policy, overload)
        self._overall = Overall(snapshot, policy)
        self._reported = reported(snapshot)

    def judgements(self, strength: ToleranceName) -> tuple[Judgement, ...]:
        """Return what the tables say about every running project, sorted by key."""
        return tuple(self._judgement(each, strength) for each in self._gathering.projects)

    def _judgement(self, project: Project, strength: ToleranceName) -> Judgement:
        dimensions = {
            dimension: self._ask(f"rag_{dimension}", evidence)
            for dimension, evidence in self._gathering.of(project, strength).items()
        }
        colours = {dimension: judged.rag for dimension, judged in dimensions.items()}
        return Judgement(
            project=project,
            strength=strength,
            dimensions=dimensions,
            overall=self._ask("rag_overall", self._overall.gather(project, colours)),
            told=self._reported.get(project.key),
            stale=self._overall.is_stale(project),
            owner=self._gathering.ownership.who_can_act(project),
        )

    def _ask(self, table: str, evidence: Evidence) -> Judged:
        return Judged(evidence, self._policy.decide(table, evidence.values))
