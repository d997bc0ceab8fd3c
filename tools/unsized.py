"""What has no estimate, and whether that matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from assistant.briefing.naming_some import first_few
from assistant.briefing.told import Told, ToldPart
from assistant.planning.order.ranking import RankedItem
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.work import WorkItem
from assistant.usecases.build_next import asked_about
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_SIZE = "size"


class UnsizedArguments(Arguments):
    """Whose items."""

    teams: tuple[str, ...] = Field(default=(), description="teams by name")
    mine: bool = Field(default=True, description="the asker's own work; else everything")


def find_out(context: Context, asked: UnsizedArguments) -> Told:
    """Return items without a size, those whose size matters first, with whom to ask."""
    assessment = context.assessment
    work = asked_about(assessment, asked.teams, everything=not (asked.mine or asked.teams))
    found = [
        item
        for item in assessment.ranking.items
        if item.effort is None and work.has(item) and item.start_place is not None
    ]
    facts = Facts(assessment.seen)
    matter = [item for item in found if item.matters]
    rest = [item for item in found if not item.matters]
    return Told(
        title="items without an estimate",
        lead=(_lead(facts, found, matter),),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Matters today", tuple(_asks(facts, matter)), essential=True),
                ToldPart.of("Does not matter today", tuple(_rest(facts, rest))),
            )
            if part.points
        ),
        limits=assessment.ranking.questions[-1:],
        subjects=tuple(f"work_items:{item.key}" for item in matter),
        data=tuple(found),
    )


def _lead(facts: Facts, found: Sequence[RankedItem], matter: Sequence[RankedItem]) -> Statement:
    if not found:
        return Statement(text="Every item that waits has a size.")
    cells = [(WorkItem, item.key) for item in found]
    count = facts.of("portfolio", "unsized_asked", len(found), Unit.COUNT, cells=cells)
    if not matter:
        text = "{count} [item has|items have] no size, and today it does not matter."
        return say(text, count=count)
    cells = [(WorkItem, item.key) for item in matter]
    few = facts.of("portfolio", "unsized_that_matter", len(matter), Unit.COUNT, cells=cells)
    text = "{count} [item has|items have] no size; it matters for {few}."
    return say(text, count=count, few=few)


def _asks(facts: Facts, items: Sequence[RankedItem]) -> Iterator[Statement]:
    for item in items:
        row = facts.snapshot.get(WorkItem, item.key)
        project = facts.snapshot.get(Project, item.project)
        who = (row.owner if row is not None else None) or (project.owner if project else None)
        slots = {
            "item": facts.key(WorkItem, item.key),
            "title": facts.name(WorkItem, item.key),
        }
        if who is None:
            yield say("{item} ({title}): nobody is named to ask.", **slots)
        else:
            yield say("{item} ({title}): ask {who}.", who=facts.name(Person, who), **slots)


def _rest(facts: Facts, items: Sequence[RankedItem]) -> Iterator[Statement]:
    if items:
        names = [facts.key(WorkItem, item.key) for item in items]
        yield say("{names}.", names=first_few(facts, "unsized_without_effect", names))


TOOL = Tool(
    name="unsized",
    about="Which items have no estimate, whether their size would change what starts next, and "
    "whom to ask.",
    arguments=UnsizedArguments,
    find_out=find_out,
)
