"""A proposal on the terminal: its exact effect, its lines, and what became of it so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli.session import paper

if TYPE_CHECKING:
    from assistant.governance.review import Review
    from assistant.surfaces.cli.session import Session
    from assistant.usecases.decide_proposal import Shown
    from assistant.usecases.foresee import Foreseen
    from assistant.usecases.put_forward import Proposed
    from assistant.values import Statement


def tell_proposed(session: Session, proposed: Proposed) -> None:
    """Show what was proposed, and whether it was waiting already."""
    if not session.json and not proposed.is_new:
        typer.echo("The same is waiting already.")
    show_proposal(session, proposed.proposal.id)


def show_proposal(session: Session, which: str) -> None:
    """Show one proposal whole, as data or for people."""
    from assistant.usecases.decide_proposal import find_proposal
    from assistant.usecases.foresee import foresee

    found = find_proposal(session.app, which)
    with session.assessing("Working out what would follow") as assessment:
        foreseen = foresee(assessment, found.id)
    if session.json:
        follows = foreseen.model_dump(mode="json") if foreseen is not None else None
        session.data(found.model_dump(mode="json") | {"foreseen": follows})
        return
    page = paper(found.as_of)
    page.title(f"{found.id} · {found.state.value}")
    page.say([found.words, *([found.reminder] if found.reminder else [])])
    for heading, said in _parts(found, foreseen):
        page.heading(heading)
        page.say(said)
    if found.reviews:
        page.heading("The rules say")
        for review in found.reviews:
            page.line(_verdict(review, found.as_of))
    if found.history:
        page.heading("So far")
        for step in _so_far(found):
            page.line(step)
    if found.state.value == "pending":
        page.aside(f"Next: pmo approve {found.id}, or pmo reject {found.id} --because 'not now'.")


def _parts(found: Shown, foreseen: Foreseen | None) -> Iterable[tuple[str, Sequence[Statement]]]:
    if found.details:
        yield "What changes", found.details
    if foreseen is not None:
        yield foreseen.heading, foreseen.statements
    if found.lines:
        yield "Lines", [line.statement for line in found.lines]


def _verdict(review: Review, today: date) -> str:
    from assistant.briefing.wording import render

    by = f" by {review.by.value}" if review.by else ""
    because = render(review.because, today=today)
    return (
        f"When {review.moment.value}: {review.effect.value}{by}, since {because} ({review.rule})"
    )


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
