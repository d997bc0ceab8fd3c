"""What is told of how something would be moved in the order: first, to a place, or later."""

from __future__ import annotations

from assistant.graph.understanding.asked_days import by_day
from assistant.graph.understanding.reading import Reading


def how_moved(reading: Reading) -> str:
    """Return how an item would be moved: first, to a place, or deferred."""
    if reading.has("defer_word") and reading.times.whens:
        return "defer"
    return "place" if place_moved(reading) is not None else "first"


def place_moved(reading: Reading) -> int | None:
    """Return the place an item would be moved to."""
    return reading.figures.places[0] if reading.figures.places else None


def deferred_until(reading: Reading) -> str | None:
    """Return until when an item would be deferred."""
    return by_day(reading.times) if how_moved(reading) == "defer" else None
