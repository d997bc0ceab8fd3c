"""What the same projects look like by strict, normal and lenient tolerances, beside the reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import Field

from assistant.health.rag.judging import Judge, Judgement
from assistant.policy import TOLERANCE_NAMES, Policy, ToleranceName
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project, Rag
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Statement, Unit, Value, say

Colours = Mapping[Rag, Fact]
"""How many projects have each colour."""


class StrengthCounts(Value):
    """How many projects have each colour by one strength of tolerance."""

    strength: ToleranceName
    counts: Colours
    statement: Statement


class ToleranceComparison(Value):
    """Three strengths side by side, and what was reported about the same projects."""

    projects: Fact
    reported: Colours = Field(description="by the last report of each project")
    unreported: Fact = Field(description="projects about which nobody reported a colour")
    strengths: tuple[StrengthCounts, ...] = Field(description="strict, normal, lenient")
    statement: Statement = Field(description="the normal strength beside the reports")


def compare_tolerances(
    snapshot: Snapshot, policy: Policy, overload: Mapping[str, Fact] | None = None
) -> ToleranceComparison:
    """Count the colours of all running projects by each strength, and as reported."""
    judge = Judge(snapshot, policy, overload)
    counting = _Counting(Facts(snapshot))
    by_strength = {name: judge.judgements(name) for name in TOLERANCE_NAMES}
    projects = counting.of("projects_running", by_strength["normal"])
    reported = counting.reported(by_strength["normal"])
    strengths = tuple(
        counting.strength(name, judgements) for name, judgements in by_strength.items()
    )
    return ToleranceComparison(
        projects=projects,
        reported=reported,
        unreported=counting.of(
            "projects_unreported", [each for each in by_strength["normal"] if each.told is None]
        ),
        strengths=strengths,
        statement=counting.beside_reports(projects, reported, strengths),
    )


class _Counting:
    """Counts judgements as facts that rest on the projects' rows."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def of(self, measure: str, judgements: Iterable[Judgement]) -> Fact:
        rows = [(Project, judgement.project.key) for judgement in judgements]
        return self._facts.of("portfolio", measure, len(rows), Unit.COUNT, cells=rows)

    def reported(self, judgements: Sequence[Judgement]) -> Colours:
        return {
            rag: self.of(
                f"projects_reported_{rag}",
                [each for each in judgements if each.told is not None and each.told.rag is rag],
            )
            for rag in Rag
        }

    def strength(self, name: ToleranceName, judgements: Sequence[Judgement]) -> StrengthCounts:
        counts = {
            rag: self.of(
                f"projects_{rag}_{name}", [each for each in judgements if each.overall.rag is rag]
            )
            for rag in Rag
        }
        statement = say(
            "{strength}: {colours}.",
            strength=self._word("strength", name),
            colours=[self._counted(rag, count) for rag, count in counts.items()],
        )
        return StrengthCounts(strength=name, counts=counts, statement=statement)

    def beside_reports(
        self, projects: Fact, reported: Colours, strengths: Sequence[StrengthCounts]
    ) -> Statement:
        normal = next(each for each in strengths if each.strength == "normal")
        slots = {
            "strength": self._word("strength", "normal"),
            "red": normal.counts[Rag.RED],
            "projects": projects,
            "rag": self._word("rag", Rag.RED),
        }
        judged = "With {strength} tolerances {red} of {projects} [project|projects] would be {rag}"
        if not any(count.value for count in reported.values()):
            return say(f"{judged}; nobody has reported a colour yet.", **slots)
        return say(
            f"{judged}; {{reported}} [is|are] reported so.", **slots, reported=reported[Rag.RED]
        )

    def _counted(self, rag: Rag, count: Fact) -> Statement:
        return say("{count} {rag}", count=count, rag=self._word("rag", rag))

    def _word(self, measure: str, word: str) -> Fact:
        """Return a word of the policy as a fact."""
        return self._facts.of("policy", f"{measure}_{word}", word, Unit.STATUS)
