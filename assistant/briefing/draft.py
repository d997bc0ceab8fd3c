"""A draft: what somebody would like to say. Nothing in it is believed before it is checked.

Here the deterministic writer fills it; text of a language model takes the same road.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from assistant.briefing.brief import Charts, Letterhead, SectionKind
from assistant.values import Fact, Statement, Value

ESSENTIAL = 100
"""The weight of what must be said."""


class DraftPoint(Value):
    """One thing to say: the first `core` statements carry it, the others may go for space."""

    keys: tuple[str, ...] = Field(min_length=1, description="the findings it says")
    statements: tuple[Statement, ...] = Field(min_length=1)
    weight: int = Field(ge=0, le=ESSENTIAL, description="how much it matters; 100 must be said")

    core: int = Field(default=1, ge=1, description="statements that are said together or not")
    detail: int = Field(default=25, ge=0, le=ESSENTIAL, description="weight of the others")

    @property
    def essential(self) -> bool:
        """Whether it must be said."""
        return self.weight == ESSENTIAL


class DraftSection(Value):
    """Points under a heading, the weightiest first.

    `instead` says the essential points in one: a counted fact that names the first few. It takes
    their place where there is no room for each.
    """

    kind: SectionKind
    heading: str
    points: tuple[DraftPoint, ...]
    instead: DraftPoint | None = None


class DraftTable(Value):
    """Rows of statements under headers."""

    heading: str
    headers: tuple[Statement, ...]
    rows: tuple[tuple[Statement, ...], ...]


class DraftLeftOut(Value):
    """What a section had to say beyond what fits."""

    kind: SectionKind
    heading: str
    count: int
    points: tuple[DraftPoint, ...]


class Draft(Letterhead):
    """A document to be checked."""

    organisation: Fact
    title: Statement
    dateline: Statement
    lead: tuple[Statement, ...] = ()
    sections: tuple[DraftSection, ...]
    tables: tuple[DraftTable, ...] = ()
    closing: tuple[Statement, ...] = ()
    charts: Charts = Charts()
    left_out: tuple[DraftLeftOut, ...] = ()

    def statements(self) -> Iterator[tuple[str, Statement]]:
        """Give every statement with where it stands, in reading order."""
        yield "title", self.title
        yield "dateline", self.dateline
        yield from (("lead", said) for said in self.lead)
        for heading, points in self.headed():
            for point in points:
                yield from ((heading, said) for said in point.statements)
        for table in self.tables:
            for row in (table.headers, *table.rows):
                yield from ((table.heading, said) for said in row)
        yield from (("closing", said) for said in self.closing)

    def headed(self) -> Iterator[tuple[str, tuple[DraftPoint, ...]]]:
        """Give every heading with its points, those left out last."""
        yield from ((section.heading, section.points) for section in self.sections)
        yield from ((section.heading, section.points) for section in self.left_out)

    def all_facts(self) -> Iterator[Fact]:
        """Give every fact it rests on, charts included; a fact may come more than once."""
        yield self.organisation
        for _, statement in self.statements():
            yield from statement.facts.values()
        yield from self.charts.facts()
