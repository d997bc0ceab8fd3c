"""An answer on a terminal, and as data: the reply, what it rests on, how it was found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.briefing.brief import Brief, Sentence
from assistant.briefing.figures import money
from assistant.briefing.json import as_data
from assistant.briefing.plain import to_plain
from assistant.briefing.wording import exact_words, words
from assistant.graph.answer import Answer, Kind
from assistant.surfaces.cli.terminal_text import harmless_lines
from assistant.values import Fact

if TYPE_CHECKING:
    from assistant.surfaces.cli.paper import Paper

_ROWS = 3
"""Rows that are listed of one figure."""


def write_answer(answer: Answer, page: Paper) -> None:
    """Write the reply, then the document that was asked for, then what may be asked next."""
    page.document(answer.brief)
    if answer.document is not None:
        page.line("")
        page.document(answer.document)
    if answer.follow_ups:
        page.heading("Which one?" if answer.kind is Kind.ASKED_BACK else "You can ask")
        for each in answer.follow_ups:
            page.line(f"› {each}")


def write_sources(answer: Answer, page: Paper) -> None:
    """Write each figure of the answer with the rows it was read from, numbered."""
    page.heading("Sources")
    for number, fact in enumerate(_facts(answer.brief), start=1):
        rows = [str(source) for source in fact.sources]
        more = f"; and {len(rows) - _ROWS} more" if len(rows) > _ROWS else ""
        read = "; ".join(rows[:_ROWS]) + more or "computed from the figures beside it"
        page.line(f"{number}. {words(fact, today=answer.brief.as_of)} – {_measure(fact)}: {read}")


def write_arithmetic(answer: Answer, page: Paper) -> None:
    """Write how each computed figure of the answer comes about."""
    page.heading("Arithmetic")
    told = [fact for fact in _facts(answer.brief) if fact.arithmetic]
    for fact in told:
        page.line(f"{exact_words(fact)} = {fact.arithmetic}")
    if not told:
        page.line("Nothing was computed: every figure is as it was read.")


def write_plain(answer: Answer) -> None:
    """Write the reply, and the document that was asked for, as text to copy."""
    for document in (answer.brief, answer.document):
        if document is not None:
            sys.stdout.write(harmless_lines(to_plain(document)) + "\n")


def write_trace(answer: Answer) -> None:
    """Write to standard error how the answer came about, and what a model took."""
    for each in answer.trace:
        print(harmless_lines(f"· {each}"), file=sys.stderr)  # noqa: T201 - beside the answer, for whoever asked for it
    for call in answer.model_calls:
        cost = "price not known" if call.cost is None else money(call.cost)
        told = f"· {call.model}, {call.prompt}: {call.usage.tokens} tokens, {cost}"
        print(harmless_lines(told), file=sys.stderr)  # noqa: T201 - as above


def answer_data(answer: Answer, question: str) -> dict[str, Any]:
    """Return an answer as plain data."""
    told = answer.model_dump(mode="json", exclude={"brief", "document", "made"})
    return {
        "question": question,
        **told,
        "calls": [each.model_dump(mode="json") for each in answer.made],
        "cost": answer.cost.model_dump(mode="json") if answer.cost is not None else None,
        "answer": as_data(answer.brief),
        "document": as_data(answer.document) if answer.document is not None else None,
    }


def _facts(brief: Brief) -> Iterator[Fact]:
    """Yield the facts under the words of a reply, in reading order, each once."""
    ids = dict.fromkeys(fact for said in _sentences(brief) for fact in said.facts)
    yield from (brief.facts[each] for each in ids)


def _sentences(brief: Brief) -> Iterator[Sentence]:
    yield from brief.lead
    for section in brief.sections:
        for point in section.points:
            yield from point.sentences
    for table in brief.tables:
        for row in table.rows:
            yield from row
    yield from brief.closing


def _measure(fact: Fact) -> str:
    return fact.measure.replace("_", " ")
