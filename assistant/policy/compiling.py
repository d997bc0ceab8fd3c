"""From a table as written to one that can be asked: every cell compiled, every example run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.errors import BadPolicy
from assistant.policy.cells import Subject, Test, compile_cell, earlier
from assistant.policy.effects import effect_fault
from assistant.policy.evaluation import CompiledRow, CompiledTable
from assistant.policy.kinds import InputKind, PolicyValue, read_literal
from assistant.policy.table import Answer, DecisionTable, Example, Input, Outputs, Row
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


def check_examples(compiled: CompiledTable) -> None:
    """Run every row's examples; BadPolicy names the row whose example is answered otherwise."""
    for row in compiled.declared.rows:
        _run_examples(compiled, row)


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
        _check_outputs(table, name, answer.then)
        known = {*table.inputs, *table.outputs}
        for slot in sorted(answer.slots - known):
            _refuse(table, name, f"“{{{slot}}}” is no input or output.", slot, known)


def _check_outputs(table: DecisionTable, row: str, then: Outputs) -> None:
    for output in sorted(set(table.outputs) - set(then)):
        raise BadPolicy(f"“{output}” is missing in its answer.", table=table.table, row=row)
    for output, word in then.items():
        if output not in table.outputs:
            _refuse(table, row, f"“{output}” is no output.", output, table.outputs)
        if word not in table.outputs[output]:
            _refuse(table, row, f"“{word}” is no {output}.", word, table.outputs[output])


def _check_effects(table: DecisionTable) -> None:
    """Refuse a table whose effects are not of the closed set, or that passes by default."""
    for row, fault in effect_fault(table):
        raise BadPolicy(fault, table=table.table, row=row)


def _refuse(table: DecisionTable, row: str, what: str, word: str, right: Iterable[str]) -> None:
    raise BadPolicy(what, table=table.table, row=row, remedy=nearest(word, right))


def _tests(table: DecisionTable, row: Row, subjects: Mapping[str, Subject]) -> Iterable[Test]:
    for name, cell in row.when.items():
        if name not in subjects:
            _refuse(table, row.id, f"“{name}” is no input.", name, subjects)
        try:
            yield compile_cell(subjects[name], cell, subjects)
        except ValueError as wrong:
            raise BadPolicy(f"{name}: {wrong}", table=table.table, row=row.id) from wrong


def _run_examples(compiled: CompiledTable, row: Row) -> None:
    """Run a row's examples: one at least it must decide, and one it must not."""
    table = compiled.declared
    decided = set()
    for number, example in enumerate(row.examples, start=1):
        _check_outputs(table, row.id, example.expected)
        verdict = compiled.decide(_given(compiled, row, example))
        if example.expected not in verdict.outputs:
            said = ", ".join(f"{name} {word}" for name, word in verdict.outputs[0].items())
            what = f"its example number {number} is answered {said} (by {verdict.rule})."
            raise BadPolicy(what, table=table.table, row=row.id)
        decided.add(any(answer is row for answer in verdict.answers))
    if decided != {True, False}:
        what = "its examples should show one case it decides and one it does not."
        raise BadPolicy(what, table=table.table, row=row.id)


def _askable(compiled: CompiledTable) -> dict[str, Input]:
    """Return what an example may give: every input, and the earlier values that are asked for."""
    inputs = compiled.declared.inputs
    before = {earlier(name, days): inputs[name] for name, days in compiled.looks_back}
    return {**inputs, **before}


def _given(compiled: CompiledTable, row: Row, example: Example) -> dict[str, PolicyValue]:
    table = compiled.declared
    values: dict[str, PolicyValue] = {}
    known = _askable(compiled)
    for name, text in example.given.items():
        if name not in known:
            _refuse(table, row.id, f"“{name}” is no input.", name, known)
        try:
            values[name] = _value(known[name], text)
        except (ValueError, KeyError) as wrong:
            kind = known[name].kind
            what = f"its example says “{text}” for {name}; write it like “{kind.example}”."
            raise BadPolicy(what, table=table.table, row=row.id) from wrong
    return values


def _value(declared: Input, text: str) -> PolicyValue:
    if declared.kind is InputKind.NAME:
        return text
    if declared.kind is InputKind.CHOICE and text not in declared.values:
        raise ValueError(text)
    return read_literal(declared.kind, text)
