"""Why an item stands where it stands, and what would move it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.sections.decisions import decisions
from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.planning.explaining.explanation import Explanation, StatedInput
from assistant.usecases.correction_path import item_meant
from assistant.usecases.explain_item import explain_item
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Fact, Statement, say
from tools.tool import Arguments, Context, Tool

_NONE = Statement(text="–")
_OWN = Statement(text="none, from its owner")


class ExplainPlaceArguments(Arguments):
    """What is asked about."""

    item: str = Field(
        description="key or title of a work item, or a project: its first waiting item is meant"
    )


def find_out(context: Context, asked: ExplainPlaceArguments) -> Told:
    """Return its place with reason, what another place costs, and what it rests on."""
    assessment = context.assessment
    named = resolve(assessment.seen, asked.item, (NameKind.ITEM, NameKind.PROJECT))
    key = named.key
    if named.kind is NameKind.PROJECT:
        key = item_meant(assessment, named).key
    found = explain_item(assessment, key)
    return Told(
        title="why it stands there",
        lead=tuple(_given(found.headline, found.reason)),
        parts=tuple(_parts(found, tuple(_pending(context, found)))),
        tables=tuple(_inputs(found.inputs)),
        limits=tuple(_given(found.missing, found.inflation)),
        follow_ups=(f"What does it cost to do {found.key} first?",),
        subjects=(f"work_items:{found.key}",),
        data=found,
    )


def _pending(context: Context, found: Explanation) -> Iterator[Statement]:
    """Yield the open decisions about the item or its project."""
    assessment = context.assessment
    project = found.item.project if found.item is not None else None
    inputs = briefing_inputs(assessment, Audience.TEAM)
    about = {
        f"decisions:{each.key}"
        for each in inputs.open_decisions
        if found.key in each.items or project in each.projects
    }
    for point in decisions(inputs).points:
        if not about.isdisjoint(point.keys):
            yield point.statements[0]


def _parts(found: Explanation, pending: tuple[Statement, ...]) -> Iterator[ToldPart]:
    for heading, said in (
        ("What holds it there", _given(found.not_higher, found.pin, found.waiting)),
        ("Undecided about it", pending),
        ("What would move it", (flip.statement for flip in found.flips)),
        ("What another place costs", (move.statement for move in found.moves)),
        ("Beside it", _given(found.without_reason, found.own_score, found.agreed)),
    ):
        part = ToldPart.of(heading, said)
        if part.points:
            yield part


def _given(*statements: Statement | None) -> Iterator[Statement]:
    return (said for said in statements if said is not None)


def _inputs(inputs: Iterable[StatedInput]) -> Iterator[ToldTable]:
    rows = tuple(
        (
            _cell(each.factor),
            _cell(each.value),
            _cell(each.owner),
            _cell(each.stated_on),
            _OWN if each.is_own else _cell(each.evidence),
        )
        for each in inputs
    )
    if rows:
        headers = ("Input", "Value", "Stated by", "On", "Evidence")
        told = tuple(Statement(text=header) for header in headers)
        yield ToldTable(heading="What its worth rests on", headers=told, rows=rows)


def _cell(fact: Fact | None) -> Statement:
    return _NONE if fact is None else say("{value}", value=fact)


TOOL = Tool(
    name="explain_place",
    about="Why a work item stands where it stands in the order, what binds it, what would bring "
    "it up, what another place would cost, and which stated inputs it rests on.",
    arguments=ExplainPlaceArguments,
    find_out=find_out,
)
