"""The rows that could not be used when each source was last read, and what to do about them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.usecases.app import App
from assistant.usecases.view import view
from assistant.values import Value


class Quarantine(Value):
    """What the last reading of one source refused.

    A row may tell of something confidential: who may not see all of a source is told how many
    (`count`), and `rows` is empty.
    """

    source: str
    location: str
    as_of: date
    count: int
    rows: tuple[RefusedRow, ...]

    @property
    def withheld(self) -> bool:
        """Whether the rows are not for the asker."""
        return not self.rows


def list_quarantine(app: App) -> tuple[Quarantine, ...]:
    """Return the sources with rows in quarantine, by name; raises NotFound for an unknown asker."""
    seen = view(app)
    whole, visible = _rows_by_source(seen.full), _rows_by_source(seen.seen)
    return tuple(
        Quarantine(
            source=state.source,
            location=state.location,
            as_of=state.as_of,
            count=state.refused,
            rows=app.store.quarantine(state.number)
            if whole[state.source] == visible[state.source]
            else (),
        )
        for state in _newest(seen.full)
        if state.refused
    )


def _newest(snapshot: Snapshot) -> list[ImportState]:
    newest: dict[str, ImportState] = {}
    for state in sorted(snapshot.imports, key=lambda state: (state.as_of, state.number)):
        newest[state.source] = state
    return [newest[source] for source in sorted(newest)]


def _rows_by_source(snapshot: Snapshot) -> Counter[str]:
    sources = {state.number: state.source for state in snapshot.imports}
    rows: Counter[str] = Counter()
    for noun in NOUNS:
        for number, count in snapshot.frame(noun)["_import"].value_counts().iter_rows():
            rows[sources.get(number, "")] += count
    return rows
