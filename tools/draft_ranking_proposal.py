"""What would be put forward to make today's order the agreed one; nothing is put forward."""

from __future__ import annotations

from assistant.briefing.told import UNCHANGED, Told, ToldPart
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import AgreedRank
from assistant.usecases.drift import drift_since
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NEVER = Statement(text="No order has been agreed yet, so all of today's order would be new.")
_HOW = Statement(
    text="Whoever may, puts it forward with pmo propose order; somebody else decides on it."
)


class DraftRankingProposalArguments(Arguments):
    """Nothing more is asked."""


def find_out(context: Context, _asked: DraftRankingProposalArguments) -> Told:
    """Return how far today's order is from the agreed one, why, and whether a change is worth it."""
    assessment = context.assessment
    rows = assessment.seen.all(AgreedRank)
    last = max(rows, key=lambda row: (row.agreed_on, row.key), default=None)
    if last is None:
        return Told(
            title="a new order", lead=(_NEVER,), limits=(_HOW, UNCHANGED), data=assessment.ranking
        )
    facts = Facts(assessment.seen)
    found = drift_since(assessment, last.agreed_on)
    day = facts.cell(AgreedRank, last.key, "agreed_on", Unit.DATE)
    count = facts.of("ranking", "drifted", len(found.moved), Unit.COUNT)
    text = "{count} [place|places] drifted from what was agreed on {day}."
    return Told(
        title="a new order",
        lead=(say(text, count=count, day=day), found.worth),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Why", () if found.changed is None else (found.changed,)),
                ToldPart.of("What would move", found.moved),
            )
            if part.points
        ),
        limits=(_HOW, UNCHANGED),
        data=assessment.ranking,
    )


TOOL = Tool(
    name="draft_ranking_proposal",
    about="How far today's order drifted from the agreed one, why, whether a change is worth "
    "asking for, and what would be put forward. Puts nothing forward.",
    arguments=DraftRankingProposalArguments,
    find_out=find_out,
)
