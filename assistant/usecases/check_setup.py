"""Is everything there that the assistant needs? One answer per thing, each with its fix."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.errors import PmoError
from assistant.ports.store import WatchedSource
from assistant.usecases.app import App
from assistant.usecases.check_model import check_model
from assistant.usecases.setup_check import Check
from assistant.usecases.view import view
from assistant.values import Scope

OLDEST_PYTHON = (3, 11)


def check_setup(app: App) -> tuple[Check, ...]:
    """Look at everything, and never stop at the first trouble."""
    return (
        _python(),
        *_portfolio(app),
        *_sources(app),
        _policy(app),
        *_places(app),
        _postgresql(),
        *check_model(app),
    )


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    fine = sys.version_info[:2] >= OLDEST_PYTHON
    fix = None if fine else "Install Python 3.11 or newer and run make setup again."
    return Check(what="Python", fine=fine, found=version, fix=fix)


def _portfolio(app: App) -> tuple[Check, ...]:
    days = app.store.as_of_dates()
    if not days:
        return (
            Check(
                what="portfolio",
                fine=False,
                found="the store is empty",
                fix="Import something (pmo import PATH), or look at the sample (pmo demo).",
            ),
        )
    spoken = f"{len(days)} dates, {days[0].isoformat()} to {days[-1].isoformat()}"
    return (Check(what="portfolio", fine=True, found=spoken), _zone(app), _viewer(app))


def _zone(app: App) -> Check:
    latest = app.store.snapshot(app.store.as_of_dates()[-1], Scope.of_record())
    zone = latest.organisation.time_zone
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return Check(
            what="time zone",
            fine=False,
            found=f"“{zone}” is no known zone",
            fix="Write a zone such as Europe/Dublin into organisation.csv, column time_zone.",
        )
    return Check(what="time zone", fine=True, found=zone)


def _viewer(app: App) -> Check:
    try:
        seen = view(app).scope.viewer
    except PmoError as trouble:
        return Check(
            what="viewer",
            fine=False,
            found=trouble.message,
            fix="Set PMO_VIEWER or --viewer to a key or e-mail of people.csv.",
        )
    found = seen or "nobody named: confidential projects stay hidden"
    return Check(what="viewer", fine=True, found=found)


def _sources(app: App) -> tuple[Check, ...]:
    watched = tuple(_source(app, each) for each in app.store.watched())
    names = {Path(each.location) for each in app.store.watched()}
    return (
        *watched,
        *(_live(app, f"{path}", path) for path in app.sources.live() if path not in names),
    )


def _source(app: App, watched: WatchedSource) -> Check:
    if app.sources.is_live(Path(watched.location)):
        return _live(app, f"source {watched.source}", Path(watched.location))
    there = Path(watched.location).exists()
    return Check(
        what=f"source {watched.source}",
        fine=there,
        found=watched.location if there else f"{watched.location} is not there",
        fix=None if there else f"Put it back, or import {watched.source} from its new place.",
    )


def _live(app: App, what: str, path: Path) -> Check:
    """Ask a service who it is read as; nothing is imported."""
    try:
        return Check(what=what, fine=True, found=f"read as {app.sources.try_live(path)}")
    except PmoError as trouble:
        return Check(what=what, fine=False, found=trouble.message, fix=trouble.remedy)


def _policy(app: App) -> Check:
    stored = app.store.policy()
    since = f", in force since {stored.in_force_since:%Y-%m-%d}" if stored else " (the defaults)"
    rules = [row for table in app.policy.tables.values() for row in table.declared.rows]
    examples = sum(len(row.examples) for row in rules)  # reading the policy has run them
    held = f"; {len(rules)} rules, all {examples} examples hold"
    return Check(what="policy", fine=True, found=f"{app.policy.hash[:12]}{since}{held}")


def _places(app: App) -> tuple[Check, ...]:
    """Try whatever texts are brought to; nothing is sent."""
    if app.outbound is None:
        return ()
    return tuple(
        Check(what=tried.what, fine=tried.fix is None, found=tried.found, fix=tried.fix)
        for tried in app.outbound.publishers.tried()
    )


def _postgresql() -> Check:
    """Say whether a PostgreSQL store could be opened; the embedded one needs nothing."""
    there = all(find_spec(each) for each in ("psycopg", "adbc_driver_postgresql"))
    found = "can be used" if there else "not installed; only a store on PostgreSQL needs it"
    return Check(what="PostgreSQL", fine=True, found=found)
