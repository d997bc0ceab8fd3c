"""The worker: brings out what was approved, does what is due, and keeps deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.errors import PmoError
from assistant.governance.delivery import OPEN, DeliveryState
from assistant.ports.jobs import Jobs
from assistant.ports.store import Event
from assistant.usecases.app import App
from assistant.usecases.deadlines import keep_deadlines
from assistant.usecases.deliver import deliver
from assistant.usecases.do_duty import check_duties, do_duty, due_duties
from assistant.usecases.post_erratum import notice_corrections

_POLL_SECONDS = 5.0
_BUSY_SECONDS = 0.2
_TAKE_OVER_AFTER = timedelta(minutes=1)
"""How long a change of the settings or of the policy may take to reach a worker."""

_ROUNDS_AT_ONCE = 3
"""Once round for duties, once for what they or a person let go, and once for what was refused."""

_DELIVERY = "delivery"
_DUTY = "duty"


def work_once(app: App) -> tuple[Event, ...]:
    """Do everything that can be done now; return what came of the duties.

    StoreBusy where another worker is at it; BadInput where a duty has no place to go to.
    """
    shift = _Shift(app)
    before = shift.newest_event()
    with shift.begun() as jobs:
        for _ in range(_ROUNDS_AT_ONCE):
            while not shift.round(jobs):
                jobs.settle()
            jobs.settle()
    return app.store.events(after=before)


def work_on(app: App, as_it_is_now: Callable[[], App]) -> Iterator[tuple[Event, ...]]:
    """Work until whoever listens stops; give what came of the duties, time after time.

    `as_it_is_now` assembles the assistant anew: what was changed in the settings or in the policy
    meanwhile holds from then on.
    """
    shift = _Shift(app)
    seen = shift.newest_event()
    with shift.begun() as jobs:
        while True:
            shift.take_over(as_it_is_now)
            began_all = shift.round(jobs)
            found = app.store.events(after=seen)
            seen = max((event.number for event in found), default=seen)
            yield found
            jobs.pause(_POLL_SECONDS if began_all else _BUSY_SECONDS)


def is_stuck(app: App) -> bool:
    """Say whether something approved is not on its way, and a person has to do something."""
    unsettled = app.store.deliveries(DeliveryState.NEEDS_PERSON, DeliveryState.TURNED_DOWN)
    return any(each.proposal is not None for each in unsettled)


class _Shift:
    """One worker's time: the assistant as it is set up now, and what its jobs do with it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._since = app.clock.now()

    def begun(self) -> AbstractContextManager[Jobs]:
        """Take a worker's place."""
        check_duties(self._app)
        return self._app.outside.workshop.opened({_DELIVERY: self._deliver, _DUTY: self._do_duty})

    def take_over(self, as_it_is_now: Callable[[], App]) -> None:
        """Take over what was set up anew; what cannot be used is said, and the old goes on."""
        app = self._app
        if app.clock.now() - self._since < _TAKE_OVER_AFTER:
            return
        self._since = app.clock.now()
        try:
            changed = as_it_is_now()
            check_duties(changed)
        except PmoError as error:
            app.log.event("set-up not taken over", why=str(error))
            return
        self._app = replace(changed, store=app.store)

    def newest_event(self) -> int:
        """Return the number of the newest event."""
        return max((event.number for event in self._app.store.events()), default=0)

    def round(self, jobs: Jobs) -> bool:
        """Let jobs take up what is due; say whether all of it was begun, here or by others."""
        app = self._app
        jobs.take_up()
        keep_deadlines(app)
        notice_corrections(app)
        for duty, moment in due_duties(app):
            subject = f"{duty}@{moment.isoformat()}"
            jobs.start(_DUTY, subject, subject)
        now = app.clock.now()
        waiting = (each for each in app.store.deliveries(*OPEN) if each.not_before <= now)
        return all(jobs.start(_DELIVERY, each.message.id, each.job) for each in waiting)

    def _deliver(self, message_id: str) -> bool:
        return deliver(self._app, message_id)

    def _do_duty(self, subject: str) -> bool:
        duty, moment = subject.split("@", 1)
        do_duty(self._app, duty, datetime.fromisoformat(moment))
        return False
