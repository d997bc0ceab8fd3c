"""The sample portfolio, asked by different people through the tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import build_app
from assistant.briefing.brief import Audience, Brief, Sentence
from assistant.briefing.reply import write_reply
from assistant.briefing.told import Told
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.assessment import Assessment
from assistant.usecases.load_sample import load_sample
from tools.catalog import tool_named
from tools.tool import Context

Ask = Callable[..., "Answered"]


class Answered:
    """What a tool found for somebody, and the reply that comes of it."""

    def __init__(self, told: Told, reply: Brief) -> None:
        self.told, self.reply = told, reply

    @property
    def words(self) -> int:
        """The words before a table."""
        said = [*self.reply.lead, *self.reply.closing]
        points = [point.text for part in self.reply.sections for point in part.points]
        heads = [part.heading for part in self.reply.sections]
        return sum(len(text.split()) for text in (*(each.text for each in said), *points, *heads))

    @property
    def must_be_said(self) -> int:
        """The words of the lead, the closing and what is essential, whatever the room."""
        essential = {part.heading for part in self.told.parts if part.essential}
        parts = [part for part in self.reply.sections if part.heading in essential]
        heads = [part.heading for part in parts]
        points = [point.text for part in parts for point in part.points]
        said = [each.text for each in (*self.reply.lead, *self.reply.closing)]
        return sum(len(text.split()) for text in (*heads, *points, *said))

    def sentences(self) -> Iterator[Sentence]:
        """Give every sentence and cell."""
        yield from (*self.reply.lead, *self.reply.closing)
        for part in self.reply.sections:
            for point in part.points:
                yield from point.sentences
        for table in self.reply.tables:
            for row in (table.headers, *table.rows):
                yield from row

    @property
    def text(self) -> str:
        """Everything a reader meets, tables too."""
        cells = [
            cell.text
            for table in self.reply.tables
            for row in (table.headers, *table.rows)
            for cell in row
        ]
        return "\n".join([*self.reply.texts(), *cells])


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("tools") / "pmo.db"
    url = f"sqlite:///{path}"
    load_sample(build_app(url), sample_folders(), Silent())
    return url


@pytest.fixture(scope="session")
def ask(sample_url: str) -> Ask:
    """Ask a tool as somebody; what one person's questions share is computed once."""

    @cache
    def assessment(viewer: str | None) -> Assessment:
        return Assessment(build_app(sample_url, viewer))

    def asked(viewer: str | None, tool: str, *, exec_: bool = False, **arguments: Any) -> Answered:
        found = assessment(viewer)
        told = tool_named(tool).call(Context(found), arguments)
        audience = Audience.EXEC if exec_ else Audience.TEAM
        return Answered(told, write_reply([told], found.seen, found.app.policy.hash, audience))

    return asked
