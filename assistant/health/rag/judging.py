"""Asks the policy's tables about projects: each dimension first, then the overall colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.health.freshness import Freshness
from assistant.health.rag.evidence import Evidence, Measure
from assistant.health.rag.gathering import Gathering
from assistant.health.rag.overall import Overall
from assistant.health.source_ages import SourceAges
from assistant.health.updates import Reported, reported
from assistant.health.verdicts import Dimension
from assistant.policy import Policy, ToleranceName, Verdict
from assistant.portfolio.ownership import Ownership
from assistant.portfolio.project import Project, Rag
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Unit


@dataclass(frozen=True, slots=True)
class Judged:
    """What a table answered, and the evidence it was asked with."""

    evidence: Evidence
    verdict: Verdict

    @property
    def rag(self) -> Rag:
        """The colour it answered."""
        return Rag(self.verdict["rag"])

    def colour(self, strength: ToleranceName) -> Measure:
        """Return the colour as it is said; each strength of tolerance has a measure of its own."""
        topic = self.evidence.topic
        return Measure(
            self.evidence.subject,
            f"{topic}_rag" if strength == "normal" else f"{topic}_rag_{strength}",
            self.rag.value,
            Unit.STATUS,
            arithmetic=f"rule {self.verdict.rule}",
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """A project's dimensions, the colour they make, and what was reported."""

    project: Project
    dimensions: Mapping[Dimension, Judged]
    overall: Judged
    told: Reported | None
    stale: bool
    owner: str | None

    def in_colour(self, colour: Rag) -> list[Dimension]:
        """Return the dimensions of a colour, in their fixed order."""
        return [each for each, judged in self.dimensions.items() if judged.rag is colour]

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
        self._ownership = Ownership(snapshot)
        self._freshness = Freshness(snapshot, policy)
        self._gathering = Gathering(snapshot, policy, self._ownership, overload or {})
        sources = SourceAges(snapshot, policy)
        self._overall = Overall(snapshot.as_of, policy, self._ownership, self._freshness, sources)
        self._reported = reported(snapshot)

    def reported(self) -> dict[str, Rag | None]:
        """Return what was last reported about every running project."""
        return {
            project.key: told.rag if (told := self._reported.get(project.key)) else None
            for project in self._gathering.projects
        }

    def judgements(self, strength: ToleranceName) -> Iterator[Judgement]:
        """Yield what the tables say about every running project, sorted by key."""
        return (self._judgement(each, strength) for each in self._gathering.projects)

    def _judgement(self, project: Project, strength: ToleranceName) -> Judgement:
        dimensions = {
            dimension: self._ask(f"rag_{dimension}", evidence, strength)
            for dimension, evidence in self._gathering.of(project, strength).items()
        }
        colours = {dimension: judged.rag for dimension, judged in dimensions.items()}
        return Judgement(
            project=project,
            dimensions=dimensions,
            overall=self._ask("rag_overall", self._overall.gather(project, colours), strength),
            told=self._reported.get(project.key),
            stale=self._freshness.is_stale(project),
            owner=self._ownership.who_can_act(project),
        )

    def _ask(self, table: str, evidence: Evidence, strength: ToleranceName) -> Judged:
        judged = Judged(evidence, self._policy.decide(table, evidence.values))
        evidence.phrase("rag", judged.colour(strength))
        return judged
