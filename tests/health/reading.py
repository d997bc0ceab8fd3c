"""Statements as a person would read them, and what all of them must keep to."""

from assistant.briefing.vocabulary import Claim, claims
from assistant.briefing.wording import render
from assistant.values import Fact, Statement
from assistant.values.statement import SLOT


def read(statement: Statement) -> str:
    """Return a statement as text; the year is left out of this year's dates."""
    days = [fact.as_of for fact in statement.facts.values()]
    return render(statement, today=max(days, default=None))


def check_grounded(statements: list[Statement]) -> None:
    """Fail when a text claims something outside its slots, or two facts answer one question."""
    known: dict[str, Fact] = {}
    for statement in statements:
        found = claims(SLOT.sub("…", statement.text))
        assert [each for each in found if each.claim is not Claim.STATUS_WORD] == [], (
            statement.text
        )
        for fact in statement.facts.values():
            assert known.setdefault(fact.id, fact).value == fact.value, statement.text
