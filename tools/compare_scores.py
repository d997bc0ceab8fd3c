"""What sorting by another score would say, beside the order that holds."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from assistant.briefing.told import Told, ToldTable
from assistant.planning.order.score_comparison import ScoreComparison, compare_score
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import WorkItem
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_ROWS = 10
_NAMED = 5


class Score(StrEnum):
    """A score that may be compared with; none of them orders."""

    RICE = "rice"
    WSJF = "wsjf"
    CD3 = "cd3"
    VALUE_EFFORT = "value_effort"


class CompareScoresArguments(Arguments):
    """Which score."""

    method: Score = Field(description="the score to compare the order with")


def find_out(context: Context, asked: CompareScoresArguments) -> Told:
    """Return the first by that score with their place in the order, and what the score lacks."""
    seen = context.assessment.seen
    compared = compare_score(
        context.assessment.ranking, seen, context.assessment.app.policy, asked.method.value
    )
    facts = Facts(seen)
    return Told(
        title="another score beside the order",
        lead=(compared.statement,),
        tables=(_table(compared, facts),) if compared.items else (),
        limits=tuple(_lacking(compared, facts)),
        follow_ups=("What should we build next?",),
        data=compared,
    )


def _table(compared: ScoreComparison, facts: Facts) -> ToldTable:
    return ToldTable(
        heading="By that score alone",
        headers=tuple(
            Statement(text=text) for text in ("Item", "Score", "By the score", "In the order")
        ),
        rows=tuple(
            (
                say("{item}", item=facts.key(WorkItem, each.key)),
                say("{score}", score=each.score),
                _place(facts, each.key, "compared_place", each.compared_position),
                _place(facts, each.key, "place", each.position),
            )
            for each in compared.items[:_ROWS]
        ),
    )


def _place(facts: Facts, key: str, measure: str, place: int) -> Statement:
    return say("{place}", place=facts.of(f"work_items:{key}", measure, place, Unit.COUNT))


def _lacking(compared: ScoreComparison, facts: Facts) -> list[Statement]:
    said = []
    for missing, keys in compared.lacking.items():
        name = facts.of("ranking", f"missing {missing}", missing, Unit.NAME)
        count = facts.of("ranking", f"items without {missing}", len(keys), Unit.COUNT)
        items = [facts.key(WorkItem, key) for key in keys[:_NAMED]]
        text = "{count} [item has|items have] no {missing}, such as {items}."
        said.append(say(text, count=count, missing=name, items=items))
    return said


TOOL = Tool(
    name="compare_scores",
    about="What RICE, WSJF, CD3 or value by effort would say of the backlog, as a comparison "
    "only; names the items that lack inputs for it. The governing order stays.",
    arguments=CompareScoresArguments,
    find_out=find_out,
)
