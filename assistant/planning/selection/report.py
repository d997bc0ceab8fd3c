"""What is chosen within budgets, what is left out and why, and how good the choice is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.planning.selection.wish import CandidateKind
from assistant.values import Fact, Statement, Value


class SelectionStatus(StrEnum):
    """How good the choice is known to be."""

    OPTIMAL = "optimal"
    WITHIN = "within"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Why(StrEnum):
    """Why a candidate is chosen, left out, or kept apart."""

    MUST = "must be done"
    KEPT = "kept on request"
    IN_PROGRESS = "in progress"
    NEEDED = "needed by something chosen"
    WORTH_IT = "worth its cost"
    LEFT_OUT = "left out on request"
    TOO_DEAR = "too dear"
    EXCLUDED = "excluded by something chosen"
    NEEDS_ANOTHER = "needs something that is left out"
    DISPLACED = "displaced by something worth more"
    NO_WORTH = "worth not stated"
    NOT_WEIGHED = "cannot be weighed"


class FundedCandidate(Value):
    """One candidate and what becomes of it; `costs` are in the measures of the budgets."""

    key: str
    name: Fact
    chosen: bool
    why: Why
    value: Fact | None = Field(description="None where nobody stated any")
    costs: tuple[Fact, ...] = ()
    needs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    price: Fact | None = Field(
        default=None, description="what taking it all the same would lose, where that is proved"
    )
    reason: Statement


class BudgetUse(Value):
    """One budget, what is spent of it, and whether more of it would let something more in."""

    limit: Fact
    spent: Fact
    binds: bool


class SelectionReport(Value):
    """The choice. The same snapshot, policy and wish give the same bytes."""

    as_of: date
    revision: str
    policy_hash: str
    kind: CandidateKind
    status: SelectionStatus
    gap_percent: Decimal | None = Field(description="(bound − value) ÷ value × 100")
    stopped_by_clock: bool = Field(
        default=False, description="the time for the proof ran out; another run may find better"
    )
    budgets: tuple[BudgetUse, ...]
    kept_value: Fact | None
    lost_value: Fact | None
    chosen: tuple[FundedCandidate, ...]
    left_out: tuple[FundedCandidate, ...]
    aside: tuple[FundedCandidate, ...] = Field(description="what cannot be weighed")
    headline: tuple[Statement, ...]
    conflict: Statement | None = Field(default=None, description="why nothing can be chosen")
    conflicting: tuple[str, ...] = Field(
        default=(), description="keys of the smallest set that has to be in and cannot be"
    )
    more_budget: tuple[Statement, ...] = ()
    questions: tuple[Statement, ...] = ()
    assumptions: tuple[Statement, ...] = ()
