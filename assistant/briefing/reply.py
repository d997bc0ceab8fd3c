"""Replies to a question: what was found out, fitted to its reader and checked.

The answer is always said; of the rest the weightiest comes first while there is room, and what
does not fit is counted. A table carries figures beyond the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.briefing.assembling import closing_words, keep_bound
from assistant.briefing.brief import Audience, Brief, DocumentKind, SectionKind
from assistant.briefing.draft import (
    ESSENTIAL,
    Draft,
    DraftPoint,
    DraftSection,
    DraftTable,
)
from assistant.briefing.fitting import Room, fit, words_in
from assistant.briefing.grounding import Evidence, Refusal, bindings, check
from assistant.briefing.told import Told, ToldPart
from assistant.errors import PmoError
from assistant.health.incomplete import incomplete_sources, incomplete_words
from assistant.portfolio.facts import Facts
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Statement, Unit, say

WORDS = {Audience.EXEC: 80, Audience.PROGRAM: 120, Audience.TEAM: 120}
"""Words before a table."""

_HEAVIEST, _STEP = 90, 10
_CLOSING_WORDS = 9
"""Words of the sentence that counts what is left out."""
_LIMIT_WORDS = 30
"""Words of limits that are said after the first one; the data holds them all."""


class UngroundedReply(PmoError):
    """A reply was not given, because not every word of it could be traced to the data."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"The answer could not be traced to the data:\n{refusal}")
        self.refusal = refusal


def write_reply(
    found: Sequence[Told], seen: Snapshot, policy_hash: str, audience: Audience
) -> Brief:
    """Return what was found out as one reply. Raises UngroundedReply where the check refuses it."""
    draft = draft_reply(found, seen, policy_hash, audience)
    reply = check(draft, evidence_of_told(found, seen))
    if isinstance(reply, Refusal):
        raise UngroundedReply(reply)
    return reply


def evidence_of_told(found: Sequence[Told], seen: Snapshot) -> Evidence:
    """Return what a reply may rest on: the snapshots of the facts found, and what was computed."""
    views = {(fact.revision, fact.as_of) for told in found for fact in told.facts()}
    return Evidence(
        views=frozenset(views | {(seen.revision, seen.as_of)}),
        computed=bindings(said for told in found for said in told.statements()),
    )


def draft_reply(
    found: Sequence[Told], seen: Snapshot, policy_hash: str, audience: Audience
) -> Draft:
    """Return what there is to say, fitted to its reader; nothing in it is checked yet."""
    facts = Facts(seen)
    lead = tuple(_once(said for told in found for said in told.lead))
    doubts = [incomplete_words(facts, state) for state in incomplete_sources(seen)]
    told_limits = (said for told in found for said in told.limits)
    limits = _said_limits(_once((*doubts, *told_limits)), seen)
    taken = words_in((*lead, *limits), seen.as_of) + _CLOSING_WORDS
    bound, withheld = keep_bound(_sections(found), evidence_of_told(found, seen))
    sections, left_out = fit(
        bound,
        Room(points={}, words=WORDS[audience]),
        today=seen.as_of,
        taken=taken,
    )
    return Draft(
        kind=DocumentKind.REPLY,
        audience=audience,
        as_of=seen.as_of,
        revision=seen.revision,
        policy_hash=policy_hash,
        organisation=_organisation(facts),
        title=Statement(text=found[0].title),
        dateline=_dateline(facts),
        lead=lead,
        sections=sections,
        tables=tuple(_tables(found)),
        closing=(*limits, *closing_words(facts, left_out, withheld)),
        left_out=left_out,
    )


def _said_limits(limits: Iterable[Statement], seen: Snapshot) -> tuple[Statement, ...]:
    """Return the weightiest limit, and those after it that are short enough together."""
    said: list[Statement] = []
    words = 0
    for limit in limits:
        words += words_in((limit,), seen.as_of)
        if said and words > _LIMIT_WORDS:
            continue
        said.append(limit)
    return tuple(said)


def _sections(found: Iterable[Told]) -> Iterator[DraftSection]:
    parts = [part for told in found for part in told.parts if part.points]
    for place, part in enumerate(parts):
        yield DraftSection(
            kind=SectionKind.ANSWER,
            heading=part.heading,
            points=tuple(_points(part, max(_HEAVIEST - _STEP * place, _STEP))),
        )


def _points(part: ToldPart, weight: int) -> Iterator[DraftPoint]:
    for place, point in enumerate(part.points):
        yield DraftPoint(
            keys=(f"{part.heading}/{place}",),
            statements=point,
            core=len(point) if part.whole else 1,
            weight=ESSENTIAL if part.essential else weight,
        )


def _tables(found: Iterable[Told]) -> Iterator[DraftTable]:
    for told in found:
        for table in told.tables:
            yield DraftTable(heading=table.heading, headers=table.headers, rows=table.rows)


def _organisation(facts: Facts) -> Fact:
    organisation = facts.snapshot.organisation
    if facts.snapshot.get(Organisation, organisation.key) is None:
        return facts.of("organisation", "name", organisation.name, Unit.NAME)
    return facts.name(Organisation, organisation.key)


def _dateline(facts: Facts) -> Statement:
    asker = facts.snapshot.scope.viewer
    if facts.snapshot.get(Person, asker) is None or asker is None:
        return say("As of {today}, as anyone may see it.", today=facts.today())
    return say(
        "As of {today}, as {asker} may see it.",
        today=facts.today(),
        asker=facts.name(Person, asker),
    )


def _once(statements: Iterable[Statement]) -> Iterator[Statement]:
    told: set[tuple[str, ...]] = set()
    for said in statements:
        key = (said.text, *(fact.id for fact in said.facts.values()))
        if key not in told:
            told.add(key)
            yield said
