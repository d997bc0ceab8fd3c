"""What a published figure is by the rows of now, for the day it was published for.

The world moving on makes no figure wrong. So the day stays that of the publication, and so does
the view; only the rows are those of now: what was read or decided since about that very day, and,
where whoever owns the figure says that it was corrected, its rows as they stand today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from assistant.briefing.brief import Audience
from assistant.briefing.evidence import computed_facts
from assistant.briefing.writer import write_brief as written
from assistant.governance.publication import Publication
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.app import App
from assistant.usecases.apply_decisions import DECIDED_HERE
from assistant.usecases.assessment import Assessment
from assistant.usecases.pack_evidence import rows_at
from assistant.usecases.view import View
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Fact, Source, Value

_ROWS_TOLD = 5


class Corrected(Value):
    """A figure that turned out different; `fact` is None where nothing like it holds any more."""

    fact: Fact | None
    known_since: date
    sources: tuple[Source, ...]


class _OnOtherRows(Assessment):
    """What would have been known on a day, had some rows been what they are today."""

    def __init__(self, app: App, publication: Publication, supposed: View) -> None:
        super().__init__(app, as_of=publication.as_of, since=publication.since)
        self._supposed = supposed

    @cached_property
    def view(self) -> View:
        """The day with the other rows."""
        return self._supposed


def figure_now(
    app: App, publication: Publication, fact: Fact, today: Snapshot, *, confirmed: bool
) -> Corrected | None:
    """Return what a figure is by the rows of now; None where it is what was published.

    `confirmed` says that whoever owns it takes it to be corrected: then later rows count as well.
    """
    as_viewer = app.asked_by(publication.viewer)
    asked = Assessment(as_viewer, as_of=publication.as_of, since=publication.since)
    found = _same(asked, fact, publication)
    if found is not None and found.value != fact.value:
        return _corrected(found, found.sources)
    changed = list(_changed(asked.view.full, today, fact, confirmed=confirmed))
    if changed:
        supposed = _with_rows(asked.view, today, [cell[:2] for cell in changed])
        on_other = _OnOtherRows(as_viewer, publication, supposed)
        other = _same(on_other, fact, publication)
        comparable = found is not None or confirmed
        if comparable and (other is None or other.value != fact.value):
            return _corrected(other, tuple(today.source(*cell) for cell in changed))
    gone = confirmed and found is None and asked.view.full.revision != fact.revision
    return _corrected(None, _still_there(asked.view.full, fact)) if gone else None


def _corrected(fact: Fact | None, sources: tuple[Source, ...]) -> Corrected | None:
    """Return what was found, with the rows that show it; nothing is said that no row shows."""
    if not sources:
        return None
    told = sources[:_ROWS_TOLD]
    known = None if fact is None else fact.model_copy(update={"sources": told})
    return Corrected(fact=known, known_since=max(each.as_of for each in sources), sources=told)


def _same(asked: Assessment, fact: Fact, publication: Publication) -> Fact | None:
    """Return the fact that answers the same question, computed anew."""
    for audience in dict.fromkeys((Audience(publication.audience), Audience.TEAM)):
        inputs = briefing_inputs(asked, audience)
        for each in (*computed_facts(inputs), *written(inputs).facts.values()):
            if _question(each) == _question(fact):
                return each
    return None


def _question(fact: Fact) -> tuple[object, ...]:
    return fact.subject, fact.measure, fact.period, fact.as_of


def _changed(
    then: Snapshot, today: Snapshot, fact: Fact, *, confirmed: bool
) -> Iterator[tuple[type[Noun], str, str]]:
    """Yield the cells of the fact's rows that are others today.

    Unless it is confirmed, only cells that were decided here: a later reading of a source may be
    news, while what was decided about a cell says that it was wrong.
    """
    rows = dict.fromkeys(row for source in fact.sources for row in rows_at(then, source))
    for noun, key in rows:
        old, new = then.get(noun, key), today.get(noun, key)
        if old is None or new is None:
            continue
        for field in noun.model_fields:
            if getattr(old, field) == getattr(new, field):
                continue
            if confirmed or today.source(noun, key, field).source == DECIDED_HERE:
                yield noun, key, field


def _with_rows(view: View, today: Snapshot, rows: list[tuple[type[Noun], str]]) -> View:
    put = [row for noun, key in dict.fromkeys(rows) if (row := today.get(noun, key)) is not None]
    full = view.full.supposing(put)
    return View(full=full, seen=full.scoped(view.scope), scope=view.scope)


def _still_there(snapshot: Snapshot, fact: Fact) -> tuple[Source, ...]:
    """Return where the figure's rows are read on that day by now; else where they were read."""
    table, _, key = fact.subject.partition(":")
    noun = BY_TABLE.get(table)
    there = noun is not None and snapshot.get(noun, key) is not None
    return (snapshot.source(noun, key),) if there and noun is not None else fact.sources
