"""What the table of escalation is asked: open decisions, and red risks nobody has accepted."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.findings.matter import Matter, Row, add_yes_no, matter
from assistant.health.naming import called
from assistant.health.open_risks import is_red_and_open
from assistant.health.rag.tolerances import add_limit
from assistant.health.survey import Survey
from assistant.portfolio.control import Decision, DecisionKind, DecisionState, RaidEntry
from assistant.values import Unit

TABLE = "escalation"


def concerns(survey: Survey) -> Iterator[Matter]:
    """Yield what somebody may have to hear of: decisions first, then risks."""
    for decision in survey.snapshot.all(Decision):
        if decision.state is DecisionState.OPEN and decision.kind is DecisionKind.DECISION:
            yield _decision(survey, decision)
    for entry in survey.snapshot.all(RaidEntry):
        if is_red_and_open(entry, survey.today) and _concerns(survey, entry):
            yield _risk(survey, entry)


def _concerns(survey: Survey, entry: RaidEntry) -> bool:
    return entry.project is None or survey.is_running(entry.project)


def _decision(survey: Survey, decision: Decision) -> Matter:
    subject: Row = (Decision, decision.key)
    key = f"{Decision.table}+{decision.key}"
    found = matter(TABLE, key, subject, *decision.projects)
    evidence = found.evidence
    evidence.phrase("what", lambda facts: called(facts, Decision, decision.key))
    evidence.computed("matter", "decision", Unit.STATUS, cells=[subject])
    evidence.read("due", decision, "due", Unit.DATE)
    evidence.read("cost", decision, "cost_of_waiting", Unit.MONEY)
    if decision.due is not None:
        overdue = (survey.today - decision.due).days
        cell = (Decision, decision.key, "due")
        evidence.computed("overdue", overdue, Unit.DAYS, cells=[cell])
    return found


def _risk(survey: Survey, entry: RaidEntry) -> Matter:
    subject: Row = (RaidEntry, entry.key)
    found = matter(TABLE, f"{RaidEntry.table}+{entry.key}", subject, entry.project)
    evidence = found.evidence
    evidence.phrase("what", lambda facts: called(facts, RaidEntry, entry.key))
    evidence.computed("matter", "risk", Unit.STATUS, cells=[subject])
    handled = bool((entry.mitigation or "").strip())
    add_yes_no(evidence, "handled", holds=handled, subject=subject)
    add_limit(survey.policy, evidence, "age_allowed", "risk_unmitigated_days")
    if entry.raised_on is not None:
        age = (survey.today - entry.raised_on).days
        cell = (RaidEntry, entry.key, "raised_on")
        evidence.computed("age", age, Unit.DAYS, cells=[cell])
    return found
