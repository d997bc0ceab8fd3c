"""What waits for itself."""

from __future__ import annotations

from assistant.briefing.told import Told, ToldPart
from assistant.planning.order.ranking import CutEdge
from assistant.portfolio.facts import Facts
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NONE = "Nothing waits for itself in a circle."
_KEPT = "What is in a circle was ranked as if the link named were given up; nothing was changed."


class CyclesArguments(Arguments):
    """Nothing more is asked."""


def find_out(context: Context, _asked: CyclesArguments) -> Told:
    """Return each circle with the link that is cheapest to give up."""
    found: tuple[CutEdge, ...] = context.assessment.ranking.cycles
    if not found:
        return Told(title="circles", lead=(Statement(text=_NONE),), data=())
    count = Facts(context.assessment.seen).of("dependencies", "circles", len(found), Unit.COUNT)
    told = tuple(cut.statement for cut in found)
    many = (say("There are {count} [circle|circles].", count=count),) if len(found) > 1 else ()
    return Told(
        title="circles",
        lead=(*many, told[0]),
        parts=(ToldPart.of("The others", told[1:]),) if told[1:] else (),
        limits=(Statement(text=_KEPT),),
        subjects=tuple(f"work_items:{key}" for key in found[0].items),
        data=found,
    )


TOOL = Tool(
    name="cycles",
    about="Circular dependencies, with the link that is cheapest to give up, and what was ranked "
    "meanwhile.",
    arguments=CyclesArguments,
    find_out=find_out,
)
