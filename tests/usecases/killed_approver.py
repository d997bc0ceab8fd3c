"""Approves again and again, and is killed; run by test_kills.

    python -m tests.usecases.killed_approver URL KILLS SEED [POINT]

A child proposes and approves publications, and says of each that it was approved once that stands.
It is killed at a random moment, or kills itself at a named point. Whoever comes after a kill checks
that what was said stands, and that approvals, audit and outbox tell the same. Prints how many were
acknowledged and how many kills fell between a proposal and its acknowledgement. The process that
forks never opens a store itself: threads do not survive a fork.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.sql_store import address, open_store, sqlite, upgrade  # noqa: F401 - imported once, before the forks
from assistant.adapters.sql_store.store import SqlStore  # noqa: F401 - likewise
from assistant.governance.audit.event import AuditKind
from assistant.governance.effects import effect_hash
from assistant.governance.proposal import ProposalState
from tests.usecases.publishing import app_on, approved, brief, new_app, propose

BEFORE_COMMIT = "before the commit"
AFTER_COMMIT = "after the commit"
POINTS = (BEFORE_COMMIT, AFTER_COMMIT)
BROKEN = 3


class Deadly:
    """A store that kills its process at a named point of the next transaction, once armed."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.point = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def unit_of_work(self) -> Iterator[Any]:
        with self._store.unit_of_work() as unit:
            yield unit
            self._die(BEFORE_COMMIT)
        self._die(AFTER_COMMIT)

    def _die(self, point: str) -> None:
        if self.point == point:
            os.kill(os.getpid(), signal.SIGKILL)


class Anywhere(KnownPublishers):
    """Takes any name for a place: nothing is brought out here."""

    def place(self, named: str, title: str) -> str:
        return named


def approve_forever(url: str, out: int, point: str) -> None:
    store = Deadly(open_store(url, patience=30))
    app = app_on(store, Anywhere())
    while True:
        number = len(store.proposals()) + 1
        proposal = propose(app, brief(id=f"b{number}"), to=f"file:/nowhere/{number}.md")
        os.write(out, f"p{proposal}\n".encode())
        store.point = point
        approved(app, proposal)
        os.write(out, f"a{proposal}\n".encode())


def said_by_killed(url: str, chance: random.Random, point: str) -> list[str]:
    """Start an approver, kill it at some moment or let it die, and return what it said."""
    told, out = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            approve_forever(url, out, point)
        finally:
            os._exit(BROKEN)
    os.close(out)
    if not point:
        select.select([told], [], [], 60)
        time.sleep(chance.uniform(0, 0.3))
        os.kill(child, signal.SIGKILL)
    said = b""
    while part := os.read(told, 10_000):
        said += part
    os.close(told)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        sys.exit(BROKEN)
    return said.decode().split()


def in_child(work: Callable[[], None]) -> None:
    """Do something in a process of its own; end with it where it fails."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - a forked child must never go on as its parent
            sys.stderr.write(f"{error!r}\n")
            os._exit(BROKEN)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(BROKEN)


def check(url: str, said: Sequence[str]) -> None:
    """End the process with a message where what was acknowledged does not stand."""
    store = open_store(url, patience=30)
    proposals = {each.id: each for each in store.proposals()}
    sent = {each.proposal: each.message for each in store.deliveries()}
    standing = {key for key, each in proposals.items() if each.state is ProposalState.APPROVED}
    audited = {
        each.subject: each.facts
        for each in store.audit_events()
        if each.kind is AuditKind.APPROVED
    }
    lost = {line[1:] for line in said if line.startswith("a")} - standing
    if lost or not (standing == set(sent) == set(audited)):
        sys.exit(f"lost {lost}; {standing ^ set(sent)}; {standing ^ set(audited)}")
    for key in standing:
        bound = (audited[key]["effect"], audited[key]["text"])
        if bound != (effect_hash(proposals[key].effect), sent[key].text_hash):
            sys.exit(f"{key} is bound to something else")


def _found_office(url: str) -> None:
    store = open_store(url)
    if not store.as_of_dates():
        new_app(store, Anywhere())


def main(url: str, kills: int, seed: int, point: str) -> str:
    in_child(lambda: _found_office(url))
    chance = random.Random(seed)
    heard: list[str] = []
    between = 0
    for _ in range(kills):
        said = said_by_killed(url, chance, point)
        between += bool(said) and said[-1].startswith("p")
        heard += said
        in_child(lambda said=tuple(heard): check(url, said))
    return f"{sum(line.startswith('a') for line in heard)} {between}"


if __name__ == "__main__":
    print(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), "".join(sys.argv[4:5])))  # noqa: T201 - read by the test
