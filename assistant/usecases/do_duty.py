"""What happens by itself at its time: the brief, a worthwhile order, the audit vouched for.

A duty that was missed is caught up once: only the last moment at which it was due counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import NotRead
from assistant.errors import PmoError
from assistant.governance.delivery import Message
from assistant.governance.schedule import Duties, Schedule
from assistant.portfolio.organisation import Organisation
from assistant.ports.progress import Silent
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.audit_trail import sign_checkpoint
from assistant.usecases.notices import notice_key, put_notice
from assistant.usecases.propose_order import propose_order_if_due
from assistant.usecases.publish_brief import propose_publication
from assistant.usecases.refresh_sources import Refreshed, refresh_sources
from assistant.usecases.remind import remind
from assistant.usecases.view import view
from assistant.usecases.write_brief import write_brief

BRIEF = "brief"
ORDER = "order"
CHECKPOINT = "checkpoint"
REMINDERS = "reminders"
REFRESH = "refresh"
DUTY_DONE = "duty done"
DUTY_FAILED = "duty failed"
"""The events that a duty records, for whoever looks after the worker."""

_KEEP = "Audit checkpoint: keep the attached file outside the store"


def due_duties(app: App) -> Iterator[tuple[str, datetime]]:
    """Yield the duties that are due and not done, each with the moment that counts."""
    schedules = _schedules(app)
    if not schedules or not app.store.as_of_dates():
        return
    zone = _zone(app)
    for duty, schedule in schedules.items():
        due = schedule.last_due(app.clock.now(), zone)
        last = app.store.last_run(duty)
        if last is None or last < due:
            yield duty, due


def check_duties(app: App) -> None:
    """Raise BadInput where a duty would find no place for what it makes."""
    duties, places = app.outside.duties, app.outside.publishers
    named = (duties.brief_to, duties.checkpoint_folder, duties.checkpoint_to, duties.notice_folder)
    for place in named:
        if place is not None:
            places.place(place, "check-of-the-place")


def do_duty(app: App, duty: str, due: datetime) -> None:
    """Do a duty for the moment at which it was due, once; what goes wrong is recorded."""
    last = app.store.last_run(duty)
    if last is not None and last >= due:
        return
    by_itself = replace(app, viewer=None)
    try:
        made = _DUTIES[duty](by_itself)
        name, facts = DUTY_DONE, {"duty": duty, "made": made}
    except PmoError as error:
        name, facts = DUTY_FAILED, {"duty": duty, "why": str(error)}
    with app.store.unit_of_work() as unit:
        unit.keep_run(duty, due)
        unit.record(name, app.clock.now(), facts)


def _schedules(app: App) -> Mapping[str, Schedule]:
    duties = app.outside.duties
    wanted = {
        BRIEF: duties.brief,
        ORDER: duties.order,
        REFRESH: duties.refresh,
        CHECKPOINT: duties.checkpoints if _checkpoint_places(duties) else None,
        REMINDERS: duties.reminders,
    }
    return {duty: schedule for duty, schedule in wanted.items() if schedule is not None}


def _zone(app: App) -> ZoneInfo:
    organisation: Organisation = view(replace(app, viewer=None)).full.organisation
    return ZoneInfo(organisation.time_zone)


def _draft(app: App) -> str:
    """Read the watched sources, write the brief, and propose where it goes; return what was made.

    It shows nothing confidential, since nobody in particular asked for it.
    """
    read = refresh_sources(app, Silent())
    unread = {each.source: _not_read(app, each) for each in read if each.trouble is not None}
    assessment = Assessment(app)
    brief = write_brief(assessment, Audience.EXEC, unread=unread)
    place = app.outside.duties.brief_to
    if place is None:
        return brief.id
    stored = next(each for each in app.store.briefs() if each.id == brief.id)
    actor = Actor(app, assessment.view)
    return propose_publication(actor, stored, place, on_schedule=True).proposal.id


def _refresh(app: App) -> str:
    """Read the watched sources; return what came of each, in a word that everyone may read."""
    read = refresh_sources(app, Silent())
    return ", ".join(f"{each.source} {_came_of(each)}" for each in read) or "nothing is watched"


def _came_of(source: Refreshed) -> str:
    if source.report is None:
        return "not read"
    return "read" if source.report.shortfall is None else "read in part"


def _vouch(app: App) -> str:
    """Sign how far the audit has come and let that leave the store; return where it goes."""
    taken = sign_checkpoint(Actor.of(app))
    publishers = app.outside.publishers
    file = f"checkpoint-{taken.head.number}.json"
    text = taken.model_dump_json(indent=2) + "\n"
    places = [publishers.place(each, file) for each in _checkpoint_places(app.outside.duties)]
    with app.store.unit_of_work() as unit:
        for place in places:
            key = notice_key(app, "checkpoint", file, place)
            message = Message(id=key, to=place, text=text, title=_KEEP, file=file)
            put_notice(unit, message, app.clock.now())
    return ", ".join(places)


def _checkpoint_places(duties: Duties) -> tuple[str, ...]:
    named = (duties.checkpoint_folder, duties.checkpoint_to)
    return tuple(each for each in named if each is not None)


def _not_read(app: App, source: Refreshed) -> NotRead:
    """Say in one word why a source was not read; its own words may quote what not all may see."""
    if app.sources.is_live(Path(source.location)):
        return NotRead.SILENT
    return NotRead.UNUSABLE if Path(source.location).exists() else NotRead.GONE


def _remind(app: App) -> str:
    """Tell people what waits for them; return how many were told something."""
    return f"{remind(app)} told"


def _ask_for_order(app: App) -> str:
    """Propose the computed order where that is worth asking for; return which, or why not."""
    found = propose_order_if_due(Assessment(app))
    return f"nothing to propose: {found}" if isinstance(found, str) else found.proposal.id


_DUTIES: Mapping[str, Callable[[App], str]] = {
    BRIEF: _draft,
    ORDER: _ask_for_order,
    REFRESH: _refresh,
    CHECKPOINT: _vouch,
    REMINDERS: _remind,
}
