"""The rules of one table's fields: where each stands and how it is written, and what is unclear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.adapters.mapping.proposal.date_formats import DateFormats, date_formats, holds_dates
from assistant.adapters.mapping.proposal.evidence import Evidence
from assistant.adapters.mapping.proposal.field_matches import (
    Matches,
    holds_efforts,
    holds_skill_efforts,
)
from assistant.adapters.mapping.proposal.number_formats import (
    currency,
    decimal_mark,
    holds_numbers,
    scale,
    unit,
)
from assistant.adapters.mapping.proposal.question import Doubtful, Question
from assistant.adapters.mapping.proposal.word_choices import word_choices
from assistant.adapters.mapping.source_mapping import FieldRule
from assistant.adapters.mapping.templates import slot
from assistant.adapters.tabular.effort_cells import WORK
from assistant.adapters.tabular.raw import CellFormat, DecimalMark
from assistant.portfolio.noun import Column, Kind, Noun, columns

_FRACTIONS = frozenset({Kind.DECIMAL, Kind.MONEY, Kind.EFFORT, Kind.SKILL_EFFORTS})
_FIGURES = frozenset({Kind.DATE, Kind.DECIMAL, Kind.MONEY, Kind.EFFORT, Kind.INTEGER})
_SEPARATORS = (";", ",", "|", "\n")
_OFTEN = 0.1
_USUAL = CellFormat()


@dataclass(slots=True)
class FieldRules:
    """The rules by field, the questions still open, and the cells that they are about."""

    rules: dict[str, FieldRule] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    doubtful: set[Doubtful] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class TableWriting:
    """How a whole table is written, from all its columns together, and the questions on that."""

    dates: DateFormats
    decimal: DecimalMark
    unclear: Mapping[str, Question]

    @classmethod
    def of(
        cls,
        file: str,
        found: Mapping[Column, Evidence],
        beside: Sequence[Evidence],
        answers: Mapping[str, str],
    ) -> TableWriting:
        """Look at the date columns together, and at all columns of numbers together."""
        days = [one for column, one in found.items() if column.kind is Kind.DATE]
        dates = date_formats(file, days, answers.get(f"dates:{file}"))
        amounts = [one for column, one in found.items() if column.kind in _FRACTIONS]
        numbers = [one for one in beside if holds_numbers(one) and not holds_dates(one)]
        mark, question = decimal_mark(file, amounts, numbers, answers.get(f"decimal:{file}"))
        unclear = {one.header: question for one in amounts if question is not None}
        if dates.question is not None:
            unclear |= dict.fromkeys(dates.doubtful, dates.question)
        return cls(dates=dates, decimal=mark, unclear=unclear)


def field_rules(
    noun: type[Noun],
    matches: Matches,
    beside: Sequence[Evidence],
    answers: Mapping[str, str],
) -> FieldRules:
    """Return the rules of a noun's fields in one table.

    `beside` are all its columns: they tell together how it is written. A doubtful field has a rule
    only where its question has a default.
    """
    found = {column: matches[column.name][0] for column in columns(noun) if column.name in matches}
    file = beside[0].file
    writing = TableWriting.of(file, found, beside, answers)
    made = FieldRules()
    for column, one in found.items():
        rule, questions = _rule(noun, column, one, writing, answers)
        asked = [
            *questions,
            *([writing.unclear[one.header]] if one.header in writing.unclear else []),
        ]
        made.questions += [question for question in asked if question not in made.questions]
        made.doubtful |= {(one.header, question.about) for question in asked}
        if not any(question.default is None for question in asked) or column.kind is Kind.CHOICE:
            made.rules[column.name] = rule
    return made


def _rule(
    noun: type[Noun],
    column: Column,
    one: Evidence,
    writing: TableWriting,
    answers: Mapping[str, str],
) -> tuple[FieldRule, list[Question]]:
    missing = one.missing if column.kind is not Kind.TEXT or column.ref else ()
    if column.kind in _FIGURES:
        missing += one.prose
    plain = FieldRule(
        headers=(one.header,),
        take=one.part if one.holds_objects else None,
        missing=missing or None,
    )
    if column.kind is Kind.DATE:
        patterns = writing.dates.patterns[one.header]
        usual = patterns == _USUAL.dates
        return plain.model_copy(update={"dates": None if usual else patterns}), []
    if column.kind is Kind.CHOICE:
        words = word_choices(one, noun.table, column, answers)
        nothing = (*missing, *words.nothing)
        said = {"choices": words.choices or None, "missing": nothing or None}
        return plain.model_copy(update=said), list(words.questions)
    if column.kind is Kind.LIST and not one.holds_objects:
        separator = _separator(one)
        usual = separator == _USUAL.separator
        return plain.model_copy(update={"separator": None if usual else separator}), []
    if column.kind in _FRACTIONS:
        return _fraction(plain, column, one, writing.decimal, answers)
    return plain, []


def _fraction(
    plain: FieldRule,
    column: Column,
    one: Evidence,
    mark: DecimalMark,
    answers: Mapping[str, str],
) -> tuple[FieldRule, list[Question]]:
    """Return the rule of a number, an amount or an effort."""
    rule = plain.model_copy(update={"decimal": None if mark is _USUAL.decimal else mark})
    if column.kind is Kind.MONEY:
        answer = answers.get(f"currency:{one.file}")
        code, question = currency(one, mark, answer)
        rule = rule.model_copy(update={"currency": code, "scale": scale(one.header)})
        return rule, [question] if question else []
    with_units = holds_efforts(one)
    if column.kind is Kind.DECIMAL or (holds_skill_efforts(one) and not with_units):
        return rule, []
    answer = answers.get(f"unit:{one.file}")
    stated, question = (None, None) if with_units else unit(one, answer)
    stated = stated or (question.default if question else None)
    if column.kind is Kind.SKILL_EFFORTS and with_units:
        text = f"{WORK} {slot(one.header)}"
        rule = rule.model_copy(update={"headers": (), "text": text})
    elif stated is not None:
        rule = rule.model_copy(update={"unit": stated})
    return rule, [question] if question else []


def _separator(one: Evidence) -> str:
    """Return what most often stands between the entries of a list cell."""
    counts = {mark: sum(mark in text for text in one.texts) for mark in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda mark: counts[mark])
    return best if counts[best] >= _OFTEN * len(one.texts) else _USUAL.separator
