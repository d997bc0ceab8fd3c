"""A brief as a draft: nothing is kept or posted, and what it is unsure of is said."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.told import Told, ToldPart
from assistant.briefing.writer import write_brief
from assistant.health.verdicts import Severity
from assistant.portfolio.facts import Facts
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_DRAFT = Statement(
    text="Nothing was posted: it goes out once somebody entitled approves exactly this text."
)


class DraftBriefArguments(Arguments):
    """For whom."""

    audience: Audience = Field(default=Audience.EXEC, description="exec, program or team")


def find_out(context: Context, asked: DraftBriefArguments) -> Told:
    """Return the whole brief, and what it rests on that is weak."""
    assessment = context.assessment
    brief = write_brief(briefing_inputs(assessment, asked.audience))
    weak = [each for each in assessment.caveats if each.severity is not Severity.LOW]
    facts = Facts(assessment.seen)
    words = facts.of("brief", "words", brief.words, Unit.COUNT)
    doubts = facts.of("brief", "weak_points", len(weak), Unit.COUNT)
    text = "Here is a draft of {words} words; I am unsure of {doubts} [point|points]."
    return Told(
        title="a draft of the brief",
        lead=(say(text, words=words, doubts=doubts),),
        parts=(ToldPart.of("What I am unsure of", (each.headline for each in weak)),)
        if weak
        else (),
        limits=(_DRAFT,),
        follow_ups=("How far can I trust this brief?",),
        document=brief,
        data=tuple(weak),
    )


TOOL = Tool(
    name="draft_brief",
    about="Drafts the weekly brief for an audience without keeping or posting it, and lists what "
    "it is unsure of.",
    arguments=DraftBriefArguments,
    find_out=find_out,
)
