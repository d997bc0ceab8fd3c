"""Jira Cloud as a source of the portfolio."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.adapters.jira_cloud.access import JiraAccess
from assistant.adapters.jira_cloud.cache import Cache
from assistant.adapters.jira_cloud.reading import Found, Reading
from assistant.adapters.jira_cloud.site_facts import SiteFacts, read_site
from assistant.adapters.jira_cloud.stopped import Stopped
from assistant.adapters.jira_cloud.tables import tables_of
from assistant.adapters.jira_cloud.wanted import place_of, wanted_projects
from assistant.adapters.jira_cloud.wire import Wire
from assistant.adapters.mapping.mapping_file import parse_mapping, read_mapping
from assistant.adapters.mapping.source import mapped_batch
from assistant.adapters.mapping.source_mapping import SourceMapping
from assistant.errors import BadSource
from assistant.portfolio.batch import Batch, Note, Shortfall
from assistant.ports.progress import Progress


class JiraSource:
    """Some projects of a site, or all that its account sees, as they are now."""

    def __init__(self, path: Path, access: JiraAccess, mapping: Path | None = None) -> None:
        self._wanted = wanted_projects(path)
        self._place = place_of(self._wanted)
        self._site = access.site
        self._waiting = access.waiting
        self._mapping = mapping

    def read(self, as_of: date | None, progress: Progress) -> Batch:
        """Read what is new since the last time. Raises BadSource, BadSetting, BadMapping.

        A reading that ends before its end is partial, and its batch says why.
        """
        today = self._waiting.clock.now().date()
        if as_of is not None and as_of != today:
            raise BadSource(
                "Jira tells how things are now, and only that.",
                file=self._place,
                remedy="Leave the day out.",
            )
        mapping = _mapping(self._mapping)
        cache = Cache(
            self._site.cache.expanduser(), self._site.url, self._site.email or "", self._place
        )
        with closing(Wire(self._site, self._waiting)) as wire:
            facts = self._facts(wire)
            with cache.held():
                gone = self._unseen(cache, facts)
                found = Reading(wire, self._site, facts, cache, progress).run()
        return self._batch(mapping, facts, found, gone, today, progress)

    def who(self) -> str:
        """Return as whom the site is read, and how many projects that shows. Raises BadSource."""
        with closing(Wire(self._site, self._waiting)) as wire:
            facts = self._facts(wire)
        return f"{facts.account}, {len(facts.projects)} projects"

    def _facts(self, wire: Wire) -> SiteFacts:
        try:
            facts = read_site(wire, self._wanted, self._site.points_field)
        except Stopped as stopped:
            raise self._refusal(stopped) from stopped
        if facts.projects:
            return facts
        raise BadSource(
            f"the account {facts.account} sees none of these projects.",
            file=self._place,
            remedy="Ask a Jira administrator for “Browse projects”, or name other projects.",
        )

    def _unseen(self, cache: Cache, facts: SiteFacts) -> tuple[str, ...]:
        """Return the projects that were there before, or are named, and cannot be seen now."""
        kept = cache.kept()
        unseen = {*self._wanted, *(kept.projects if kept else ())} - {*facts.keys}
        if unseen and kept is None:
            raise BadSource(
                f"there is no project {', '.join(sorted(unseen))} that its account sees.",
                file=self._place,
                remedy="Check the keys, or ask a Jira administrator for “Browse projects”.",
            )
        return tuple(sorted(unseen))

    def _batch(
        self,
        mapping: SourceMapping,
        facts: SiteFacts,
        found: Found,
        gone: tuple[str, ...],
        today: date,
        progress: Progress,
    ) -> Batch:
        if found.stopped is not None and not found.records:
            raise self._refusal(found.stopped) from found.stopped
        short, notes = _shortfall(found.stopped, gone, self._place)
        whole = mapping.model_copy(update={"complete": mapping.complete and short is None})
        tables = tables_of(self._site, facts, found.records)
        batch = mapped_batch(whole, tables, today, self._place, progress)
        return replace(batch, shortfall=short, notes=(*notes, *batch.notes))

    def _refusal(self, stopped: Stopped) -> BadSource:
        return BadSource(stopped.message, file=self._place, remedy=stopped.remedy)


def _shortfall(
    stopped: Stopped | None, gone: tuple[str, ...], place: str
) -> tuple[Shortfall | None, tuple[Note, ...]]:
    """Return why a reading is not whole, if it is not, and how that is told to who reads it."""
    if stopped is not None:
        text = f"incomplete: {stopped.message} {stopped.remedy}"
        return stopped.shortfall, (Note(file=place, text=text),)
    if gone:
        text = (
            f"incomplete: {', '.join(gone)} cannot be seen any more; what was known stays."
            " Name the projects you want, such as pmo import jira:ABC,DEF --watch."
        )
        return Shortfall.HIDDEN, (Note(file=place, text=text),)
    return None, ()


def _mapping(given: Path | None) -> SourceMapping:
    return read_mapping(given) if given is not None else _own_mapping()


@cache
def _own_mapping() -> SourceMapping:
    text = files("assistant.adapters.jira_cloud").joinpath("mapping.yaml").read_text("utf-8")
    return parse_mapping(text, "jira_cloud/mapping.yaml")
