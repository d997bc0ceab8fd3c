"""How old what a source says is, and when that makes it too old to judge anything by."""

from __future__ import annotations

from datetime import date

from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.values import Fact, FactValue, Source, Unit


class SourceAges:
    """The last import of each source of a snapshot, and since when it says the same.

    A file that is read again and holds the same has not been refreshed: its age runs from the
    first day that it said so.
    """

    def __init__(self, snapshot: Snapshot, policy: Policy) -> None:
        self._today = snapshot.as_of
        self._allowed = int(policy.limit("source_stale_days"))
        newest = sorted(snapshot.imports, key=lambda each: (each.as_of, each.number))
        latest = {state.source: state for state in newest}
        self.latest = tuple(latest[source] for source in sorted(latest))
        by_number = {state.number: latest[state.source] for state in newest}
        rows = snapshot.frame(Project).select("key", "_import").iter_rows()
        self._of_project = {key: by_number.get(number) for key, number in rows}

    def of(self, project: Project) -> ImportState | None:
        """Return the last import of the source that describes a project."""
        return self._of_project.get(project.key)

    def days(self, state: ImportState) -> int:
        """Return for how many days a source has said nothing new."""
        return (self._today - unchanged_since(state)).days

    def is_stale(self, state: ImportState) -> bool:
        """Say whether a source is older than the policy allows."""
        return self.days(state) > self._allowed


def unchanged_since(state: ImportState) -> date:
    """Return the day from which a source says what it says today."""
    return min(state.as_of, state.unchanged_since)


def source_fact(
    facts: Facts, state: ImportState, measure: str, value: FactValue, unit: Unit
) -> Fact:
    """Return a fact about a source, resting on the source as a whole."""
    fact = facts.of(f"sources:{state.source}", measure, value, unit)
    place = Source(source=state.source, file=state.location, as_of=state.as_of)
    return fact.model_copy(update={"sources": (place,)})
