"""Runs the examples of a table's rows: whenever it is read, and as tests that can be listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.errors import BadPolicy
from assistant.policy.cells import earlier
from assistant.policy.compiling import check_outputs, refuse
from assistant.policy.evaluation import CompiledTable
from assistant.policy.kinds import InputKind, PolicyValue, read_literal
from assistant.policy.table import Input, Outputs, Row
from assistant.values import Value


class ExampleResult(Value):
    """One example of a row: what it is given, what it expects and what is answered."""

    table: str
    row: str
    number: int
    given: Mapping[str, str]
    expected: Outputs
    answered: tuple[Outputs, ...]
    rule: str
    decided_here: bool
    passes: bool


def run_examples(compiled: CompiledTable) -> Iterator[ExampleResult]:
    """Yield every example of a table, run; BadPolicy for one that gives what cannot be given."""
    for row in compiled.declared.rows:
        yield from _run(compiled, row)


def check_examples(compiled: CompiledTable) -> None:
    """Run every row's examples; BadPolicy names the first row whose example is answered otherwise.

    Of a row's examples it has to decide one at least, and one it must not.
    """
    for row in compiled.declared.rows:
        results = list(_run(compiled, row))
        if failed := next((each for each in results if not each.passes), None):
            raise BadPolicy(_otherwise(failed), table=failed.table, row=failed.row)
        if {each.decided_here for each in results} != {True, False}:
            what = "its examples should show one case it decides and one it does not."
            raise BadPolicy(what, table=compiled.declared.table, row=row.id)


def read_given(
    compiled: CompiledTable, texts: Mapping[str, str], row: str | None, who: str = "its example"
) -> dict[str, PolicyValue]:
    """Read what a table is given, as texts; BadPolicy names the input and how it is written."""
    table, known = compiled.declared, _askable(compiled)
    values: dict[str, PolicyValue] = {}
    for name, text in texts.items():
        if name not in known:
            refuse(table, row, f"“{name}” is no input.", name, known)
        try:
            values[name] = _value(known[name], text)
        except (ValueError, KeyError) as wrong:
            example = known[name].kind.example
            what = f"{who} says “{text}” for {name}; write it like “{example}”."
            raise BadPolicy(what, table=table.table, row=row) from wrong
    return values


def _run(compiled: CompiledTable, row: Row) -> Iterator[ExampleResult]:
    for number, example in enumerate(row.examples, start=1):
        check_outputs(compiled.declared, row.id, example.expected)
        verdict = compiled.decide(read_given(compiled, example.given, row.id))
        yield ExampleResult(
            table=compiled.declared.table,
            row=row.id,
            number=number,
            given=example.given,
            expected=example.expected,
            answered=verdict.outputs,
            rule=verdict.rule,
            decided_here=any(answer is row for answer in verdict.answers),
            passes=example.expected in verdict.outputs,
        )


def _otherwise(failed: ExampleResult) -> str:
    said = ", ".join(f"{name} {word}" for name, word in failed.answered[0].items())
    return f"its example number {failed.number} is answered {said} (by {failed.rule})."


def _askable(compiled: CompiledTable) -> dict[str, Input]:
    """Return what may be given: every input, and the earlier values that are asked for."""
    inputs = compiled.declared.inputs
    before = {earlier(name, days): inputs[name] for name, days in compiled.looks_back}
    return {**inputs, **before}


def _value(declared: Input, text: str) -> PolicyValue:
    if declared.kind is InputKind.NAME:
        return text
    if declared.kind is InputKind.CHOICE and text not in declared.values:
        raise ValueError(text)
    return read_literal(declared.kind, text)
