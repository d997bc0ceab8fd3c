"""What health says about projects and about the portfolio."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.portfolio.project import Rag
from assistant.values import Fact, Statement, Value


class Dimension(StrEnum):
    """What a project is judged on."""

    SCHEDULE = "schedule"
    COST = "cost"
    SCOPE = "scope"
    BENEFIT = "benefit"
    RISK = "risk"
    RESOURCES = "resources"


class DimensionVerdict(Value):
    """A project's RAG in one dimension, by which rule and on which facts."""

    dimension: Dimension
    rag: Rag
    rule: str = Field(description="id of the policy row that decided")
    because: Statement
    also: tuple[Statement, ...] = Field(
        default=(), description="what speaks for the same red or amber besides"
    )
    remedy: Statement | None = Field(default=None, description="what can be done about it")


class RagOverride(Value):
    """A colour that people decided on for a time, beside the one that the rule gives."""

    project: str
    rule: Rag = Field(description="what the rule says")
    status: Rag
    until: date = Field(description="the last day it holds")
    by: str = Field(description="key of whoever approved it")
    why: str
    decision: str = Field(description="id of the proposal")


class ProjectHealth(Value):
    """How a project is going by rule, beside what was reported and what was decided."""

    project: str
    overall: Rag = Field(
        description="by rule, unless `override` says that people decided otherwise"
    )
    rule: str = Field(description="id of the policy row that decided the overall RAG")
    because: Statement
    dimensions: tuple[DimensionVerdict, ...]
    judged_on: Fact = Field(description="how many of the dimensions are not grey")
    reported: Rag | None
    reported_on: date | None
    watermelon: bool = Field(description="reported green while the evidence is red")
    stale: bool
    owner: str | None = Field(description="key of who can act on it")
    override: RagOverride | None = None


class RiskKind(StrEnum):
    """What a detector looks for."""

    OVERDUE = "overdue"
    BLOCKED_CHAIN = "blocked chain"
    COMMITMENT = "commitment in danger"
    OVERLOAD = "overload"
    BUDGET_DRIFT = "budget drift"
    SCOPE_GROWTH = "scope growth"
    STALE_UPDATE = "stale update"
    SINGLE_SPECIALIST = "single specialist"
    ABSENCE_AT_MILESTONE = "absence at a milestone"
    VENDOR_CONCENTRATION = "vendor concentration"
    UNMITIGATED = "red without mitigation"
    GATE_SKIPPED = "gate skipped"
    DUPLICATE = "likely duplicate"
    BAU_CROWDING = "BAU crowding out change work"
    WATERMELON = "watermelon"
    DATE_MOVED = "date moved again"
    UNOWNED = "unowned"
    INPUT_CHANGED = "value input changed without evidence"
    DECISION_OVERDUE = "decision overdue"


class Severity(StrEnum):
    """How much a finding matters: act now, watch, or know."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Risk(Value):
    """Something that endangers a date, money or people, with the rows that show it."""

    key: str = Field(description="stable: kind and subjects, so that it is the same next week")
    kind: RiskKind
    severity: Severity
    projects: tuple[str, ...]
    headline: Statement = Field(description="one sentence: what, who is hit, when")
    remedy: Statement = Field(description="what can be done, by whom")
    owner: str | None = Field(description="key of the person who can act")
    since: date | None = None
    headline_by_role: Statement | None = Field(
        default=None, description="the headline for those who see skills and roles, not people"
    )
    remedy_by_role: Statement | None = None
    about: str | None = Field(
        default=None, description="key of the person whose load or absence it tells by name"
    )

    def by_role(self) -> Risk:
        """Return the risk as it is told to those who see skills and roles, not people."""
        return self.model_copy(
            update={
                "headline": self.headline_by_role or self.headline,
                "remedy": self.remedy_by_role or self.remedy,
                "headline_by_role": None,
                "remedy_by_role": None,
                "about": None,
            }
        )


class ChangeKind(StrEnum):
    """What sort of change happened between two snapshots."""

    DATE = "date"
    COST = "cost"
    SCOPE = "scope"
    STATUS = "status"
    VALUE = "value"
    CAPACITY = "capacity"
    RISK = "risk"
    DECISION = "decision"
    ADDED = "added"
    REMOVED = "removed"
    COSMETIC = "cosmetic"


class Change(Value):
    """One difference between two snapshots that somebody may care about."""

    kind: ChangeKind
    table: str
    key: str
    project: str | None
    materiality: int = Field(ge=0, le=100, description="100 endangers a promise, 0 is cosmetic")
    headline: Statement
    subjects: tuple[str, ...] = Field(
        default=(), description="the rows it counts, like work_items:KEY-3; else it is of its key"
    )


class Caveat(Value):
    """What the data cannot say, whether that matters, and what fixing it unlocks."""

    key: str
    severity: Severity
    subjects: tuple[str, ...] = Field(
        description="rows like projects:ATLAS, sources:jira; a whole table like budgets"
    )
    headline: Statement
    remedy: Statement
    unlocks: Statement
    owner: str | None = None
