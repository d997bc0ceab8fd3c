"""Why a rule said what it said: every row and cell, with the values it was asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from assistant.errors import NotFound
from assistant.health.findings.asking import GATHERED, asked
from assistant.health.findings.matter import Matter, Row
from assistant.health.rag.evidence import Evidence
from assistant.health.survey import Survey
from assistant.policy import RowTrace, Truth, Verdict
from assistant.policy.cells import earlier, looks_back
from assistant.policy.examples import read_given
from assistant.policy.kinds import InputKind
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.assessment import Assessment
from assistant.values import Fact, Statement, Unit, Value

_UNITS = {
    InputKind.DAYS: Unit.DAYS,
    InputKind.PERCENT: Unit.PERCENT,
    InputKind.COUNT: Unit.COUNT,
    InputKind.RATIO: Unit.RATIO,
    InputKind.SCORE: Unit.SCORE,
    InputKind.MONEY: Unit.MONEY,
    InputKind.EFFORT: Unit.EFFORT,
    InputKind.DATE: Unit.DATE,
    InputKind.NAME: Unit.NAME,
}


class TracedCell(Value):
    """One condition, the value it was asked about, and its answer."""

    input: str
    condition: str
    value: Fact | None = Field(description="None where nothing is known, or it is only words")
    answer: Truth
    before: Fact | None = Field(default=None, description="the earlier value, where one is asked")


class TracedRow(Value):
    """One row and whether its conditions hold."""

    rule: str
    answer: Truth
    decides: bool
    cells: tuple[TracedCell, ...]


class TracedVerdict(Value):
    """A table's verdict about one thing, and how it came about."""

    table: str
    subject: str
    rule: str
    outputs: tuple[Mapping[str, str], ...]
    because: Statement
    remedy: Statement
    missing: tuple[str, ...] = Field(description="inputs whose absence mattered")
    rows: tuple[TracedRow, ...]


def trace_given(assessment: Assessment, table: str, texts: Mapping[str, str]) -> TracedVerdict:
    """Return a table's verdict on values that somebody wrote down; BadPolicy for none of its."""
    compiled = assessment.app.policy.table(table)
    given = read_given(compiled, texts, None, who="what is given")
    evidence = Evidence("given", table)
    for name, value in given.items():
        kind = compiled.declared.inputs[name.split(" ", 1)[0]].kind
        evidence.computed(name, value, _UNITS.get(kind, Unit.STATUS))
    return _traced("what was given", evidence, compiled.decide(given), Facts(assessment.seen))


def trace_subject(assessment: Assessment, table: str, subject: str) -> tuple[TracedVerdict, ...]:
    """Return a table's verdicts about a project, item or other row, as the asker may see them.

    Verdicts are those of record. Raises BadPolicy for an unknown table, NotFound for a subject
    that the table does not speak of, or that the asker may not see.
    """
    policy, view = assessment.app.policy, assessment.view
    policy.table(table)
    if table not in GATHERED:
        raise NotFound("thing that this table is asked about by itself", subject)
    survey = Survey(view.full, policy, assessment.whole_history)
    found = tuple(
        _traced(matter.evidence.subject, matter.evidence, verdict, survey.facts)
        for matter, verdict in asked(survey, table)
        if _is_about(matter, subject, view.full) and _is_seen(matter, view.seen)
    )
    if not found:
        raise NotFound("subject", subject)
    return found


def _is_about(matter: Matter, subject: str, snapshot: Snapshot) -> bool:
    """Say whether something is called so, by key or name: its rows and its projects."""
    rows: list[Row] = [*matter.rows, *((Project, key) for key in matter.projects)]
    named = {key for _, key in rows}
    named |= {getattr(snapshot.get(noun, key), "name", None) or key for noun, key in rows}
    return subject.casefold() in {each.casefold() for each in named}


def _is_seen(matter: Matter, seen: Snapshot) -> bool:
    return all(seen.get(noun, key) is not None for noun, key in matter.rows)


def _traced(subject: str, evidence: Evidence, verdict: Verdict, facts: Facts) -> TracedVerdict:
    return TracedVerdict(
        table=verdict.table.declared.table,
        subject=subject,
        rule=verdict.rule,
        outputs=verdict.outputs,
        because=evidence.say(verdict.answer.because, facts),
        remedy=evidence.say(verdict.answer.remedy, facts),
        missing=verdict.missing() if verdict.is_unknown else (),
        rows=tuple(_rows(evidence, verdict, facts)),
    )


def _rows(evidence: Evidence, verdict: Verdict, facts: Facts) -> Iterator[TracedRow]:
    decided = {id(answer) for answer in verdict.answers}
    for compiled, row in zip(verdict.table.rows, verdict.trace(), strict=True):
        yield TracedRow(
            rule=row.row,
            answer=row.answer,
            decides=id(compiled.row) in decided,
            cells=tuple(_cells(evidence, row, facts)),
        )


def _cells(evidence: Evidence, row: RowTrace, facts: Facts) -> Iterator[TracedCell]:
    for cell in row.cells:
        days = looks_back(cell.condition)
        yield TracedCell(
            input=cell.input,
            condition=cell.condition,
            value=None if cell.value is None else evidence.known(cell.input, facts),
            answer=cell.answer,
            before=None if days is None else evidence.known(earlier(cell.input, days), facts),
        )
