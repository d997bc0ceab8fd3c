"""What a person says a column holds; it overrules what its name and cells seem to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.adapters.mapping.proposal.evidence import Evidence
from assistant.adapters.mapping.proposal.field_matches import Matches, may_hold
from assistant.adapters.mapping.proposal.question import Option, Question
from assistant.portfolio.noun import Column, Noun, columns

UNUSED = "unused"
"""The answer that no field takes a column; its cells are kept beside each row."""

_SAID = 1.0


def column_question(one: Evidence, noun: type[Noun]) -> Question:
    """Ask which field of a noun a column holds, of those that its cells could be."""
    fields = [column for column in columns(noun) if may_hold(one, noun, column)]
    return Question(
        id=_id(one),
        text=f"What is “{one.header}”?",
        evidence=one.sample(),
        options=(
            *(Option(key=field.name, meaning=_meaning(field)) for field in fields),
            Option(key=UNUSED, meaning="none of these; kept beside each row"),
        ),
    )


def _meaning(field: Column) -> str:
    words = field.name.replace("_", " ")
    return f"{words}: {field.description}" if field.description else words


def corrected(matches: Matches, found: Sequence[Evidence], answers: Mapping[str, str]) -> Matches:
    """Return the fields' columns as a person corrected them."""
    said = {one.header: answers[_id(one)] for one in found if _id(one) in answers}
    kept = {name: match for name, match in matches.items() if match[0].header not in said}
    named = {said[one.header]: (one, _SAID) for one in found if one.header in said}
    named.pop(UNUSED, None)
    return {**kept, **named}


def _id(one: Evidence) -> str:
    return f"column:{one.file}:{one.header}"
