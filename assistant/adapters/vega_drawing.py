"""Draws pictures with Vega-Lite inside vl-convert: no browser, no network, the same bytes again."""

from __future__ import annotations

from assistant.briefing.pictures.picture import Picture

VEGA_LITE = "v6_4"
"""The version of the grammar that pictures are drawn by."""


class VegaDrawing:
    """Draws a definition; the drawing engine is loaded when the first one is asked for."""

    def png(self, picture: Picture, scale: float = 2) -> bytes:
        """Return it as a PNG, at so many pixels a point."""
        import vl_convert

        drawn: bytes = vl_convert.vegalite_to_png(
            dict(picture.definition), vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[]
        )
        return drawn

    def svg(self, picture: Picture) -> str:
        """Return it as an SVG without scripts or anything remote."""
        import vl_convert

        drawn: str = vl_convert.vegalite_to_svg(
            dict(picture.definition), vl_version=VEGA_LITE, allowed_base_urls=[]
        )
        return drawn
