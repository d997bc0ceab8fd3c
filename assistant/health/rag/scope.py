"""The scope of a project: how much it grew, and whether change requests come faster than before."""

from __future__ import annotations

from assistant.health.change_requests import RequestCount, count_requests
from assistant.health.growth import growth_percent
from assistant.health.rag.evidence import Evidence
from assistant.health.rag.tolerances import Tolerances
from assistant.policy import Policy
from assistant.portfolio.control import ChangeRequest
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Unit


class Scopes:
    """Gathers what the scope table asks, for one project after another."""

    def __init__(self, snapshot: Snapshot, policy: Policy) -> None:
        self._policy = policy
        self._requests = count_requests(snapshot, policy)

    def gather(self, project: Project, evidence: Evidence, tolerances: Tolerances) -> None:
        """Add what is known about a project's scope."""
        tolerances.add_for(evidence, project, "tolerance_scope_percent", "scope_percent")
        _add_growth(project, evidence)
        count = self._requests.get(project.key)
        if count is not None:
            _add_requests(count, evidence)
            evidence.computed("requests_many", count.many(self._policy), Unit.COUNT)


def _add_requests(count: RequestCount, evidence: Evidence) -> None:
    for name, keys in (("requests", count.recent), ("requests_before", count.before)):
        rows: list[Cell] = [(ChangeRequest, key) for key in keys]
        evidence.computed(name, len(rows), Unit.COUNT, cells=rows)


def _add_growth(project: Project, evidence: Evidence) -> None:
    agreed, today = project.scope_baseline, project.scope_current
    if agreed is None or today is None:
        return
    evidence.computed(
        "growth",
        growth_percent(agreed, today),
        Unit.PERCENT,
        cells=[(Project, project.key, "scope_baseline"), (Project, project.key, "scope_current")],
        arithmetic=f"({today} − {agreed}) ÷ {agreed}",
    )
