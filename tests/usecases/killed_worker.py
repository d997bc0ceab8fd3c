"""Kills the worker at one point after the other; run by test_kills.

    python -m tests.usecases.killed_worker FOLDER POINT [POINT …]

For each point, the n-th moment before or after a commit, a sending or a look-up, a publication is
approved and the worker killed there; the next worker finishes the work. Prints how many workers
were killed, once every message has arrived exactly once, and was told of exactly once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dbos  # noqa: F401 - imported once, before the forks

from assistant.adapters.jobs import DbosWorkshop, OneSeat
from assistant.adapters.logs import Log
from assistant.adapters.sql_store import address, open_store, sqlite, upgrade  # noqa: F401 - imported once, before the forks
from assistant.adapters.sql_store.store import SqlStore  # noqa: F401 - likewise
from assistant.adapters.system_clock import SystemClock
from assistant.governance.audit.event import AuditKind
from assistant.governance.delivery import Answer, DeliveryState, Habits, LookUp, Message, NoAnswer
from assistant.usecases.work import work_once
from tests.usecases.killed_approver import in_child
from tests.usecases.publishing import app_on, approved, brief, new_app, propose


class Fuse:
    """Counts the points that are passed, and kills its process at one of them; 0 never does."""

    def __init__(self, point: int) -> None:
        self._left = point

    def pass_point(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Mailbox:
    """A file with a line for every arrival, which never tells at once that it has a message."""

    habits = Habits()

    def __init__(self, path: Path, fuse: Fuse) -> None:
        self._path = path
        self._fuse = fuse

    def place(self, named: str, title: str) -> str:
        return named

    def at(self, place: str) -> Mailbox:
        return self

    def publish(self, message: Message) -> Answer:
        self._fuse.pass_point()
        with self._path.open("a") as file:
            file.write(f"{message.id}\n")
        self._fuse.pass_point()
        return NoAnswer()

    def look_up(self, message: Message) -> LookUp:
        self._fuse.pass_point()
        there = self._path.exists() and message.id in self._path.read_text().split()
        self._fuse.pass_point()
        return LookUp.FOUND if there else LookUp.ABSENT


class Fused:
    """A store that passes a point before and after every commit."""

    def __init__(self, store: Any, fuse: Fuse) -> None:
        self._store = store
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def unit_of_work(self) -> Iterator[Any]:
        with self._store.unit_of_work() as unit:
            yield unit
            self._fuse.pass_point()
        self._fuse.pass_point()


def killed(work: Callable[[], None]) -> bool:
    """Do something in a process of its own; say whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(folder: Path, points: list[int]) -> int:
    url, mailbox = f"sqlite:///{folder}/store.db", folder / "mailbox"

    def approve_one(number: int) -> None:
        store = open_store(url)
        free = Mailbox(mailbox, Fuse(0))
        office = app_on(store, free) if store.as_of_dates() else new_app(store, free)
        approved(office, propose(office, brief(id=f"b{number}"), to=f"box:{number}"))

    def work(point: int) -> None:
        fuse = Fuse(point)
        workshop = DbosWorkshop(OneSeat(folder / "jobs.db"), Log())
        store = Fused(open_store(url), fuse)
        work_once(app_on(store, Mailbox(mailbox, fuse), workshop, clock=SystemClock()))

    def check() -> None:
        store = open_store(url)
        sent = store.deliveries()
        arrivals = mailbox.read_text().split()
        told = [e.subject for e in store.audit_events() if e.kind is AuditKind.DELIVERED]
        assert sorted(arrivals) == sorted(each.message.id for each in sent), arrivals
        assert {each.state for each in sent} == {DeliveryState.DELIVERED}, sent
        assert sorted(told) == sorted(each.proposal for each in sent), told

    deaths = 0
    for number, point in enumerate(points, start=1):
        in_child(lambda number=number: approve_one(number))
        deaths += killed(lambda point=point: work(point))
        in_child(lambda: work(0))
        in_child(check)
    return deaths


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), [int(point) for point in sys.argv[2:]]))  # noqa: T201 - read by the test
