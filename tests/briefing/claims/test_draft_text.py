"""Slots between words: what the words may claim about the facts in the slots."""

import pytest

from assistant.briefing.claims.draft_text import DraftRefusal, Rendered, check_draft_text
from tests.briefing.claims.grounded import BEACON, FACTS, GOLIVE, TODAY

GIVEN = {
    "f1": FACTS["name"], "f2": FACTS["schedule_date_slip"], "f3": FACTS["overall_rag"],
    "f4": FACTS["actual_cost"], "f5": FACTS["budget"], "f6": FACTS[f"{BEACON}/name"],
    "f7": FACTS[f"{BEACON}/overall_rag"], "f8": FACTS[f"{GOLIVE}/name"],
    "f9": FACTS[f"{GOLIVE}/baseline"], "f10": FACTS[f"{GOLIVE}/forecast"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("{f1} is late by {f2}.", "Atlas is late by 35 days."),
        ("{f1} is {f3}. It has spent {f4} of its budget of {f5}.",
         "Atlas is Red. It has spent €3.10 M of its budget of €4.80 M."),
        ("{f1}: {f4}.", "Atlas: €3.10 M."),
        ("{f8} has moved from {f9} to {f10}.",
         "Atlas go-live has moved from Mon 30 Nov to Fri 18 Dec."),
        ("{f1} is {f3} and {f6} is {f7}.", "Atlas is Red and Beacon is Amber."),
    ],
)  # fmt: skip
def test_a_draft_that_the_facts_license_is_written_out(draft: str, text: str) -> None:
    got = check_draft_text(draft, GIVEN, today=TODAY)
    assert isinstance(got, Rendered), str(got)
    assert got.text == text
    assert all(each.facts for each in got.sentences)


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        ("{f1} is ahead by {f2}.", "ahead"),
        ("{f1} is {f7}.", "Amber"),
        ("{f1} is not {f3}.", "Red"),
        ("{f6}: {f4}.", "€3.10 M"),
        ("{f1} has earned {f4}.", "€3.10 M"),
        ("{f8} has moved from {f10} to {f9}.", "30 Nov"),
        ("{f1} is late because of the vendor.", "because"),
        ("Three projects are late.", "Three"),
        ("{f1} is late by 35 days.", "35 days"),
        ("{f1} is the worst of all.", "worst"),
        ("{f99} is red.", "f99"),
        ("{f1} is on track.", "on track"),
        ("{f1} is {f3}. Zebulon agrees.", "Zebulon"),
    ],
)
def test_a_draft_that_claims_more_is_refused_with_the_stretch(draft: str, why: str) -> None:
    got = check_draft_text(draft, GIVEN, today=TODAY)
    assert isinstance(got, DraftRefusal)
    assert why in str(got)


def test_what_must_be_said_is_missed() -> None:
    got = check_draft_text("{f1} is {f3}.", GIVEN, today=TODAY, must_say=[GIVEN["f2"]])
    assert isinstance(got, DraftRefusal)
    assert got.unsaid == (GIVEN["f2"].id,)


def test_nothing_that_acts_comes_through() -> None:
    got = check_draft_text("{f1} is {f3} <b>@here https://x.example </b>.", GIVEN, today=TODAY)
    shown = got.text if isinstance(got, Rendered) else str(got)
    assert "<" not in shown
    assert "://" not in shown.replace("[:]//", "")
