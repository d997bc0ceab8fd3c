"""What was brought outside, sentence by sentence: each has an address by which people dispute it."""

from __future__ import annotations

import re
from datetime import date, datetime

from pydantic import Field

from assistant.briefing.brief import Brief, Sentence
from assistant.briefing.kept import in_reading_order, kept_brief
from assistant.errors import NotFound
from assistant.governance.publication import Publication
from assistant.portfolio.project import Project
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.store import Store
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.view import View
from assistant.values import Fact, Value

_ADDRESS = re.compile(r"(B-[1-9][0-9]{0,8})\.([1-9][0-9]{0,5})")


class Said(Value):
    """One sentence with its address, and the facts under it."""

    address: str
    text: str
    facts: tuple[Fact, ...]


class Listed(Value):
    """A publication in one line."""

    id: str
    audience: str
    as_of: date
    to: str
    delivered_at: datetime | None
    corrects: str | None = Field(description="the publication it is an erratum to")
    corrected_by: tuple[str, ...] = Field(description="errata that arrived, oldest first")


class Shown(Listed):
    """A publication whole; `now` are the sentences of its errata, so both versions stand there."""

    said: tuple[Said, ...]
    now: tuple[Said, ...]
    hashes: dict[str, str]


def list_published(app: App) -> tuple[Listed, ...]:
    """Return what arrived outside, oldest first, as far as the asker may see all of it."""
    view = Actor.of(app).view
    found = [each for each in app.store.publications() if each.delivered_at is not None]
    return tuple(_listed(app.store, each) for each in found if may_read(each, view))


def find_published(app: App, which: str) -> Shown:
    """Return a publication by its id; NotFound where there is none the asker may see all of."""
    found = known_publication(app, which, Actor.of(app).view)
    errata = _arrived(app.store, found)
    return Shown(
        **dict(_listed(app.store, found)),
        said=said_in(found),
        now=tuple(each for erratum in errata for each in said_in(erratum)),
        hashes=found.hashes,
    )


def known_publication(app: App, which: str, view: View) -> Publication:
    """Return what arrived outside by its id; unknown, not sent and hidden look the same."""
    wanted = which.strip().upper()
    try:
        found = app.store.publication(wanted)
    except NotFound:
        found = None
    if found is None or found.delivered_at is None or not may_read(found, view):
        raise NotFound("publication", which)
    return found


def sentence_at(app: App, address: str, view: View) -> tuple[Publication, int, Said]:
    """Return what was published at an address such as B-3.2; NotFound where there is nothing."""
    match = _ADDRESS.fullmatch(address.strip().upper())
    if match is None:
        raise NotFound("published sentence", address)
    try:
        publication = known_publication(app, match[1], view)
    except NotFound as error:
        raise NotFound("published sentence", address) from error
    number, said = int(match[2]), said_in(publication)
    if number > len(said):
        raise NotFound("published sentence", address)
    return publication, number, said[number - 1]


def said_in(publication: Publication) -> tuple[Said, ...]:
    """Return the sentences of a publication; an address stays, since what was kept stays."""
    brief = kept_brief(publication.body)
    return tuple(
        _said(f"{publication.id}.{number}", sentence, brief)
        for number, sentence in enumerate(in_reading_order(brief), start=1)
    )


def may_read(publication: Publication, view: View) -> bool:
    """Say whether a reader sees everything that a publication may speak of, then and now."""
    if any(view.seen.get(Project, key) is None for key in publication.shows):
        return False
    facts = kept_brief(publication.body).facts.values()
    return all(sees(fact, view) for fact in facts)


def sees(fact: Fact, view: View) -> bool:
    """Say whether a reader may know of what a fact is about; a row that is gone hides nothing."""
    return _is_there(fact, view.seen) or not _is_there(fact, view.full)


def _is_there(fact: Fact, snapshot: Snapshot) -> bool:
    table, _, key = fact.subject.partition(":")
    noun = BY_TABLE.get(table)
    return noun is None or snapshot.get(noun, key) is not None


def _said(address: str, sentence: Sentence, brief: Brief) -> Said:
    facts = tuple(brief.facts[fact_id] for fact_id in sentence.facts)
    return Said(address=address, text=sentence.text, facts=facts)


def _arrived(store: Store, publication: Publication) -> list[Publication]:
    return [each for each in store.errata_of(publication.id) if each.delivered_at is not None]


def _listed(store: Store, publication: Publication) -> Listed:
    return Listed(
        id=publication.id,
        audience=publication.audience,
        as_of=publication.as_of,
        to=publication.to,
        delivered_at=publication.delivered_at,
        corrects=publication.corrects,
        corrected_by=tuple(each.id for each in _arrived(store, publication)),
    )
