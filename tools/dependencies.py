"""What something waits for: who holds it up, and the chain that decides its day."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.chain_parts import blocker_table, chain_points
from assistant.briefing.naming_some import first_few
from assistant.briefing.sections.follow_through import follow_through
from assistant.briefing.told import Told, ToldPart
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.usecases.follow_dependencies import follow_chains
from assistant.usecases.names import Named, NameKind, resolve
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, say
from tools.tool import Arguments, Context, Tool

_KINDS = (NameKind.MILESTONE, NameKind.ITEM, NameKind.PROJECT)
_NAMED = 6
_NOTHING = Statement(text="Nothing here waits for anything, as far as the data shows.")


class DependenciesArguments(Arguments):
    """What is asked about."""

    subject: str | None = Field(
        default=None, description="an item, project or milestone; every promised day where none"
    )


def find_out(context: Context, asked: DependenciesArguments) -> Told:
    """Return what blocks it with owner and date, and the chain that decides."""
    assessment = context.assessment
    named = None if asked.subject is None else resolve(assessment.seen, asked.subject, _KINDS)
    report = follow_chains(assessment, None if named is None else named.key)
    chains = tuple(chain_points(report))
    lead = report.statements or tuple(dated.headline for dated in report.dates[:2])
    parts = (
        ToldPart.of("Waits for it", _waiting(context, named), essential=True),
        ToldPart(heading="What decides the day", points=chains),
        ToldPart.of("In a circle", report.circles),
    )
    if named is not None and named.kind is NameKind.ITEM and not report.dates:
        lead = (_no_day(assessment.seen, named.key), *lead, *_decided(context, named.key))
    return Told(
        title="what waits for what",
        lead=lead[:3] or (_NOTHING,),
        parts=tuple(part for part in parts if part.points),
        tables=tuple(blocker_table(report, Facts(assessment.seen))),
        limits=report.assumptions,
        subjects=() if named is None else (named.subject,),
        data=report,
    )


def _waiting(context: Context, named: Named | None) -> tuple[Statement, ...]:
    """Name the items that wait for an item, directly or through others."""
    ranked = None if named is None else context.assessment.ranking.item(named.key)
    if ranked is None or not ranked.unblocks:
        return ()
    facts = Facts(context.assessment.seen)
    items = [facts.key(WorkItem, key) for key in ranked.unblocks]
    return (
        say("{items}.", items=first_few(facts, f"waiting for {ranked.key}", items, most=_NAMED)),
    )


def _no_day(seen: Snapshot, key: str) -> Statement:
    """Say that no promised day waits for an item, which may be a link that is missing."""
    return say(
        "By the links on record no promised day waits for {item}; if one does, the link is missing.",
        item=Facts(seen).key(WorkItem, key),
    )


def _decided(context: Context, key: str) -> tuple[Statement, ...]:
    """Return what came of earlier decisions about an item."""
    inputs = briefing_inputs(context.assessment, Audience.TEAM)
    about = {f"decisions:{each.key}" for each in inputs.past_decisions if key in each.items}
    points = (each for each in follow_through(inputs).points if not about.isdisjoint(each.keys))
    return tuple(point.statements[0] for point in points)


TOOL = Tool(
    name="dependencies",
    about="What blocks an item, project or milestone, and what waits for an item: predecessors with owner and planned day, "
    "other projects' work, and the chain that decides its date.",
    arguments=DependenciesArguments,
    find_out=find_out,
)
