"""A proposal on the terminal: its exact effect, its lines, and what became of it so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli.session import paper

if TYPE_CHECKING:
    from assistant.surfaces.cli.session import Session
    from assistant.usecases.decide_proposal import Shown
    from assistant.usecases.put_forward import Proposed


def tell_proposed(session: Session, proposed: Proposed) -> None:
    """Show what was proposed, and whether it was waiting already."""
    if not session.json and not proposed.is_new:
        typer.echo("The same is waiting already.")
    show_proposal(session, proposed.proposal.id)


def show_proposal(session: Session, which: str) -> None:
    """Show one proposal whole, as data or for people."""
    from assistant.usecases.decide_proposal import find_proposal

    found = find_proposal(session.app, which)
    if session.json:
        session.data(found.model_dump(mode="json"))
        return
    page = paper(found.as_of)
    page.title(f"{found.id} · {found.state.value}")
    page.say([found.words, *([found.reminder] if found.reminder else []), *found.differs])
    page.say(found.marks)
    if found.lines:
        page.heading("Lines")
        page.say(line.statement for line in found.lines)
    if found.history:
        page.heading("So far")
        for said in _so_far(found):
            page.line(said)
    if found.state.value == "pending":
        page.aside(f"Next: pmo approve {found.id}, or pmo reject {found.id} --because 'not now'.")


def _so_far(found: Shown) -> Iterable[str]:
    for taken in found.history:
        by = f" by {taken.by}" if taken.by else ""
        yield f"{_day(taken.at.date())}: {taken.step.done}{by}"
    for said in found.comments:
        yield f"{_day(said.at.date())}: {said.by} says: {said.text}"


def proposal_words(each: Shown) -> str:
    """Return what a proposal does in one line, with what is late about it."""
    from assistant.briefing.wording import render

    said = (each.words, *((each.reminder,) if each.reminder else ()))
    return " ".join(render(one, today=each.as_of) for one in said)


def _day(value: date) -> str:
    from assistant.briefing.wording import day_words

    return day_words(value, today=None)
