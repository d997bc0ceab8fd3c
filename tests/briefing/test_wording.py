from datetime import date
from decimal import Decimal

import pytest

from assistant.briefing.wording import day_words, exact_words, render, sentence, words
from assistant.values import Effort, FactValue, Statement, Unit, say
from tests.briefing.things import TODAY, euros, fact


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (3, Unit.COUNT, "3"),
        (12_000, Unit.COUNT, "12,000"),
        (Decimal("14.0"), Unit.PERCENT, "14 %"),
        (Decimal("0.774"), Unit.RATIO, "0.77"),
        (9, Unit.DAYS, "9 days"),
        (1, Unit.DAYS, "1 day"),
        (Decimal("2.5"), Unit.WEEKS, "2.5 weeks"),
        (euros(1_368_000), Unit.MONEY, "€1.37 M"),
        (Effort.of_days(4), Unit.EFFORT, "4 days"),
        (date(2026, 11, 20), Unit.DATE, "Fri 20 Nov"),
        (date(2027, 1, 29), Unit.DATE, "Fri 29 Jan 2027"),
        ("red", Unit.STATUS, "Red"),
        ("in progress", Unit.STATUS, "in progress"),
        ("Atlas", Unit.NAME, "Atlas"),
        (True, Unit.STATUS, "yes"),
        (Decimal("3.456"), Unit.SCORE, "3.46"),
    ],
)
def test_facts_are_written_by_their_unit(value: FactValue, unit: Unit, shown: str) -> None:
    assert words(fact(value, unit), today=TODAY) == shown


def test_a_day_without_a_today_has_its_year() -> None:
    assert day_words(TODAY, today=None) == "Mon 16 Nov 2026"


def test_exact_words_keep_what_rounding_drops() -> None:
    assert exact_words(fact(euros("1368000.5"), Unit.MONEY)) == "€1,368,000.50"
    assert exact_words(fact(Decimal("14.0049"), Unit.PERCENT)) == "14.0049 %"
    assert exact_words(fact(date(2026, 11, 20), Unit.DATE)) == "Fri 20 Nov 2026"


def test_a_sentence_binds_words_to_their_facts() -> None:
    slip = fact(9, Unit.DAYS)
    said = sentence(say("{who} slipped by {slip}.", who=fact("Atlas"), slip=slip), today=TODAY)

    assert said.text == "Atlas slipped by 9 days."
    assert [(span.text, span.fact is None) for span in said.spans] == [
        ("Atlas", False),
        (" slipped by ", True),
        ("9 days", False),
        (".", True),
    ]
    assert said.facts[1] == slip.id


def test_a_status_begins_a_sentence_with_a_capital_and_a_name_does_not() -> None:
    late = fact("overdue", Unit.STATUS)
    skill = fact("iam", measure="name")
    assert render(say("{late}: {who}.", late=late, who=skill), today=TODAY) == "Overdue: iam."
    assert render(say("{who} is {late}.", late=late, who=skill), today=TODAY) == "iam is overdue."
    phrase = fact("the end", measure="schedule_date")
    assert render(say("{what} moved.", what=phrase), today=TODAY) == "The end moved."


def test_two_figures_that_differ_are_never_shown_alike() -> None:
    said = say(
        "{now} against {then}.",
        now=fact(euros(1_203_000), Unit.MONEY),
        then=fact(euros(1_201_000), Unit.MONEY),
    )
    assert render(said, today=TODAY) == "€1,203,000 against €1,201,000."


def test_equal_figures_stay_short() -> None:
    now = fact(euros(1_200_000), Unit.MONEY, measure="now")
    then = fact(euros(1_200_000), Unit.MONEY, measure="then")
    assert render(say("{now}, {then}", now=now, then=then), today=TODAY) == "€1.20 M, €1.20 M"


def test_a_value_is_never_read_as_a_slot() -> None:
    tricky = fact("{who} {slip}")
    assert render(Statement(text="{who}", facts={"who": tricky}), today=TODAY) == "(who) (slip)"
