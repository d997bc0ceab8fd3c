"""How much of a team's time running the business takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from assistant.briefing.told import Told, ToldTable
from assistant.planning.consequences.capacity_review import BauTrend
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Team
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.show_capacity import review_capacity
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NONE = "No share of time for running the business is measured or reserved here."


class BauShareArguments(Arguments):
    """Which team."""

    team: str | None = Field(default=None, description="a team; all that measure it where none")


def find_out(context: Context, asked: BauShareArguments) -> Told:
    """Return the share now and over the weeks before, and what it crowds out."""
    assessment = context.assessment
    trends: Sequence[BauTrend] = review_capacity(assessment).bau
    if asked.team is not None:
        key = resolve(assessment.seen, asked.team, (NameKind.TEAM,)).key
        trends = [each for each in trends if each.team == key]
    facts = Facts(assessment.seen)
    return Told(
        title="running the business",
        lead=tuple(each.statement for each in trends) or (Statement(text=_NONE),),
        tables=tuple(_table(facts, each) for each in trends),
        limits=assessment.capacity.assumptions[1:2],
        follow_ups=("Who or what is overloaded?",),
        subjects=tuple(f"teams:{each.team}" for each in trends),
        data=tuple(trends),
    )


def _table(facts: Facts, trend: BauTrend) -> ToldTable:
    return ToldTable(
        heading="Share of time by week",
        headers=(
            Statement(text="Week"),
            say("{team}", team=facts.name(Team, trend.team)),
        ),
        rows=tuple(_rows(facts, trend)),
    )


def _rows(facts: Facts, trend: BauTrend) -> Iterator[tuple[Statement, ...]]:
    for day, share in zip(trend.days, trend.shares, strict=True):
        seen_on = facts.of(f"teams:{trend.team}", f"measured {day}", day, Unit.DATE)
        yield say("{day}", day=seen_on), say("{share}", share=share)


TOOL = Tool(
    name="bau_share",
    about="How much of a team's time goes to running the business (BAU), how that changed, and "
    "what it leaves for change work.",
    arguments=BauShareArguments,
    find_out=find_out,
)
