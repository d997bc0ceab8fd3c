"""What free text may say about known facts, and what it may not."""

import pytest

from assistant.briefing.claims.binding import bind
from assistant.briefing.claims.claim import ClaimKind
from tests.briefing.claims.grounded import FACTS, grounds

GROUNDS = grounds()

TRUE = (
    "Atlas is red.",
    "Atlas isn't green.",
    "The status of Atlas: it is Red.",
    "Atlas is late.",
    "Atlas is late by five weeks.",
    "Atlas is 35 days behind schedule.",
    "Atlas has spent €3.1 million.",
    "Atlas has spent 3,100,000 euros so far.",
    "Atlas has spent about €3 million.",
    "Atlas has spent EUR 3.10M of its budget of 4.8 million euro.",
    "Atlas go-live has moved from 30 November to December 18th.",
    "Atlas go-live slipped to Fri 18 Dec.",
    "Fri 18 Dec: Atlas go-live.",
    "The Atlas go-live was planned for 2026-11-30 and is now on 18.12.2026.",
    "Atlas is 29 percent over its approved cost.",
    "Ben Castellan leads Atlas.",
    "Atlas is led by Ben.",
    "Nobody sponsors Beacon.",
    "Beacon has no sponsor.",
    "Atlas is reported green but it's red.",
    "Ben Castellan owns Atlas and Aisha Rahimi owns Beacon.",
    "Nine of 14 items wait for Beacon, and Beacon has no room. Aisha Rahimi can free somebody.",
)
FALSE = (
    "Atlas is green.",
    "Atlas is not red.",
    "Atlas is on schedule.",
    "Atlas is two weeks ahead.",
    "Atlas is late by three weeks.",
    "Atlas is late by 35 weeks.",
    "Atlas is late by a couple of days.",
    "Atlas has spent €3.2 million.",
    "Atlas has spent €3.11 million.",
    "Atlas has spent $3.1 million.",
    "Atlas has spent 3.1 %.",
    "Atlas has earned €3.1 million.",
    "Atlas has doubled its budget.",
    "Beacon has spent €3.1 million.",
    "Atlas go-live has moved from 18 December to 30 November.",
    "Mon 30 Nov: Atlas go-live.",
    "Atlas go-live slipped to 17 December.",
    "Atlas go-live slipped to Thu 18 Dec.",
    "Atlas go-live slipped to 18 Dec 2027.",
    "Atlas go-live recovered to 18 December.",
    "Atlas is 29 percent below its approved cost.",
    "Atlas is 30 percent over its approved cost.",
    "Aisha Rahimi leads Atlas.",
    "Ben Castellan sponsors Beacon.",
    "Beacon has a sponsor.",
    "Zephyr is red.",
    "ZEB-9 is red.",
    "Atlas is red because of the vendor.",
    "Atlas is the largest project.",
    "All projects are red.",
    "Atlas is rеd.",  # the second letter is Cyrillic
    "Atlas is gre\u200ben.",
    "Atlas goes live on 31 February.",
    "Twelve of 14 items wait for Beacon.",
    "Nine of 14 items wait for Atlas.",
    "9 of 14 items wait for Beacon, and Beacon has room.",
    "9 of 14 items wait for Beacon, and Beacon has no room. Ben Castellan can free somebody.",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_the_facts_say_is_bound(text: str) -> None:
    found = bind(text, GROUNDS)
    assert found.holds, found.refused
    assert all(span.facts for span in found.bound)
    assert all(text[span.start : span.end] == span.text for span in found.bound)


@pytest.mark.parametrize("text", FALSE)
def test_what_no_fact_says_is_refused(text: str) -> None:
    found = bind(text, GROUNDS)
    assert found.refused
    assert all(text[span.start : span.end] == span.text for span in found.refused)


def test_a_contradiction_comes_with_the_sentence_that_says_otherwise() -> None:
    (span,) = bind("Atlas is late by 20 days.", GROUNDS).refused
    assert span.kind is ClaimKind.DURATION
    assert span.why == "the facts say otherwise"
    assert "35 days" in (span.instead or "")


def test_what_must_be_said_is_missed() -> None:
    must = FACTS["overall_rag"]
    assert bind("Ben Castellan leads Atlas.", GROUNDS, [must]).unsaid == (must.id,)
    assert bind("Atlas is red.", GROUNDS, [must]).holds


def test_a_sentence_without_a_subject_is_about_what_the_one_before_named() -> None:
    assert bind("Atlas is red. It is late by 35 days.", GROUNDS).holds
    assert not bind("Beacon is amber. It is late by 35 days.", GROUNDS).holds
