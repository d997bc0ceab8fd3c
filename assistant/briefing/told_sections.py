"""Sections of a document as parts of an answer."""

from __future__ import annotations

from collections.abc import Callable

from assistant.briefing.draft import DraftPoint, DraftSection
from assistant.briefing.told import ToldPart

Wanted = Callable[[DraftPoint], bool]


def part_of(section: DraftSection, wanted: Wanted | None = None, *, skip: int = 0) -> ToldPart:
    """Return the points of a section that are wanted, the weightiest first, some first ones less."""
    points = [point for point in section.points if wanted is None or wanted(point)]
    points.sort(key=lambda point: -point.weight)
    return ToldPart(
        heading=section.heading, points=tuple(point.statements for point in points[skip:])
    )
