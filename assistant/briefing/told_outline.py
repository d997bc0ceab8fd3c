"""What a document would say, as an answer to a question."""

from __future__ import annotations

from pydantic import BaseModel

from assistant.briefing.assembling import Outline
from assistant.briefing.told import Told, ToldPart


def told_of_outline(outline: Outline, data: BaseModel | None = None) -> Told:
    """Return a document before it is fitted as what was found out; its parts keep their order."""
    parts = [
        ToldPart(
            heading=section.heading, points=tuple(point.statements for point in section.points)
        )
        for section in outline.sections
    ]
    return Told(
        title=outline.title,
        lead=outline.lead,
        parts=tuple(part for part in parts if part.points),
        data=data,
    )
