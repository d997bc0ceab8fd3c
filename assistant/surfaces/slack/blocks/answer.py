"""An answer as a message, and what it rests on as a window."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.brief import Brief
from assistant.briefing.slack_blocks.document import document_blocks, table_pages
from assistant.briefing.slack_blocks.mrkdwn import Mrkdwn, strong, words
from assistant.briefing.slack_blocks.parts import Block, actions, button, context
from assistant.briefing.wording import exact_words
from assistant.briefing.wording import words as fact_words
from assistant.surfaces.slack.blocks.forms import reading
from assistant.surfaces.slack.clicks import BETWEEN, Click
from assistant.values import Fact

_ROWS = 3


def answer_blocks(
    brief: Brief, key: str, follow_ups: tuple[str, ...], page: int = 0
) -> list[Block]:
    """Return an answer with what can be asked of it; `key` is what it is kept under."""
    asked = words(" · ".join(f"“{each}”" for each in follow_ups[:3]))
    offers = [context(Mrkdwn(f"You can ask: {asked}"))] if follow_ups else []
    return [*document_blocks(brief, page), *offers, *actions(_buttons(brief, key, page))]


def sources_window(brief: Brief) -> Block:
    """Return each figure with the rows it was read from, and how it was computed."""
    return reading("Sources and arithmetic", _sources(brief))


def _buttons(brief: Brief, key: str, page: int) -> Iterator[Block]:
    if brief.facts:
        yield button("Sources and arithmetic", Click.SOURCES, key)
    pages = table_pages(brief)
    if pages > 1:
        ahead = (page + 1) % pages
        label = "More rows" if ahead else "Back to the first rows"
        yield button(label, Click.PAGE, f"{key}{BETWEEN}{ahead}")


def _sources(brief: Brief) -> Iterator[Mrkdwn]:
    for number, fact in enumerate(brief.facts.values(), start=1):
        shown = fact_words(fact, today=brief.as_of)
        yield strong(f"{number}. {fact.measure.replace('_', ' ')}: {shown}")
        if fact.arithmetic:
            yield words(f"{exact_words(fact)} = {fact.arithmetic}")
        yield words(_read_from(fact))


def _read_from(fact: Fact) -> str:
    rows = [str(source) for source in fact.sources]
    more = f"; and {len(rows) - _ROWS} more" if len(rows) > _ROWS else ""
    return "; ".join(rows[:_ROWS]) + more or "computed from the figures beside it"
