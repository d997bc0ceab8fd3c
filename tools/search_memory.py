"""What was written about something: quotes from updates, decisions, lessons, risks, documents."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.told import Told
from assistant.usecases.memory_told import told_of
from assistant.usecases.search_memory import kinds_named, search_memory
from tools.tool import Arguments, Context, Tool


class SearchMemoryArguments(Arguments):
    """What to look for, and among what."""

    query: str = Field(min_length=1, description="what to look for, in the asker's own words")
    subject: str | None = Field(default=None, description="only about this project")
    kinds: tuple[str, ...] = Field(
        default=(), description="update, decision, lesson, risk, document; none is all"
    )
    since: date | None = Field(default=None, description="written from this day on")
    until: date | None = Field(default=None, description="written up to this day")


def find_out(context: Context, asked: SearchMemoryArguments) -> Told:
    """Return quotes, the closest first, each with who wrote it, when and where it stands."""
    found = search_memory(
        context.assessment,
        asked.query,
        subject=asked.subject,
        kinds=kinds_named(asked.kinds),
        since=asked.since,
        until=asked.until,
    )
    return told_of(context.assessment, found)


TOOL = Tool(
    name="search_memory",
    about="What was written about something in status updates, decisions, lessons, risks and "
    "documents: quotes with who, when and where.",
    arguments=SearchMemoryArguments,
    find_out=find_out,
)
