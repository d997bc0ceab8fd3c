"""What the overall table asks: the colours of the dimensions, and how long nobody has spoken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from assistant.health.freshness import Freshness
from assistant.health.naming import person
from assistant.health.rag.evidence import Evidence
from assistant.health.rag.tolerances import add_limit
from assistant.health.source_ages import SourceAges, source_fact, unchanged_since
from assistant.health.verdicts import Dimension
from assistant.policy import Policy
from assistant.portfolio.ownership import Ownership
from assistant.portfolio.project import Project, Rag, StatusUpdate
from assistant.values import Unit


class Overall:
    """Gathers what the overall table asks, for one project after another."""

    def __init__(
        self,
        today: date,
        policy: Policy,
        ownership: Ownership,
        freshness: Freshness,
        sources: SourceAges,
    ) -> None:
        self._today = today
        self._policy = policy
        self._ownership = ownership
        self._freshness = freshness
        self._sources = sources

    def gather(self, project: Project, colours: Mapping[Dimension, Rag]) -> Evidence:
        """Return what is known about a project as a whole."""
        evidence = Evidence(f"{Project.table}:{project.key}", "overall")
        for dimension, rag in colours.items():
            evidence.computed(dimension.value, rag.value, Unit.STATUS)
        known = [each.value for each, rag in colours.items() if rag is not Rag.GREY]
        evidence.computed("judged", len(known), Unit.COUNT, arithmetic=", ".join(known) or None)
        evidence.computed("dimensions", len(colours), Unit.COUNT)
        warnings = sum(rag in {Rag.RED, Rag.AMBER} for rag in colours.values())
        evidence.computed("warnings", warnings, Unit.COUNT)
        add_limit(self._policy, evidence, "judged_needed", "dimensions_for_green")
        add_limit(self._policy, evidence, "silent_allowed", "status_update_stale_days")
        add_limit(self._policy, evidence, "source_allowed", "source_stale_days")
        self._add_source(project, evidence)
        self._add_silence(project, evidence)
        self._add_owner(project, evidence)
        return evidence

    def _add_source(self, project: Project, evidence: Evidence) -> None:
        state = self._sources.of(project)
        if state is None:
            return
        since = unchanged_since(state)
        evidence.computed("source_days", self._sources.days(state), Unit.DAYS)
        evidence.phrase(
            "source", lambda facts: source_fact(facts, state, "name", state.source, Unit.NAME)
        )
        evidence.phrase(
            "source_since",
            lambda facts: source_fact(facts, state, "unchanged_since", since, Unit.DATE),
        )

    def _add_silence(self, project: Project, evidence: Evidence) -> None:
        last = self._freshness.last(project)
        if last is not None:
            evidence.read("last_update", last, "day", Unit.DATE)
        since = self._freshness.silent_since(project)
        if since is not None:
            evidence.computed(
                "silent_days",
                (self._today - since).days,
                Unit.DAYS,
                cells=[
                    (StatusUpdate, last.key, "day") if last else (Project, project.key, "start")
                ],
                arithmetic=f"{self._today} − {since}",
            )

    def _add_owner(self, project: Project, evidence: Evidence) -> None:
        evidence.phrase("ask", partial(self._ownership.ask, project))
        owner = self._ownership.owner(project)
        if owner is not None:
            evidence.phrase("owner", lambda facts: person(facts, owner))
