"""What `pmo import` says: the rows that cannot be used, the one question on them, the receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import typer

from assistant.briefing.figures import counted
from assistant.briefing.wording import day_words
from assistant.portfolio.batch import Batch, Note, RefusedRow
from assistant.portfolio.registry import BY_TABLE
from assistant.surfaces.cli.listing import say_list
from assistant.surfaces.cli.prompts import agreed
from assistant.surfaces.cli.session import Session
from assistant.surfaces.cli.terminal_text import one_line
from assistant.usecases.import_portfolio import ImportReport

LISTED = 20
"""So many rows are listed one by one; more are counted by column and reason."""

KINDS_NAMED = 5
"""So many kinds of things are named; of more only the rows are counted."""

_ROWS_NAMED = 3
_NOTES = 10
_PLURALS = {"person": "people", "availability": "absences"}


class ImportWords:
    """Speaks for one import; `store` is the URL to repeat in what to do next, if one was given."""

    def __init__(self, session: Session, store: str | None) -> None:
        self._session = session
        self._store = f" --store {store}" if store else ""

    def list_refused(self, batch: Batch) -> None:
        """List the rows that cannot be used: as data for machines, else as lines beside it."""
        if self._session.json:
            self._session.data(
                {
                    "source": batch.source,
                    "location": batch.location,
                    "as_of": batch.as_of,
                    "receipt": None,
                    "refused": [row.model_dump(mode="json") for row in batch.refused],
                }
            )
            return
        say_list(refused_lines(batch.refused), err=True)

    def wants_the_good_rows(self, batch: Batch) -> bool:
        """Ask whether the good rows are imported without the others."""
        read, bad = batch.read_rows, batch.refused_rows
        fine, are_not = f"{read - bad:,} of {read:,} rows are fine", "is" if bad == 1 else "are"
        if bad == read:
            typer.echo(f"None of {counted(read, 'row')} can be used.")
            return False
        return agreed(f"{fine}, {bad:,} {are_not} not. Import the good ones?")

    def tell(self, report: ImportReport, *, listed: bool) -> None:
        """Say what came of it; refused rows that were `listed` before are not listed again."""
        if self._session.json:
            self._session.data(report.model_dump(mode="json"))
            return
        typer.echo(one_line(_receipt(report)))
        refused = report.receipt.refused
        if refused:
            are = "is" if refused == 1 else "are"
            typer.echo(
                f"{counted(refused, 'row')} {are} in quarantine, and every brief says so: "
                f"pmo quarantine{self._store} lists them."
            )
            say_list([] if listed else refused_lines(report.refused))
        say_list(_note_lines(report.notes))
        commands = ("pmo portfolio", "pmo brief", "pmo rank")
        typer.echo(f"Next: {', '.join(f'{command}{self._store}' for command in commands)}")


def refused_lines(refused: Sequence[RefusedRow]) -> list[str]:
    """Return one line for each refused cell; where they are many, one for each kind of trouble."""
    if len(refused) <= LISTED:
        return [str(row) for row in refused]
    kinds: dict[tuple[str, str | None, str], list[RefusedRow]] = {}
    for row in refused:
        kinds.setdefault((row.file, row.column, row.why), []).append(row)
    return [_kind_line(rows) for rows in sorted(kinds.values(), key=len, reverse=True)[:LISTED]]


def _kind_line(rows: Sequence[RefusedRow]) -> str:
    first = rows[0]
    if len(rows) == 1:
        return str(first)
    column = f" “{first.column}”" if first.column is not None else ""
    named = ", ".join(f"{row.row}" for row in rows[:_ROWS_NAMED] if row.row is not None)
    places = f" (row {named}{' …' if len(rows) > _ROWS_NAMED else ''})" if named else ""
    return f"{first.file}{column}: {len(rows):,} rows{places}: {first.why} {first.remedy}"


def _receipt(report: ImportReport) -> str:
    receipt = report.receipt
    day = day_words(report.as_of, today=None)
    if not report.things:
        return f"{report.source} as of {day} holds no row yet."
    if report.shortfall is not None:
        read = f"{_things(report.things)} so far"
        return f"{report.source} was not read to its end, since {report.shortfall}: {read}."
    if receipt.unchanged:
        return f"{report.source} as of {day}: nothing has changed ({_things(report.things)})."
    parts = (
        (receipt.added, "new"),
        (receipt.changed, "changed"),
        (receipt.closed, "gone"),
    )
    told = ", ".join(f"{count:,} {what}" for count, what in parts if count)
    return f"{report.source} as of {day}: {_things(report.things)} ({told})."


def _things(things: Mapping[str, int]) -> str:
    """Return what was read, such as “60 work items and 5 people”."""
    named = [_counted(count, BY_TABLE[table].title) for table, count in things.items()]
    if len(named) > KINDS_NAMED:
        return counted(sum(things.values()), "row")
    return ", ".join(named[:-1]) + " and " + named[-1] if len(named) > 1 else named[0]


def _counted(count: int, title: str) -> str:
    noun = title if title[:2].isupper() else title.lower()
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {_PLURALS.get(noun) or _plural(noun)}"


def _plural(noun: str) -> str:
    ending = re.search(r"[^aeiou]y$", noun)
    return f"{noun[:-1]}ies" if ending else f"{noun}s"


def _note_lines(notes: Sequence[Note]) -> list[str]:
    """Return the notes; those that say the same of one place are counted."""
    kinds: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        kinds.setdefault((note.file, note.text.partition(":")[0]), []).append(note)
    lines = [
        f"{group[0]}" if len(group) == 1 else f"{group[0]} (and {len(group) - 1:,} more such rows)"
        for group in kinds.values()
    ]
    return lines[:_NOTES]
