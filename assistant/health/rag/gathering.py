"""Gathers, for every running project, what the policy's tables ask about each dimension."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from assistant.health.rag.benefit import Benefits
from assistant.health.rag.cost import Costs
from assistant.health.rag.evidence import Evidence
from assistant.health.rag.red_risks import RedRisks
from assistant.health.rag.schedule import Schedules
from assistant.health.rag.scope import Scopes
from assistant.health.rag.tolerances import Tolerances, add_limit
from assistant.health.verdicts import Dimension
from assistant.policy import Policy, ToleranceName
from assistant.portfolio.ownership import Ownership
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact

_OVER = frozenset({Stage.CLOSED, Stage.STOPPED})


class Gathering:
    """Reads a snapshot once; each strength of tolerance is then gathered from the same reading."""

    def __init__(
        self,
        snapshot: Snapshot,
        policy: Policy,
        ownership: Ownership,
        overload: Mapping[str, Fact],
    ) -> None:
        self.projects = tuple(
            project for project in snapshot.all(Project) if project.stage not in _OVER
        )
        self._policy = policy
        self._ownership = ownership
        self._overload = overload
        self._schedules = Schedules(snapshot)
        self._costs = Costs(snapshot)
        self._scopes = Scopes(snapshot, policy)
        self._benefits = Benefits(snapshot)
        self._risks = RedRisks(snapshot, policy)

    def of(self, project: Project, strength: ToleranceName) -> dict[Dimension, Evidence]:
        """Return what each dimension of a project is judged by."""
        tolerances = Tolerances(self._policy, strength)
        found = {
            each: Evidence(f"{Project.table}:{project.key}", each.value) for each in Dimension
        }
        self._schedules.gather(project, found[Dimension.SCHEDULE], tolerances)
        self._costs.gather(project, found[Dimension.COST], tolerances)
        self._scopes.gather(project, found[Dimension.SCOPE], tolerances)
        self._benefits.gather(project, found[Dimension.BENEFIT], tolerances)
        self._risks.gather(project, found[Dimension.RISK])
        self._add_overload(project, found[Dimension.RESOURCES])
        ask = partial(self._ownership.ask, project)
        for evidence in found.values():
            evidence.phrase("ask", ask)
        return found

    def _add_overload(self, project: Project, evidence: Evidence) -> None:
        load = self._overload.get(project.key)
        if load is not None:
            evidence.computed_elsewhere("load", load)
            add_limit(self._policy, evidence, "load_allowed", "overload_percent")
