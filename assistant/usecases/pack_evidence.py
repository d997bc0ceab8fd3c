"""The cells that figures rest on, as the store has them for the day the figures are of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from assistant.briefing.harmless import QUOTE_LENGTH, harmless
from assistant.briefing.wording import exact_words
from assistant.governance.audit.pack_page import Evidence
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Source, Statement

_GONE = "(replaced since)"


def evidence_of(said: Iterable[tuple[str, Statement]], snapshot: Snapshot) -> tuple[Evidence, ...]:
    """Return the cells under some named statements, in their order, each once a statement."""
    cells = _Cells(snapshot)
    return tuple(dict.fromkeys(each for name, one in said for each in _under(name, one, cells)))


def evidence_csv(evidence: Iterable[Evidence]) -> bytes:
    """Return evidence as a table that a spreadsheet shows and never computes."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(Evidence.model_fields)
    for each in evidence:
        rows.writerow(map(_text, each.model_dump().values()))
    return text.getvalue().encode()


def rows_at(snapshot: Snapshot, source: Source) -> Iterator[tuple[type[Noun], str]]:
    """Yield the rows, by noun and key, that a snapshot read at a place."""
    states = {state.number: state for state in snapshot.imports}
    cells = _Cells(snapshot)
    for noun in NOUNS:
        for key, number, _ in cells.rows(noun, source):
            if source.source == (states[number].source if number in states else "code"):
                yield noun, key


def _under(name: str, statement: Statement, cells: _Cells) -> Iterator[Evidence]:
    for fact in statement.facts.values():
        for source in fact.sources:
            yield Evidence(
                sentence=name,
                shown=exact_words(fact),
                measure=fact.measure.replace("_", " "),
                source=_text(source.source),
                place=_text(str(source)),
                cell=_text(cells.text(source)),
                as_of=source.as_of.isoformat(),
            )


class _Cells:
    """Finds a cell by the place that people know it by: source, file, row and column."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._states = {state.number: state for state in snapshot.imports}

    def text(self, source: Source) -> str:
        """Return what stands in a cell, or the key of a row; a word for a row that is gone."""
        for noun in NOUNS:
            for key, number, rule in self.rows(noun, source):
                state = self._states.get(number)
                if source.source != (state.source if state else "code"):
                    continue
                if source.column is None:
                    return str(key)
                cells = self._snapshot.get(noun, key)
                headers = {
                    state.header(noun.table, rule or 0, field) if state else field: field
                    for field in noun.model_fields
                }
                if cells is not None and source.column in headers:
                    return _written(cells.model_dump(mode="json")[headers[source.column]])
        return _GONE

    def rows(self, noun: type[Noun], source: Source) -> Iterator[tuple[str, int, int | None]]:
        """Yield key, import and set of headers of the rows of a noun at a place."""
        frame = self._snapshot.frame(noun)
        there = frame.filter(
            pl.col("_file") == source.file,
            pl.col("_row").eq_missing(pl.lit(source.row)),
            pl.col("_effective") == source.as_of,
        )
        yield from there.select("key", "_import", "_rule").iter_rows()


def _written(value: object) -> str:
    if value is None:
        return "(empty)"
    if isinstance(value, Mapping):
        return " ".join(str(each) for each in value.values())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _text(text: str) -> str:
    return harmless(text, length=QUOTE_LENGTH, words=QUOTE_LENGTH)
