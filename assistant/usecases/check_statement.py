"""Say whether a statement holds: every claim in it against what the asker may see."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from assistant.briefing.claims.binding import Binding, RefusedSpan, bind
from assistant.briefing.claims.claim import ClaimKind
from assistant.briefing.claims.grounds import Ground, Grounds
from assistant.briefing.claims.reading import read_text
from assistant.errors import BadInput
from assistant.usecases.assessment import Assessment
from assistant.usecases.facts_about import grounds_of
from assistant.values import Fact, Value

LONGEST = 20_000
"""Characters that are read; a page has about three thousand."""

_SHOWN = 3
_CALLED = frozenset({"name", "key"})
_MEASURE = "overall_rag"
"""What is told besides, whatever the statement was about."""

_CONTRARY = "the facts say otherwise"


class Verdict(StrEnum):
    """How a statement stands against the facts."""

    HOLDS = "holds"
    REFUSED = "refused"
    CANNOT_TELL = "cannot tell"


class CheckedStatement(Value):
    """A statement with its verdict, why, and the facts for or against it."""

    statement: str
    verdict: Verdict
    because: str = Field(description="why it is not borne out; empty where it holds")
    known: tuple[str, ...] = Field(description="sentences that the facts do say")
    facts: tuple[Fact, ...]
    binding: Binding


def check_statement(assessment: Assessment, statement: str) -> CheckedStatement:
    """Return whether a statement holds; BadInput for an empty or endless one."""
    text = statement.strip()
    if not text:
        raise BadInput("There is nothing to check.", remedy='Write a sentence: pmo check "…".')
    if len(text) > LONGEST:
        raise BadInput(
            f"That is {len(text):,} characters long; at most {LONGEST:,} are read.",
            remedy="Check it in parts.",
        )
    return checked(text, grounds_of(assessment))


def checked(text: str, grounds: Grounds) -> CheckedStatement:
    """Return whether a text holds on some grounds."""
    binding = bind(text, grounds)
    verdict = _verdict(binding)
    known = _known(text, binding, grounds) if verdict is not Verdict.HOLDS else ()
    facts = dict(binding.facts)
    for ground in known:
        facts |= {fact.id: fact for fact in ground.facts}
    return CheckedStatement(
        statement=text,
        verdict=verdict,
        because=_because(binding),
        known=tuple(dict.fromkeys(ground.text for ground in known)),
        facts=tuple(facts.values()),
        binding=binding,
    )


def _verdict(binding: Binding) -> Verdict:
    if any(span.why == _CONTRARY for span in binding.refused):
        return Verdict.REFUSED
    if binding.refused or binding.unread or not _says_something(binding):
        return Verdict.CANNOT_TELL
    return Verdict.HOLDS


def _says_something(binding: Binding) -> bool:
    return any(span.kind is not ClaimKind.NAME for span in binding.bound) or len(binding.bound) > 1


def _because(binding: Binding) -> str:
    if binding.refused:
        return "; ".join(dict.fromkeys(map(_told, binding.refused)))
    if binding.unread:
        words = ", ".join(f"“{word}”" for word in binding.unread)
        return f"no fact is about {words}"
    return "" if _says_something(binding) else "it says nothing that a fact could be about"


def _told(span: RefusedSpan) -> str:
    return f"“{span.text}”: {span.why}"


def _known(text: str, binding: Binding, grounds: Grounds) -> list[Ground]:
    """Return what the facts do say: what contradicts, then what is nearest, nothing said twice."""
    said = {span.instead for span in binding.refused if span.why == _CONTRARY}
    names: frozenset[str] = frozenset()
    wanted: set[str] = set()
    for sentence in read_text(text, grounds.names, grounds.today):
        names |= sentence.names
        wanted |= {mark.meaning.partition(":")[0] for mark in sentence.marks}
    about = grounds.about(names | grounds.parts_of(names))
    near = [(ground.text in said, _nearness(ground, wanted), ground) for ground in about]
    near.sort(key=lambda each: (not each[0], -each[1], each[2].place))
    told = [ground for contrary, nearness, ground in near if contrary or nearness]
    status = [ground for ground in about if _MEASURE in {f.measure for f in ground.facts}]
    return _not_twice([*_not_twice(told)[:_SHOWN], *status[:1]])


def _not_twice(ordered: Iterable[Ground]) -> list[Ground]:
    """Leave out what says nothing that those before it did not say."""
    kept: list[Ground] = []
    seen: set[str] = set()
    for ground in ordered:
        tells = {fact.id for fact in ground.facts if fact.measure not in _CALLED}
        if tells - seen:
            kept.append(ground)
        seen |= tells
    return kept


def _nearness(ground: Ground, wanted: set[str]) -> int:
    return len(wanted & {each.mark.meaning.partition(":")[0] for each in ground.marks})
