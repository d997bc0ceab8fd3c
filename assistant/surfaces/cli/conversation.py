"""A conversation on a terminal: questions, and a few words that begin with a slash."""

from __future__ import annotations

from collections.abc import Callable

import typer

from assistant.errors import PmoError
from assistant.graph.answer import Answer
from assistant.graph.answering import Asking, answer_question
from assistant.graph.kept_assessments import KeptAssessments
from assistant.graph.threads import forget_thread
from assistant.surfaces.cli.answer_page import (
    write_answer,
    write_arithmetic,
    write_plain,
    write_sources,
    write_trace,
)
from assistant.surfaces.cli.paper import Paper
from assistant.surfaces.cli.session import Session, paper
from assistant.surfaces.cli.terminal_text import harmless_lines

_HELP = """/sources     the rows behind each figure of the last answer
/arithmetic  how its figures were computed
/trace       how it was found
/plain       it as plain text, to copy
/new         begin another conversation
/forget      forget this conversation
/quit        end"""


class Conversation:
    """One person's conversation; what was computed is kept between questions."""

    def __init__(self, session: Session, thread: str | None) -> None:
        self._session = session
        self._thread = thread or self._fresh()
        self._kept = KeptAssessments()
        self._last: Answer | None = None
        self._words: dict[str, Callable[[], None]] = {
            "/help": lambda: typer.echo(_HELP),
            "/sources": self._on_last(write_sources),
            "/arithmetic": self._on_last(write_arithmetic),
            "/trace": self._on_last(lambda answer, _page: write_trace(answer)),
            "/plain": self._on_last(lambda answer, _page: write_plain(answer)),
            "/new": self._begin_anew,
            "/forget": self._forget,
        }

    def hear(self, line: str) -> bool:
        """Answer a line, or do what it says; False where the conversation is over."""
        said = line.strip()
        if said in {"/quit", "/exit", "/q"}:
            return False
        if said.startswith("/"):
            self._words.get(said, self._unknown)()
        elif said:
            self._answer(said)
        return True

    def _answer(self, question: str) -> None:
        try:
            with self._session.progress() as progress:
                asking = Asking(thread=self._thread, kept=self._kept, progress=progress)
                self._last = answer_question(self._session.app, question, asking)
        except PmoError as error:
            typer.echo(harmless_lines(str(error)), err=True)
            return
        page = paper(self._last.brief.as_of)
        write_answer(self._last, page)
        if self._last.style.sources:
            write_sources(self._last, page)
        page.line("")

    def _on_last(self, write: Callable[[Answer, Paper], None]) -> Callable[[], None]:
        def written() -> None:
            if self._last is None:
                typer.echo("Nothing was asked yet.")
                return
            write(self._last, paper(self._last.brief.as_of))

        return written

    def _begin_anew(self) -> None:
        self._thread, self._last = self._fresh(), None
        typer.echo("A new conversation.")

    def _forget(self) -> None:
        seat = self._kept.seat(self._session.app)
        forget_thread(self._session.app, seat, self._thread)
        self._last = None
        typer.echo("This conversation is forgotten.")

    def _fresh(self) -> str:
        return f"chat {self._session.app.tokens.token()}"

    @staticmethod
    def _unknown() -> None:
        typer.echo(f"I don't know that one.\n{_HELP}")
