"""The chain that decides a promised day, with its float."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.chain_parts import chain_points, chain_table
from assistant.briefing.told import Told, ToldPart
from assistant.errors import BadInput
from assistant.planning.consequences.dependency_report import DatedReport
from assistant.portfolio.facts import Facts
from assistant.usecases.follow_dependencies import follow_chains
from assistant.usecases.names import NameKind, resolve
from tools.tool import Arguments, Context, Tool

_KINDS = (NameKind.MILESTONE, NameKind.PROJECT, NameKind.ITEM)


class CriticalChainArguments(Arguments):
    """Toward which day; exactly one of the two."""

    subject: str | None = Field(default=None, description="a milestone, project or item")
    until: date | None = Field(default=None, description="or the promised day itself")


def find_out(context: Context, asked: CriticalChainArguments) -> Told:
    """Return the chain from its first step to the day, with float in working days."""
    assessment = context.assessment
    named = None if asked.subject is None else resolve(assessment.seen, asked.subject, _KINDS)
    report = follow_chains(assessment, None if named is None else named.key)
    own = [each for each in report.dates if named is None or each.key == named.key]
    found = [each for each in own or report.dates if _is_asked(each, asked.until)]
    if not found:
        raise BadInput(
            "No promised or required day fits that.",
            remedy="Ask what waits for what to see the days there are.",
        )
    facts = Facts(assessment.seen)
    shown = report.model_copy(update={"dates": tuple(found)})
    chains = tuple(chain_points(shown))
    return Told(
        title="the chain that decides",
        lead=chains[0],
        parts=(ToldPart(heading="Other days", points=chains[1:]),) if chains[1:] else (),
        tables=tuple(chain_table(found[0], facts)),
        limits=report.assumptions[::-1],
        subjects=() if named is None else (named.subject,),
        data=report,
    )


def _is_asked(dated: DatedReport, until: date | None) -> bool:
    return until is None or dated.day.value == until


TOOL = Tool(
    name="critical_chain",
    about="The critical chain to a promised day or milestone: its steps, owners, planned days and "
    "float in working days, on the plan and by links alone.",
    arguments=CriticalChainArguments,
    find_out=find_out,
)
