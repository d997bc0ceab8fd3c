"""The database's errors, in words a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
from adbc_driver_manager import dbapi

from assistant.errors import StoreBusy, StoreFault, StoreNotReady

_ANOTHER_PROCESS = "Try again in a moment, when the other process is done."

_KNOWN: tuple[tuple[tuple[str, ...], type[StoreFault], str, str], ...] = (
    (
        (
            "database is locked",
            "table is locked",
            "SQLSTATE: 55P03",
            "SQLSTATE: 40001",
            "SQLSTATE: 40P01",
        ),
        StoreBusy,
        "is being written by another process.",
        _ANOTHER_PROCESS,
    ),
    (
        ("disk is full", "disk I/O error", "SQLSTATE: 53100"),
        StoreFault,
        "could not be written: the disk is full or failing.",
        "Free some space; what was stored before is untouched.",
    ),
    (
        ("readonly database", "SQLSTATE: 25006", "SQLSTATE: 42501", "permission denied"),
        StoreFault,
        "is read-only for this user.",
        "Give this user the right to write, or name another store.",
    ),
    (
        ("file is not a database",),
        StoreNotReady,
        "is a file of another kind.",
        "Name another file for the store; this one was not touched.",
    ),
    (
        ("malformed",),
        StoreFault,
        "is damaged.",
        "Bring it back from a backup, or import the sources into a new store.",
    ),
    (
        ("unable to open database file",),
        StoreNotReady,
        "cannot be opened by this user.",
        "Check that the file and its folder may be read and written.",
    ),
    (
        ("no such table", "no such column", "SQLSTATE: 42P01", "SQLSTATE: 42703"),
        StoreNotReady,
        "has been emptied or changed since it was opened.",
        "Start again; if it persists, bring the store back from a backup.",
    ),
    (
        ("SQLSTATE: 22021",),
        StoreFault,
        "cannot keep a text with a NUL character, and one of the cells holds one.",
        "Remove the character from the source.",
    ),
    (
        ("SQLSTATE: 28", "password authentication", "no password supplied", "FATAL:  role"),
        StoreNotReady,
        "refuses this user or password.",
        "Check the user and password in the store's URL.",
    ),
    (
        ("SQLSTATE: 3D000", "FATAL:  database"),
        StoreNotReady,
        "does not exist on that server.",
        "Create the database, or correct its name in the store's URL.",
    ),
    (
        (
            "Failed to connect",
            "SQLSTATE: 57P01",
            "server closed the connection",
            "connection to server",
        ),
        StoreNotReady,
        "cannot be reached.",
        "Check that the server runs and that the store's URL names it.",
    ),
)


@contextmanager
def in_words(label: str) -> Iterator[None]:
    """Turn what the drivers raise within the block into a StoreFault; `label` names the store."""
    try:
        yield
    except dbapi.Error as error:
        raise fault(label, error) from error
    except pl.exceptions.ComputeError as error:
        if "external error" not in str(error):
            raise
        raise fault(label, error) from error  # the driver failed while its rows were streamed


def fault(label: str, error: Exception) -> StoreFault:
    """Return a driver's error as a StoreFault in words."""
    text = str(error)
    for signs, kind, what, remedy in _KNOWN:
        if any(sign in text for sign in signs):
            return kind(f"The store {label} {what}", remedy=remedy)
    return StoreFault(f"The store {label} could not do what was asked: {text.splitlines()[0]}")
