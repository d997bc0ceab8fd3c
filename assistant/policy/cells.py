"""The cells of a decision table's conditions: `= != < <= > >= in between missing changed_since`.

    "> 10 days"    "between 5 % and 10 %"    "in red, amber"    "> tolerance"    "missing"
    "changed_since 7 days"

The right-hand side is a literal of the input's kind, or the name of another input of that kind.
A condition is true, false or unknown: it is unknown when a value it needs is missing, or when two
amounts of different currencies meet. "missing" itself always has an answer.

"changed_since 7 days" compares an input with its own value of that long ago, which is given
beside it under the name that `earlier` makes. A value that is missing on either day leaves it
unknown: what nobody wrote down then is no evidence of a change.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.policy.kinds import Comparison, InputKind, PolicyValue, comparison, read_literal
from assistant.policy.words import nearest

Given = Mapping[str, PolicyValue | None]
Test = Callable[[Given], bool | None]
"""One condition, compiled: True, False, or None for unknown."""

_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
CHANGED = "changed_since"
_AGO = re.compile(r"([1-9]\d{0,3}) ?days?")
_OF_PARTS = frozenset({InputKind.MONEY, InputKind.EFFORT})
"""Kinds whose values are compared by a part of them."""

_CELL = re.compile(r"(!=|<=|>=|=|<|>|[\w-]+)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Subject:
    """An input as a condition sees it. `when_missing` is the answer where it holds nothing."""

    name: str
    kind: InputKind
    words: tuple[str, ...] = ()
    when_missing: bool | None = None


def earlier(name: str, days: int) -> str:
    """Return the name under which an input's value of so many calendar days ago is given."""
    return f"{name} {days} days ago"


def looks_back(text: str) -> int | None:
    """Return how many calendar days ago a condition asks about; None for one that does not."""
    word, operand = cell_parts(text)
    return _whole_days(operand) if word == CHANGED else None


def cell_parts(text: str) -> tuple[str, str]:
    """Return a condition's operator and what stands after it."""
    found = _CELL.fullmatch(text.strip())
    return (found[1], found[2].strip()) if found else (text, "")


def compile_cell(subject: Subject, text: str, others: Mapping[str, Subject]) -> Test:
    """Compile one condition; ValueError says what is wrong with it and what would be right."""
    word, operand = cell_parts(text)
    if word in _SIGNS:
        return _compared(subject, word, operand, others)
    if word in _FORMS:
        return _FORMS[word](subject, operand, others)
    msg = f"“{text}” does not begin with an operator. {nearest(word, OPERATORS)}"
    raise ValueError(msg)


def _missing(subject: Subject, operand: str, _: Mapping[str, Subject]) -> Test:
    if operand:
        msg = f"“missing” stands alone, without “{operand}”"
        raise ValueError(msg)
    name = subject.name
    return lambda given: given.get(name) is None


def _any_of(subject: Subject, operand: str, _: Mapping[str, Subject]) -> Test:
    literals = [_literal(subject, part.strip()) for part in operand.split(",")]
    if subject.kind not in _OF_PARTS:
        return _against_literal(subject, lambda value, words: value in words, frozenset(literals))
    equal = comparison(subject.kind, operator.eq)

    def among(value: Any, wanted: Any) -> bool | None:
        answers = {equal(value, literal) for literal in wanted}
        return True in answers or (None if None in answers else False)

    return _against_literal(subject, among, literals)


def _between(subject: Subject, operand: str, others: Mapping[str, Subject]) -> Test:
    """Both ends belong to it."""
    low, _, high = operand.partition(" and ")
    if not high:
        msg = f"“between {operand}” has one end; write “between LOW and HIGH”"
        raise ValueError(msg)
    tests = (_compared(subject, ">=", low, others), _compared(subject, "<=", high, others))
    if subject.kind in _OF_PARTS or {low.strip(), high.strip()} & others.keys():
        return lambda given: all_of(tests, given)
    ends = (_literal(subject, low.strip()), _literal(subject, high.strip()))
    return _against_literal(subject, lambda value, ends: ends[0] <= value <= ends[1], ends)


def _changed(subject: Subject, operand: str, _: Mapping[str, Subject]) -> Test:
    now, then = subject.name, earlier(subject.name, _whole_days(operand))
    equal, when_missing = comparison(subject.kind, operator.eq), subject.when_missing

    def test(given: Given) -> bool | None:
        value, before = given.get(now), given.get(then)
        if value is None or before is None:
            return when_missing
        same = equal(value, before)
        return None if same is None else not same

    return test


def _whole_days(text: str) -> int:
    found = _AGO.fullmatch(text)
    if found is None:
        msg = f"“{text}” is not how long ago; write whole days, like “{CHANGED} 7 days”"
        raise ValueError(msg)
    return int(found[1])


_FORMS: dict[str, Callable[[Subject, str, Mapping[str, Subject]], Test]] = {
    "missing": _missing,
    "in": _any_of,
    "between": _between,
    CHANGED: _changed,
}
OPERATORS = (*_SIGNS, *_FORMS)
"""What a cell may begin with."""


def all_of(tests: tuple[Test, ...], given: Given) -> bool | None:
    """Return whether all hold: one that does not settles it, else one unknown leaves it open."""
    answer: bool | None = True
    for test in tests:
        result = test(given)
        if result is False:
            return False
        if result is None:
            answer = None
    return answer


def _compared(subject: Subject, sign: str, operand: str, others: Mapping[str, Subject]) -> Test:
    if sign not in {"=", "!="} and not subject.kind.is_ordered:
        msg = f"“{sign}” has no meaning for a {subject.kind}; use =, !=, in or missing"
        raise ValueError(msg)
    compare = comparison(subject.kind, _SIGNS[sign])
    operand = operand.strip()
    if operand in others and operand not in subject.words:
        return _against_input(subject, compare, others[operand])
    return _against_literal(subject, compare, _literal(subject, operand))


def _against_literal(subject: Subject, compare: Comparison, operand: Any) -> Test:
    name, when_missing = subject.name, subject.when_missing

    def test(given: Given) -> bool | None:
        value = given.get(name)
        return when_missing if value is None else compare(value, operand)

    return test


def _against_input(subject: Subject, compare: Comparison, other: Subject) -> Test:
    if other.kind is not subject.kind:
        msg = f"{subject.name} is {subject.kind}, but {other.name} is {other.kind}"
        raise ValueError(msg)

    def test(given: Given) -> bool | None:
        value, operand = given.get(subject.name), given.get(other.name)
        if value is None:
            return subject.when_missing
        return other.when_missing if operand is None else compare(value, operand)

    return test


def _literal(subject: Subject, text: str) -> PolicyValue:
    if subject.kind is InputKind.CHOICE:
        if text in subject.words:
            return text
        msg = f"“{text}” is no value of {subject.name}. {nearest(text, subject.words)}"
        raise ValueError(msg)
    try:
        return read_literal(subject.kind, text)
    except (ValueError, KeyError) as wrong:
        msg = f"“{text}” is not written as {subject.kind}; write it like “{subject.kind.example}”"
        raise ValueError(msg) from wrong
