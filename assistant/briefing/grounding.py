"""Checks a draft: it becomes a brief, or is refused with every stretch that is not bound.

A slot holds a fact of the revision and day the inputs are of, or of the earlier snapshots they
compare with, and no two facts give the same question two answers. Text between slots makes no
claim of its own: no figure, date, currency, percentage or status word. A statement that a computed
result carries is bound as a whole to that result, so its status words stand; a draft that changes
a letter of it loses that. What must be said is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.briefing.brief import Brief
from assistant.briefing.draft import Draft
from assistant.briefing.must_say import MustSay, unsaid
from assistant.briefing.vocabulary import Claim, Finding, claims
from assistant.briefing.writing_out import written_out
from assistant.values import Fact, Statement, Value
from assistant.values.statement import SLOT

Binding = tuple[str, tuple[tuple[str, str], ...]]
"""What makes two statements the same: the text, and the facts in its slots."""


BOUND_AS_A_WHOLE = frozenset({Claim.STATUS_WORD, Claim.ONE})
"""What a computed statement may claim in its own words."""


class Unbound(Value):
    """A stretch of a draft that no fact stands behind."""

    where: str
    text: str
    span: str
    why: str


class Refusal(Value):
    """Why a draft is no brief."""

    unbound: tuple[Unbound, ...]
    unsaid: tuple[MustSay, ...]

    def __str__(self) -> str:
        """Return every reason on a line of its own."""
        spans = [f"{gap.where}: “{gap.span}” is {gap.why} in “{gap.text}”" for gap in self.unbound]
        return "\n".join([*spans, *(f"not said: {must.what}" for must in self.unsaid)])


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a draft may rest on, and what it has to say.

    `views` are the revision and day of each snapshot in play; `computed` the statements that
    results carry.
    """

    views: frozenset[tuple[str, date]]
    computed: frozenset[Binding] = frozenset()
    must_say: tuple[MustSay, ...] = ()


def bindings(statements: Iterable[Statement]) -> frozenset[Binding]:
    """Return what a set of statements says, each as a key."""
    return frozenset(map(_binding, statements))


def check(draft: Draft, evidence: Evidence) -> Brief | Refusal:
    """Return the draft as a brief where every claim is bound, else everything that is not."""
    unbound = (*_unbound(draft, evidence), *_foreign(draft, evidence), *_contradictions(draft))
    missing = unsaid(draft, evidence.must_say)
    if unbound or missing:
        return Refusal(unbound=unbound, unsaid=missing)
    return written_out(draft)


def is_bound(statement: Statement, evidence: Evidence) -> bool:
    """Say whether a statement could stand in a brief."""
    known = all(_is_known(fact, evidence) for fact in statement.facts.values())
    return known and not any(_claims(statement, evidence))


def _unbound(draft: Draft, evidence: Evidence) -> Iterator[Unbound]:
    named = (*(heading for heading, _ in draft.headed()), *(t.heading for t in draft.tables))
    headings = [("heading", Statement(text=heading)) for heading in named]
    for where, statement in (*headings, *draft.statements()):
        for found in _claims(statement, evidence):
            yield Unbound(where=where, text=statement.text, span=found.span, why=found.claim.value)


def _claims(statement: Statement, evidence: Evidence) -> Iterator[Finding]:
    allowed = BOUND_AS_A_WHOLE if _binding(statement) in evidence.computed else frozenset()
    for found in claims(SLOT.sub("…", statement.text)):
        if found.claim not in allowed:
            yield found


def _foreign(draft: Draft, evidence: Evidence) -> Iterator[Unbound]:
    for fact in draft.all_facts():
        if not _is_known(fact, evidence):
            yield _about(fact, "of another snapshot")


def _contradictions(draft: Draft) -> Iterator[Unbound]:
    known: dict[str, Fact] = {}
    for fact in draft.all_facts():
        if known.setdefault(fact.id, fact).value != fact.value:
            yield _about(fact, "a second value of one fact")


def _is_known(fact: Fact, evidence: Evidence) -> bool:
    return (fact.revision, fact.as_of) in evidence.views


def _about(fact: Fact, why: str) -> Unbound:
    return Unbound(where=fact.subject, text=fact.measure, span=str(fact.value), why=why)


def _binding(statement: Statement) -> Binding:
    held = sorted((slot, fact.id) for slot, fact in statement.facts.items())
    return statement.text, tuple(held)
