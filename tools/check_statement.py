"""Whether a statement holds."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.portfolio.facts import Facts
from assistant.usecases.check_statement import CheckedStatement, Verdict, check_statement
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_VERDICTS = {
    Verdict.HOLDS: "That holds.",
    Verdict.REFUSED: "That does not hold: the facts say otherwise.",
    Verdict.CANNOT_TELL: "I can't tell from the facts here.",
}


class CheckStatementArguments(Arguments):
    """What somebody says."""

    text: str = Field(min_length=1, max_length=20_000, description="a statement in plain words")


def find_out(context: Context, asked: CheckStatementArguments) -> Told:
    """Return whether every claim of a statement is borne out, with the facts that say so."""
    found = check_statement(context.assessment, asked.text)
    known = tuple(_known(Facts(context.assessment.seen), found))
    return Told(
        title="whether it holds",
        lead=(Statement(text=_VERDICTS[found.verdict]),),
        parts=(ToldPart.of("What is known", known),) if known else (),
        data=found,
    )


def _known(facts: Facts, found: CheckedStatement) -> list[Statement]:
    """Return what the facts do say, each as one text that rests on their rows."""
    told = []
    rows = tuple(dict.fromkeys(source for fact in found.facts for source in fact.sources))
    for place, text in enumerate(found.known):
        fact = facts.of("statement", f"known {place}", text, Unit.TEXT)
        told.append(say("{it}", it=fact.model_copy(update={"sources": rows})))
    return told


TOOL = Tool(
    name="check_statement",
    about="Whether a statement somebody makes about the portfolio is borne out by the facts; "
    "refused with the fact that says otherwise, or not decidable.",
    arguments=CheckStatementArguments,
    find_out=find_out,
)
