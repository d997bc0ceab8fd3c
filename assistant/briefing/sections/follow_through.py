"""What came of earlier decisions, advice and forecasts, ours that were wrong included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assistant.briefing.brief import Audience, SectionKind
from assistant.briefing.draft import DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted, joined, status
from assistant.portfolio.control import Decision, DecisionKind, DecisionState
from assistant.portfolio.facts import Cell
from assistant.portfolio.people import Person
from assistant.values import Statement, Unit, say

OUR_MISTAKE, NEW, RECORD, KNOWN = 67, 56, 46, 20
FEW = 10
"""Below so many cases a record says little about the next one."""

_JUDGED = frozenset({DecisionState.KEPT, DecisionState.MISSED})


def follow_through(inputs: BriefingInputs) -> DraftSection:
    """Return what came of each earlier decision, what we got wrong and what is new first."""
    told = [_point(inputs, past) for past in sorted(inputs.past_decisions, key=_recency)]
    told.sort(key=lambda point: -point.weight)
    return DraftSection(
        kind=SectionKind.FOLLOW_THROUGH,
        heading="What came of earlier decisions",
        points=(*told, *_record(inputs)),
    )


def _recency(decision: Decision) -> tuple[int, str]:
    return -_latest(decision).toordinal(), decision.key


def _latest(decision: Decision) -> date:
    days = (decision.outcome_on, decision.decided_on, decision.asked_on)
    return next((day for day in days if day is not None), date.min)


def _point(inputs: BriefingInputs, past: Decision) -> DraftPoint:
    told = (_what(inputs, past), _outcome(inputs, past), _judgement(inputs, past))
    return DraftPoint(
        keys=(f"decisions:{past.key}",),
        statements=(joined([said for said in told if said is not None]),),
        weight=_weight(inputs, past),
    )


def _weight(inputs: BriefingInputs, past: Decision) -> int:
    if past.advice_was_right is False or past.state is DecisionState.MISSED:
        return OUR_MISTAKE
    new = inputs.since is not None and _latest(past) > inputs.since
    return NEW if new else KNOWN


def _what(inputs: BriefingInputs, past: Decision) -> Statement:
    subject = f"decisions:{past.key}"
    opening = "My advice, " if _was_advice(past) else ""
    if past.kind is DecisionKind.FORECAST:
        opening = "My forecast, "
    name = inputs.facts.cell(Decision, past.key, "name", Unit.TEXT)
    answer = status(
        inputs.facts, subject, "state", past.state.value, (Decision, past.key, "state")
    )
    said = say(f"{opening}“{{name}}”", name=name)
    told = say(": {answer}", answer=answer)
    for detail in (_chance(inputs, past), told, _when(inputs, past), _by(inputs, past)):
        said = say("{said}{detail}", said=said, detail=detail) if detail else said
    return say("{said}.", said=said)


def _was_advice(past: Decision) -> bool:
    return past.kind is DecisionKind.ADVICE


def _chance(inputs: BriefingInputs, past: Decision) -> Statement | None:
    if past.chance_percent is None:
        return None
    chance = inputs.facts.of(
        f"decisions:{past.key}",
        "chance_in_words",
        f"{past.chance_percent.normalize():f} in 100",
        Unit.NAME,
        cells=[(Decision, past.key, "chance_percent")],
    )
    return say(" (at {chance})", chance=chance)


def _when(inputs: BriefingInputs, past: Decision) -> Statement | None:
    field = "outcome_on" if past.kind is DecisionKind.FORECAST else "decided_on"
    if getattr(past, field) is None:
        return None
    return say(" on {day}", day=inputs.facts.cell(Decision, past.key, field, Unit.DATE))


def _by(inputs: BriefingInputs, past: Decision) -> Statement | None:
    """Name who decided, except to executives: there the outcome must not read as somebody's fault."""
    if past.decider is None or inputs.audience is Audience.EXEC:
        return None
    return say(" by {decider}", decider=inputs.facts.name(Person, past.decider))


def _outcome(inputs: BriefingInputs, past: Decision) -> Statement | None:
    if not past.outcome:
        return None if past.kind is DecisionKind.FORECAST else _no_outcome()
    ends = "" if past.outcome.rstrip().endswith((".", "!", "?")) else "."
    outcome = inputs.facts.cell(Decision, past.key, "outcome", Unit.TEXT)
    return say(f"Outcome: {{outcome}}{ends}", outcome=outcome)


def _no_outcome() -> Statement:
    return Statement(text="Nobody has recorded an outcome yet.")


def _judgement(inputs: BriefingInputs, past: Decision) -> Statement | None:
    if past.advice_was_right is None or not _was_advice(past):
        return None
    word = "right" if past.advice_was_right else "wrong"
    verdict = status(
        inputs.facts,
        f"decisions:{past.key}",
        "advice_verdict",
        word,
        (Decision, past.key, "advice_was_right"),
    )
    return say("My advice was {verdict}.", verdict=verdict)


def _record(inputs: BriefingInputs) -> list[DraftPoint]:
    """Say how often our forecasts held and our advice was good; few cases are called few."""
    kept = {
        past.key: past.state is DecisionState.KEPT
        for past in inputs.past_decisions
        if past.kind is DecisionKind.FORECAST and past.state in _JUDGED
    }
    good = {
        past.key: past.advice_was_right
        for past in inputs.past_decisions
        if _was_advice(past) and past.advice_was_right is not None
    }
    told = [
        _tally(inputs, "forecasts", "Of {all} [date|dates] I gave, {held} held", kept),
        _tally(inputs, "advice", "Of {all} [piece|pieces] of advice, {held} proved good", good),
    ]
    return [
        DraftPoint(keys=(f"record:{place}",), statements=(said,), weight=RECORD)
        for place, said in enumerate(told)
        if said is not None
    ]


def _tally(
    inputs: BriefingInputs, what: str, text: str, cases: Mapping[str, bool]
) -> Statement | None:
    if not cases:
        return None
    held = [key for key, was_good in cases.items() if was_good]
    few = " (too few to judge by)" if len(cases) < FEW else ""
    return say(
        f"{text}{few}.",
        all=counted(inputs.facts, f"{what}_judged", len(cases), _rows(cases)),
        held=counted(inputs.facts, f"{what}_good", len(held), _rows(held)),
    )


def _rows(keys: Iterable[str]) -> list[Cell]:
    return [(Decision, key, "state") for key in keys]
