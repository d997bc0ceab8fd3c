"""What has to be decided, by whom and by when, and what waiting costs."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.sections.decisions import decisions, overdue_decisions, overdue_word
from assistant.briefing.told import Told
from assistant.briefing.told_sections import part_of
from assistant.portfolio.control import Decision
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool


class DecisionsNeededArguments(Arguments):
    """Whose, and until when."""

    by: date | None = Field(default=None, description="only those due by this day")
    mine: bool = Field(default=False, description="only those the asker decides")


def find_out(context: Context, asked: DecisionsNeededArguments) -> Told:
    """Return open decisions, the longest overdue first; nothing that needs no decision."""
    assessment = context.assessment
    inputs = briefing_inputs(assessment, Audience.TEAM)
    viewer = assessment.view.scope.viewer
    wanted = [
        each
        for each in inputs.open_decisions
        if (asked.by is None or each.due is None or each.due <= asked.by)
        and (not asked.mine or each.decider == viewer)
    ]
    keys = {f"decisions:{each.key}" for each in wanted}
    part = part_of(decisions(inputs), lambda point: not keys.isdisjoint(point.keys))
    shown = part.model_copy(update={"essential": True, "heading": "To decide"})
    return Told(
        title="decisions that are needed",
        lead=(_lead(inputs, wanted),),
        parts=(shown,) if shown.points else (),
        follow_ups=("What is waiting for me?",),
        subjects=tuple(sorted(keys)),
        data=tuple(wanted),
    )


def _lead(inputs: BriefingInputs, wanted: list[Decision]) -> Statement:
    if not wanted:
        return Statement(text="Nothing you need to decide.")
    cells = [(Decision, each.key, "state") for each in wanted]
    count = inputs.facts.of("portfolio", "decisions_asked", len(wanted), Unit.COUNT, cells=cells)
    late = [each for each in overdue_decisions(inputs) if each in wanted]
    if not late:
        return say("{count} [decision is|decisions are] open.", count=count)
    cells = [(Decision, each.key, "due") for each in late]
    over = inputs.facts.of("portfolio", "overdue_asked", len(late), Unit.COUNT, cells=cells)
    return say(
        "{count} [decision is|decisions are] open, {late} of them {overdue}.",
        count=count,
        late=over,
        overdue=overdue_word(inputs),
    )


TOOL = Tool(
    name="decisions_needed",
    about="Open decisions: the question, who decides, by when, options and what waiting costs.",
    arguments=DecisionsNeededArguments,
    find_out=find_out,
)
