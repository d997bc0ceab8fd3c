"""What exactly happens when a proposal is approved, in words, as far as a reader may see it."""

from __future__ import annotations

from pydantic import JsonValue

from assistant.governance.effects import (
    AcceptRisk,
    CorrectInput,
    DecideRequest,
    Effect,
    PostErratum,
    PublishBrief,
    RecordDecision,
    SetAgreedOrder,
)
from assistant.governance.lines import moved_items
from assistant.portfolio.control import RaidEntry
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.people import Person
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request, WorkItem
from assistant.usecases.choice_words import choice_words
from assistant.usecases.erratum_words import erratum_words
from assistant.values import Fact, Statement, Unit, say


def effect_words(  # noqa: PLR0911 - one kind of effect after the other
    effect: Effect, snapshot: Snapshot
) -> Statement:
    """Say what an effect changes; an order counts what the snapshot shows."""
    facts = Facts(snapshot)
    if isinstance(effect, SetAgreedOrder):
        return _order(effect, facts)
    if isinstance(effect, DecideRequest):
        return _request(effect, facts)
    if isinstance(effect, AcceptRisk):
        return _risk(effect, facts)
    if isinstance(effect, RecordDecision):
        return _record(effect, facts)
    if isinstance(effect, PublishBrief):
        return _publication(effect, facts)
    if isinstance(effect, CorrectInput):
        return _correction(effect, facts)
    return choice_words(effect, facts)


def _order(effect: SetAgreedOrder, facts: Facts) -> Statement:
    known = set(facts.snapshot.frame(WorkItem)["key"])
    shown = [key for key in effect.after if key in known]
    moved = [key for key in moved_items(effect.before, effect.after) if key in known]
    total = facts.of("portfolio", "items of a proposed order", len(shown), Unit.COUNT)
    if not effect.before:
        return say("Agree on an order for the first time: {total} [item|items].", total=total)
    moving = facts.of("portfolio", "items that would move", len(moved), Unit.COUNT)
    return say(
        "Set the agreed order of {total} open [item|items]: {moving} [moves|move].",
        total=total,
        moving=moving,
    )


def _request(effect: DecideRequest, facts: Facts) -> Statement:
    subject = f"{Request.table}:{effect.request}"
    return say(
        "The request {name} is {after}, no longer {before}: “{reason}”.",
        name=facts.name(Request, effect.request),
        before=facts.of(subject, "state", effect.before.value, Unit.STATUS),
        after=facts.of(subject, "proposed state", effect.after.value, Unit.STATUS),
        reason=facts.of(subject, "proposed reason", effect.reason, Unit.TEXT),
    )


def _risk(effect: AcceptRisk, facts: Facts) -> Statement:
    until = facts.of(
        f"{RaidEntry.table}:{effect.entry}", "accepted until", effect.until, Unit.DATE
    )
    return say(
        "{entry} ({name}) is accepted until {until}; then it is open again.",
        entry=facts.key(RaidEntry, effect.entry),
        name=facts.name(RaidEntry, effect.entry),
        until=until,
    )


def _record(effect: RecordDecision, facts: Facts) -> Statement:
    subject = f"decisions:recorded-{effect.number}"
    return say(
        "On record: “{text}”, decided by {chair} on {day}.",
        text=facts.of(subject, "text", effect.text, Unit.TEXT),
        chair=facts.name(Person, effect.chair),
        day=facts.of(subject, "decided on", effect.decided_on, Unit.DATE),
    )


def _correction(effect: CorrectInput, facts: Facts) -> Statement:
    subject = f"{effect.table}:{effect.key}"

    noun = BY_TABLE[effect.table]
    cells: list[Cell] = [(noun, effect.key, effect.field)]
    known = cells if facts.snapshot.get(noun, effect.key) is not None else []

    def value(name: str, given: JsonValue) -> Fact:
        text = "nothing" if given is None else str(given)
        rests_on = known if name == "given" else ()
        return facts.of(subject, f"{name} {effect.field}", text, Unit.TEXT, cells=rests_on)

    return say(
        "{field} of {key} is {after}, not {before}.",
        field=facts.of(subject, "field", effect.field.replace("_", " "), Unit.TEXT),
        key=facts.of(subject, "key", effect.key, Unit.NAME),
        before=value("given", effect.before),
        after=value("corrected", effect.after),
    )


def _publication(effect: PublishBrief, facts: Facts) -> Statement:
    """Say what leaves and where to; whoever reads it sees all the projects that it may speak of."""
    if isinstance(effect, PostErratum):
        return erratum_words(effect, facts)
    subject = f"briefs:{effect.brief}"
    slots = {
        "audience": facts.of(subject, "audience", effect.audience, Unit.TEXT),
        "day": facts.of(subject, "as of", effect.as_of, Unit.DATE),
        "place": facts.of(subject, "place", effect.to, Unit.TEXT),
    }
    if not effect.shows:
        return say("Publish the brief “{audience}” of {day} to {place}.", **slots)
    shown = facts.of(subject, "confidential projects", len(effect.shows), Unit.COUNT)
    return say(
        "Publish the brief “{audience}” of {day} to {place}. Whoever wrote it sees {shown}"
        " confidential [project|projects], and it may name them.",
        **slots,
        shown=shown,
    )
