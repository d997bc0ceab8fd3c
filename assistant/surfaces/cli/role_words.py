"""Roles in words: who has which, and what a list changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli.terminal_text import one_line

if TYPE_CHECKING:
    from assistant.governance.roles import Delegation, Grant
    from assistant.usecases.import_roles import RoleChanges


def grant_line(grant: Grant, names: Mapping[str, str]) -> str:
    """Return who has which role, since when, until when, and by which list."""
    until = f" until {_day(grant.until)}" if grant.until else ""
    person = names.get(grant.person, grant.person)
    return one_line(
        f"{person} is {role_words(grant)} since {_day(grant.since)}{until}{_by(grant)}."
    )


def role_words(grant: Grant) -> str:
    """Return a role, and of what it is."""
    return f"{grant.role.value} of {grant.of}" if grant.of else grant.role.value


def delegation_line(given: Delegation, names: Mapping[str, str]) -> str:
    """Return who stands in for whom, and when."""
    days = f"from {_day(given.since)} to {_day(given.until)}"
    giver, taker = (names.get(key, key) for key in (given.giver, given.taker))
    return one_line(f"{taker} stands in for {giver} {days}.")


def show_changes(changes: RoleChanges, files: str, *, applied: bool) -> None:
    """Say what a list changes, line by line, and how exactly that is done, or that it was."""
    for line in _lines(changes):
        typer.echo(one_line(line))
    for member in changes.strangers:
        typer.echo(one_line(f"There is no person “{member.email}” here ({member.where})."))
    if changes.is_nothing:
        typer.echo("Everybody has the roles that the list gives; nothing is to be changed.")
    elif applied:
        typer.echo("Done.")
    else:
        typer.echo(
            f"Nothing was changed. Do exactly this: pmo users import {files} --apply {changes.code}"
        )


def _lines(changes: RoleChanges) -> Iterator[str]:
    def called(grant: Grant) -> str:
        return changes.names.get(grant.person, grant.person)

    for grant in changes.difference.given:
        until = f" until {_day(grant.until)}" if grant.until else ""
        yield f"{called(grant)} becomes {role_words(grant)}{until}{_by(grant)}."
    for each in changes.difference.changed:
        until = f"until {_day(each.after.until)}" if each.after.until else "without an end"
        yield f"{called(each.after)} stays {role_words(each.after)}, now {until}{_by(each.after)}."
    for grant in changes.difference.ended:
        yield f"{called(grant)} is no longer {role_words(grant)}{_by(grant)}."


def _by(grant: Grant) -> str:
    from assistant.usecases.manage_roles import list_words

    return "" if grant.listed is None else f", by the {list_words(grant)}"


def _day(value: date) -> str:
    from assistant.briefing.wording import day_words

    return day_words(value, today=None)
