"""A brief as JSON: every sentence with its facts, every fact down to file, row and column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.briefing.brief import Brief, Charts, LeftOut, Point, Section, Sentence, Table
from assistant.briefing.wording import words
from assistant.values import Effort, Fact, FactValue, Money, Source

Data = dict[str, Any]

_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def to_json(brief: Brief) -> str:
    """Return the brief as indented JSON; characters that cannot be seen are written as escapes."""
    text = json.dumps(as_data(brief), ensure_ascii=False, indent=2)
    return _UNSEEN.sub(_escaped, text) + "\n"


def as_data(brief: Brief) -> Data:
    """Return the brief as plain data: text for people, exact values for machines."""
    return {
        "id": brief.id,
        "kind": brief.kind.value,
        "audience": brief.audience.value,
        "organisation": brief.organisation,
        "as_of": brief.as_of.isoformat(),
        "since": brief.since.isoformat() if brief.since else None,
        "revision": brief.revision,
        "policy_hash": brief.policy_hash,
        "words": brief.words,
        "title": brief.title.text,
        "dateline": brief.dateline.text,
        "heading": _sentences((brief.title, brief.dateline)),
        "lead": _sentences(brief.lead),
        "sections": [_section(section) for section in brief.sections],
        "tables": [_table(table) for table in brief.tables],
        "closing": _sentences(brief.closing),
        "left_out": [_left_out(left_out) for left_out in brief.left_out],
        "charts": _charts(brief.charts),
        "facts": {fact_id: fact_data(fact, brief.as_of) for fact_id, fact in brief.facts.items()},
    }


def fact_data(fact: Fact, today: date) -> Data:
    """Return a fact as plain data: the exact value, how it is shown, and where it was read."""
    return {
        "subject": fact.subject,
        "measure": fact.measure,
        "value": _value(fact.value),
        "unit": fact.unit.value,
        "shown": words(fact, today=today),
        "as_of": fact.as_of.isoformat(),
        "revision": fact.revision,
        "period": (
            [fact.period.start.isoformat(), fact.period.end.isoformat()] if fact.period else None
        ),
        "arithmetic": fact.arithmetic,
        "sources": [_source(source) for source in fact.sources],
    }


def _section(section: Section) -> Data:
    return {
        "kind": section.kind.value,
        "heading": section.heading,
        "points": [_point(point) for point in section.points],
    }


def _table(table: Table) -> Data:
    return {
        "heading": table.heading,
        "headers": _sentences(table.headers),
        "rows": [_sentences(row) for row in table.rows],
    }


def _left_out(left_out: LeftOut) -> Data:
    return {
        "kind": left_out.kind.value,
        "heading": left_out.heading,
        "count": left_out.count,
        "points": [_point(point) for point in left_out.points],
    }


def _point(point: Point) -> Data:
    return {"findings": list(point.keys), "sentences": _sentences(point.sentences)}


def _sentences(sentences: Iterable[Sentence]) -> list[Data]:
    return [
        {
            "text": said.text,
            "facts": list(said.facts),
            "spans": [{"text": span.text, "fact": span.fact} for span in said.spans],
        }
        for said in sentences
    ]


def _charts(charts: Charts) -> Data:
    return {
        "counts": [{"rag": each.rag.id, "count": each.count.id} for each in charts.counts],
        "health": [
            {
                "project": mark.project.id,
                "rag": mark.rag.id,
                "reported": mark.reported.id if mark.reported else None,
            }
            for mark in charts.health
        ],
        "milestones": [
            {
                "project": mark.project.id,
                "milestone": mark.milestone.id,
                "expected": mark.expected.id,
                "promised": mark.promised.id if mark.promised else None,
            }
            for mark in charts.milestones
        ],
        "bands": [
            {"name": band.name.id, "start": band.start.id, "end": band.end.id}
            for band in charts.bands
        ],
    }


def _source(source: Source) -> Data:
    return {
        "source": source.source,
        "file": source.file,
        "row": source.row,
        "column": source.column,
        "as_of": source.as_of.isoformat(),
    }


def _value(value: FactValue) -> object:
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    if isinstance(value, Effort):
        return {"minutes": value.minutes, "unit": value.unit.value}
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _escaped(char: re.Match[str]) -> str:
    units = char[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
