"""Killed, or out of space: an import is there as a whole, or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.adapters.sql_store import open_store
from assistant.portfolio.work import WorkItem
from assistant.values import Scope
from tests.contracts.batches import bring, day
from tests.contracts.stores import URLS, sqlite_url

ROOT = Path(__file__).parents[3]


def child(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.returncode, done.stderr)
    return done.stdout.strip()


@pytest.mark.parametrize(("kind", "kills"), [("sqlite", 12), ("postgresql", 4)])
def test_killed_at_any_moment_an_import_is_whole_or_not_there(kind: str, kills: int) -> None:
    url = URLS[kind]()
    hits = int(child("-m", "tests.adapters.sql_store.crashing_importer", url, str(kills), "7"))
    assert hits >= kills // 4
    store = open_store(url, patience=30)
    last = len(store.imports())
    receipt = bring(store, [WorkItem(key="K-1", name="at last")], day(last + 1))
    assert receipt.number == last + 1
    assert store.snapshot(day(last + 1), Scope.of_record()).frame(WorkItem).height == 1
    if kind == "sqlite":
        checked = sqlite3.connect(url.removeprefix("sqlite:///"))
        assert checked.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        checked.close()


OUT_OF_SPACE = """
import resource, sys
from pathlib import Path
from assistant.adapters.sql_store import open_store
from assistant.errors import StoreFault
from assistant.portfolio.work import WorkItem
from tests.contracts.batches import bring, day
url, spare = sys.argv[1], int(sys.argv[2])
store = open_store(url)
size = Path(url.removeprefix("sqlite:///")).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + spare, size + spare))
try:
    bring(store, [WorkItem(key=f"K-{n}", name="y" * 900) for n in range(4_000)], day(1))
except StoreFault as fault:
    print(fault)
"""


@pytest.mark.parametrize("spare", [0, 500_000])
def test_without_space_nothing_changes_and_it_says_so(spare: int) -> None:
    url = sqlite_url()
    store = open_store(url)
    bring(store, [WorkItem(key="K-1", name="x")])
    before = store.snapshot(day(1), Scope.of_record())
    said = child("-c", OUT_OF_SPACE, url, str(spare))
    assert "the disk is full or failing. Free some space" in said
    after = store.snapshot(day(1), Scope.of_record())
    assert (after.revision, after.imports) == (before.revision, before.imports)
    assert bring(store, [WorkItem(key="K-2", name="x")], day(1)).number == 2


TWO_LIBRARIES = """
import sqlite3, subprocess, sys
from adbc_driver_sqlite import dbapi
path = sys.argv[1]
ours = sqlite3.connect(path, isolation_level=None)
ours.execute("PRAGMA journal_mode = WAL")
ours.execute("CREATE TABLE kept (value)")
ours.execute("BEGIN IMMEDIATE")
ours.execute("INSERT INTO kept VALUES (1)")
with dbapi.connect(path, autocommit=True) as other, other.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM kept")
probe = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
done = subprocess.run([sys.executable, "-c", probe, path], capture_output=True)
print("locked" if b"database is locked" in done.stderr else "lock lost")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks belong to the handle")
def test_two_sqlite_libraries_in_one_process_lose_locks(tmp_path: Path) -> None:
    """Why only ADBC opens a store at run time. Should this fail one day, the rule may go."""
    assert child("-c", TWO_LIBRARIES, str(tmp_path / "a.db")) == "lock lost"
