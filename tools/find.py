"""Who or what somebody means by a name."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from pydantic import Field

from assistant.briefing.told import Told
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Program, Project
from assistant.usecases.name_index import NOUN_OF
from assistant.usecases.names import ANY, Named, NameKind, resolve
from assistant.values import Fact, Statement, Unit, say
from tools.tool import Arguments, Context, Tool


class Kind(StrEnum):
    """What is looked for."""

    ANY = "any"
    PROJECT = "project"
    ITEM = "item"
    PERSON = "person"
    TEAM = "team"
    MILESTONE = "milestone"
    VENDOR = "vendor"


class FindArguments(Arguments):
    """What is looked for."""

    name: str = Field(min_length=1, max_length=200, description="a key, a name or part of one")
    kind: Kind = Field(default=Kind.ANY, description="what it is, where that is known")


def find_out(context: Context, asked: FindArguments) -> Told:
    """Return what it is and who answers for it; asked back where several fit."""
    seen = context.assessment.seen
    kinds = ANY if asked.kind is Kind.ANY else (NameKind(asked.kind.value),)
    named = resolve(seen, asked.name, kinds)
    return Told(
        title="who or what it is",
        lead=tuple(_told(Facts(seen), named)),
        subjects=(named.subject,),
    )


def _told(facts: Facts, named: Named) -> Iterator[Statement]:
    slots = {
        "name": facts.of(named.subject, "called", named.name, Unit.NAME),
        "kind": facts.of(named.subject, "kind", named.kind.value, Unit.NAME),
        "key": facts.of(named.subject, "key", named.key, Unit.NAME),
    }
    yield say("{name} is a {kind}, known as {key}.", **slots)
    for text, fact in _more(facts, named):
        yield say(text, it=fact)


_OWNERS: dict[NameKind, tuple[tuple[str, type[Noun], str], ...]] = {
    NameKind.PROJECT: (("{it} runs it.", Person, "owner"), ("Program: {it}.", Program, "program")),
    NameKind.ITEM: (("{it} has it.", Person, "owner"), ("Project: {it}.", Project, "project")),
    NameKind.PERSON: (("Team: {it}.", Team, "team"),),
    NameKind.TEAM: (("{it} leads it.", Person, "lead"),),
    NameKind.MILESTONE: (("Project: {it}.", Project, "project"),),
    NameKind.PROGRAM: (("{it} leads it.", Person, "lead"),),
}
"""What else is said of a thing: in which words, of which noun, in which field it is named."""


def _more(facts: Facts, named: Named) -> Iterator[tuple[str, Fact]]:
    row = facts.snapshot.get(NOUN_OF[named.kind], named.key) if named.kind in _OWNERS else None
    for text, noun, field in _OWNERS.get(named.kind, ()):
        key = getattr(row, field, None)
        if key is not None and facts.snapshot.get(noun, key) is not None:
            yield text, facts.name(noun, key)


TOOL = Tool(
    name="find",
    about="What or who a name stands for (project, item, person, team, milestone, vendor), "
    "tolerant of typos; asks back when several fit.",
    arguments=FindArguments,
    find_out=find_out,
)
