"""What endangers dates, money or people."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.control import RaidEntry, RaidState
from assistant.portfolio.facts import Facts
from assistant.usecases.names import NameKind, resolve
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_FEW, _ROWS = 3, 15
"""From so many risks on they are a table, of so many rows."""


class RisksArguments(Arguments):
    """Which risks."""

    project: str | None = Field(default=None, description="only of this project")
    severity: Severity | None = Field(default=None, description="high, medium or low")
    unmitigated: bool = Field(default=False, description="only red ones without a mitigation")


def find_out(context: Context, asked: RisksArguments) -> Told:
    """Return open risks, the gravest first, each with what can be done."""
    assessment = context.assessment
    found = [each for each in assessment.risks if _is_asked(each, asked)]
    if asked.project is not None:
        key = resolve(assessment.seen, asked.project, (NameKind.PROJECT,)).key
        found = [each for each in found if key in each.projects]
    facts = Facts(assessment.seen)
    accepted = tuple(_accepted(facts)) if asked.unmitigated else ()
    return Told(
        title="open risks",
        lead=(_lead(facts, found, asked),),
        parts=tuple(
            part
            for part in (
                ToldPart(
                    heading="The gravest first",
                    points=tuple((each.headline, each.remedy) for each in found[:_FEW]),
                ),
                ToldPart.of("Not counted", accepted),
            )
            if part.points
        ),
        tables=(_table(found),) if len(found) > _FEW else (),
        subjects=tuple(f"projects:{key}" for each in found[:1] for key in each.projects),
        data=tuple(found),
    )


def _table(found: list[Risk]) -> ToldTable:
    return ToldTable(
        heading="The gravest first",
        headers=(Statement(text="What"), Statement(text="What helps")),
        rows=tuple((each.headline, each.remedy) for each in found[:_ROWS]),
    )


def _is_asked(risk: Risk, asked: RisksArguments) -> bool:
    if asked.unmitigated and risk.kind is not RiskKind.UNMITIGATED:
        return False
    return asked.severity is None or risk.severity is asked.severity


def _lead(facts: Facts, found: list[Risk], asked: RisksArguments) -> Statement:
    if not found:
        text = "No red risk is without a mitigation." if asked.unmitigated else ""
        return Statement(text=text or "Nothing of that kind endangers a date, money or people.")
    count = facts.of("portfolio", f"risks asked {asked.model_dump_json()}", len(found), Unit.COUNT)
    if asked.unmitigated:
        red = facts.of("portfolio", "rating_red", "red", Unit.STATUS)
        text = "{count} {red} [risk has|risks have] no mitigation."
        return say(text, count=count, red=red)
    act = sum(each.severity is Severity.HIGH for each in found)
    if not act:
        return say("{count} [risk is|risks are] open, none needs action now.", count=count)
    now = facts.of("portfolio", f"act now {asked.model_dump_json()}", act, Unit.COUNT)
    return say(
        "{count} [risk is|risks are] open; {now} [needs|need] action now.", count=count, now=now
    )


def _accepted(facts: Facts) -> Iterable[Statement]:
    """Say which risks somebody has accepted for now, so that they are not missed in the count."""
    for entry in facts.snapshot.all(RaidEntry):
        if entry.state is RaidState.ACCEPTED and entry.accepted_until is not None:
            yield say(
                "{key} was accepted until {until}.",
                key=facts.key(RaidEntry, entry.key),
                until=facts.cell(RaidEntry, entry.key, "accepted_until", Unit.DATE),
            )


TOOL = Tool(
    name="risks",
    about="Open risks, the gravest first, of everything or one project, with what can be done; "
    "or red risks without mitigation and how old they are.",
    arguments=RisksArguments,
    find_out=find_out,
)
