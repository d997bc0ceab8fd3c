"""What was found out about a question: statements computed by code, before they are fitted.

Every tool returns one. The first sentence answers; parts say why; tables carry many figures;
limits say what is not known and what was assumed. Nothing in it is prose of a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from pydantic import BaseModel, Field, SerializeAsAny

from assistant.briefing.brief import Brief
from assistant.values import Fact, Statement, Value

UNCHANGED = Statement(text="Nothing was changed.")
"""How everything ends that only supposes."""


class ToldPart(Value):
    """Points of one heading, the weightiest first; the first statement of a point carries it."""

    heading: str
    points: tuple[tuple[Statement, ...], ...]
    whole: bool = Field(
        default=False, description="the statements of a point are said together or not at all"
    )
    essential: bool = Field(default=False, description="all of it must be said, whatever the room")

    @classmethod
    def of(cls, heading: str, statements: Iterable[Statement], *, essential: bool = False) -> Self:
        """Return a part whose every statement is a point of its own."""
        return cls(
            heading=heading, points=tuple((said,) for said in statements), essential=essential
        )


class ToldTable(Value):
    """Rows of cells, each a statement, so that every figure in it is bound to its fact."""

    heading: str
    headers: tuple[Statement, ...]
    rows: tuple[tuple[Statement, ...], ...]


class Told(Value):
    """What was found out: the answer first, then why, then what it does not know."""

    title: str = Field(description="what it is about, in a few words, such as: open risks")
    lead: tuple[Statement, ...] = Field(min_length=1, description="the answer, always said")
    parts: tuple[ToldPart, ...] = ()
    tables: tuple[ToldTable, ...] = ()
    limits: tuple[Statement, ...] = Field(
        default=(), description="what is not known or was assumed, the weightiest first"
    )
    follow_ups: tuple[str, ...] = Field(
        default=(), description="questions somebody may ask next, each answerable"
    )
    subjects: tuple[str, ...] = Field(
        default=(), description="what it is about, such as projects:ATLAS; a thread remembers them"
    )
    document: Brief | None = Field(
        default=None, description="a whole document that was asked for, checked on its own"
    )
    data: SerializeAsAny[BaseModel] | tuple[SerializeAsAny[BaseModel], ...] | None = Field(
        default=None, description="the result itself: what the same command's --json prints"
    )

    def statements(self) -> Iterator[Statement]:
        """Give every statement, in reading order."""
        yield from self.lead
        for part in self.parts:
            for point in part.points:
                yield from point
        for table in self.tables:
            yield from table.headers
            for row in table.rows:
                yield from row
        yield from self.limits

    def facts(self) -> Iterator[Fact]:
        """Give every fact it rests on; a fact may come more than once."""
        for statement in self.statements():
            yield from statement.facts.values()
