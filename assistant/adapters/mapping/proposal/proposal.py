"""A mapping proposed from an export: what is clear is decided, what is not is asked.

proposal = propose_mapping(read_tables(path), "jira")
for question in proposal.questions: …
proposal = proposal.answer(question.id, "day")
mapping = proposal.settled()
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.adapters.mapping.field_columns import used_headers
from assistant.adapters.mapping.header_names import matching_headers
from assistant.adapters.mapping.mapping_file import mapping_text
from assistant.adapters.mapping.proposal.as_of_column import as_of_rule
from assistant.adapters.mapping.proposal.examples import ExampleRow, example_rows, is_main
from assistant.adapters.mapping.proposal.question import Doubtful, Question
from assistant.adapters.mapping.proposal.table_proposal import ROWS, SeenTable, propose_table
from assistant.adapters.mapping.selection import selected
from assistant.adapters.mapping.source_mapping import AsOfRule, NounRule, SourceMapping
from assistant.adapters.mapping.templates import slots
from assistant.adapters.tabular.raw import RawTable, Reading
from assistant.errors import BadInput, BadMapping, BadSource

_HOW = "docs/mapping.md shows how."


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an export seems to mean.

    `draft` holds what is clear, None where nothing is yet; while there are questions it lacks the
    fields they are about. `unmapped` are the columns that no rule uses, by table: they are kept
    beside each row. `doubtful` are those the questions are about, answered ones too. `day` tells
    where the day stands when no column does.
    """

    source: str
    reading: Reading
    draft: SourceMapping | None
    questions: tuple[Question, ...]
    unmapped: Mapping[str, tuple[str, ...]]
    doubtful: Mapping[str, frozenset[Doubtful]]
    answers: Mapping[str, str] = field(default_factory=dict)
    day: AsOfRule | None = None

    def answer(self, question: str, option: str) -> Proposal:
        """Return the proposal with one question or doubt answered; raises BadInput."""
        asked = next((one for one in self._answerable() if one.id == question), None)
        if asked is None:
            known = ", ".join(one.id for one in self.questions) or "none"
            raise BadInput(f"“{question}” is not asked.", remedy=f"Open questions: {known}.")
        answers = {**self.answers, question: asked.check(option)}
        told = propose_mapping(self.reading, self.source, answers, self.day)
        doubtful = {
            file: cells | self.doubtful.get(file, frozenset())
            for file, cells in told.doubtful.items()
        }
        return replace(told, doubtful=doubtful)

    def doubts(self, named: str) -> tuple[Question, ...]:
        """Return the questions whose answers overrule what was taken from a column.

        One for each table that has the column; for “rows”, what the rows are.
        """
        return tuple(one for seen in self._seen() for one in seen.doubts(named))

    def named(self, source: str) -> Proposal:
        """Return the proposal for a source of another name."""
        draft = self.draft and self.draft.model_copy(update={"source": source})
        return replace(self, source=source, draft=draft)

    @property
    def columns(self) -> Mapping[str, Mapping[str, str]]:
        """The headers each field is read from, by table and field; what is named beside is not."""
        return {
            rule.noun: {
                name: ", ".join(one.headers or slots(one.text or ""))
                for name, one in rule.fields.items()
            }
            for rule in (self.draft.nouns if self.draft else ())
            if is_main(rule)
        }

    def _seen(self) -> tuple[SeenTable, ...]:
        return tuple(SeenTable.of(table, self.answers) for table in self.reading.tables)

    def _answerable(self) -> Iterator[Question]:
        yield from self.questions
        for seen in self._seen():
            for named in (ROWS, *seen.table.headers):
                yield from seen.doubts(named)

    def settled(self) -> SourceMapping:
        """Return the mapping; raises BadMapping, naming them, while questions are open."""
        if self.draft is None or self.questions:
            asked = "\n".join(f"  {question}" for question in self.questions)
            raise BadMapping(
                f"What {self.source} means is not clear yet:\n{asked}\n",
                remedy=f"Answer on a terminal, or write a mapping file: {_HOW}",
            )
        return self.draft

    def to_yaml(self) -> str:
        """Return the mapping as the text of a file; raises BadMapping while questions are open."""
        return mapping_text(self.settled())

    def examples(self, as_of: date, count: int = 10) -> tuple[ExampleRow, ...]:
        """Return mapped rows, those with something doubtful first."""
        if self.draft is None:
            return ()
        return example_rows(self.draft, self.reading, self.doubtful, as_of, count)


def propose_mapping(
    reading: Reading,
    source: str,
    answers: Mapping[str, str] | None = None,
    day: AsOfRule | None = None,
) -> Proposal:
    """Propose what an export means; raises BadSource where its headers tell nothing.

    `day` is where the day stands that it speaks of, for want of a column.
    """
    answers = answers or {}
    seen = [SeenTable.of(table, answers) for table in reading.tables]
    nouns = [one.choice.noun.table for one in seen if one.choice.noun is not None]
    alone = len(reading.tables) == 1
    parts = [propose_table(one, nouns, answers, alone=alone) for one in seen]
    rules = tuple(rule for part in parts for rule in part.rules)
    questions = tuple(question for part in parts for question in part.questions)
    if not rules and not questions:
        raise _nothing_known(reading, source)
    as_of = as_of_rule([column for one in seen for column in one.columns]) or day
    draft = SourceMapping(source=source, as_of=as_of, nouns=rules) if rules else None
    return Proposal(
        source=source,
        reading=reading,
        draft=draft,
        questions=questions,
        unmapped={table.file: _unmapped(rules, table) for table in reading.tables},
        doubtful={part.file: part.doubtful for part in parts},
        answers=answers,
        day=day,
    )


def _nothing_known(reading: Reading, source: str) -> BadSource:
    files = {table.file for table in reading.tables}
    file = files.pop() if len(files) == 1 else source
    if not any(table.cells.height for table in reading.tables):
        return BadSource("it has no row below its headers.", file=file, remedy="Export it again.")
    headers = [header for table in reading.tables[:3] for header in table.headers[:8]]
    shown = ", ".join(headers)
    message = f"what its rows are cannot be told from its columns ({shown})."
    return BadSource(message, file=file, remedy=f"Write a mapping file: {_HOW}")


def _unmapped(rules: Sequence[NounRule], table: RawTable) -> tuple[str, ...]:
    mine = [rule for rule in rules if selected(table, rule) is not None]
    used = {header for rule in mine for header in used_headers(table.headers, rule.fields)}
    lists = [rule.each for rule in mine if rule.each is not None]
    used.update(
        header for name in lists for header in matching_headers(table.headers, name, repeats=True)
    )
    return tuple(
        header
        for header in table.headers
        if header not in used and table.cells[header].null_count() < table.cells.height
    )
