"""Says many things in one: a count that names the first few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.briefing.must_say import NAMED, OF_ALL
from assistant.portfolio.facts import Cell, Facts
from assistant.values import Fact, Statement, Unit, say


def counted(facts: Facts, measure: str, count: int, cells: Sequence[Cell] = ()) -> Fact:
    """Return how many there are of something in the portfolio, with the rows counted."""
    return facts.of(OF_ALL, measure, count, Unit.COUNT, cells=cells)


def first_few(
    facts: Facts, measure: str, names: Sequence[Fact | Statement], *, most: int = NAMED
) -> list[Fact | Statement]:
    """Return the first few names and, where there are more, a phrase that counts the rest."""
    shown = list(names[:most])
    if rest := len(names) - len(shown):
        shown.append(say("{more} more", more=counted(facts, f"more_{measure}", rest)))
    return shown


def status(facts: Facts, subject: str, measure: str, word: str, *cells: Cell) -> Fact:
    """Return a status word as a fact."""
    return facts.of(subject, measure, word, Unit.STATUS, cells=cells)


def milestones_in(statements: Iterable[Statement]) -> list[str]:
    """Return the milestones that statements are about, so that a calendar need not repeat them."""
    subjects = {fact.subject for said in statements for fact in said.facts.values()}
    return sorted(subject for subject in subjects if subject.startswith("milestones:"))


def joined(statements: Sequence[Statement], separator: str = " ") -> Statement:
    """Return several statements as one, one after the other."""
    slots = {f"part{place}": said for place, said in enumerate(statements, start=1)}
    return say(separator.join(f"{{{slot}}}" for slot in slots), **slots)
