"""The portfolio as one person may see it on one day, with what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from assistant.errors import BadInput, NotFound
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.app import App
from assistant.values import Scope

HISTORY = 6
"""How many earlier dates trends are read from: six weeks of Mondays."""

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class View:
    """`full` is computed with and never shown; `seen` is what the asker may see."""

    full: Snapshot
    seen: Snapshot
    scope: Scope

    def visible_projects(self) -> frozenset[str]:
        """Return the keys of the projects the asker may see."""
        return frozenset(self.seen.frame(Project)["key"])


def view(app: App, as_of: date | None = None) -> View:
    """Return the portfolio on a day: the given one, or today as the portfolio has it.

    Raises NotFound where nothing has been imported, BadInput for a day before the first import.
    """
    full = _dated(app, as_of)
    scope = app.store.scope_of(person_key(app, full), full.as_of)
    return View(full=full, seen=full.scoped(scope), scope=scope)


def earlier(app: App, now: Snapshot, scope: Scope, since: date | None = None) -> Snapshot | None:
    """Return what `now` is compared with: a given day, else the last one at least a week ago.

    The day of the newest reading is no earlier one: it is what `now` shows. None where there is
    nothing that old to compare with.
    """
    known = _days_before(app, now)
    if since is not None:
        known = [day for day in known if day <= since]
    else:
        known = [day for day in known if day <= now.as_of - A_WEEK] or known[:1]
    return app.store.snapshot(known[-1], scope) if known else None


def history(app: App, now: Snapshot, scope: Scope) -> Sequence[Snapshot]:
    """Return the snapshots before `now` that trends are read from, oldest first."""
    known = _days_before(app, now)
    return [app.store.snapshot(day, scope) for day in known[-HISTORY:]]


def _days_before(app: App, now: Snapshot) -> list[date]:
    """Return the days sources spoke of, before the newest reading that `now` shows."""
    *before, _ = [day for day in app.store.as_of_dates() if day <= now.as_of]
    return before


def person_key(app: App, full: Snapshot) -> str | None:
    """Return the key of who is asking, by key or e-mail; NotFound for an unknown name."""
    if app.viewer is None:
        return None
    named = app.viewer.casefold()
    for person in full.all(Person):
        if named in (person.key.casefold(), (person.email or person.key).casefold()):
            return person.key
    raise NotFound("person", app.viewer)


def _dated(app: App, as_of: date | None) -> Snapshot:
    known = app.store.as_of_dates()
    if not known:
        raise BadInput(
            "The store is empty.",
            remedy="Import something (pmo import PATH), or look at the sample (pmo demo).",
        )
    if as_of is not None and as_of < known[0]:
        raise BadInput(
            f"Nothing is known about {as_of.isoformat()}.",
            remedy=f"The first import speaks of {known[0].isoformat()}.",
        )
    if as_of is not None:
        return app.store.snapshot(as_of, Scope.of_record())
    latest = app.store.snapshot(known[-1], Scope.of_record())
    return latest.seen_on(today_of(app, latest))


def today_of(app: App, latest: Snapshot) -> date:
    """Return the sample's fixed today, or the real one in the organisation's zone."""
    organisation: Organisation = latest.organisation
    if organisation.today is not None:
        return max(organisation.today, latest.as_of)
    return max(app.clock.now().astimezone(ZoneInfo(organisation.time_zone)).date(), latest.as_of)
