"""Which promised days are unlikely."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.planning.forecast.outlook import EVEN, CommitmentForecast
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone
from assistant.portfolio.work import WorkItem
from assistant.usecases.forecast_work import forecast_work
from assistant.usecases.names import NameKind, resolve
from assistant.values import Fact, Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NEARLY_SURE = 99
_KINDS = (NameKind.PROJECT, NameKind.MILESTONE)


class PromisesArguments(Arguments):
    """Whose promises."""

    subject: str | None = Field(default=None, description="a project or milestone; all where none")


def find_out(context: Context, asked: PromisesArguments) -> Told:
    """Return promised days, the least likely first, each with its chance."""
    assessment = context.assessment
    named = None if asked.subject is None else resolve(assessment.seen, asked.subject, _KINDS)
    found = forecast_work(assessment, None if named is None else named.key)
    unlikely = [each for each in found.commitments if _chance(each) < EVEN]
    rest = [each for each in found.commitments if each not in unlikely]
    facts = Facts(assessment.seen)
    lead = found.headline if named is None else None
    nothing = Statement(text="No promised or required day is known for it.")
    told = [each.statement for each in (*unlikely, *rest)]
    return Told(
        title="promised days",
        lead=(lead,) if lead is not None else tuple(told[:1]) or (nothing,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Unlikely", (each.statement for each in unlikely)),
                ToldPart.of("The others", (each.statement for each in rest)),
            )
            if part.points
        ),
        tables=(_table(found.commitments, facts),) if found.commitments else (),
        limits=found.record[:1] or found.assumptions[:1],
        subjects=() if named is None else (named.subject,),
        data=found,
    )


def _chance(each: CommitmentForecast) -> Decimal:
    value = each.chance.value if each.chance is not None else None
    return value if isinstance(value, Decimal) else Decimal(100)


def _table(commitments: tuple[CommitmentForecast, ...], facts: Facts) -> ToldTable:
    headers = ("Promise", "Promised", "Chance", "Even odds", "Safer day", "Penalty")
    return ToldTable(
        heading="Promised and required days",
        headers=tuple(Statement(text=header) for header in headers),
        rows=tuple(_row(each, facts) for each in commitments),
    )


def _row(each: CommitmentForecast, facts: Facts) -> tuple[Statement, ...]:
    noun, _, key = each.subject.partition(":")
    name = facts.name(Milestone, key) if noun == Milestone.table else facts.key(WorkItem, key)
    figures = (each.promised, _told(each, facts), each.even, each.sure, each.penalty)
    return (say("{name}", name=name), *map(_cell, figures))


def _told(each: CommitmentForecast, facts: Facts) -> Fact | None:
    """Return a chance; so many runs of a plan never show that something is sure or impossible."""
    chance = each.chance
    if (
        chance is None
        or not isinstance(chance.value, Decimal)
        or 1 <= chance.value <= _NEARLY_SURE
    ):
        return chance
    words = "under 1 %" if chance.value < 1 else "over 99 %"
    found = facts.of(each.subject, "chance_in_words", words, Unit.NAME)
    return found.model_copy(update={"sources": chance.sources, "arithmetic": chance.arithmetic})


def _cell(fact: Fact | None) -> Statement:
    return Statement(text="–") if fact is None else say("{value}", value=fact)


TOOL = Tool(
    name="promises",
    about="Which promised or required dates are unlikely, each with its chance, safer day and "
    "penalty.",
    arguments=PromisesArguments,
    find_out=find_out,
)
