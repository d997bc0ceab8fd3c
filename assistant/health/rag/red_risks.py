"""The risks of a project: red ones that nobody mitigates or has accepted, and for how long."""

from __future__ import annotations

from assistant.health.naming import SHOWN, rest
from assistant.health.open_risks import is_red_and_open
from assistant.health.rag.evidence import Evidence
from assistant.health.rag.tolerances import add_limit
from assistant.policy import Policy
from assistant.portfolio.control import RaidEntry
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Statement, Unit


class RedRisks:
    """Gathers what the risk table asks, for one project after another."""

    def __init__(self, snapshot: Snapshot, policy: Policy) -> None:
        self._policy = policy
        self._today = snapshot.as_of
        self._entries: dict[str, list[RaidEntry]] = {}
        for entry in snapshot.all(RaidEntry):
            if entry.project is not None:
                self._entries.setdefault(entry.project, []).append(entry)

    def gather(self, project: Project, evidence: Evidence) -> None:
        """Add what is known about a project's risks."""
        entries = self._entries.get(project.key)
        if not entries:
            return
        add_limit(self._policy, evidence, "unmitigated_allowed", "risk_unmitigated_days")
        red = [entry for entry in entries if is_red_and_open(entry, self._today)]
        _add_count("entries", entries, evidence)
        _add_count("red", red, evidence)
        if red:
            evidence.read("rating", red[0], "rating", Unit.STATUS)
            evidence.phrase("red_names", lambda facts: _names(facts, project, red))
        self._add_unmitigated([entry for entry in red if not entry.mitigation], evidence)

    def _add_unmitigated(self, entries: list[RaidEntry], evidence: Evidence) -> None:
        dated = [(entry.raised_on, entry) for entry in entries if entry.raised_on is not None]
        if not dated:
            return
        raised, oldest = min(dated, key=lambda pair: (pair[0], pair[1].key))
        evidence.read("unmitigated", oldest, "name", Unit.NAME)
        evidence.computed(
            "unmitigated_days",
            (self._today - raised).days,
            Unit.DAYS,
            cells=[(RaidEntry, oldest.key, "raised_on"), (RaidEntry, oldest.key, "mitigation")],
            arithmetic=f"{self._today} − {raised}",
        )


def _names(facts: Facts, project: Project, entries: list[RaidEntry]) -> list[Fact | Statement]:
    shown = [facts.name(RaidEntry, entry.key) for entry in entries[:SHOWN]]
    more = [entry.key for entry in entries[SHOWN:]]
    return [
        *shown,
        *rest(facts, RaidEntry, more, of=f"{Project.table}:{project.key}", what="risk_red"),
    ]


def _add_count(name: str, entries: list[RaidEntry], evidence: Evidence) -> None:
    rows: list[Cell] = [(RaidEntry, entry.key) for entry in entries]
    evidence.computed(name, len(rows), Unit.COUNT, cells=rows)
