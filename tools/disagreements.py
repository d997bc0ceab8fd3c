"""Where the rule disagrees with a reported status."""

from __future__ import annotations

from assistant.briefing.brief import Audience
from assistant.briefing.sections.reasons import reasons
from assistant.briefing.told import Told, ToldPart
from assistant.health.verdicts import ProjectHealth
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project, Rag
from assistant.usecases.project_status import status_line
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_ORDER = (Rag.GREEN, Rag.AMBER, Rag.RED)


class DisagreementsArguments(Arguments):
    """Nothing more is asked."""


def find_out(context: Context, _asked: DisagreementsArguments) -> Told:
    """Return projects reported better than the evidence first, then those reported worse."""
    assessment = context.assessment
    inputs = briefing_inputs(assessment, Audience.TEAM)
    better = [each for each in assessment.health if _better(each)]
    better.sort(key=lambda each: (not each.watermelon, each.project))
    other = [each for each in assessment.health if each not in better and _differs(each)]
    facts = Facts(assessment.seen)
    return Told(
        title="reported and judged",
        lead=(_lead(facts, better),),
        parts=tuple(
            part
            for part in (
                ToldPart(
                    heading="Reported better than the evidence",
                    whole=True,
                    points=tuple(
                        (status_line(inputs, each), reasons(inputs, each)[0].because)
                        for each in better
                    ),
                ),
                ToldPart.of("Reported otherwise", (status_line(inputs, each) for each in other)),
            )
            if part.points
        ),
        limits=(
            Statement(text="A status is judged by rule on the rows; it says nothing of anybody."),
        ),
        subjects=tuple(f"projects:{each.project}" for each in better),
        data=(*better, *other),
    )


def _differs(judged: ProjectHealth) -> bool:
    return judged.reported is not None and judged.reported is not judged.overall


def _better(judged: ProjectHealth) -> bool:
    if judged.reported not in _ORDER or judged.overall not in _ORDER:
        return False
    return _ORDER.index(judged.reported) < _ORDER.index(judged.overall)


def _lead(facts: Facts, better: list[ProjectHealth]) -> Statement:
    if not better:
        return Statement(text="No project is reported better than its evidence.")
    count = facts.of("portfolio", "reported_better", len(better), Unit.COUNT)
    names = [facts.name(Project, each.project) for each in better]
    return say(
        "{count} [project is|projects are] reported better than the evidence says: {names}.",
        count=count,
        names=names,
    )


TOOL = Tool(
    name="disagreements",
    about="Where the status by rule disagrees with the reported one, with the evidence, "
    "watermelons first.",
    arguments=DisagreementsArguments,
    find_out=find_out,
)
