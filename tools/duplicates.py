"""Whether two teams do the same thing."""

from __future__ import annotations

from assistant.briefing.brief import Audience
from assistant.briefing.stopping import twice
from assistant.briefing.told import Told, ToldPart
from assistant.health.verdicts import RiskKind
from assistant.portfolio.control import Decision
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.usecases.assessment import Assessment
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NONE = Statement(text="No projects look like the same work on the data here.")


class DuplicatesArguments(Arguments):
    """Nothing more is asked."""


def find_out(context: Context, _asked: DuplicatesArguments) -> Told:
    """Return likely duplicates with the evidence, and the decision that is pending about them."""
    assessment = context.assessment
    found = [each for each in assessment.risks if each.kind is RiskKind.DUPLICATE]
    inputs = briefing_inputs(assessment, Audience.TEAM)
    projects = [each.key for each in assessment.seen.all(Project)]
    either = [point.statements[1:] for point in twice(inputs, projects)]
    pending = tuple(_pending(assessment, {key for each in found for key in each.projects}))
    return Told(
        title="the same work",
        lead=tuple(each.headline for each in found) or (_NONE,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("What is open about it", pending),
                ToldPart.of("If either stops", (said for each in either for said in each)),
                ToldPart.of("Ways out", (each.remedy for each in found)),
            )
            if part.points
        ),
        subjects=tuple(f"projects:{key}" for each in found for key in each.projects),
        data=tuple(found),
    )


def _pending(assessment: Assessment, projects: set[str]) -> list[Statement]:
    facts = Facts(assessment.seen)
    said = []
    for each in briefing_inputs(assessment, Audience.TEAM).open_decisions:
        if len(projects.intersection(each.projects)) > 1 and each.decider is not None:
            name = facts.cell(Decision, each.key, "name", Unit.TEXT)
            who = facts.name(Person, each.decider)
            said.append(say("{who} is to decide “{name}”.", who=who, name=name))
    return said


TOOL = Tool(
    name="duplicates",
    about="Whether two projects or teams do the same thing, with the evidence and the decision "
    "that is pending.",
    arguments=DuplicatesArguments,
    find_out=find_out,
)
