"""What projects cost beside what was approved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import first_few
from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.health.verdicts import Dimension
from assistant.portfolio.project import Project, Rag, Stage
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.project_money import ProjectMoney, project_money
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_FIELDS = ("baseline", "forecast", "growth", "eac", "cpi", "spi")
_HEADERS = ("Project", "Budget", "Expected", "More", "At the pace of today", "CPI", "SPI")


class MoneyArguments(Arguments):
    """Of which project."""

    subject: str | None = Field(default=None, description="a project; all where none")


def find_out(context: Context, asked: MoneyArguments) -> Told:
    """Return what is over budget, at today's pace too; other currencies are never added."""
    assessment = context.assessment
    inputs = briefing_inputs(assessment, Audience.TEAM)
    found = project_money(inputs)
    if asked.subject is not None:
        named = resolve(assessment.seen, asked.subject, (NameKind.PROJECT,))
        return _of_one(inputs, found, named.key)
    beyond = {
        judged.project
        for judged in assessment.health
        for verdict in judged.dimensions
        if verdict.dimension is Dimension.COST and verdict.rag in (Rag.RED, Rag.AMBER)
    }
    over = [each for each in found if each.project in beyond]
    return Told(
        title="money",
        lead=(_lead(inputs, over),),
        parts=tuple(
            part
            for part in (ToldPart.of("Over budget", (each.statement for each in over)),)
            if part.points
        ),
        tables=tuple(_table(inputs, found)),
        limits=tuple(_limits(inputs, found)),
        subjects=tuple(f"projects:{each.project}" for each in over),
        data=found,
    )


def _table(inputs: BriefingInputs, found: tuple[ProjectMoney, ...]) -> Iterator[ToldTable]:
    if not found:
        return
    yield ToldTable(
        heading="Every project with figures",
        headers=tuple(Statement(text=text) for text in _HEADERS),
        rows=tuple(_row(inputs, each) for each in found),
    )


def _row(inputs: BriefingInputs, each: ProjectMoney) -> tuple[Statement, ...]:
    name = say("{name}", name=inputs.facts.name(Project, each.project))
    figures = (each.figures.get(field) for field in _FIELDS)
    return (name, *(Statement(text="–") if it is None else say("{it}", it=it) for it in figures))


def _of_one(inputs: BriefingInputs, found: tuple[ProjectMoney, ...], key: str) -> Told:
    own = [each for each in found if each.project == key]
    name = inputs.facts.name(Project, key)
    nothing = say("Nobody has stated what {project} costs.", project=name)
    return Told(
        title="money",
        lead=tuple(each.statement for each in own) or (nothing,),
        limits=tuple(_apart(inputs, own)),
        subjects=(f"projects:{key}",),
        data=tuple(own),
    )


def _lead(inputs: BriefingInputs, over: list[ProjectMoney]) -> Statement:
    if not over:
        return Statement(
            text="No project with known figures is farther over its budget than it may be."
        )
    count = inputs.facts.of("portfolio", "over_budget", len(over), Unit.COUNT)
    names = [
        say(
            "{name}{share}",
            name=inputs.facts.name(Project, each.project),
            share=_share(inputs, each),
        )
        for each in over
    ]
    text = "{count} [project is|projects are] farther over budget than allowed: {names}."
    return say(text, count=count, names=first_few(inputs.facts, "over_budget", names))


def _share(inputs: BriefingInputs, each: ProjectMoney) -> Statement:
    growth = each.figures.get("growth")
    if growth is not None:
        return say(" by {share}", share=growth)
    if each.over_percent is None:
        return Statement(text="")
    share = inputs.facts.of(
        f"projects:{each.project}", "over_at_pace", each.over_percent, Unit.PERCENT
    )
    return say(" by {share} at today's pace", share=share)


def _limits(inputs: BriefingInputs, found: tuple[ProjectMoney, ...]) -> Iterator[Statement]:
    known = {each.project for each in found}
    without = [
        inputs.facts.name(Project, each.key)
        for each in inputs.snapshot.all(Project)
        if each.key not in known and each.stage not in (Stage.CLOSED, Stage.STOPPED)
    ]
    if without:
        names = first_few(inputs.facts, "without_figures", without)
        yield say("No figures: {names}.", names=names)
    yield from _apart(inputs, found)


def _apart(
    inputs: BriefingInputs, found: tuple[ProjectMoney, ...] | list[ProjectMoney]
) -> Iterator[Statement]:
    apart = sum(each.left_out for each in found)
    if apart:
        count = inputs.facts.of(
            "portfolio", "amounts_in_other_currencies", Decimal(apart), Unit.COUNT
        )
        yield say(
            "{count} [amount|amounts] in another currency [is|are] not added: no dated rate is known.",
            count=count,
        )


TOOL = Tool(
    name="money",
    about="Budgets: what is over what was approved, by forecast and at today's cost pace (CPI, "
    "SPI, EAC), which projects have no figures; or the money of one project.",
    arguments=MoneyArguments,
    find_out=find_out,
)
