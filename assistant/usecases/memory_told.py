"""What was found again, as statements: every quote in a slot, marked as somebody's own words."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.told import Told, ToldPart
from assistant.portfolio.facts import Facts
from assistant.ports.memory import MemoryKind
from assistant.usecases.assessment import Assessment
from assistant.usecases.search_memory import FoundAgain, Quote
from assistant.values import Fact, Statement, Unit, say

_WHAT = {
    MemoryKind.UPDATE: "update",
    MemoryKind.DECISION: "decision",
    MemoryKind.LESSON: "lesson",
    MemoryKind.RISK: "risk",
    MemoryKind.DOCUMENT: "document",
}
_WORDS_ONLY = Statement(
    text="Only words were compared, not meaning: pmo memory rebuild mends that."
)
_OUTDATED = Statement(
    text="The portfolio changed since this was last rebuilt; newer text is missing: "
    "pmo memory rebuild."
)


def told_of(assessment: Assessment, found: FoundAgain) -> Told:
    """Return what was found: the closest quote first, where each stands, and what is missing."""
    facts = Facts(assessment.seen)
    first, *rest = [_quoted(each) for each in found.quotes] or [_nothing(facts, found)]
    return Told(
        title="what was written",
        lead=(first,),
        parts=(ToldPart.of("Also written", rest),) if rest else (),
        limits=tuple(_limits(found)),
        follow_ups=("What was decided last month?",),
        subjects=tuple(dict.fromkeys(_project_of(each) for each in found.quotes if each.project)),
        data=found,
    )


def _quoted(quote: Quote) -> Statement:
    """Return who wrote what when, in the writer's own words."""
    slots: dict[str, Fact] = {"place": quote.place, "quote": quote.quote}
    text = "{author}" if quote.author else f"A {_WHAT[quote.kind]}"
    if quote.author:
        slots["author"] = quote.author
    if quote.project:
        text += " on {project}"
        slots["project"] = quote.project
    if quote.day:
        text += ", {day}"
        slots["day"] = quote.day
    return say(text + ": “{quote}” ({place}).", **slots)


def _nothing(facts: Facts, found: FoundAgain) -> Statement:
    asked = facts.of("portfolio", "looked_for", found.looked_for, Unit.TEXT)
    return say("Nothing is written here that is like “{asked}”.", asked=asked)


def _limits(found: FoundAgain) -> Iterator[Statement]:
    if not found.is_current:
        yield _OUTDATED
    if not found.by_meaning:
        yield _WORDS_ONLY


def _project_of(quote: Quote) -> str:
    return quote.project.subject if quote.project else ""
