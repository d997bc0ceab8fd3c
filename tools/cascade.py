"""Who is hit when something slips."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from assistant.briefing.told import UNCHANGED, Told, ToldPart, ToldTable
from assistant.errors import BadInput
from assistant.planning.consequences.cascade import Slip
from assistant.planning.consequences.slip_report import ItemHit, SlipReport
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import WorkItem
from assistant.usecases.follow_dependencies import follow_slip
from assistant.usecases.names import NameKind, resolve
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_KINDS = (NameKind.ITEM, NameKind.PROJECT, NameKind.MILESTONE)
_ROWS = 12
A_WEEK = 5.0
"""Working days that are supposed where nobody says by how much."""
_SUPPOSED = Statement(text="Nobody said by how much, so a week is supposed.")


class CascadeArguments(Arguments):
    """What slips, and by how much: days or a day; a week where neither is said."""

    subject: str = Field(description="an item, project or milestone")
    slip_days: Decimal | None = Field(
        default=None, gt=0, le=520, description="working days; a week is 5"
    )
    to: date | None = Field(default=None, description="or the day it slips to")


def find_out(context: Context, asked: CascadeArguments) -> Told:
    """Return who is hit, when, by how much, and which promises break."""
    if asked.slip_days is not None and asked.to is not None:
        raise BadInput("Say either by how many days it slips, or to which day.")
    assessment = context.assessment
    named = resolve(assessment.seen, asked.subject, _KINDS)
    supposed = asked.slip_days is None and asked.to is None
    days = A_WEEK if asked.slip_days is None else float(asked.slip_days)
    slip = Slip(days=days) if asked.to is None else Slip(to=asked.to)
    report = follow_slip(assessment, named.key, slip)
    return Told(
        title="who is hit by a slip",
        lead=(report.headline,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Promises", (hit.statement for hit in report.promises)),
                ToldPart.of("Beside it", report.statements),
            )
            if part.points
        ),
        tables=(_table(report, Facts(assessment.seen)),) if report.items else (),
        limits=(*((_SUPPOSED,) if supposed else ()), UNCHANGED, *report.assumptions),
        subjects=(named.subject,),
        data=report,
    )


def _table(report: SlipReport, facts: Facts) -> ToldTable:
    headers = ("Item", "Owner", "Planned", "Then", "Working days after")
    return ToldTable(
        heading="What moves",
        headers=tuple(Statement(text=header) for header in headers),
        rows=tuple(_row(hit, facts) for hit in report.items[:_ROWS]),
    )


def _row(hit: ItemHit, facts: Facts) -> tuple[Statement, ...]:
    subject, cells = f"work_items:{hit.key}", [(WorkItem, hit.key)]
    planned = facts.of(subject, "planned_finish", hit.planned, Unit.DATE, cells=cells)
    after = facts.of(subject, f"finish after slip {hit.after}", hit.after, Unit.DATE, cells=cells)
    return (
        say("{item}", item=facts.key(WorkItem, hit.key)),
        Statement(text="–") if hit.owner is None else say("{owner}", owner=hit.owner),
        say("{day}", day=planned),
        say("{day}", day=after),
        say("{days}", days=hit.late),
    )


TOOL = Tool(
    name="cascade",
    about="What happens if an item, project or milestone slips by so many working days or to a "
    "day: who is hit, when, and which promises break. Changes nothing.",
    arguments=CascadeArguments,
    find_out=find_out,
)
