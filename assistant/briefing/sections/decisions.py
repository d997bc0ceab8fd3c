"""Open decisions: who decides what, by when, between what, and what waiting costs."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import ESSENTIAL, DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted, first_few, status
from assistant.health.verdicts import RiskKind
from assistant.portfolio.control import Decision
from assistant.portfolio.people import Person
from assistant.values import Fact, Statement, Unit, say

SOON = timedelta(days=14)
DUE_SOON, DUE_LATER, UNDATED, OPTIONS, NOTHING = 90, 70, 60, 64, 60
MOST_OPTIONS = 4


def decisions(inputs: BriefingInputs) -> DraftSection:
    """Return the open decisions, the longest overdue first; only ones that somebody recorded."""
    ordered = sorted(inputs.open_decisions, key=_urgency)
    points = tuple(_point(inputs, decision) for decision in ordered)
    return DraftSection(
        kind=SectionKind.DECISIONS,
        heading="Decisions",
        points=points or (_nothing(),),
        instead=_in_one(inputs),
    )


def is_overdue(decision: Decision, today: date) -> bool:
    """Say whether a decision should have been made before today."""
    return decision.due is not None and decision.due < today


def overdue_decisions(inputs: BriefingInputs) -> tuple[Decision, ...]:
    """Return the open decisions whose day has passed, the longest overdue first."""
    late = [found for found in inputs.open_decisions if is_overdue(found, inputs.as_of)]
    return tuple(sorted(late, key=_urgency))


def overdue_word(inputs: BriefingInputs) -> Fact:
    """Return the status word “overdue”, resting on the days that have passed."""
    cells = [(Decision, late.key, "due") for late in overdue_decisions(inputs)]
    return status(inputs.facts, "portfolio", "overdue_decisions_state", "overdue", *cells)


def _urgency(decision: Decision) -> tuple[date, int, str]:
    cost = decision.cost_of_waiting.units if decision.cost_of_waiting else 0
    return decision.due or date.max, -cost, decision.key


def _nothing() -> DraftPoint:
    nothing = Statement(text="Nothing you need to decide today.")
    return DraftPoint(keys=("decisions:none",), statements=(nothing,), weight=NOTHING)


def _point(inputs: BriefingInputs, decision: Decision) -> DraftPoint:
    options = _options(inputs, decision)
    return DraftPoint(
        keys=(f"decisions:{decision.key}", *_risks_about(inputs, decision)),
        statements=(_question(inputs, decision), *([options] if options else [])),
        weight=_weight(decision, inputs.as_of),
        detail=OPTIONS,
    )


def _weight(decision: Decision, today: date) -> int:
    if decision.due is None:
        return UNDATED
    if decision.due < today:
        return ESSENTIAL
    return DUE_SOON if decision.due <= today + SOON else DUE_LATER


def _question(inputs: BriefingInputs, decision: Decision) -> Statement:
    asked = inputs.facts.cell(Decision, decision.key, "name", Unit.TEXT)
    if decision.decider is None:
        said = say("Nobody is named to decide “{question}”", question=asked)
    else:
        decider = inputs.facts.name(Person, decision.decider)
        said = say("{decider} decides “{question}”", decider=decider, question=asked)
    for detail in (_due(inputs, decision), _waiting(inputs, decision)):
        said = say("{said}{detail}", said=said, detail=detail) if detail else said
    return say("{said}.", said=said)


def _due(inputs: BriefingInputs, decision: Decision) -> Statement | None:
    if decision.due is None:
        return None
    due = inputs.facts.cell(Decision, decision.key, "due", Unit.DATE)
    if not is_overdue(decision, inputs.as_of):
        return say(", due {due}", due=due)
    return say(
        ", due {due}, {late} {overdue}",
        due=due,
        late=days_overdue(inputs, decision.key, decision.due),
        overdue=overdue_word(inputs),
    )


def days_overdue(inputs: BriefingInputs, key: str, due: date) -> Fact:
    """Return for how many days a decision has been overdue."""
    return inputs.facts.of(
        f"decisions:{key}",
        "days_overdue",
        (inputs.as_of - due).days,
        Unit.DAYS,
        cells=[(Decision, key, "due")],
        arithmetic=f"{inputs.as_of.isoformat()} − {due.isoformat()}",
    )


def _waiting(inputs: BriefingInputs, decision: Decision) -> Statement | None:
    if decision.cost_of_waiting is None:
        return None
    cost = inputs.facts.cell(Decision, decision.key, "cost_of_waiting", Unit.MONEY)
    return say("; waiting costs {cost} a week", cost=cost)


def _options(inputs: BriefingInputs, decision: Decision) -> Statement | None:
    if not decision.options:
        return None
    shown = decision.options[:MOST_OPTIONS]
    facts = {
        f"option{place}": inputs.facts.of(
            f"decisions:{decision.key}",
            f"option_{place}",
            option,
            Unit.TEXT,
            cells=[(Decision, decision.key, "options")],
        )
        for place, option in enumerate(shown, start=1)
    }
    listed = "; ".join(f"{{{slot}}}" for slot in facts)
    more = "; and others" if len(decision.options) > len(shown) else ""
    return Statement(text=f"Options: {listed}{more}.", facts=facts)


def _risks_about(inputs: BriefingInputs, decision: Decision) -> list[str]:
    """Return the findings that say of this decision what is said here."""
    subject = f"decisions:{decision.key}"
    return [
        risk.key
        for risk in inputs.risks
        if risk.kind is RiskKind.DECISION_OVERDUE
        and any(fact.subject == subject for fact in risk.headline.facts.values())
    ]


def _in_one(inputs: BriefingInputs) -> DraftPoint | None:
    late = overdue_decisions(inputs)
    if not late:
        return None
    names = [inputs.facts.name(Decision, decision.key) for decision in late]
    cells = [(Decision, decision.key, "due") for decision in late]
    said = say(
        "{count} [decision is|decisions are] {overdue}: {names}.",
        count=counted(inputs.facts, "overdue_decisions", len(late), cells),
        overdue=overdue_word(inputs),
        names=first_few(inputs.facts, "overdue_decisions", names),
    )
    return DraftPoint(
        keys=tuple(f"decisions:{decision.key}" for decision in late),
        statements=(said,),
        weight=ESSENTIAL,
    )
