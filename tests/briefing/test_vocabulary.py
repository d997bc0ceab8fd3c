import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.vocabulary import Claim, claims


@pytest.mark.parametrize(
    ("text", "claim", "span"),
    [
        ("It costs 11 k.", Claim.DIGIT, "1"),
        ("Half of them: ½.", Claim.NUMBER_WORD, "Half"),
        ("Three projects wait.", Claim.NUMBER_WORD, "Three"),
        ("Only one is left.", Claim.ONE, "one"),
        ("It ends in March.", Claim.DATE_WORD, "March"),
        ("Ready by tue.", Claim.DATE_WORD, "tue"),
        ("It costs a lot of €.", Claim.CURRENCY, "€"),
        ("Some euros more.", Claim.CURRENCY, "euros"),
        ("A few percent more.", Claim.PERCENT, "percent"),
        ("It went up by %.", Claim.PERCENT, "%"),
        ("Atlas is red.", Claim.STATUS_WORD, "red"),
        ("All is on track.", Claim.STATUS_WORD, "on track"),
        ("The cutover is overdue.", Claim.STATUS_WORD, "overdue"),
        ("It is ｒｅｄ.", Claim.STATUS_WORD, "red"),
        ("Ten\u200b of them.", Claim.UNSEEN, "U+200B"),
    ],
)
def test_claims_are_found_without_a_digit(text: str, claim: Claim, span: str) -> None:
    assert (claim, span) in [(found.claim, found.span) for found in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing you need to decide today.",
        "No one owns it, and they tell one another nothing.",
        "It may slip; march on, and sit in the sun.",
        "This is the first issue: there is nothing to compare with yet.",
        "Everyone waits for someone.",
        "Reduced, greenhouse, lately and blocking are other words.",
    ],
)
def test_plain_words_claim_nothing(text: str) -> None:
    assert claims(text) == ()


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from("0123456789٣½²Ⅳ５"))
def test_no_figure_passes_whatever_stands_around_it(around: str, figure: str) -> None:
    found = claims(f"{around} {figure} {around}")
    assert any(each.claim is Claim.DIGIT for each in found)


def test_findings_come_in_reading_order() -> None:
    starts = [found.start for found in claims("Red since May: 3 of ten, 4 %.")]
    assert starts == sorted(starts)
