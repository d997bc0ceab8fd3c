"""Facts as words, and statements as sentences: the one place that writes what a person reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from assistant.briefing import figures
from assistant.briefing.brief import Sentence, Span
from assistant.briefing.harmless import QUOTE_LENGTH, harmless
from assistant.portfolio.project import Rag
from assistant.values import Effort, Fact, Money, Statement, Unit
from assistant.values.statement import SLOT

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RAG_WORDS = frozenset(rag.value for rag in Rag)

_MOST_PLACES = 12
"""Decimals after which two figures that still look alike are written out whole."""

_NAMES = frozenset({"name", "key"})
_MEASURED = frozenset({Unit.MONEY, Unit.PERCENT, Unit.RATIO, Unit.SCORE})
_WRITERS: Mapping[Unit, Callable[[Decimal | int], str]] = {
    Unit.COUNT: lambda value: figures.number(value, places=1),
    Unit.PERCENT: figures.percent,
    Unit.RATIO: figures.ratio,
    Unit.DAYS: lambda value: figures.counted(value, "day"),
    Unit.WEEKS: lambda value: figures.counted(value, "week"),
}


def day_words(day: date, *, today: date | None) -> str:
    """Return a day as “Fri 29 Jan”, with its year where that is not today's."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if today is not None and day.year == today.year else f"{words} {day.year}"


def words(fact: Fact, *, today: date | None) -> str:
    """Return a fact's value as a person reads it; `today` decides whether a date has a year."""
    value = fact.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_words(value, today=today)
    if isinstance(value, Money):
        return figures.money(value)
    if isinstance(value, Effort):
        return figures.effort(value)
    return _text(value, fact.unit) if isinstance(value, str) else _number(value, fact.unit)


def exact_words(fact: Fact) -> str:
    """Return a fact's value with every digit it has, on one line."""
    value = fact.value
    if isinstance(value, Money):
        return figures.exact_money(value)
    if isinstance(value, Decimal):
        sign = " %" if fact.unit is Unit.PERCENT else ""
        return figures.exact_number(value) + sign
    return words(fact, today=None)


def sentence(statement: Statement, *, today: date | None) -> Sentence:
    """Write a statement: each slot becomes the words of its fact, bound to it.

    Two figures that differ are never shown alike: where rounding makes them so, both get as many digits as it takes.
    """
    apart = _told_apart(statement.facts.values())
    spans: list[Span] = []
    end = 0
    for slot in SLOT.finditer(statement.text):
        _append_static(spans, statement.text[end : slot.start()])
        fact = statement.facts[slot[1]]
        shown = apart.get(fact.id) or words(fact, today=today)
        spans.append(Span(text=_cased(shown, fact, first=not spans), fact=fact.id))
        end = slot.end()
    _append_static(spans, statement.text[end:])
    return Sentence(spans=tuple(spans))


def render(statement: Statement, *, today: date | None) -> str:
    """Return a statement as plain text."""
    return sentence(statement, today=today).text


def _append_static(spans: list[Span], text: str) -> None:
    if text:
        spans.append(Span(text=text))


def _text(value: str, unit: Unit) -> str:
    if unit is Unit.STATUS:
        clean = harmless(value)
        return clean.capitalize() if clean in RAG_WORDS else clean
    return harmless(value, length=QUOTE_LENGTH, words=60) if unit is Unit.TEXT else harmless(value)


def _number(value: Decimal | int, unit: Unit) -> str:
    write = _WRITERS.get(unit)
    return write(value) if write else figures.number(value, places=2)


def _told_apart(facts: Iterable[Fact]) -> Mapping[str, str]:
    """Return, by id, words for the figures that rounding makes look the same though they differ."""
    alike: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        if fact.unit in _MEASURED:
            alike.setdefault(words(fact, today=None), {})[fact.id] = fact
    told: dict[str, str] = {}
    for group in alike.values():
        if len({exact_words(fact) for fact in group.values()}) > 1:
            told |= _with_enough_digits(group)
    return told


def _with_enough_digits(group: Mapping[str, Fact]) -> Mapping[str, str]:
    """Return figures with no more digits than it takes to tell those apart that differ."""
    different = len({exact_words(fact) for fact in group.values()})
    for places in range(_MOST_PLACES):
        told = {key: _to_places(fact, places) for key, fact in group.items()}
        if len(set(told.values())) == different:
            return told
    return {key: exact_words(fact) for key, fact in group.items()}


def _to_places(fact: Fact, places: int) -> str:
    if not isinstance(fact.value, Decimal):
        return exact_words(fact)
    sign = " %" if fact.unit is Unit.PERCENT else ""
    return figures.number(fact.value, places=places) + sign


def _cased(shown: str, fact: Fact, *, first: bool) -> str:
    """Begin a sentence with a capital letter; names stay as their owners write them."""
    as_written = fact.unit is Unit.NAME and fact.measure in _NAMES
    return shown[:1].upper() + shown[1:] if first and not as_written else shown
