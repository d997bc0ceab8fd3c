"""A proposal on the terminal: its exact effect, its lines, and what became of it so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli.session import paper

if TYPE_CHECKING:
    from assistant.governance.review import Review
    from assistant.surfaces.cli.session import Session
    from assistant.usecases.decide_proposal import Deciding, Shown
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
    from assistant.usecases.decide_proposal import find_proposal, who_decides_on
    from assistant.usecases.foresee import foresee
    from assistant.usecases.named import people_names

    found = find_proposal(session.app, which)
    with session.assessing("Working out what would follow") as assessment:
        foreseen = foresee(assessment, found.id)
        names = people_names(assessment.seen)
    if session.json:
        follows = foreseen.model_dump(mode="json") if foreseen is not None else None
        session.data(found.model_dump(mode="json") | {"foreseen": follows})
        return
    _show(found, foreseen, names)
    if found.state.value == "pending":
        paper(found.as_of).aside(_next(who_decides_on(session.app, found.id), found.id))

    elif found.state.value == "approved" and found.kind.value not in _BY_WORKER:
        paper(found.as_of).aside(f"Not carried out yet. Next: pmo approve {found.id}")


_BY_WORKER = frozenset({"publish brief", "erratum"})
"""What a worker carries out, by its kind."""


def _show(found: Shown, foreseen: Foreseen | None, names: Mapping[str, str]) -> None:
    page = paper(found.as_of)
    page.title(f"{found.id} · {found.state.value}")
    page.say([found.words, *([found.reminder] if found.reminder else [])])
    for heading, said in _parts(found, foreseen):
        page.heading(heading)
        page.say(said)
    for line in _together(found):
        page.line(line)
    if found.reviews:
        page.heading("The rules say")
        for review in found.reviews:
            page.line(_verdict(review, found.as_of))
    if found.history:
        page.heading("So far")
        for step in _so_far(found, names):
            page.line(step)


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


def _together(found: Shown) -> Iterable[str]:
    """Yield which lines are accepted with which others, or which were."""
    if found.accepted is not None:
        yield f"Accepted of them: {', '.join(found.accepted)}."
    tied = {line.id: frozenset({line.id, *line.needs}) for line in found.lines if line.needs}
    if len(tied) == len(found.lines) > 0 and all(each == tied.keys() for each in tied.values()):
        yield "They go together: all of them or none."
        return
    for line in found.lines:
        if line.needs:
            yield f"{line.id} goes with {', '.join(sorted(line.needs))}."


def _next(deciding: Deciding, which: str) -> str:
    """Return what the asker can do next, else who can decide."""
    if deciding.you:
        return f"Next: pmo approve {which}, or pmo reject {which} --because 'not now'."
    people = ", ".join(deciding.people[:_SHOWN])
    return f"{people} can decide on it." if people else "Nobody can decide on it today."


_SHOWN = 3


def _so_far(found: Shown, names: Mapping[str, str]) -> Iterable[str]:
    for taken in found.history:
        by = f" by {names.get(taken.by, taken.by)}" if taken.by else ""
        yield f"{_day(taken.at.date())}: {taken.step.done}{by}"
    for said in found.comments:
        yield f"{_day(said.at.date())}: {names.get(said.by, said.by)} says: {said.text}"


def proposal_words(each: Shown) -> str:
    """Return what a proposal does in one line, with what is late about it."""
    from assistant.briefing.wording import render

    said = (each.words, *((each.reminder,) if each.reminder else ()))
    return " ".join(render(one, today=each.as_of) for one in said)


def _day(value: date) -> str:
    from assistant.briefing.wording import day_words

    return day_words(value, today=None)
