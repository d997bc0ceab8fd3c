"""Decisions that are still open after their day, and what waiting costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.health.naming import called, person
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.control import Decision, DecisionKind, DecisionState
from assistant.values import Fact, Statement, Unit, say

_MOST_OPTIONS = 4


def overdue_decisions(survey: Survey) -> Iterator[Risk]:
    """Yield the open decisions whose day has passed."""
    for decision in survey.snapshot.all(Decision):
        is_open = decision.state is DecisionState.OPEN and decision.kind is DecisionKind.DECISION
        if is_open and decision.due is not None and decision.due < survey.today:
            yield _risk(survey, decision, decision.due)


def _risk(survey: Survey, decision: Decision, due: date) -> Risk:
    facts = survey.facts
    subject = f"{Decision.table}:{decision.key}"
    owner = decision.decider if survey.ownership.is_here(decision.decider) else None
    return risk(
        RiskKind.DECISION_OVERDUE,
        [decision.key],
        severity=Severity.HIGH if decision.cost_of_waiting else Severity.MEDIUM,
        projects=decision.projects,
        headline=say(
            "{what} was to be decided by {due}, {days} ago.{cost}",
            what=called(facts, Decision, decision.key),
            due=facts.cell(Decision, decision.key, "due", Unit.DATE),
            days=survey.days(
                subject, "days_overdue", survey.today, due, (Decision, decision.key, "due")
            ),
            cost=_cost(survey, decision),
        ),
        remedy=_remedy(survey, decision, owner),
        owner=owner,
        since=due,
    )


def _cost(survey: Survey, decision: Decision) -> Statement:
    if decision.cost_of_waiting is None:
        return Statement(text="")
    cost = survey.facts.cell(Decision, decision.key, "cost_of_waiting", Unit.MONEY)
    return say(" Each week of waiting costs {cost}.", cost=cost)


def _remedy(survey: Survey, decision: Decision, owner: str | None) -> Statement:
    who = Statement(text="Somebody has to be named to decide")
    if owner is not None:
        who = say("{who} decides", who=person(survey.facts, owner))
    if not decision.options:
        return say("{who}.", who=who)
    options = "; ".join(
        f"{{option{place}}}" for place, _ in enumerate(decision.options[:_MOST_OPTIONS])
    )
    return say(f"{{who}} between: {options}.", who=who, **_options(survey, decision))


def _options(survey: Survey, decision: Decision) -> dict[str, Fact]:
    cell = (Decision, decision.key, "options")
    subject = f"{Decision.table}:{decision.key}"
    return {
        f"option{place}": survey.facts.of(
            subject, f"option_{place + 1}", option, Unit.TEXT, cells=[cell]
        )
        for place, option in enumerate(decision.options[:_MOST_OPTIONS])
    }
