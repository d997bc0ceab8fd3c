"""A brief as one self-contained HTML file: to project, to mail, to print. No script, nothing remote.

A colour is always a word and a shape too. Every sentence opens the rows behind it. All text goes
through the template's escaping; nothing from a tracker is ever markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from assistant.briefing.brief import Brief, Point, SectionKind, Sentence, Span, Table
from assistant.briefing.harmless import QUOTE_LENGTH, harmless
from assistant.briefing.html_charts import glance, timeline
from assistant.briefing.sections.milestones import HEADING as MILESTONES_HEADING
from assistant.briefing.wording import RAG_WORDS, day_words, exact_words
from assistant.portfolio.registry import BY_TABLE
from assistant.values import Fact, Source, Unit

ROWS_SHOWN = 12
"""How many rows of one figure are listed; the JSON has all of them."""

_ID_SHOWN = 12
_CLASSES = {Unit.NAME: "name", Unit.TEXT: "quote", Unit.STATUS: "status"}


def to_html(brief: Brief) -> str:
    """Return the brief as one HTML page."""
    folder = files("assistant.briefing").joinpath("templates")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.from_string(folder.joinpath("brief.html.j2").read_text(encoding="utf-8"))
    css = folder.joinpath("brief.css").read_text(encoding="utf-8")
    return page.render(css=Markup(css), **_page(brief)) + "\n"  # noqa: S704 - our own style sheet


def _page(brief: Brief) -> dict[str, Any]:
    return {
        "title": _sentence(brief.title, brief),
        "dateline": _sentence(brief.dateline, brief),
        "lead": [_sentence(said, brief) for said in brief.lead],
        "glance": glance(brief.charts),
        "sections": list(_sections(brief)),
        "left_out": [
            {"heading": part.heading, "points": _points(part.points, brief)}
            for part in brief.left_out
        ],
        "tables": [_table(table, brief) for table in brief.tables],
        "closing": [_sentence(said, brief) for said in brief.closing],
        "footer": (
            f"Brief {brief.id} · data {brief.revision[:_ID_SHOWN]}"
            f" · policy {brief.policy_hash[:_ID_SHOWN]}"
        ),
    }


def _sections(brief: Brief) -> Iterator[dict[str, Any]]:
    """Give the sections; the timeline is drawn where milestones stand, told in words or not."""
    order = tuple(SectionKind)
    drawn = timeline(brief)
    for section in brief.sections:
        if drawn and order.index(section.kind) >= order.index(SectionKind.MILESTONES):
            told = section.kind is SectionKind.MILESTONES
            points = _points(section.points, brief) if told else []
            yield {"heading": MILESTONES_HEADING, "points": points, "timeline": drawn}
            drawn = None
            if told:
                continue
        points = _points(section.points, brief)
        yield {"heading": section.heading, "points": points, "timeline": None}
    if drawn:
        yield {"heading": MILESTONES_HEADING, "points": [], "timeline": drawn}


def _table(table: Table, brief: Brief) -> dict[str, Any]:
    """Return a table with the rows behind its figures."""
    cells = [cell for row in table.rows for cell in row]
    ids = dict.fromkeys(fact for cell in cells for fact in cell.facts)
    return {
        "heading": table.heading,
        "headers": [_sentence(header, brief) for header in table.headers],
        "rows": [[_sentence(cell, brief) for cell in row] for row in table.rows],
        "facts": [_fact(brief.facts[fact_id]) for fact_id in ids],
    }


def _points(points: Iterable[Point], brief: Brief) -> list[dict[str, Any]]:
    return [_point(point, brief) for point in points]


def _point(point: Point, brief: Brief) -> dict[str, Any]:
    first, *further = point.sentences
    ids = dict.fromkeys(fact for said in point.sentences for fact in said.facts)
    return {
        "first": _sentence(first, brief),
        "further": [_sentence(said, brief) for said in further],
        "facts": [_fact(brief.facts[fact_id]) for fact_id in ids],
    }


def _sentence(said: Sentence, brief: Brief) -> dict[str, Any]:
    return {"text": said.text, "spans": [_span(span, brief) for span in said.spans]}


def _span(span: Span, brief: Brief) -> dict[str, Any]:
    if span.fact is None:
        return {"text": span.text, "fact": None}
    fact = brief.facts[span.fact]
    rag = str(fact.value) if fact.unit is Unit.STATUS and fact.value in RAG_WORDS else None
    return {
        "text": span.text,
        "fact": span.fact,
        "rag": rag,
        "date": fact.value if fact.unit is Unit.DATE else None,
        "css": "name tag" if fact.measure == "key" else _CLASSES.get(fact.unit, "figure"),
        "exact": exact_words(fact),
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "what": _what(fact),
        "exact": exact_words(fact),
        "how": fact.arithmetic,
        "as_of": day_words(fact.as_of, today=None),
        "sources": [_place(source, fact) for source in fact.sources[:ROWS_SHOWN]],
        "more": max(0, len(fact.sources) - ROWS_SHOWN),
    }


def _what(fact: Fact) -> str:
    """Return what was measured of what, such as “Decision: days overdue”."""
    table = fact.subject.partition(":")[0]
    noun = BY_TABLE[table].title if table in BY_TABLE else table.capitalize()
    return harmless(f"{noun}: {fact.measure.replace('_', ' ')}")


def _place(source: Source, fact: Fact) -> str:
    """Return where a value was read, and the day that speaks of where it is not the fact's."""
    place = harmless(f"{source.source}: {source}", length=QUOTE_LENGTH, words=QUOTE_LENGTH)
    if source.as_of == fact.as_of:
        return place
    return f"{place}, as of {day_words(source.as_of, today=fact.as_of)}"
