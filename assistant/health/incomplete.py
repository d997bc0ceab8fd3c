"""Sources whose last reading is not whole: what is counted from them may be too low."""

from __future__ import annotations

from assistant.health.source_ages import source_fact
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.values import Statement, Unit, say


def incomplete_sources(snapshot: Snapshot) -> tuple[ImportState, ...]:
    """Return the last import of each source that was not read to its end, by source."""
    latest: dict[str, ImportState] = {}
    for state in sorted(snapshot.imports, key=lambda each: (each.as_of, each.number)):
        latest[state.source] = state
    return tuple(latest[name] for name in sorted(latest) if latest[name].shortfall is not None)


def incomplete_words(facts: Facts, state: ImportState) -> Statement:
    """Say of a source that it was not read whole, and why."""
    why = state.shortfall.value if state.shortfall is not None else "nobody knows why"
    return say(
        f"{{source}} was not read to its end on {{day}}, since {why}: counts of it may be too low.",
        source=source_fact(facts, state, "name", state.source, Unit.NAME),
        day=source_fact(facts, state, "incomplete_on", state.as_of, Unit.DATE),
    )
