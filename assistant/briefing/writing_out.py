"""Writes a checked draft out: statements become sentences, facts are gathered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.briefing.brief import Brief, LeftOut, Letterhead, Point, Section, Sentence, Table
from assistant.briefing.draft import Draft, DraftPoint
from assistant.briefing.wording import sentence, words
from assistant.values import Statement


def written_out(draft: Draft) -> Brief:
    """Return the brief a draft becomes. The check alone calls this, after it has passed."""
    today = draft.as_of
    head = {name: getattr(draft, name) for name in Letterhead.model_fields}
    return Brief(
        **head,
        organisation=words(draft.organisation, today=today),
        title=sentence(draft.title, today=today),
        dateline=sentence(draft.dateline, today=None),
        lead=_sentences(draft.lead, today),
        sections=tuple(
            Section(kind=part.kind, heading=part.heading, points=_points(part.points, today))
            for part in draft.sections
        ),
        tables=tuple(
            Table(
                heading=table.heading,
                headers=_sentences(table.headers, today),
                rows=tuple(_sentences(row, today) for row in table.rows),
            )
            for table in draft.tables
        ),
        closing=_sentences(draft.closing, today),
        charts=draft.charts,
        left_out=tuple(
            LeftOut(
                kind=part.kind,
                heading=part.heading,
                count=part.count,
                points=_points(part.points, today),
            )
            for part in draft.left_out
        ),
        facts={fact.id: fact for fact in sorted(draft.all_facts(), key=lambda fact: fact.id)},
    )


def _points(points: Iterable[DraftPoint], today: date) -> tuple[Point, ...]:
    return tuple(
        Point(keys=point.keys, sentences=_sentences(point.statements, today)) for point in points
    )


def _sentences(statements: Iterable[Statement], today: date) -> tuple[Sentence, ...]:
    return tuple(sentence(statement, today=today) for statement in statements)
