"""What happens by itself at its time: the brief, a worthwhile order, the audit vouched for.

A duty that was missed is caught up once: only the last moment at which it was due counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.briefing.brief import Audience
from assistant.errors import PmoError, Refused
from assistant.governance.delivery import Accepted, Message
from assistant.governance.schedule import Schedule
from assistant.portfolio.organisation import Organisation
from assistant.ports.progress import Silent
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.audit_trail import sign_checkpoint
from assistant.usecases.propose_order import propose_order_if_due
from assistant.usecases.publish_brief import propose_publication
from assistant.usecases.refresh_sources import refresh_sources
from assistant.usecases.view import view
from assistant.usecases.write_brief import write_brief

BRIEF = "brief"
ORDER = "order"
CHECKPOINT = "checkpoint"
DUTY_DONE = "duty done"
DUTY_FAILED = "duty failed"
"""The events that a duty records, for whoever looks after the worker."""


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
    for place in (duties.brief_to, duties.checkpoint_folder):
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
        CHECKPOINT: duties.checkpoints if duties.checkpoint_folder is not None else None,
    }
    return {duty: schedule for duty, schedule in wanted.items() if schedule is not None}


def _zone(app: App) -> ZoneInfo:
    organisation: Organisation = view(replace(app, viewer=None)).full.organisation
    return ZoneInfo(organisation.time_zone)


def _draft(app: App) -> str:
    """Read the watched sources, write the brief, and propose where it goes; return what was made.

    It shows nothing confidential, since nobody in particular asked for it.
    """
    for each in refresh_sources(app, Silent()):
        if each.trouble is not None:
            app.log.event("source not refreshed before the brief", source=each.source)
    assessment = Assessment(app)
    brief = write_brief(assessment, Audience.EXEC)
    place = app.outside.duties.brief_to
    if place is None:
        return brief.id
    stored = next(each for each in app.store.briefs() if each.id == brief.id)
    actor = Actor(app, assessment.view)
    return propose_publication(actor, stored, place, on_schedule=True).proposal.id


def _vouch(app: App) -> str:
    """Sign how far the audit has come and bring that outside the store; return where it is."""
    taken = sign_checkpoint(Actor.of(app))
    publishers = app.outside.publishers
    name = f"checkpoint-{taken.head.number}"
    place = publishers.place(app.outside.duties.checkpoint_folder or "", f"{name}.json")
    text = taken.model_dump_json(indent=2) + "\n"
    answer = publishers.at(place).publish(Message(id=name, to=place, text=text))
    if not isinstance(answer, Accepted):
        raise Refused(f"The checkpoint did not get to {place}.", remedy="See that it can.")
    return place


def _ask_for_order(app: App) -> str:
    """Propose the computed order where that is worth asking for; return which, or why not."""
    found = propose_order_if_due(Assessment(app))
    return f"nothing to propose: {found}" if isinstance(found, str) else found.proposal.id


_DUTIES: Mapping[str, Callable[[App], str]] = {
    BRIEF: _draft,
    ORDER: _ask_for_order,
    CHECKPOINT: _vouch,
}
