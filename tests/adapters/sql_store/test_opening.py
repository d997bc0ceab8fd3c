"""A store opens where a URL says, or says in words why it cannot."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from assistant.adapters.sql_store import open_store
from assistant.adapters.sql_store.tables import RECORDS
from assistant.errors import BadSetting, StoreFault, StoreNotReady
from assistant.portfolio.registry import BY_TABLE
from assistant.values import Scope
from tests.contracts.batches import DAY
from tests.contracts.stores import empty_database, postgresql_url, server, sqlite_url

ROOT = Path(__file__).parents[3]


def run(code: str) -> str:
    """Run code in a process of its own and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "url",
    [
        "",
        "pmo.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "mysql://host/pmo",
        "sqlite:/x",
    ],
)
def test_an_url_that_names_no_store_is_refused_with_examples(url: str) -> None:
    with pytest.raises(BadSetting, match=r"Write sqlite:///pmo\.db"):
        open_store(url)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        StoreNotReady, match=r"gone of the store does not exist. Create the folder"
    ):
        open_store(f"sqlite:///{tmp_path}/gone/pmo.db")


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreNotReady, match="is a folder"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_relative_path_stays_where_it_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///pmo.db")
    monkeypatch.chdir("/")
    assert store.imports() == ()
    assert (tmp_path / "pmo.db").is_file()


@pytest.mark.parametrize("name", ["a b%20c.db", "käse?.db", "file:x.db", "100%.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    open_store(f"sqlite:///{tmp_path}/{name}")
    assert open_store(f"sqlite:///{tmp_path}/{name}").imports() == ()
    assert (tmp_path / name).is_file()


def test_a_file_of_another_kind_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("This is not a database, but somebody's notes. " * 50)
    before = path.read_bytes()
    with pytest.raises(StoreNotReady, match="is a file of another kind"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    with pytest.raises(StoreNotReady, match="belongs to something else"):
        open_store(f"sqlite:///{path}")


def test_a_store_of_a_newer_version_asks_for_an_upgrade() -> None:
    url = sqlite_url()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as newer:
        newer.execute("UPDATE pmo_schema SET version_num = '9999'")
    newer.close()
    with pytest.raises(StoreNotReady, match=r"newer version of this program. Upgrade"):
        open_store(url)


def test_a_damaged_store_says_so() -> None:
    url = sqlite_url()
    path = Path(url.removeprefix("sqlite:///"))
    store = open_store(url)
    pages = bytearray(path.read_bytes())
    pages[4096:] = b"\xa5" * (len(pages) - 4096)
    path.write_bytes(pages)
    with pytest.raises(StoreFault, match="is damaged"):
        store.snapshot(DAY, Scope.of_record())


def test_a_store_that_vanished_says_so() -> None:
    url = sqlite_url()
    store = open_store(url)
    Path(url.removeprefix("sqlite:///")).unlink()
    with pytest.raises(StoreNotReady, match="emptied or changed since it was opened"):
        store.imports()


def test_two_threads_that_create_the_same_store_both_get_it(tmp_path: Path) -> None:
    failures: list[Exception] = []

    def opens() -> None:
        try:
            assert open_store(f"sqlite:///{tmp_path}/pmo.db").imports() == ()
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=opens) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_two_processes_that_create_the_same_store_both_get_it(tmp_path: Path) -> None:
    code = f"from assistant.adapters.sql_store import open_store\nopen_store('sqlite:///{tmp_path}/pmo.db')"
    children = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(2)]
    assert [child.wait() for child in children] == [0, 0]


def test_an_existing_store_opens_without_sqlalchemy_or_a_second_sqlite() -> None:
    """Two SQLite libraries in one process drop each other's locks, and the imports cost a second."""
    code = f"""
import sys
from tests.contracts.batches import DAY, bring
from assistant.adapters.sql_store import open_store
from assistant.portfolio.work import WorkItem
from assistant.ports.store import Identity
from assistant.portfolio.registry import BY_TABLE
from assistant.values import Scope
store = open_store({sqlite_url()!r})
bring(store, [WorkItem(key="1", name="one")])
with store.unit_of_work() as unit:
    unit.keep_identity(Identity(provider="slack", external_id="U1", person="ben"))
assert store.person_of("slack", "U1") == "ben"
assert store.snapshot(DAY, store.scope_of("ben", DAY)).all(WorkItem)
print(sorted({{"sqlalchemy", "alembic", "sqlite3", "_sqlite3", "numpy"}} & set(sys.modules)))
"""
    assert run(code).strip() == "[]"


@pytest.mark.parametrize(("folder_mode", "read"), [(0o777, "()"), (0o555, "is read-only")])
def test_a_read_only_store_stays_as_it_was(folder_mode: int, read: str) -> None:
    """As an ordinary user, since root may write everything."""
    folder = Path(tempfile.mkdtemp(prefix="pmo-read-only-"))
    path = folder / "pmo.db"
    shutil.copy(sqlite_url().removeprefix("sqlite:///"), path)
    path.chmod(0o444)
    folder.chmod(folder_mode)
    before = path.read_bytes()
    code = f"""
import os
from assistant.adapters.sql_store import open_store
from assistant.errors import StoreFault
from assistant.ports.store import WatchedSource
def write(store):
    with store.unit_of_work() as unit:
        unit.watch(WatchedSource(source="plan", location="plan"))
open_store({sqlite_url()!r}).imports()
if os.geteuid() == 0:
    os.setuid(65534)
for attempt in (lambda store: store.imports(), write):
    try:
        print(attempt(open_store("sqlite:///{path}")))
    except StoreFault as error:
        print(error)
"""
    reading, writing = run(code).splitlines()
    assert read in reading
    assert "is read-only for this user. Give this user the right to write" in writing
    assert path.read_bytes() == before
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_an_empty_postgresql_database_becomes_a_store() -> None:
    url = empty_database()
    assert open_store(url).imports() == ()
    assert open_store(url).imports() == ()


def test_a_postgresql_database_of_something_else_is_not_touched() -> None:
    url = empty_database()
    name = url.split("/")[3].partition("?")[0]
    server().psql(f"\\c {name}\nCREATE TABLE songs (title TEXT)")
    with pytest.raises(StoreNotReady, match=f"{name} on this machine belongs to something else"):
        open_store(url)


def test_a_postgresql_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(StoreNotReady, match=r"pmo on 127.0.0.1 cannot be reached") as caught:
        open_store("postgresql://ben:secret@127.0.0.1:1/pmo")
    assert "secret" not in str(caught.value)


def test_a_postgresql_database_that_is_not_there_is_named() -> None:
    url = postgresql_url()
    name = url.split("/")[3].partition("?")[0]
    with pytest.raises(StoreNotReady, match="does not exist on that server"):
        open_store(url.replace(name, "nowhere"))


def test_without_the_drivers_postgresql_says_what_to_install() -> None:
    code = """
import sys
sys.modules["adbc_driver_postgresql"] = None
from assistant.adapters.sql_store import open_store
from assistant.errors import StoreNotReady
try: open_store("postgresql://ben@host/pmo")
except StoreNotReady as error: print(error)
"""
    assert "Install pmo-assistant[postgresql]" in run(code)


def test_records_have_no_table_of_a_noun() -> None:
    assert not {table.name for table in RECORDS} & BY_TABLE.keys()
