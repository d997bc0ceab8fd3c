"""A reading of a site's issues, from the first page to the proof that nothing is missing.

All issues are read once, then what was updated since; once a week all again, since renamed
statuses, sprints and people leave no trace in `updated`. Then it is proved:

1. The ids of all issues are read in the opposite order. A search that was cut short at its end
   loses other issues than one cut short from the other side.
2. Whatever only one of the two knows, or knows under another key, is asked for by id. What Jira
   does not give then was deleted, or moved to where it is not wanted.
3. Jira's own count must not be larger. It is an estimate, and one that is too small says nothing.

Any doubt that is left ends the reading as incomplete, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from assistant.adapters.jira_cloud import asks
from assistant.adapters.jira_cloud.answers import COUNT, FOUND, JiraIssue
from assistant.adapters.jira_cloud.cache import Attempt, Cache, Kept
from assistant.adapters.jira_cloud.jql import in_projects, not_before, ordered
from assistant.adapters.jira_cloud.pages import changes_of, issue_pages
from assistant.adapters.jira_cloud.records import Record, moment, record_of
from assistant.adapters.jira_cloud.site import JiraSite
from assistant.adapters.jira_cloud.site_facts import SiteFacts
from assistant.adapters.jira_cloud.stopped import Stopped, TurnedDown
from assistant.adapters.jira_cloud.wire import Wire
from assistant.portfolio.batch import Shortfall
from assistant.ports.progress import Progress

T = TypeVar("T")

_ALL_AGAIN = timedelta(days=7)
_GO_ON = timedelta(days=1)
"""A reading that broke off longer ago is begun anew."""

_BEGIN_ANEW = frozenset({Shortfall.ENDLESS, Shortfall.MISSING})
"""What going on behind the last page would not mend."""

_ROUNDS = 2
"""Looks at the ids: issues come and go while they are read."""

_SPARE = 1_000
"""Issues that may come up while reading, beside twice as many as were counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: all there is, or what was seen this time and why there is not more."""

    records: Mapping[str, Record]
    stopped: Stopped | None = None


class Reading:
    """One reading of the issues of a site's projects."""

    def __init__(
        self, wire: Wire, site: JiraSite, facts: SiteFacts, cache: Cache, progress: Progress
    ) -> None:
        self._wire = wire
        self._site = site
        self._facts = facts
        self._cache = cache
        self._progress = progress
        self._projects = in_projects(facts.keys)

    def run(self) -> Found:
        """Read what is new, and prove that the whole is whole.

        One that went on where another broke off is followed by what was updated since that began.
        """
        now = self._wire.now()
        kept = self._cache.kept()
        base = kept if kept is not None and self._is_of_use(kept, now) else None
        attempt = self._attempt(base, now)
        went_on = attempt.began != now
        try:
            self._read_pages(attempt)
            known = {**(base.records if base else {}), **attempt.records}
            self._prove(known, attempt)
        except Stopped as stopped:
            if stopped.shortfall in _BEGIN_ANEW or isinstance(stopped, TurnedDown):
                self._cache.forget_attempt()
            return Found(attempt.records, stopped)
        named = {*(kept.projects if kept else ()), *self._facts.keys}
        self._cache.keep(
            Kept(
                began=attempt.began,
                full=base.full if base else attempt.began,
                digest=self._facts.digest,
                projects=tuple(sorted(named)),
                records=known,
            )
        )
        return self.run() if went_on else Found(known)

    def _is_of_use(self, kept: Kept, now: datetime) -> bool:
        """Say whether what was kept still stands, but for what was updated since."""
        return kept.digest == self._facts.digest and timedelta(0) <= now - kept.full < _ALL_AGAIN

    def _attempt(self, base: Kept | None, now: datetime) -> Attempt:
        """Return the reading that broke off, where it is this one; else a new one."""
        since = base.began if base else None
        old = self._cache.attempt()
        same = old is not None and (old.digest, old.since) == (self._facts.digest, since)
        if old is not None and same and timedelta(0) <= now - old.began < _GO_ON:
            return old
        attempt = Attempt(began=now, since=since, digest=self._facts.digest)
        self._cache.begin(attempt)
        return attempt

    def _read_pages(self, attempt: Attempt) -> None:
        """Read page after page; where tokens lead nowhere, go on behind the last issue."""
        conditions = [self._projects]
        if attempt.since is not None:
            conditions.append(not_before("updated", attempt.since, self._facts.zone))
        expected = self._count(conditions)
        most = 2 * expected + _SPARE
        begin: list[str] = []
        before = -1
        while not attempt.paged:
            try:
                self._follow(attempt, ordered(*conditions, *begin), expected, most)
            except Stopped as stopped:
                lost = isinstance(stopped, TurnedDown) or stopped.shortfall is Shortfall.ENDLESS
                if not lost or not before < len(attempt.records) <= most:
                    raise
                before = len(attempt.records)
                attempt.token, begin = None, self._behind(attempt)
        read = len(attempt.records)
        if attempt.since is not None and read < expected and read < self._count(conditions):
            raise _too_few(expected, read)  # ids alone would not show that an update is missing

    def _behind(self, attempt: Attempt) -> list[str]:
        """Return the condition for issues that come after the last one read."""
        newest = moment(attempt.newest or "")
        return [not_before("created", newest, self._facts.zone)] if newest else []

    def _follow(self, attempt: Attempt, jql: str, expected: int, most: int) -> None:
        def ask(token: str | None) -> asks.Ask:
            return asks.issues(jql, self._facts.fields.asked, self._site.page_size, token)

        for page in issue_pages(self._wire, ask, most=most, token=attempt.token):
            records = self._records(page.issues)
            attempt.token, attempt.paged = (
                page.token,
                page.token is None and page.is_last is not False,
            )
            self._add(attempt, records)
            self._progress.step("Reading Jira", len(attempt.records), expected)

    def _add(self, attempt: Attempt, records: Sequence[Record]) -> None:
        attempt.records |= {record["id"]: record for record in records}
        self._cache.add(attempt, records)

    def _records(self, issues: Sequence[JiraIssue]) -> list[Record]:
        """Return issues as records, with what their changes tell."""
        found: list[Record] = []
        for some in _portions(issues, asks.MOST_CHANGED):
            ids = [issue.id for issue in some]
            changes = changes_of(self._wire, ids)
            found += [record_of(issue, changes.get(issue.id, ()), self._facts) for issue in some]
        return found

    def _prove(self, known: dict[str, Record], attempt: Attempt) -> None:
        """Bring what is known in line with all ids there are; Stopped where doubt is left."""
        count = self._count([self._projects])
        for _ in range(_ROUNDS):
            most = 2 * max(count, len(known)) + _SPARE
            self._settle(known, self._keys(most), attempt)
            count = self._count([self._projects])
            if count <= len(known):
                return
        raise _too_few(count, len(known))

    def _keys(self, most: int) -> dict[str, str]:
        """Return the key of every issue by its id, read from the newest on."""
        jql = ordered(self._projects, newest_first=True)

        def ask(token: str | None) -> asks.Ask:
            return asks.issues(jql, ("key",), self._site.key_page_size, token)

        found: dict[str, str] = {}
        for page in issue_pages(self._wire, ask, most=most):
            found |= {issue.id: issue.key for issue in page.issues}
            self._progress.step("Checking that nothing is missing", len(found), None)
        return found

    def _settle(self, known: dict[str, Record], keys: Mapping[str, str], attempt: Attempt) -> None:
        """Ask by id for whatever the two orders do not agree about."""
        for some in _portions(_in_doubt(known, keys), asks.MOST_IDS):
            ask = asks.issues_by_id(some, self._facts.fields.asked)
            given = self._wire.answer(ask, FOUND, "issues").issues
            wanted = [issue for issue in given if issue.id in some]
            records = [
                record
                for record in self._records(wanted)
                if record.get("project") in self._facts.keys
            ]
            for gone in some:
                known.pop(gone, None)
                attempt.records.pop(gone, None)
            known |= {record["id"]: record for record in records}
            self._add(attempt, records)

    def _count(self, conditions: Sequence[str]) -> int:
        ask = asks.count(" AND ".join(conditions))
        return self._wire.answer(ask, COUNT, "the number of issues").count


def _too_few(count: int, read: int) -> Stopped:
    return Stopped(
        Shortfall.MISSING,
        f"Jira counts {count:,} issues and gave {read:,}.",
        remedy="Read it again; if it stays so, ask a Jira administrator to index the projects.",
    )


def _in_doubt(known: Mapping[str, Record], keys: Mapping[str, str]) -> list[str]:
    """Return the ids that only one of the two knows, or knows under another key."""
    odd = [found for found, key in keys.items() if known.get(found, {}).get("key") != key]
    return [*odd, *(found for found in known if found not in keys)]


def _portions(values: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), most):
        yield values[start : start + most]
