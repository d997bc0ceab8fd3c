"""What was decided, what was known then, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.sections.follow_through import follow_through
from assistant.briefing.told import Told, ToldPart
from assistant.briefing.told_sections import part_of
from assistant.errors import BadInput
from assistant.portfolio.control import Decision
from assistant.portfolio.work import WorkItem
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_KINDS = (NameKind.DECISION, NameKind.PROJECT, NameKind.ITEM)


class DecisionsMadeArguments(Arguments):
    """About what, and when."""

    subject: str | None = Field(default=None, description="a decision, project or item")
    since: date | None = Field(default=None, description="made from this day on")
    until: date | None = Field(default=None, description="made up to this day")


def find_out(context: Context, asked: DecisionsMadeArguments) -> Told:
    """Return decisions with person, day, reason, what was known, and apart from it the outcome."""
    if asked.since and asked.until and asked.until < asked.since:
        raise BadInput("The last day is before the first.")
    assessment = context.assessment
    inputs = briefing_inputs(assessment, Audience.TEAM)
    found = [each for each in inputs.past_decisions if _is_within(each, asked)]
    if asked.subject is not None:
        named = resolve(assessment.seen, asked.subject, _KINDS)
        found = [each for each in found if _is_about(inputs, each, named.kind, named.key)]
    keys = {f"decisions:{each.key}" for each in found}
    told = part_of(follow_through(inputs), lambda point: not keys.isdisjoint(point.keys))
    known = tuple(tuple(_known(inputs, each)) for each in found)
    parts = (
        told.model_copy(update={"heading": "What was answered and came of it"}),
        ToldPart(heading="What was known then", points=tuple(each for each in known if each)),
    )
    return Told(
        title="decisions that were made",
        lead=(_lead(inputs, found),),
        parts=tuple(part for part in parts if part.points),
        follow_ups=("What do I need to decide this week?",),
        subjects=tuple(sorted(keys)),
        data=tuple(found),
    )


def _is_within(decision: Decision, asked: DecisionsMadeArguments) -> bool:
    day = decision.decided_on or decision.outcome_on or decision.asked_on
    if day is None:
        return asked.since is None and asked.until is None
    after = asked.since is None or day >= asked.since
    return after and (asked.until is None or day <= asked.until)


def _is_about(inputs: BriefingInputs, decision: Decision, kind: NameKind, key: str) -> bool:
    if kind is NameKind.DECISION:
        return decision.key == key
    if kind is NameKind.ITEM:
        return key in decision.items
    rows = (inputs.snapshot.get(WorkItem, item) for item in decision.items)
    return key in decision.projects or any(row is not None and row.project == key for row in rows)


def _known(inputs: BriefingInputs, decision: Decision) -> Iterator[Statement]:
    facts = inputs.facts
    if decision.reason:
        reason = facts.cell(Decision, decision.key, "reason", Unit.TEXT)
        yield say("{record}: because {reason}.", record=_record(inputs, decision), reason=reason)
    if decision.facts:
        known = facts.cell(Decision, decision.key, "facts", Unit.TEXT)
        yield say("Known then: {known}.", known=known)


def _record(inputs: BriefingInputs, decision: Decision) -> Statement:
    return say("{key}", key=inputs.facts.key(Decision, decision.key))


def _lead(inputs: BriefingInputs, found: list[Decision]) -> Statement:
    if not found:
        return Statement(text="No decision of that kind is on record here.")
    cells = [(Decision, each.key) for each in found]
    count = inputs.facts.of("portfolio", "decisions_found", len(found), Unit.COUNT, cells=cells)
    keys = [inputs.facts.key(Decision, each.key) for each in found]
    return say("{count} [is|are] on record: {keys}.", count=count, keys=keys)


TOOL = Tool(
    name="decisions_made",
    about="Decisions, advice and forecasts of a period or about something: who, when, why, what "
    "was known then, and the later outcome apart.",
    arguments=DecisionsMadeArguments,
    find_out=find_out,
)
