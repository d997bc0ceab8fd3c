"""Which projects have a colour, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import status
from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.health.verdicts import ProjectHealth
from assistant.portfolio.project import Project, Rag
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.project_status import told_in_one_line
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_FEW = 8
"""Projects that are all told in words; where there are more, a table holds them."""


class StatusListArguments(Arguments):
    """Which projects."""

    rag: Rag | None = Field(default=None, description="red, amber, green or grey; all where none")
    program: str | None = Field(default=None, description="only of this program")


def find_out(context: Context, asked: StatusListArguments) -> Told:
    """Return every project of that colour by rule with its dimension; grey ones are told apart."""
    assessment = context.assessment
    inputs = briefing_inputs(assessment, Audience.TEAM)
    judged = _asked(context, asked.program)
    shown = [each for each in judged if asked.rag in (None, each.overall)]
    grey = [each for each in judged if each.overall is Rag.GREY and asked.rag is Rag.RED]
    is_few = len(shown) + len(grey) <= _FEW
    return Told(
        title="projects by status",
        lead=(_lead(inputs, shown, asked.rag, named=is_few),),
        parts=tuple(
            part
            for part in (
                ToldPart.of(
                    "By project", _lines(inputs, shown), essential=is_few and asked.rag is not None
                ),
                ToldPart.of("Too little known", _lines(inputs, grey), essential=is_few),
            )
            if part.points
        ),
        tables=() if is_few or asked.rag is None else (_table(inputs, (*shown, *grey)),),
        follow_ups=("Where do you disagree with a reported status?",),
        subjects=tuple(f"projects:{each.project}" for each in shown),
        data=tuple(shown),
    )


def _asked(context: Context, program: str | None) -> list[ProjectHealth]:
    order = (Rag.RED, Rag.AMBER, Rag.GREY, Rag.GREEN)
    seen = context.assessment.seen
    key = None if program is None else resolve(seen, program, (NameKind.PROGRAM,)).key
    projects = {each.key for each in seen.all(Project) if key in (None, each.program)}
    found = [each for each in context.assessment.health if each.project in projects]
    return sorted(found, key=lambda each: (order.index(each.overall), each.project))


def _lines(inputs: BriefingInputs, judged: Sequence[ProjectHealth]) -> list[Statement]:
    return [told_in_one_line(inputs, each) for each in judged]


def _table(inputs: BriefingInputs, judged: Sequence[ProjectHealth]) -> ToldTable:
    """Return every project in a row, where there are too many for words."""
    rows = tuple((line,) for line in _lines(inputs, judged))
    return ToldTable(
        heading="Every project asked for", headers=(Statement(text="Project"),), rows=rows
    )


def _lead(
    inputs: BriefingInputs, shown: Sequence[ProjectHealth], rag: Rag | None, *, named: bool
) -> Statement:
    facts = inputs.facts
    if rag is None:
        colours = [each for each in Rag if any(judged.overall is each for judged in shown)]
        counts = [_count(inputs, shown, colour) for colour in colours]
        if not counts:
            return Statement(text="No project can be judged here.")
        return say("By rule {counts}.", counts=counts)
    word = status(facts, "portfolio", f"rag_{rag.value}", rag.value)
    if not shown:
        return say("No project that you can see is {rag} by rule.", rag=word)
    count = facts.of("portfolio", f"{rag.value}_by_rule", len(shown), Unit.COUNT)
    if not named:
        return say("{count} [project is|projects are] {rag} by rule.", count=count, rag=word)
    names = [facts.name(Project, each.project) for each in shown]
    text = "{count} [project is|projects are] {rag} by rule: {names}."
    return say(text, count=count, rag=word, names=names)


def _count(inputs: BriefingInputs, shown: Sequence[ProjectHealth], rag: Rag) -> Statement:
    number = sum(each.overall is rag for each in shown)
    count = inputs.facts.of("portfolio", f"{rag.value}_by_rule", number, Unit.COUNT)
    word = status(inputs.facts, "portfolio", f"rag_{rag.value}", rag.value)
    return say("{count} [is|are] {rag}", count=count, rag=word)


TOOL = Tool(
    name="status_list",
    about="Which projects are red, amber, green or grey by rule, one line each with the deciding "
    "dimension and the reported colour; grey apart.",
    arguments=StatusListArguments,
    find_out=find_out,
)
