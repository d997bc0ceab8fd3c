"""How far an answer or a brief can be trusted."""

from __future__ import annotations

from assistant.briefing.brief import Audience
from assistant.briefing.naming_some import first_few
from assistant.briefing.sections.caveats import caveats
from assistant.briefing.told import Told, ToldPart
from assistant.briefing.told_sections import part_of
from assistant.health.verdicts import Severity
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project, Rag
from assistant.usecases.forecast_work import forecast_past
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool


class TrustArguments(Arguments):
    """Nothing more is asked."""


def find_out(context: Context, _asked: TrustArguments) -> Told:
    """Return what is missing and matters, what is Grey, source ages, and the forecast record."""
    assessment = context.assessment
    inputs = briefing_inputs(assessment, Audience.TEAM)
    grave = [each for each in assessment.caveats if each.severity is not Severity.LOW]
    keys = {f"caveat:{each.key}" for each in grave} | {"sources"}
    facts = Facts(assessment.seen)
    grey = [each.project for each in assessment.health if each.overall is Rag.GREY]
    shown = part_of(
        caveats(inputs),
        lambda point: any(key in keys or key.startswith("quarantine:") for key in point.keys),
    )
    record = forecast_past(assessment)
    return Told(
        title="how far to trust this",
        lead=(_lead(facts, len(grave), grey),),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Our record", (record.headline,), essential=True),
                shown.model_copy(update={"heading": "What the data cannot say"}),
            )
            if part.points
        ),
        follow_ups=("Who has not updated?", "How good were your forecasts?"),
        data=assessment.caveats,
    )


def _lead(facts: Facts, caveats: int, grey: list[str]) -> Statement:
    if not caveats and not grey:
        return Statement(text="Nothing that matters is missing from the data.")
    parts = []
    if caveats:
        count = facts.of("portfolio", "caveats_that_matter", caveats, Unit.COUNT)
        parts.append(say("{count} [gap|gaps] in the data that [matters|matter]", count=count))
    if grey:
        called = [facts.name(Project, key) for key in grey]
        names = first_few(facts, "grey_projects", called)
        word = facts.of("portfolio", "grey_word", "grey", Unit.STATUS)
        parts.append(say("{names} being {grey}", names=names, grey=word))
    return say("As far as the rows go; mind {parts}.", parts=parts)


TOOL = Tool(
    name="trust",
    about="How far the figures can be trusted: gaps that matter, Grey projects, refused rows, "
    "the age of sources, and how often forecasts held.",
    arguments=TrustArguments,
    find_out=find_out,
)
