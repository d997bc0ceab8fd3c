"""Where things stand in the charts of the HTML page: widths and places, in percent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assistant.briefing.brief import Brief, Charts, DateMark, RagMark
from assistant.briefing.wording import MONTHS, words
from assistant.values import Fact

MOST_TILES = 36
MOST_TICKS = 7
_WEEK = timedelta(weeks=1)
_CENT = Decimal("0.01")


def glance(charts: Charts) -> dict[str, Any] | None:
    """Return the share of each colour and a tile for each project, or None without projects.

    Where there are too many projects for tiles, those that are not green come first.
    """
    counts = [(str(each.rag.value), int(str(each.count.value))) for each in charts.counts]
    total = sum(count for _, count in counts)
    if not total:
        return None
    parts = []
    before = 0
    for rag, count in counts:
        parts.append(
            {
                "rag": rag,
                "word": rag.capitalize(),
                "count": count,
                "x": _percent(before, total),
                "width": _percent(count, total),
            }
        )
        before += count
    label = ", ".join(f"{part['count']} {part['word']}" for part in parts)
    return {
        "parts": parts,
        "label": label,
        "tiles": [_tile(m) for m in charts.health[:MOST_TILES]],
    }


def timeline(brief: Brief) -> dict[str, Any] | None:
    """Return the coming milestones on a scale from today, or None where there are none."""
    marks = brief.charts.milestones
    if not marks:
        return None
    first, last = _scale(brief)
    span = (last - first).days
    return {
        "ticks": list(_ticks(first, last)),
        "lanes": [_lane(mark, first, span, brief.as_of) for mark in marks],
        "bands": [
            {
                "name": words(band.name, today=brief.as_of),
                "words": _between(band.start, band.end, brief.as_of),
                **_stretch(_day(band.start), _day(band.end), first, span),
            }
            for band in brief.charts.bands
        ],
    }


def _tile(mark: RagMark) -> dict[str, Any]:
    rag = str(mark.rag.value)
    differs = mark.reported is not None and mark.reported.value != mark.rag.value
    return {
        "rag": rag,
        "word": rag.capitalize(),
        "project": words(mark.project, today=None),
        "reported": str(mark.reported.value).capitalize() if mark.reported and differs else None,
    }


def _scale(brief: Brief) -> tuple[date, date]:
    days = [brief.as_of, brief.as_of + _WEEK]
    for mark in brief.charts.milestones:
        days += [_day(fact) for fact in (mark.expected, mark.promised) if fact is not None]
    monday = min(days) - timedelta(days=min(days).weekday())
    return monday, max(days) + timedelta(days=3)


def _ticks(first: date, last: date) -> Iterator[dict[str, Any]]:
    weeks = (last - first).days // 7 + 1
    step = -(-weeks // MOST_TICKS)
    for number in range(0, weeks, step):
        day = first + number * _WEEK
        x = _percent((day - first).days, (last - first).days)
        yield {"x": x, "text": f"{day.day} {MONTHS[day.month - 1]}"}


def _lane(mark: DateMark, first: date, span: int, today: date) -> dict[str, Any]:
    expected = _day(mark.expected)
    promised = _day(mark.promised) if mark.promised is not None else None
    late = promised is not None and expected > promised
    told = f"expected {words(mark.expected, today=today)}"
    if mark.promised is not None:
        told += f", promised {words(mark.promised, today=today)}"
    milestone, project = (words(fact, today=today) for fact in (mark.milestone, mark.project))
    return {
        "milestone": milestone,
        "project": project if project.casefold() not in milestone.casefold() else None,
        "words": told,
        "late": late,
        "expected": _percent((expected - first).days, span),
        "promised": _percent((promised - first).days, span) if promised is not None else None,
    }


def _stretch(start: date, end: date, first: date, span: int) -> dict[str, Decimal]:
    begins = max(0, (start - first).days)
    ends = min(span, (end - first).days + 1)
    return {"x": _percent(begins, span), "width": _percent(max(0, ends - begins), span)}


def _between(start: Fact, end: Fact, today: date) -> str:
    return f"{words(start, today=today)} to {words(end, today=today)}"


def _day(fact: Fact) -> date:
    if not isinstance(fact.value, date):
        msg = f"{fact.measure} of {fact.subject} is no day"
        raise TypeError(msg)
    return fact.value


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(_CENT)
