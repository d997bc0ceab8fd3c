"""What the same projects look like by strict, normal and lenient tolerances, beside the reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import Field

from assistant.health.rag.judging import Judge
from assistant.policy import TOLERANCE_NAMES, Policy, ToleranceName
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project, Rag
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Statement, Unit, Value, say

Colours = Mapping[str, Rag | None]
"""The colour of each project; None where nobody reported any."""

Counts = Mapping[Rag, Fact]
"""How many projects have each colour."""


class StrengthCounts(Value):
    """How many projects have each colour by one strength of tolerance."""

    strength: ToleranceName
    counts: Counts
    statement: Statement


class ToleranceComparison(Value):
    """Three strengths side by side, and what was reported about the same projects."""

    projects: Fact = Field(description="how many are running")
    reported: Counts = Field(description="by the last report of each project")
    unreported: Fact = Field(description="projects about which nobody reported a colour")
    strengths: tuple[StrengthCounts, ...] = Field(description="strict, normal, lenient")
    statement: Statement = Field(description="the normal strength beside the reports")


def compare_tolerances(
    snapshot: Snapshot, policy: Policy, overload: Mapping[str, Fact] | None = None
) -> ToleranceComparison:
    """Count the colours of all running projects by each strength, and as reported.

    A project's own tolerances win over the policy's in each strength.
    """
    judge, counting = Judge(snapshot, policy, overload), _Counting(Facts(snapshot))
    told = judge.reported()
    strengths = {
        name: counting.strength(
            name, {each.project.key: each.overall.rag for each in judge.judgements(name)}
        )
        for name in TOLERANCE_NAMES
    }
    reported = counting.by_colour("reported", told)
    projects = counting.of("projects_running", told)
    return ToleranceComparison(
        projects=projects,
        reported=reported,
        unreported=counting.of("projects_unreported", _of_colour(told, None)),
        strengths=tuple(strengths.values()),
        statement=counting.beside_reports(projects, reported, strengths["normal"]),
    )


def _of_colour(colours: Colours, wanted: Rag | None) -> list[str]:
    return [project for project, rag in colours.items() if rag is wanted]


class _Counting:
    """Counts projects as facts that rest on the projects' rows."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def of(self, measure: str, projects: Iterable[str]) -> Fact:
        rows = [(Project, project) for project in projects]
        return self._facts.of("portfolio", measure, len(rows), Unit.COUNT, cells=rows)

    def by_colour(self, by: str, colours: Colours) -> Counts:
        return {rag: self.of(f"projects_{rag}_{by}", _of_colour(colours, rag)) for rag in Rag}

    def strength(self, name: ToleranceName, colours: Colours) -> StrengthCounts:
        counts = self.by_colour(name, colours)
        statement = say(
            "{strength}: {colours}.",
            strength=self._word("strength", name),
            colours=[
                say("{count} {rag}", count=count, rag=self._word("rag", rag))
                for rag, count in counts.items()
            ],
        )
        return StrengthCounts(strength=name, counts=counts, statement=statement)

    def beside_reports(self, projects: Fact, told: Counts, judged: StrengthCounts) -> Statement:
        slots = {
            "strength": self._word("strength", judged.strength),
            "red": judged.counts[Rag.RED],
            "projects": projects,
            "rag": self._word("rag", Rag.RED),
        }
        text = "With {strength} tolerances {red} of {projects} [project|projects] would be {rag}; "
        if not any(count.value for count in told.values()):
            return say(text + "nobody has reported a colour yet.", **slots)
        return say(text + "{told} [is|are] reported so.", **slots, told=told[Rag.RED])

    def _word(self, measure: str, word: str) -> Fact:
        """Return a word of the policy as a fact."""
        return self._facts.of("policy", f"{measure}_{word}", word, Unit.STATUS)
