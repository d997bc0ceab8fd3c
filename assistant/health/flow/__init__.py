"""What a tracker's rows alone can tell, without people, estimates or budgets."""

from __future__ import annotations

from assistant.health.flow.doubles import likely_duplicates
from assistant.health.flow.pace import ageing_work, throughput
from assistant.health.flow.page import FlowFinding, FlowKind
from assistant.health.flow.standing import (
    blocked_work,
    overdue_work,
    restarted_work,
    unowned_open_work,
)
from assistant.health.survey import Survey
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot

__all__ = ["FlowFinding", "FlowKind", "flow"]


def flow(snapshot: Snapshot, policy: Policy) -> tuple[FlowFinding, ...]:
    """Return one finding for each kind, in the order of the page; nothing where there is no work.

    Where the rows cannot tell, the finding says why.
    """
    survey = Survey(snapshot, policy)
    if survey.open_work.is_empty():
        return ()
    return (
        overdue_work(survey),
        blocked_work(survey),
        ageing_work(survey),
        unowned_open_work(survey),
        restarted_work(survey),
        throughput(survey),
        likely_duplicates(survey),
    )
