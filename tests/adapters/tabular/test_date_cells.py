from datetime import date

import pytest

from assistant.adapters.tabular.raw import CellFormat
from assistant.portfolio.noun import Kind
from tests.adapters.tabular.columns_of import column, refusal, value

DAY = column(Kind.DATE)
SERIALS = CellFormat(dates=("excel",))
MIXED = CellFormat(dates=("%B %d, %Y", "excel", "%d/%m/%Y"))
JIRA = CellFormat(dates=("%d/%b/%y %I:%M %p",))


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-12",
        "2026-10-12T00:00:00",
        "2026-10-12 23:59",
        "2026-10-12T11:09:27.985+0800",
        "2026-10-12T11:09:27Z",
        "2026-10-12T11:09:27.123456+08:00",
        "2026-10-12 11:09:27 UTC",
        "2026-10-12 3:45 PM",
    ],
)
def test_a_date_time_is_cut_to_the_day_it_names(text: str) -> None:
    assert value(text, DAY) == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("July 26, 2022", date(2022, 7, 26)),
        ("Jul 26, 2022", date(2022, 7, 26)),
        ("JULY 26, 2022", date(2022, 7, 26)),
        ("31/12/2026", date(2026, 12, 31)),
        ("1/2/2026", date(2026, 2, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        ("44562", date(2022, 1, 1)),
        ("44562.75", date(2022, 1, 1)),
    ],
)
def test_the_declared_patterns_are_tried_in_order(text: str, day: date) -> None:
    assert value(text, DAY, MIXED) == day


def test_a_tracker_writes_the_time_behind_a_year_of_two_declared_digits() -> None:
    assert value("12/Nov/26 3:45 PM", DAY, JIRA) == date(2026, 11, 12)
    assert value("12/Nov/26", DAY, JIRA) == date(2026, 11, 12)


def test_a_pattern_may_begin_with_the_time() -> None:
    written = CellFormat(dates=("%H:%M %d.%m.%Y",))
    assert value("10:00 31.12.2026", DAY, written) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1", date(1900, 1, 1)),
        ("59", date(1900, 2, 28)),
        ("61", date(1900, 3, 1)),
        ("2958465", date(9999, 12, 31)),
    ],
)
def test_serial_numbers_count_as_spreadsheets_do(text: str, day: date) -> None:
    assert value(text, DAY, SERIALS) == day


def test_serial_numbers_that_name_no_day_are_refused() -> None:
    assert "never was" in refusal("60", DAY, SERIALS)
    for text in ("0", "-5", "2958466", "99999999", "4456a"):
        assert "not a date" in refusal(text, DAY, SERIALS)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "2023-02-29", "2026-00-10"])
def test_impossible_days_are_named_as_such(text: str) -> None:
    assert "no such day" in refusal(text, DAY)


@pytest.mark.parametrize("text", ["26-10-12", "06-1-5"])
def test_years_of_two_digits_are_refused(text: str) -> None:
    assert "two digits" in refusal(text, DAY)


def test_placeholders_before_1900_are_refused() -> None:
    assert "before the year 1900" in refusal("0001-01-01", DAY)


@pytest.mark.parametrize(
    "text", ["12/10/2026", "2026-10", "today", "20261012", "2026-10-12 25:00"]
)
def test_what_is_written_otherwise_is_refused_with_an_example(text: str) -> None:
    assert "2026-11-30" in refusal(text, DAY)
