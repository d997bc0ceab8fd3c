"""Imports again and again, and is killed at random moments; run by test_crashes.

    python -m tests.adapters.sql_store.crashing_importer URL KILLS SEED

Each import is a complete reading in which every row changes. Whoever comes after a kill first
checks that the store holds one whole reading, the last that was announced or the one after it.
Prints how many kills fell into an import as the only line.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time

from assistant.adapters.sql_store import address, open_store, sqlite, store, upgrade  # noqa: F401 - imported once, before the forks
from assistant.portfolio.work import WorkItem
from assistant.values import Scope
from tests.contracts.batches import bring, day

ROWS = 3_000
BROKEN = 3


def state_of(url: str) -> int:
    """Return the number of the last import, or end the process where it is not whole."""
    opened = open_store(url, patience=30)
    last = max((known.number for known in opened.imports()), default=0)
    frame = opened.snapshot(day(last), Scope.of_record()).frame(WorkItem)
    names = set(frame["name"])
    whole = (frame.height, names) == ((ROWS, {f"version {last}"}) if last else (0, set()))
    if not whole or len(opened.events()) != last:
        os._exit(BROKEN)
    return last


def import_forever(url: str, out: int) -> None:
    number = state_of(url)
    opened = open_store(url, patience=30)
    while True:
        number += 1
        items = [WorkItem(key=f"K-{n}", name=f"version {number}") for n in range(ROWS)]
        os.write(out, b"s")
        bring(opened, items, day(number))
        os.write(out, b"d")


def kill_once(url: str, rng: random.Random) -> bool:
    """Start an importer, kill it at some moment, and say whether that fell into an import."""
    told, out = os.pipe()
    child = os.fork()
    if child == 0:
        import_forever(url, out)
    os.close(out)
    select.select([told], [], [], 60)
    time.sleep(rng.uniform(0, 0.25))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        sys.exit(os.WEXITSTATUS(status))
    said = b""
    while part := os.read(told, 1_000):
        said += part
    os.close(told)
    return said.endswith(b"s")


if __name__ == "__main__":
    chance = random.Random(int(sys.argv[3]))
    print(sum(kill_once(sys.argv[1], chance) for _ in range(int(sys.argv[2]))))  # noqa: T201 - read by the test
