"""How a wrong place in the order is put right."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.usecases.correction_path import correction_path
from assistant.usecases.names import NameKind, resolve
from assistant.values import Fact, Statement, say
from tools.tool import Arguments, Context, Tool


class CorrectInputArguments(Arguments):
    """Whose place is thought to be wrong."""

    subject: str = Field(description="a work item or project")


def find_out(context: Context, asked: CorrectInputArguments) -> Told:
    """Return the inputs a place rests on, what would move it, and who decides on a correction."""
    seen = context.assessment.seen
    named = resolve(seen, asked.subject, (NameKind.ITEM, NameKind.PROJECT))
    found = correction_path(context.assessment, named)
    explanation = found.explanation
    rows = tuple(
        (_cell(each.factor), _cell(each.value), _cell(each.owner), _cell(each.evidence))
        for each in explanation.inputs
    )
    headers = ("Input", "Value", "Stated by", "Evidence")
    table = ToldTable(
        heading="What its worth rests on",
        headers=tuple(Statement(text=header) for header in headers),
        rows=rows,
    )
    return Told(
        title="how a place is corrected",
        lead=(found.headline, *found.deciders),
        parts=tuple(
            part
            for part in (
                ToldPart.of("What would move it", (flip.statement for flip in explanation.flips)),
                ToldPart.of("Who is displaced", (move.statement for move in explanation.moves)),
            )
            if part.points
        ),
        tables=(table,) if rows else (),
        limits=(found.how,),
        follow_ups=(f"Why is {found.item} where it is?",),
        subjects=(f"work_items:{found.item}",),
        data=found,
    )


def _cell(fact: Fact | None) -> Statement:
    return Statement(text="–") if fact is None else say("{it}", it=fact)


TOOL = Tool(
    name="correct_input",
    about="Somebody thinks a rank is wrong: which stated inputs it rests on, with evidence, what "
    "would move it, who is displaced, and who decides on a correction. Changes nothing.",
    arguments=CorrectInputArguments,
    find_out=find_out,
)
