"""Several workers on one server, one after the other killed or told to stop; run by test_kills.

    python -m tests.usecases.crowded_workers URL FOLDER WORKERS MESSAGES KILLS SEED

Publications are approved, and worked off by several processes at once. Some of them are killed
while they bring something out, every other one with a warning; the others go on with it. Prints
how many were killed, how many workers brought something out, and how many tenths of a second after
the last kill everything had arrived, once every message has come and was told of exactly once.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import dbos  # noqa: F401 - imported once, before the forks

from assistant.adapters.jobs import DbosWorkshop, ServerSeats
from assistant.adapters.logs import Log
from assistant.adapters.sql_store import address, open_store, postgresql, upgrade  # noqa: F401 - imported once, before the forks
from assistant.adapters.sql_store.store import SqlStore  # noqa: F401 - likewise
from assistant.adapters.system_clock import SystemClock
from assistant.governance.audit.event import AuditKind
from assistant.governance.delivery import (
    Accepted,
    Answer,
    DeliveryState,
    Habits,
    LookUp,
    Message,
    NoAnswer,
)
from assistant.usecases.work import work_on
from tests.usecases.killed_approver import in_child
from tests.usecases.publishing import app_on, approved, brief, new_app, propose

PATIENCE_SECONDS = 90


class Mailbox:
    """A file with a line for every arrival and who brought it; it takes its time, and often says nothing."""

    habits = Habits()

    def __init__(self, path: Path, chance: random.Random) -> None:
        self._path = path
        self._chance = chance

    def place(self, named: str, title: str) -> str:
        return named

    def at(self, place: str) -> Mailbox:
        return self

    def publish(self, message: Message) -> Answer:
        time.sleep(self._chance.uniform(0, 0.05))
        with self._path.open("a") as file:
            file.write(f"{message.id} {os.getpid()}\n")
        time.sleep(self._chance.uniform(0, 0.05))
        return NoAnswer() if self._chance.random() < 0.5 else Accepted()

    def look_up(self, message: Message) -> LookUp:
        there = any(key == message.id for key, _ in arrivals(self._path))
        return LookUp.FOUND if there else LookUp.ABSENT


def arrivals(path: Path) -> list[tuple[str, str]]:
    """What came, and who brought it; a line that is still being written is not there yet."""
    text = path.read_text() if path.exists() else ""
    lines = text[: text.rfind("\n") + 1].splitlines()
    return [(key, who) for key, who in (line.split() for line in lines)]


def approve_all(url: str, mailbox: Path, messages: int) -> None:
    office = new_app(open_store(url), Mailbox(mailbox, random.Random(0)))
    for number in range(messages):
        approved(office, propose(office, brief(id=f"b{number}"), to=f"box:{number}"))


def work(url: str, mailbox: Path, seed: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    workshop = DbosWorkshop(ServerSeats(url), Log())
    box = Mailbox(mailbox, random.Random(seed))
    app = app_on(open_store(url), box, workshop, clock=SystemClock())
    for _ in work_on(app, lambda: app):
        pass


def started(url: str, mailbox: Path, seed: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            work(url, mailbox, seed)
        finally:
            os._exit(0)
    return child


def check(url: str, mailbox: Path, messages: int) -> None:
    store = open_store(url)
    sent = store.deliveries()
    assert len(sent) == messages
    assert {each.state for each in sent} == {DeliveryState.DELIVERED}
    came = Counter(key for key, _ in arrivals(mailbox))
    assert came == Counter(each.message.id for each in sent), came
    told = [e.subject for e in store.audit_events() if e.kind is AuditKind.DELIVERED]
    assert sorted(told) == sorted(each.proposal for each in sent)


def wait_for(url: str) -> None:
    """Wait until nothing is on its way any more."""
    from assistant.governance.delivery import OPEN

    store = open_store(url)
    until = time.monotonic() + PATIENCE_SECONDS
    while store.deliveries(*OPEN):
        if time.monotonic() > until:
            sys.exit(f"still on their way: {len(store.deliveries(*OPEN))}")
        time.sleep(0.1)


def main(url: str, folder: Path, workers: int, messages: int, kills: int, seed: int) -> str:
    mailbox, chance = folder / "mailbox", random.Random(seed)
    in_child(lambda: approve_all(url, mailbox, messages))
    alive = [started(url, mailbox, seed + number) for number in range(workers)]
    for killed in range(1, kills + 1):
        while len(arrivals(mailbox)) < killed * messages // (kills + 2):
            time.sleep(0.005)
        last = int(arrivals(mailbox)[-1][1])
        who = last if last in alive else chance.choice(alive)  # somebody with work in hand
        alive.remove(who)
        os.kill(who, signal.SIGKILL if killed % 2 else signal.SIGTERM)
        os.waitpid(who, 0)
        if killed < kills:
            alive.append(started(url, mailbox, seed + workers + killed))
    since = time.monotonic()
    in_child(lambda: wait_for(url))
    took = time.monotonic() - since
    for each in alive:
        os.kill(each, signal.SIGTERM)
        _, status = os.waitpid(each, 0)
        assert not os.WIFSIGNALED(status)
    in_child(lambda: check(url, mailbox, messages))
    busy = {who for _, who in arrivals(mailbox)}
    return f"{kills} {len(busy)} {int(took * 10)}"


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[3:]]
    print(main(sys.argv[1], Path(sys.argv[2]), *counts))  # noqa: T201 - read by the test
