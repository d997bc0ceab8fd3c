"""However a person writes a brief anew: what is taken claims no more than the brief did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from assistant.briefing.brief import (
    Audience,
    Brief,
    Letterhead,
    Point,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from assistant.briefing.editing import edited
from assistant.briefing.plain import to_plain
from assistant.briefing.vocabulary import claims
from assistant.errors import BadInput
from assistant.values import Fact, Unit
from tests.usecases.publishing import LATE, TODAY

COST = Fact(
    subject="projects:open",
    measure="cost",
    value="Open",
    unit=Unit.NAME,
    as_of=TODAY,
    revision="r",
)
WORDS = (
    *(
        "not",
        "Zed",
        "red",
        "3",
        "3 days",
        "Open",
        "two",
        "May",
        "€",
        "%",
        "please",
        "- ",
        "\n",
        ".",
    ),
    *("Risks", "so", "no", "It", "late", "per cent", "the", "KEY-3"),
)


def said(*parts: str | Fact) -> Sentence:
    words = {LATE.id: "3 days", COST.id: "Open"}
    return Sentence(
        spans=tuple(
            Span(text=words[part.id], fact=part.id) if isinstance(part, Fact) else Span(text=part)
            for part in parts
        )
    )


def points(*sentences: Sentence) -> tuple[Point, ...]:
    return tuple(
        Point(keys=(str(n),), sentences=(sentence,)) for n, sentence in enumerate(sentences)
    )


BRIEF = Brief(
    **dict(Letterhead(audience=Audience.EXEC, as_of=TODAY, revision="r", policy_hash="h")),
    organisation="O",
    title=said("Brief"),
    dateline=said("As of then"),
    lead=(said("One thing is to decide: ", COST, "."),),
    sections=(
        Section(
            kind=SectionKind.RISKS,
            heading="Risks",
            points=points(
                said(COST, " waits for ", LATE, ", so decide."),
                said("Ask the owner of ", COST, "."),
                said("Nothing else is known."),
            ),
        ),
        Section(kind=SectionKind.FINE, heading="Fine", points=points(said("All the rest."))),
    ),
    closing=(said("That is all."),),
    facts={LATE.id: LATE, COST.id: COST},
)
TEXT = to_plain(BRIEF)


def spans_of(brief: Brief) -> list[Span]:
    said = [*brief.lead, *brief.closing]
    said += [s for section in brief.sections for point in section.points for s in point.sentences]
    return [span for sentence in said for span in sentence.spans]


def claimed(spans: Sequence[Span]) -> Counter[str]:
    text = " ".join(span.text for span in spans if span.fact is None)
    return Counter(found.span.casefold() for found in claims(text))


def test_an_unedited_text_is_the_same_brief() -> None:
    same = edited(BRIEF, TEXT)
    assert same.is_wording_only
    assert same.brief == BRIEF


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(WORDS), st.booleans()), max_size=4))
def test_no_edit_that_is_taken_claims_what_the_brief_did_not(
    edits: list[tuple[int, str, bool]],
) -> None:
    words = TEXT.split(" ")
    for place, word, replaces in edits:
        at = place % len(words)
        words[at : at + replaces] = [word]
    try:
        taken = edited(BRIEF, " ".join(words))
    except BadInput:
        return
    before, after = spans_of(BRIEF), spans_of(taken.brief)
    facts = [span for span in after if span.fact is not None]
    held = [span for span in before if span.fact is not None]
    assert not claimed(after) - claimed(before)
    assert not Counter(facts) - Counter(held)
    assert sum(span.fact == LATE.id for span in facts) == 1
    if taken.is_wording_only:
        assert facts == held
        assert claimed(after) == claimed(before)
