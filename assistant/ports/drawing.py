"""Whoever draws a picture's definition."""

from __future__ import annotations

from typing import Protocol

from assistant.briefing.pictures.picture import Picture


class Drawing(Protocol):
    """Draws the same definition as the same picture, offline."""

    def png(self, picture: Picture, scale: float = 2) -> bytes:
        """Return it as a PNG, at so many pixels a point."""
        ...

    def svg(self, picture: Picture) -> str:
        """Return it as an SVG without scripts or anything remote."""
        ...
