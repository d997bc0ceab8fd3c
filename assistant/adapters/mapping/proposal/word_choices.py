"""What the words of a column mean among the few that a field knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.adapters.mapping.proposal.evidence import Evidence
from assistant.adapters.mapping.proposal.question import Option, Question
from assistant.adapters.mapping.proposal.vocabulary import choice_words, normal
from assistant.portfolio.noun import Column

LEAVE = "leave"
"""The answer that a word says nothing of the kind."""

EACH = "each"
"""The answer that a column's many words are to be asked about one by one."""

_MOST_UNKNOWN = 12
_TELLING = 0.3
_LONGEST = 40
"""A longer text is prose, and no word for a status."""


@dataclass(frozen=True, slots=True)
class WordChoices:
    """Their word → ours, the words that say nothing, and a question for each unknown one."""

    choices: Mapping[str, str]
    nothing: tuple[str, ...]
    questions: tuple[Question, ...]


def holds_choices(column: Evidence, table: str, field: Column) -> bool:
    """Say whether enough of a column's words are known for a field."""
    known = choice_words(table, field.name)
    counts = zip(column.texts, column.counts, strict=True)
    read = sum(count for text, count in counts if normal(text) in known)
    return len(column.texts) <= _MOST_UNKNOWN * 2 and read >= _TELLING * max(1, column.filled)


def word_choices(
    column: Evidence, table: str, field: Column, answers: Mapping[str, str]
) -> WordChoices:
    """Return what a column's words mean; nothing unknown is guessed."""
    known = choice_words(table, field.name)
    strange = [text for text in column.texts if normal(text) not in known and not _is_prose(text)]
    if len(strange) > _MOST_UNKNOWN:
        together = _question_on_all(column, len(strange))
        answer = answers.get(together.id)
        if answer != EACH:
            return WordChoices({}, column.texts, () if answer else (together,))
    choices: dict[str, str] = {}
    nothing: list[str] = []
    questions: list[Question] = []
    for text, count in zip(column.texts, column.counts, strict=True):
        question = _question(column, text, count, field)
        meaning = answers.get(question.id) or known.get(normal(text))
        if meaning is None and not _is_prose(text):
            questions.append(question)
        if meaning is None or meaning == LEAVE:
            nothing.append(f"{text[:_LONGEST].rstrip()}…" if _is_prose(text) else text)
        elif meaning != text.lower():
            choices[text.lower()] = meaning
    return WordChoices(choices, tuple(nothing), tuple(questions))


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST


def _question_on_all(column: Evidence, count: int) -> Question:
    return Question(
        id=f"words:{column.file}:{column.header}",
        text=f"“{column.header}” has {count} words that are not known here: what are they?",
        evidence=column.sample(),
        options=(
            Option(key=LEAVE, meaning="they say nothing of the kind"),
            Option(key=EACH, meaning="ask about each"),
        ),
    )


def _question(column: Evidence, text: str, count: int, field: Column) -> Question:
    options = [Option(key=choice, meaning=f"“{text}” is {choice}") for choice in field.choices]
    rows = "one row" if count == 1 else f"{count:,} rows"
    return Question(
        id=f"word:{column.file}:{column.header}:{text}",
        text=f"What is “{text}” in “{column.header}”?",
        evidence=(f"in {rows}",),
        options=(*options, Option(key=LEAVE, meaning="it says nothing of the kind")),
        about=text,
    )
