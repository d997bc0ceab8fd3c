from decimal import Decimal

import pytest

from assistant.adapters.tabular.raw import CellFormat, DecimalMark
from assistant.portfolio.noun import Kind
from tests.adapters.tabular.columns_of import column, refusal, value

COMMA = CellFormat(decimal=DecimalMark.COMMA)
DECIMAL = column(Kind.DECIMAL)
PERCENT = column(Kind.DECIMAL, name="share_percent", minimum=0, maximum=100)
INTEGER = column(Kind.INTEGER)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("12", 120_000),
        ("-12.5", -125_000),
        ("−12.5", -125_000),
        ("12.5-", -125_000),
        ("(12.5)", -125_000),
        ("+3", 30_000),
        (".5", 5_000),
        ("5.", 50_000),
        ("1,234.50", 12_345_000),
        ("1'234.50", 12_345_000),
        ("1’234", 12_340_000),
        ("1 234 567", 12_345_670_000),
        ("1\xa0234", 12_340_000),
        ("1\u202f234", 12_340_000),
        ("1,00,000", 1_000_000_000),
        ("1.2E+05", 1_200_000_000),
        ("5e-1", 5_000),
        ("0", 0),
    ],
)
def test_numbers_are_read_as_people_and_spreadsheets_write_them(text: str, units: int) -> None:
    assert value(text, DECIMAL) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("1.234,50", 12_345_000),
        ("1234,5", 12_345_000),
        ("1 234,5", 12_345_000),
        ("1.234", 12_340_000),
    ],
)
def test_the_declared_comma_is_the_decimal_mark(text: str, units: int) -> None:
    assert value(text, DECIMAL, COMMA) == units


@pytest.mark.parametrize(
    ("text", "units"), [("1.00005", 10_000), ("1.00015", 10_002), ("33.3333333333", 333_333)]
)
def test_more_digits_than_are_kept_are_rounded_half_to_even(text: str, units: int) -> None:
    assert value(text, DECIMAL) == units


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1,5",
        "1,23",
        "12,34,5",
        "1.2.3",
        "NaN",
        "inf",
        "--5",
        "1-2",
        "１２",
        "0x1f",
        "1_000",
        ".",
    ],
)
def test_what_is_no_number_is_refused_with_an_example(text: str) -> None:
    assert "1234.50" in refusal(text, DECIMAL)


def test_the_other_decimal_mark_is_named_as_the_likely_cause() -> None:
    assert "read with a decimal point" in refusal("1.234,50", DECIMAL)
    assert "read with a decimal comma" in refusal("1,234.50", DECIMAL, COMMA)


def test_a_percent_sign_is_read_where_percent_are_meant_and_refused_elsewhere() -> None:
    assert value("12 %", PERCENT) == 120_000
    assert value("12.5%", PERCENT) == 125_000
    assert "percent sign" in refusal("12 %", DECIMAL)


def test_a_declared_scale_is_for_bare_numbers() -> None:
    fraction = CellFormat(scale=100)
    assert value("0.8", PERCENT, fraction) == 800_000
    assert value("80 %", PERCENT, fraction) == 800_000
    assert value("0.123456", PERCENT, fraction) == 123_456
    assert value("3", DECIMAL, CellFormat(scale=7)) == 210_000


def test_numbers_out_of_bounds_are_refused_with_the_bound() -> None:
    assert "at least 0" in refusal("-0.1", PERCENT)
    assert "at most 100" in refusal("100.0001", PERCENT)
    assert value("100", PERCENT) == 1_000_000


@pytest.mark.parametrize("text", ["9" * 30, "1e300", "-" + "9" * 25])
def test_numbers_too_large_to_keep_are_refused(text: str) -> None:
    assert "too large" in refusal(text, DECIMAL)
    assert "too large" in refusal(text, INTEGER)


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("12.0", 12), ("1,200", 1200), ("-3", -3), ("1e3", 1000)]
)
def test_whole_numbers_may_come_with_an_empty_fraction(text: str, number: int) -> None:
    assert value(text, INTEGER) == number


def test_a_fraction_where_whole_numbers_are_meant_is_refused() -> None:
    assert "whole number" in refusal("12.5", INTEGER)


def test_bounds_of_whole_numbers_hold() -> None:
    place = column(Kind.INTEGER, minimum=1)
    assert value("1", place) == 1
    assert f"at least {Decimal(1)}" in refusal("0", place)
