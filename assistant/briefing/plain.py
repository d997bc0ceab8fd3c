"""A brief as plain text: what every answer can be copied as."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.brief import Brief


def to_plain(brief: Brief) -> str:
    """Return the brief as plain text, one point a line, for any terminal or message."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield brief.title.text
    yield brief.dateline.text
    if brief.lead:
        yield ""
        yield " ".join(said.text for said in brief.lead)
    for section in brief.sections:
        yield ""
        yield section.heading
        yield from (f"- {point.text}" for point in section.points)
    if brief.closing:
        yield ""
        yield from (said.text for said in brief.closing)
