from datetime import date
from decimal import Decimal

from assistant.health.changes import Between, cost_growth, date_slips
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money
from tests.health.reading import check_grounded, read

EARLIER = date(2022, 3, 31)
LATER = date(2023, 3, 31)


def project(key: str, end: date | None) -> Project:
    return Project(key=key, name=f"Project {key}", end=end)


def line(key: str, amount: int | None, currency: str = "GBP", **fields: object) -> BudgetLine:
    money = None if amount is None else Money(amount=Decimal(amount), currency=currency)
    return BudgetLine.model_validate(
        {"key": key, "project": key, "name": "whole life", "baseline": money} | fields
    )


def slips(before: list[Noun], after: list[Noun], days: int = 30) -> Between:
    return date_slips(Snapshot.of(EARLIER, before), Snapshot.of(LATER, after), days)


def growth(before: list[Noun], after: list[Noun], percent: int = 5) -> Between:
    return cost_growth(Snapshot.of(EARLIER, before), Snapshot.of(LATER, after), percent)


def test_only_ends_that_moved_later_by_more_than_the_limit_are_listed_the_furthest_first() -> None:
    before = [
        project("A", date(2025, 1, 1)),
        project("B", date(2025, 1, 1)),
        project("C", date(2025, 1, 1)),
        project("D", date(2025, 1, 1)),
        project("E", None),
        project("GONE", date(2025, 1, 1)),
    ]
    after = [
        project("A", date(2025, 2, 1)),
        project("B", date(2025, 1, 31)),
        project("C", date(2024, 1, 1)),
        project("D", date(2026, 1, 1)),
        project("E", date(2026, 1, 1)),
        project("NEW", date(2025, 1, 1)),
    ]

    found = slips([*before], [*after])

    assert [change.key for change in found.changes] == ["D", "A"]
    assert read(found.headline) == (
        "2 of 4 ends of projects moved later by more than 30 days. 1 more has no end to compare."
    )
    assert (found.compared.value, found.not_compared.value) == (4, 1)
    assert read(found.changes[0].headline) == (
        "The end of Project D moved from Wed 1 Jan 2025 to Thu 1 Jan 2026, 365 days later."
    )
    check_grounded([found.headline, *(change.headline for change in found.changes)])


def test_the_count_of_what_was_compared_rests_on_rows_of_both_files() -> None:
    found = slips([project("A", date(2025, 1, 1))], [project("A", date(2025, 1, 1))])

    assert found.changes == ()
    assert [row.as_of for row in found.compared.sources] == [EARLIER, LATER]
    assert read(found.headline) == "0 of 1 ends of projects moved later by more than 30 days."


def test_cost_growth_leaves_out_missing_amounts_and_other_currencies() -> None:
    before = [
        line("A", 100),
        line("B", 100),
        line("C", 100),
        line("D", None),
        line("E", 0),
        line("F", 10),
    ]
    after = [
        line("A", 105),
        line("B", 106),
        line("C", 300, "EUR"),
        line("D", 10),
        line("E", 10),
        line("F", 20),
    ]

    found = growth([*before], [*after])

    assert [change.key for change in found.changes] == ["F", "B"]
    assert read(found.headline) == (
        "2 of 3 costs grew by more than 5 %. "
        "3 more cannot be compared: no amount, or another currency."
    )
    assert found.not_compared.value == 3


def test_the_expected_cost_goes_before_the_approved_one_where_both_files_hold_it() -> None:
    expected = Money(amount=Decimal(150), currency="GBP")
    same = Money(amount=Decimal(100), currency="GBP")

    found = growth([line("A", 100, forecast=same)], [line("A", 100, forecast=expected)])
    only_later = growth([line("A", 100)], [line("A", 120, forecast=same)])

    assert "expected cost" in read(found.changes[0].headline)
    assert "approved budget" in read(only_later.changes[0].headline)


def test_an_invoice_is_no_cost_to_compare() -> None:
    invoice = {"kind": BudgetKind.INVOICE}

    assert growth([line("A", 1, **invoice)], [line("A", 9, **invoice)]).compared.value == 0
