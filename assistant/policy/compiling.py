"""From a table as written to one that can be asked: every cell compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.errors import BadPolicy
from assistant.policy.cells import Subject, Test, compile_cell
from assistant.policy.effects import effect_fault
from assistant.policy.evaluation import CompiledRow, CompiledTable
from assistant.policy.table import Answer, DecisionTable, Input, Outputs, Row
from assistant.policy.words import nearest


def compile_table(table: DecisionTable) -> CompiledTable:
    """Compile a table; BadPolicy names the row and the word that does not fit."""
    subjects = {name: _subject(name, given) for name, given in table.inputs.items()}
    _check_answers(table)
    _check_effects(table)
    rows = tuple(
        CompiledRow(row, tuple(_tests(table, row, subjects))) for row in _with_own_ids(table)
    )
    return CompiledTable(declared=table, rows=rows)


def _subject(name: str, declared: Input) -> Subject:
    return Subject(
        name=name,
        kind=declared.kind,
        words=declared.values,
        when_missing=False if declared.when_missing == "no" else None,
    )


def _with_own_ids(table: DecisionTable) -> tuple[Row, ...]:
    seen: set[str] = set()
    for row in table.rows:
        if row.id in seen:
            raise BadPolicy("this id stands twice.", table=table.table, row=row.id)
        seen.add(row.id)
    return table.rows


def _check_answers(table: DecisionTable) -> None:
    answers: list[tuple[str, Answer]] = [("default", table.default), ("unknown", table.unknown)]
    answers += [(row.id, row) for row in table.rows]
    for name, answer in answers:
        check_outputs(table, name, answer.then)
        known = {*table.inputs, *table.outputs}
        for slot in sorted(answer.slots - known):
            refuse(table, name, f"“{{{slot}}}” is no input or output.", slot, known)


def check_outputs(table: DecisionTable, row: str, then: Outputs) -> None:
    """Refuse an answer that leaves an output out, or says a word that is not in its set."""
    for output in sorted(set(table.outputs) - set(then)):
        raise BadPolicy(f"“{output}” is missing in its answer.", table=table.table, row=row)
    for output, word in then.items():
        if output not in table.outputs:
            refuse(table, row, f"“{output}” is no output.", output, table.outputs)
        if word not in table.outputs[output]:
            refuse(table, row, f"“{word}” is no {output}.", word, table.outputs[output])


def _check_effects(table: DecisionTable) -> None:
    """Refuse a table whose effects are not of the closed set, or that passes by default."""
    for row, fault in effect_fault(table):
        raise BadPolicy(fault, table=table.table, row=row)


def refuse(
    table: DecisionTable, row: str | None, what: str, word: str, right: Iterable[str]
) -> None:
    """Raise BadPolicy that names the nearest right word."""
    raise BadPolicy(what, table=table.table, row=row, remedy=nearest(word, right))


def _tests(table: DecisionTable, row: Row, subjects: Mapping[str, Subject]) -> Iterable[Test]:
    for name, cell in row.when.items():
        if name not in subjects:
            refuse(table, row.id, f"“{name}” is no input.", name, subjects)
        try:
            yield compile_cell(subjects[name], cell, subjects)
        except ValueError as wrong:
            raise BadPolicy(f"{name}: {wrong}", table=table.table, row=row.id) from wrong
