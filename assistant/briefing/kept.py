"""A brief that was kept, read back: every sentence has its number in reading order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from assistant.briefing.brief import (
    Band,
    Brief,
    Charts,
    DateMark,
    LeftOut,
    Point,
    RagCount,
    RagMark,
    Section,
    Sentence,
)
from assistant.briefing.json import Data
from assistant.values import Fact, Source, Unit

_LETTERHEAD = ("kind", "audience", "as_of", "since", "revision", "policy_hash", "organisation")


def kept_brief(body: str) -> Brief:
    """Return a brief from the JSON it is kept as; ValueError where it is none."""
    data: Data = json.loads(body)
    facts = {fact_id: _fact(fact_id, each) for fact_id, each in data["facts"].items()}
    title, dateline = _sentences(data["heading"])
    return Brief.model_validate(
        {
            **{name: data[name] for name in _LETTERHEAD},
            "title": title,
            "dateline": dateline,
            "lead": _sentences(data["lead"]),
            "sections": [_section(each) for each in data["sections"]],
            "closing": _sentences(data["closing"]),
            "left_out": [_left_out(each) for each in data["left_out"]],
            "charts": _charts(data["charts"], facts),
            "facts": facts,
        }
    )


def in_reading_order(brief: Brief) -> tuple[Sentence, ...]:
    """Return every sentence that claims something; the first is number one, and stays so."""
    points = [point for section in brief.sections for point in section.points]
    points += [point for part in brief.left_out for point in part.points]
    said = [sentence for point in points for sentence in point.sentences]
    return (*brief.lead, *said, *brief.closing)


def is_grounded(brief: Brief) -> bool:
    """Say whether every figure stands in a stretch that a kept fact is bound to."""
    return all(
        span.fact in brief.facts if span.fact else not any(map(str.isdigit, span.text))
        for sentence in in_reading_order(brief)
        for span in sentence.spans
    )


def grey_share(brief: Brief) -> Decimal:
    """Return how many in a hundred of its projects are Grey; a brief without projects has none."""
    counts = {str(each.rag.value): Decimal(str(each.count.value)) for each in brief.charts.counts}
    everything = sum(counts.values())
    return counts.get("grey", Decimal(0)) * 100 / everything if everything else Decimal(0)


def _fact(fact_id: str, data: Data) -> Fact:
    period = data["period"]
    return Fact.model_validate(
        {
            "id": fact_id,
            **{name: data[name] for name in ("subject", "measure", "value", "as_of", "revision")},
            "unit": Unit(data["unit"]),
            "period": {"start": period[0], "end": period[1]} if period else None,
            "arithmetic": data["arithmetic"],
            "sources": [Source.model_validate(each) for each in data["sources"]],
        }
    )


def _sentences(said: Iterable[Data]) -> list[Sentence]:
    return [Sentence.model_validate({"spans": each["spans"]}) for each in said]


def _point(data: Data) -> Point:
    return Point(keys=tuple(data["findings"]), sentences=tuple(_sentences(data["sentences"])))


def _section(data: Data) -> Section:
    points = tuple(_point(each) for each in data["points"])
    return Section(kind=data["kind"], heading=data["heading"], points=points)


def _left_out(data: Data) -> LeftOut:
    points = tuple(_point(each) for each in data["points"])
    return LeftOut(kind=data["kind"], heading=data["heading"], count=data["count"], points=points)


def _charts(data: Data, facts: dict[str, Fact]) -> Charts:
    def found(row: Data) -> dict[str, Fact | None]:
        return {name: facts[fact_id] if fact_id else None for name, fact_id in row.items()}

    return Charts(
        counts=tuple(RagCount.model_validate(found(row)) for row in data["counts"]),
        health=tuple(RagMark.model_validate(found(row)) for row in data["health"]),
        milestones=tuple(DateMark.model_validate(found(row)) for row in data["milestones"]),
        bands=tuple(Band.model_validate(found(row)) for row in data["bands"]),
    )
