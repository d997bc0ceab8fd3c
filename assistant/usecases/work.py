"""The worker: brings out what was approved, does what is due, and keeps deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime

from assistant.governance.delivery import OPEN, DeliveryState
from assistant.ports.jobs import Jobs
from assistant.ports.store import Event
from assistant.usecases.app import App
from assistant.usecases.deadlines import keep_deadlines
from assistant.usecases.deliver import deliver
from assistant.usecases.do_duty import check_duties, do_duty, due_duties

_POLL_SECONDS = 5.0
_ROUNDS_AT_ONCE = 3
"""Once round for duties, once for what they or a person let go, and once for what was refused."""

_DELIVERY = "delivery"
_DUTY = "duty"


def work_once(app: App) -> tuple[Event, ...]:
    """Do everything that can be done now; return what came of the duties.

    StoreBusy where another worker is at it; BadInput where a duty has no place to go to.
    """
    before = max((event.number for event in app.store.events()), default=0)
    with _working(app) as jobs:
        for _ in range(_ROUNDS_AT_ONCE):
            _begin(app, jobs)
            jobs.settle()
    return app.store.events(after=before)


def work_on(app: App) -> Iterator[tuple[Event, ...]]:
    """Work until whoever listens stops; give what came of the duties, time after time."""
    seen = max((event.number for event in app.store.events()), default=0)
    with _working(app) as jobs:
        while True:
            _begin(app, jobs)
            found = app.store.events(after=seen)
            seen = max((event.number for event in found), default=seen)
            yield found
            jobs.pause(_POLL_SECONDS)


def is_stuck(app: App) -> bool:
    """Say whether something approved is not on its way, and a person has to do something."""
    return bool(app.store.deliveries(DeliveryState.NEEDS_PERSON, DeliveryState.TURNED_DOWN))


def _begin(app: App, jobs: Jobs) -> None:
    """Let jobs take up all that is due; what is going on already is left to itself."""
    keep_deadlines(app)
    for duty, due in due_duties(app):
        subject = f"{duty}@{due.isoformat()}"
        jobs.start(_DUTY, subject, subject)
    now = app.clock.now()
    for each in app.store.deliveries(*OPEN):
        if each.not_before <= now:
            jobs.start(_DELIVERY, each.message.id, each.job)


def _working(app: App) -> AbstractContextManager[Jobs]:
    check_duties(app)

    def a_duty(subject: str) -> bool:
        duty, due = subject.split("@", 1)
        do_duty(app, duty, datetime.fromisoformat(due))
        return False

    def a_delivery(message_id: str) -> bool:
        return deliver(app, message_id)

    return app.outside.workshop.opened({_DELIVERY: a_delivery, _DUTY: a_duty})
