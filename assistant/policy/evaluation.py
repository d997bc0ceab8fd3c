"""Runs a decision table: compiled once, then a few microseconds a question.

The rule for missing values: a row whose conditions cannot all be answered is open. In a table
that takes the first hit, an open row before the hit might have been the hit, so the answer stands
only when every open row says the same; else it is the table's `unknown`. A table that collects
adds `unknown` to what was hit. So nothing passes because a value is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assistant.policy.cells import Given, Test, all_of, earlier, looks_back
from assistant.policy.kinds import PolicyValue
from assistant.policy.table import Answer, DecisionTable, HitPolicy, Outputs, Row


class Truth(StrEnum):
    """The three answers of a condition."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_TRUTHS = {True: Truth.YES, False: Truth.NO, None: Truth.UNKNOWN}


@dataclass(frozen=True, slots=True)
class CellTrace:
    """One condition, the value it was asked about, and its answer.

    `before` is the earlier value, where the condition asks about one.
    """

    input: str
    condition: str
    value: PolicyValue | None
    answer: Truth
    before: PolicyValue | None = None


@dataclass(
    slots=True
)  # not frozen: freezing triples the price of a trace, which is made for every row
class RowTrace:
    """One row and what each of its conditions answered. Its words are made when asked for."""

    compiled: CompiledRow
    given: Given
    answers: list[bool | None]

    @property
    def row(self) -> str:
        """The row's id."""
        return self.compiled.row.id

    @property
    def answer(self) -> Truth:
        """Whether all its conditions hold."""
        if False in self.answers:
            return Truth.NO
        return Truth.UNKNOWN if None in self.answers else Truth.YES

    @property
    def cells(self) -> tuple[CellTrace, ...]:
        """Each condition with its value and answer, in the order of the row."""
        conditions = self.compiled.row.when.items()
        return tuple(
            CellTrace(
                name,
                condition,
                self.given.get(name),
                _TRUTHS[answer],
                self._before(name, condition),
            )
            for (name, condition), answer in zip(conditions, self.answers, strict=True)
        )

    def _before(self, name: str, condition: str) -> PolicyValue | None:
        days = looks_back(condition)
        return None if days is None else self.given.get(earlier(name, days))


@dataclass(frozen=True, slots=True)
class CompiledRow:
    """A row with its conditions as functions, in the order of `row.when`."""

    row: Row
    tests: tuple[Test, ...]

    def trace(self, given: Given) -> RowTrace:
        """Return what each condition answers."""
        return RowTrace(self, given, [test(given) for test in self.tests])


@dataclass(frozen=True)
class CompiledTable:
    """A decision table ready to be asked."""

    declared: DecisionTable
    rows: tuple[CompiledRow, ...]

    @cached_property
    def looks_back(self) -> tuple[tuple[str, int], ...]:
        """The inputs whose earlier values are asked for, each with how many days ago."""
        asked = {
            (name, days)
            for row in self.declared.rows
            for name, cell in row.when.items()
            if (days := looks_back(cell)) is not None
        }
        return tuple(sorted(asked))

    def decide(self, given: Given) -> Verdict:
        """Answer for these values; an input that is not given is missing."""
        given = dict(given)
        if self.declared.hit is HitPolicy.FIRST:
            return self._first(given)
        return self._all(given)

    def _first(self, given: Given) -> Verdict:
        opened: list[Row] = []
        answer: Answer = self.declared.default
        for compiled in self.rows:
            holds = all_of(compiled.tests, given)
            if holds:
                answer = compiled.row
                break
            if holds is None:
                opened.append(compiled.row)
        if any(row.then != answer.then for row in opened):
            return Verdict(self, given, (self.declared.unknown,), tuple(opened), is_unknown=True)
        return Verdict(self, given, (answer,), tuple(opened), is_unknown=False)

    def _all(self, given: Given) -> Verdict:
        hits: list[Answer] = []
        opened: list[Row] = []
        for compiled in self.rows:
            holds = all_of(compiled.tests, given)
            if holds:
                hits.append(compiled.row)
            elif holds is None:
                opened.append(compiled.row)
        if opened:
            hits.append(self.declared.unknown)
        answers = tuple(hits) or (self.declared.default,)
        return Verdict(self, given, answers, tuple(opened), is_unknown=bool(opened))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a table answered, and why.

    `answers` holds one answer where the first hit is taken, else one for each row hit; `open` are
    the rows that a missing value left unanswered. `is_unknown` says that this mattered.
    """

    table: CompiledTable
    given: Given
    answers: tuple[Answer, ...]
    open: tuple[Row, ...]
    is_unknown: bool

    def __getitem__(self, output: str) -> str:
        """Return the word answered for an output; the first where several rows answered."""
        return self.answers[0].then[output]

    @property
    def outputs(self) -> tuple[Outputs, ...]:
        """The words of every answer, in the order of the rows."""
        return tuple(answer.then for answer in self.answers)

    @property
    def answer(self) -> Answer:
        """The first answer, with its sentence and remedy."""
        return self.answers[0]

    @property
    def rule(self) -> str:
        """The id of the row that answered; TABLE/default or TABLE/unknown where none did."""
        if isinstance(self.answer, Row):
            return self.answer.id
        return f"{self.table.declared.table}/{'unknown' if self.is_unknown else 'default'}"

    def agreeing(self) -> tuple[Row, ...]:
        """Return the rows that did not answer but hold as well and say the same."""
        answered = {answer.id for answer in self.answers if isinstance(answer, Row)}
        return tuple(
            each.row
            for each in self.table.rows
            if each.row.id not in answered
            and each.row.then in self.outputs
            and all_of(each.tests, self.given)
        )

    def trace(self) -> tuple[RowTrace, ...]:
        """Return every row and cell with its value and answer; replayed, not remembered."""
        return tuple(row.trace(self.given) for row in self.table.rows)

    def missing(self) -> tuple[str, ...]:
        """Return the inputs whose absence left rows open, in the table's order."""
        opened = {row.id for row in self.open}
        lacking = {
            cell.input
            for row in self.trace()
            if row.row in opened
            for cell in row.cells
            if cell.answer is Truth.UNKNOWN
        }
        return tuple(name for name in self.table.declared.inputs if name in lacking)
