"""`pmo ask`: a question, answered from facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day, paper

if TYPE_CHECKING:
    from assistant.graph.answer import Answer


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("ask", epilog='Example: pmo ask "What should we build next?" --sources')(ask)


def ask(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(help="What you would like to know, in English.")],
    sources: Annotated[bool, typer.Option(help="List the row behind each figure.")] = False,
    arithmetic: Annotated[bool, typer.Option(help="Show how figures were computed.")] = False,
    trace: Annotated[bool, typer.Option(help="Say how the answer was found.")] = False,
    plain: Annotated[bool, typer.Option(help="As plain text, to copy.")] = False,
    thread: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Go on with a conversation of yours, or begin one."),
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Answer a question from the portfolio's rows, in plain words, or say why not."""
    from assistant.graph.answering import Asking, answer_question
    from assistant.surfaces.cli.answer_page import answer_data, write_plain, write_trace

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.progress() as progress:
        asking = Asking(thread=thread, as_of=day(as_of), progress=progress)
        answer = answer_question(session.app, question, asking)
    if trace:
        write_trace(answer)
    if json:
        session.data(answer_data(answer, question))
    elif plain:
        write_plain(answer)
    else:
        _write(answer, sources=sources or answer.style.sources, arithmetic=arithmetic)


def _write(answer: Answer, *, sources: bool, arithmetic: bool) -> None:
    from assistant.surfaces.cli.answer_page import (
        write_answer,
        write_arithmetic,
        write_sources,
    )

    page = paper(answer.brief.as_of)
    write_answer(answer, page)
    if sources:
        write_sources(answer, page)
    if arithmetic:
        write_arithmetic(answer, page)
