"""Jobs on DBOS: each step's outcome is kept, so that a job goes on where its process died.

What a worker left when it died is gone on with by the next one in its seat, or, where several work
on one server, by whoever finds its seat free. The version of the jobs stays the same, since DBOS
takes up work of its own version only.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from assistant.adapters.jobs.seats import Seat, Seats
from assistant.errors import StoreFault
from assistant.ports.jobs import Job
from assistant.ports.log import Log

if TYPE_CHECKING:
    from dbos import DBOSConfig

_NAME = "pmo-worker"
_VERSION = "1"
"""Of what a job's steps are; raised only when old jobs cannot be gone on with."""

_PATIENCE_SECONDS = 30
_GLANCE_SECONDS = 0.05
_HANDS = 8
"""How many jobs of one worker go on at the same time; each may hold a connection to the store."""

_LEFT = ["PENDING", "ENQUEUED"]
"""What DBOS calls work that was begun, and that it has put in line to go on with."""

_ENDED = frozenset({"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})


class DbosWorkshop:
    """The `Workshop` port, in a database that its seats name."""

    def __init__(self, seats: Seats, log: Log) -> None:
        self._seats = seats
        self._log = log

    @contextmanager
    def opened(self, kinds: Mapping[str, Job]) -> Iterator[DbosJobs]:
        """Take up what an earlier worker left, and new work; StoreBusy where no seat is free."""
        with self._seats.taken() as seat:
            from dbos import DBOS

            _log_to_the_standard_error_of_now()
            jobs = DbosJobs(kinds, self._log, seat)
            DBOS(config=self._config(seat))
            try:
                jobs.register()
                DBOS.launch()
                jobs.take_up()
                yield jobs
            finally:
                DBOS.destroy(
                    destroy_registry=True, workflow_completion_timeout_sec=_PATIENCE_SECONDS
                )

    def _config(self, seat: Seat) -> DBOSConfig:
        return {
            "name": _NAME,
            "system_database_url": self._seats.url,
            "application_version": _VERSION,
            "executor_id": seat.name,
            "max_executor_threads": _HANDS,
            "sys_db_pool_size": _HANDS,
            "log_level": "ERROR",
            "enable_otlp": False,
        }


class DbosJobs:
    """The `Jobs` port: one workflow a job, one step a move."""

    def __init__(self, kinds: Mapping[str, Job], log: Log, seat: Seat) -> None:
        self._kinds = kinds
        self._log = log
        self._seat = seat
        self._busy: set[str] = set()
        self._left: set[str] = set()
        self._lock = Lock()

    def register(self) -> None:
        """Tell DBOS what a job is, before it takes up old ones."""
        from dbos import DBOS

        @DBOS.step(name="move")
        def move(kind: str, subject: str) -> bool:
            return self._move(kind, subject)

        @DBOS.workflow(name="job", max_recovery_attempts=None)
        def job(kind: str, subject: str) -> None:
            name = DBOS.workflow_id or subject
            self._mark(name, busy=True)
            try:
                while move(kind, subject):
                    pass
            finally:
                self._mark(name, busy=False)

        self._job = job

    def take_up(self) -> None:
        """Go on with what workers left that are gone; DBOS does so with this seat's by itself."""
        from dbos import DBOS

        self._seat.check()
        by_seat: dict[str, set[str]] = {}
        for each in DBOS.list_workflows(status=_LEFT, load_input=False, load_output=False):
            by_seat.setdefault(each.executor_id or "", set()).add(each.workflow_id)
        with self._lock:
            self._left |= by_seat.pop(self._seat.name, set()) - self._busy
        for seat, names in sorted(by_seat.items()):
            with self._seat.free(seat) as is_free:
                if is_free:
                    DBOS._recover_pending_workflows([seat])  # noqa: SLF001 - DBOS offers it to its own console only
                    self._left |= names

    def start(self, kind: str, subject: str, name: str) -> bool:
        """Do a job until it rests; False where all hands are full, so that others may do it.

        What an earlier worker began under that name is gone on with. A job that rested, or that
        ended before the store was put back from a copy, is begun anew with the next turn.
        """
        from dbos import DBOS, SetWorkflowID

        turn = 0
        known = DBOS.get_workflow_status(name)
        while known is not None and known.status in _ENDED:
            turn += 1
            known = DBOS.get_workflow_status(f"{name}~{turn}")
        if known is not None:
            return True
        if len(self._busy) >= _HANDS:
            return False
        current = f"{name}~{turn}" if turn else name
        self._mark(current, busy=True)
        with SetWorkflowID(current):
            DBOS.start_workflow(self._job, kind, subject)
        return True

    def settle(self) -> None:
        """Wait until every job rests, also those that were taken up."""
        while self._busy or self._still_left():
            self.pause(_GLANCE_SECONDS)

    def pause(self, seconds: float) -> None:
        """Wait for a while."""
        time.sleep(seconds)

    def _still_left(self) -> bool:
        from dbos import DBOS

        found = ((name, DBOS.get_workflow_status(name)) for name in sorted(self._left))
        self._left = {name for name, known in found if known and known.status not in _ENDED}
        return bool(self._left)

    def _move(self, kind: str, subject: str) -> bool:
        try:
            self._seat.check()
            return self._kinds[kind](subject)
        except StoreFault as error:
            self._log.event("store not ready for a job", kind=kind, why=str(error))
        except Exception as error:  # noqa: BLE001 - one job's mistake must not stop the others
            self._log.event("job failed", kind=kind, subject=subject, why=repr(error))
        return False

    def _mark(self, name: str, *, busy: bool) -> None:
        with self._lock:
            (self._busy.add if busy else self._busy.discard)(name)


def _log_to_the_standard_error_of_now() -> None:
    """Let DBOS make its handler anew: the one of an earlier start may hold a stream that is closed."""
    log = logging.getLogger("dbos")
    log.setLevel(logging.ERROR)
    log.handlers.clear()
