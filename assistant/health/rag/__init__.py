"""RAG by policy: each project judged by decision tables, beside what was reported."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.health.rag.comparison import (
    StrengthCounts,
    ToleranceComparison,
    compare_tolerances,
)
from assistant.health.rag.judging import Judge
from assistant.health.rag.wording import project_health
from assistant.health.verdicts import ProjectHealth
from assistant.policy import Policy, ToleranceName
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact

__all__ = ["StrengthCounts", "ToleranceComparison", "compare_tolerances", "judge"]


def judge(
    snapshot: Snapshot,
    policy: Policy,
    tolerance: ToleranceName = "normal",
    overload: Mapping[str, Fact] | None = None,
) -> tuple[ProjectHealth, ...]:
    """Return the health of every project that is neither closed nor stopped, sorted by key.

    A project's own tolerances win over the policy's, which come in three strengths. `overload`
    gives, by project, the highest share of their time that its people are asked for, in percent;
    a project without it is Grey for resources.
    """
    facts = Facts(snapshot)
    judgements = Judge(snapshot, policy, overload).judgements(tolerance)
    return tuple(project_health(judgement, facts) for judgement in judgements)
