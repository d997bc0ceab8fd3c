"""Jobs on DBOS: each step's outcome is kept, so that a job goes on where its process died.

DBOS on SQLite is for one process: a second one on the same file takes a running job for a dead one
and runs its step again. So a lock beside the file lets one worker in, and the name of that worker
and the version of its jobs stay the same, which is what DBOS looks for when it takes up old work.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.errors import StoreBusy, StoreFault
from assistant.ports.jobs import Job
from assistant.ports.log import Log

if TYPE_CHECKING:
    from dbos import DBOSConfig

_WORKER = "pmo-worker"
_VERSION = "1"
"""Of what a job's steps are; raised only when old jobs cannot be gone on with."""

_PATIENCE_SECONDS = 30
_GLANCE_SECONDS = 0.05
_LEFT = ["PENDING", "ENQUEUED"]
"""What DBOS calls work that was begun, and that it has put in line to go on with."""

_ENDED = frozenset({"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})


class DbosWorkshop:
    """The `Workshop` port, in one SQLite file of its own."""

    def __init__(self, path: Path, log: Log) -> None:
        self._path = path.absolute()
        self._log = log

    @contextmanager
    def opened(self, kinds: Mapping[str, Job]) -> Iterator[DbosJobs]:
        """Take up what an earlier worker left, and new work; StoreBusy where another one works."""
        with _alone(self._path):
            from dbos import DBOS

            logging.getLogger("dbos").setLevel(logging.ERROR)
            jobs = DbosJobs(kinds, self._log)
            DBOS(config=self._config())
            try:
                jobs.register()
                DBOS.launch()
                jobs.take_up()
                yield jobs
            finally:
                DBOS.destroy(
                    destroy_registry=True, workflow_completion_timeout_sec=_PATIENCE_SECONDS
                )

    def _config(self) -> DBOSConfig:
        return {
            "name": _WORKER,
            "system_database_url": f"sqlite:///{self._path}",
            "application_version": _VERSION,
            "executor_id": _WORKER,
            "log_level": "ERROR",
            "enable_otlp": False,
        }


class DbosJobs:
    """The `Jobs` port: one workflow a job, one step a move."""

    def __init__(self, kinds: Mapping[str, Job], log: Log) -> None:
        self._kinds = kinds
        self._log = log
        self._busy: set[str] = set()
        self._known: set[str] = set()
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
        """Count what an earlier worker left as work to be done; DBOS has begun to go on with it."""
        from dbos import DBOS

        left = [each.workflow_id for each in DBOS.list_workflows(status=_LEFT)]
        with self._lock:
            self._busy.update(name for name in left if name not in self._known)

    def start(self, kind: str, subject: str, name: str) -> None:
        """Do a job until it rests; what an earlier worker began under that name is gone on with.

        A job that rested, or that ended before the store was put back from a copy, is begun anew
        under the name with the next turn.
        """
        from dbos import DBOS, SetWorkflowID

        turn = 0
        known = DBOS.get_workflow_status(name)
        while known is not None and known.status in _ENDED:
            turn += 1
            known = DBOS.get_workflow_status(f"{name}~{turn}")
        if known is not None:
            return
        current = f"{name}~{turn}" if turn else name
        self._mark(current, busy=True)
        with SetWorkflowID(current):
            DBOS.start_workflow(self._job, kind, subject)

    def settle(self) -> None:
        """Wait until every job rests."""
        while self._busy:
            self.pause(_GLANCE_SECONDS)

    def pause(self, seconds: float) -> None:
        """Wait for a while."""
        time.sleep(seconds)

    def _move(self, kind: str, subject: str) -> bool:
        try:
            return self._kinds[kind](subject)
        except StoreFault as error:
            self._log.event("store not ready for a job", kind=kind, why=str(error))
        except Exception as error:  # noqa: BLE001 - one job's mistake must not stop the others
            self._log.event("job failed", kind=kind, subject=subject, why=repr(error))
        return False

    def _mark(self, name: str, *, busy: bool) -> None:
        with self._lock:
            self._known.add(name)
            (self._busy.add if busy else self._busy.discard)(name)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the worker's lock, which goes with its process; StoreBusy where another has it."""
    beside = path.with_name(f"{path.name}-lock")
    try:
        with beside.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError as error:
        raise StoreBusy(
            "Another worker is at work on this store.", remedy="One is enough: let it do its work."
        ) from error
