"""A picture: a Vega-Lite definition made of facts, with the words for whoever cannot see it.

The grammar is Vega-Lite 6 (Satyanarayan et al., 2017), as data: whoever draws it, draws the same.
Nothing in a definition is remote, and text from trackers is harmless before it enters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field

from assistant.briefing.brief import Sentence
from assistant.values import Fact, Value

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""The name of the grammar; nothing is fetched from there."""

FONT = "DejaVu Sans, Liberation Sans, Arial, sans-serif"
INK, MUTED, RULE, PAPER = "#16191d", "#50575f", "#d5d9de", "#ffffff"
RED, AMBER, GREEN, BLUE, BAND = "#b3261e", "#c77700", "#1a6b3a", "#1d4f91", "#e3e7ee"
"""Told apart in any kind of colour vision by lightness too, and never by colour alone."""

Layer = Mapping[str, Any]


class Picture(Value):
    """What is drawn, and what it says."""

    name: str = Field(description="a short name for files, such as heat-map")
    title: str
    says: Sentence = Field(description="what the picture shows, in one sentence: its alt text")
    definition: Mapping[str, Any]
    facts: tuple[Fact, ...]


def definition(
    title: str, layers: Sequence[Layer], *, width: int, height: int | Mapping[str, int]
) -> Mapping[str, Any]:
    """Return a whole chart of layers; width in pixels, height in pixels or by step."""
    return {
        "$schema": SCHEMA,
        "background": PAPER,
        "padding": 16,
        "title": {
            "text": title, "anchor": "start", "font": FONT, "fontSize": 18, "color": INK,
            "offset": 14,
        },
        "width": width,
        "height": height,
        "layer": list(layers),
        "config": {
            "view": {"stroke": None},
            "axis": {
                "labelFont": FONT, "labelFontSize": 13, "labelColor": INK, "titleFont": FONT,
                "titleColor": MUTED, "titleFontSize": 12, "gridColor": RULE, "domainColor": RULE,
                "tickColor": RULE, "labelLimit": 240,
            },
            "legend": {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 12},
            "text": {"font": FONT, "fontSize": 12, "color": INK},
        },
    }  # fmt: skip


def rows(values: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return data that is part of the definition."""
    return {"values": [dict(each) for each in values]}
