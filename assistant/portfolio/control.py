"""What a PMO keeps watch with: RAID, budgets, benefits, change requests, decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assistant.portfolio.noun import Noun, Ref
from assistant.portfolio.project import Rag
from assistant.values import Effort, Money


class RaidKind(StrEnum):
    """The four kinds of a RAID log."""

    RISK = "risk"
    ASSUMPTION = "assumption"
    ISSUE = "issue"
    DEPENDENCY = "dependency"


class RaidState(StrEnum):
    """Whether an entry still needs someone."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class BudgetKind(StrEnum):
    """What a budget line is."""

    BUDGET = "budget"
    INVOICE = "invoice"


class DecisionKind(StrEnum):
    """What was put to a person, or said by the assistant."""

    DECISION = "decision"
    ADVICE = "advice"
    FORECAST = "forecast"


class DecisionState(StrEnum):
    """How far a decision has come."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    KEPT = "kept"
    MISSED = "missed"


class RaidEntry(Noun):
    """A risk, assumption, issue or outside dependency."""

    table = "raid"
    title = "RAID entry"

    kind: RaidKind
    name: str
    project: Annotated[str | None, Ref("projects")] = None
    rating: Rag | None = None
    owner: Annotated[str | None, Ref("people")] = None
    raised_on: date | None = None
    state: RaidState = RaidState.OPEN
    mitigation: str | None = None
    accepted_until: Annotated[date | None, Field(description="acceptance expires")] = None
    due: date | None = None


class BudgetLine(Noun):
    """Money of a project: a budget with its earned value, or a single invoice."""

    table = "budgets"
    title = "Budget line"

    project: Annotated[str, Ref("projects")]
    kind: BudgetKind = BudgetKind.BUDGET
    name: str | None = None
    baseline: Annotated[Money | None, Field(description="first approved; BAC")] = None
    forecast: Annotated[Money | None, Field(description="expected at completion")] = None
    planned_value: Annotated[Money | None, Field(description="work planned by now; PV")] = None
    earned_value: Annotated[Money | None, Field(description="work done by now; EV")] = None
    actual_cost: Annotated[Money | None, Field(description="spent by now; AC")] = None
    vendor: Annotated[str | None, Ref("vendors")] = None


class Benefit(Noun):
    """What a project is for, in money or words."""

    table = "benefits"
    title = "Benefit"

    project: Annotated[str, Ref("projects")]
    name: str
    owner: Annotated[str | None, Ref("people")] = None
    per_year: Annotated[Money | None, Field(description="planned, per year")] = None
    expected_per_year: Annotated[Money | None, Field(description="expected today")] = None
    due: date | None = None


class ChangeRequest(Noun):
    """A requested change of a project's scope."""

    table = "change_requests"
    title = "Change request"

    project: Annotated[str, Ref("projects")]
    name: str
    raised_on: date
    state: str | None = None
    effort: Effort | None = None
    cost: Money | None = None


class Decision(Noun):
    """Something to decide, or decided, and what came of it."""

    table = "decisions"
    title = "Decision"

    name: Annotated[str, Field(description="the question")]
    kind: DecisionKind = DecisionKind.DECISION
    state: DecisionState = DecisionState.OPEN
    projects: Annotated[tuple[str, ...], Ref("projects")] = ()
    items: Annotated[tuple[str, ...], Ref("work_items")] = ()
    asked_on: date | None = None
    decider: Annotated[str | None, Ref("people")] = None
    due: date | None = None
    options: Annotated[tuple[str, ...], Field(description="what can be chosen")] = ()
    cost_of_waiting: Annotated[Money | None, Field(description="per week")] = None
    decided_on: date | None = None
    reason: str | None = None
    facts: Annotated[str | None, Field(description="what was known then")] = None
    chance_percent: Annotated[Decimal | None, Field(ge=0, le=100)] = None
    outcome: Annotated[str | None, Field(description="what happened afterwards")] = None
    outcome_on: date | None = None
    advice_was_right: bool | None = None
