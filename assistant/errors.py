"""The tree of errors: each is a sentence for people plus facts as attributes.

PmoError
    BadInput            what a person handed in cannot be used
        BadSource       a file, row or cell (file, row, column)
            NoDay       a source that does not say which day it speaks of
        BadPrompt       a prompt file, or what is put into it (prompt)
        BadMapping      a mapping file
        BadPolicy       a decision table (table, row)
        BadSetting      a setting (name)
    NotFound            nothing of that name is visible to the asker (what, name, near)
    Ambiguous           several things are called so: it is asked back which (what, name, choices)
    StoreFault          the store cannot do what was asked; nothing was changed
        StoreNotReady   it is missing, older or newer than this program
        StoreBusy       another process holds it
    MemoryFault         what was said before cannot be searched or remembered
    ModelFault          the language model gave no usable answer (trouble)
        ModelUnavailable    it cannot be reached, is busy, or not in time
        ModelMisconfigured  its address, key or name is wrong: a setting has to be mended
        ModelRefused        it, or its server, declines to answer this
        ModelAnswerInvalid  what it answered cannot be used
    BudgetSpent         the tokens or seconds of a question are used up (what)
    Refused             the rules do not allow it
"""

from __future__ import annotations

from enum import StrEnum


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


class Ambiguous(PmoError):
    """Several things that the asker may see are called so; which one is asked back."""

    def __init__(self, what: str, name: str, *, choices: tuple[str, ...]) -> None:
        super().__init__(f"Which “{name}”: {', '.join(choices[:-1])} or {choices[-1]}?")
        self.what = what
        self.name = name
        self.choices = choices


class StoreFault(PmoError):
    """The store could not do what was asked; nothing was changed."""


class StoreNotReady(StoreFault):
    """The store is missing, or its schema is not the one this program speaks."""


class StoreBusy(StoreFault):
    """Another process holds the store."""


class MemoryFault(PmoError):
    """What was said before cannot be searched or remembered; it can always be rebuilt."""


class BadPrompt(BadInput):
    """A prompt file breaks its form, or is filled with other inputs than it declares."""

    def __init__(self, message: str, *, prompt: str, remedy: str | None = None) -> None:
        super().__init__(f"prompt “{prompt}”: {message}", remedy=remedy)
        self.prompt = prompt


class ModelTrouble(StrEnum):
    """Why a model gave no usable answer."""

    NO_SUCH_HOST = "no such host"
    UNREACHABLE = "unreachable"
    NOT_TRUSTED = "not trusted"
    LATE = "late"
    BUSY = "busy"
    NO_QUOTA = "no quota"
    BROKEN = "broken"
    CUT_OFF = "cut off"
    MOVED = "moved"
    WRONG_KEY = "wrong key"
    WRONG_ADDRESS = "wrong address"
    NO_SUCH_MODEL = "no such model"
    TURNED_DOWN = "turned down"
    TOO_LONG = "too long"
    DECLINED = "declined"
    UNREADABLE = "unreadable"
    NOT_JSON = "not JSON"
    WRONG_FORM = "wrong form"
    NOT_RECORDED = "not recorded"


class ModelFault(PmoError):
    """The language model gave no usable answer; whatever it would have phrased is told without.

    `said` is what its server said, as one short line without secrets; `after` the seconds it asks
    to wait.
    """

    def __init__(
        self,
        message: str,
        *,
        trouble: ModelTrouble,
        remedy: str | None = None,
        said: str = "",
        after: float | None = None,
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.trouble = trouble
        self.said = said
        self.after = after


class ModelUnavailable(ModelFault):
    """It cannot be reached, is busy, or did not answer in time; later may be better."""


class ModelMisconfigured(ModelFault):
    """Its address, key or name is wrong; only a changed setting helps."""


class ModelRefused(ModelFault):
    """The model, or its server, declines to answer this."""


class ModelAnswerInvalid(ModelFault):
    """What it answered is cut short, not readable, or not of the asked form."""


class BudgetSpent(PmoError):
    """The tokens or seconds of a question are used up."""

    def __init__(self, message: str, *, what: str) -> None:
        super().__init__(message)
        self.what = what


class Refused(PmoError):
    """The rules do not allow it."""
