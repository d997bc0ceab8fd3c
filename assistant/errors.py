"""The tree of errors: each is a sentence for people plus facts as attributes.

PmoError
    BadInput            what a person handed in cannot be used
        BadSource       a file, row or cell (file, row, column)
            NoDay       a source that does not say which day it speaks of
        BadMapping      a mapping file
        BadPolicy       a decision table (table, row)
        BadSetting      a setting (name)
    NotFound            nothing of that name is visible to the asker (what, name, near)
    StoreFault          the store cannot do what was asked; nothing was changed
        StoreNotReady   it is missing, older or newer than this program
        StoreBusy       another process holds it
    Refused             the rules do not allow it
"""

from __future__ import annotations


class PmoError(Exception):
    """Something went wrong that a person can understand."""

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the sentence, and what to do where that is known."""
        return f"{self.message} {self.remedy}" if self.remedy else self.message


class BadInput(PmoError):
    """What was handed in cannot be used as it is."""


class BadSource(BadInput):
    """A file, row or cell of a source cannot be read."""

    def __init__(
        self,
        message: str,
        *,
        file: str,
        row: int | None = None,
        column: str | None = None,
        remedy: str | None = None,
    ) -> None:
        where = file
        if row is not None:
            where += f", row {row}"
        if column is not None:
            where += f", column “{column}”"
        super().__init__(f"{where}: {message}", remedy=remedy)
        self.file = file
        self.row = row
        self.column = column


class NoDay(BadSource):
    """A source does not say which day it speaks of; a day given to it helps."""


class BadMapping(BadInput):
    """A mapping file does not say what it must, or does not fit the file it is for."""


class BadPolicy(BadInput):
    """A decision table breaks the grammar."""

    def __init__(
        self,
        message: str,
        *,
        table: str,
        row: str | None = None,
        remedy: str | None = None,
    ) -> None:
        where = f"policy table “{table}”" + (f", row {row}" if row else "")
        super().__init__(f"{where}: {message}", remedy=remedy)
        self.table = table
        self.row = row


class BadSetting(BadInput):
    """A setting is missing or has a value that cannot be used."""

    def __init__(self, message: str, *, name: str, remedy: str | None = None) -> None:
        super().__init__(f"setting {name}: {message}", remedy=remedy)
        self.name = name


class NotFound(PmoError):
    """Nothing of that name is visible to the asker; unknown and forbidden look the same."""

    def __init__(self, what: str, name: str, *, near: tuple[str, ...] = ()) -> None:
        hint = f"Did you mean {', '.join(near)}?" if near else None
        super().__init__(f"There is no {what} “{name}” here.", remedy=hint)
        self.what = what
        self.name = name
        self.near = near


class StoreFault(PmoError):
    """The store could not do what was asked; nothing was changed."""


class StoreNotReady(StoreFault):
    """The store is missing, or its schema is not the one this program speaks."""


class StoreBusy(StoreFault):
    """Another process holds the store."""


class Refused(PmoError):
    """The rules do not allow it."""
