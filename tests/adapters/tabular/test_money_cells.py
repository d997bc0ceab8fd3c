import pytest

from assistant.adapters.tabular.raw import CellFormat, DecimalMark
from assistant.portfolio.noun import Kind
from tests.adapters.tabular.columns_of import column, refusal, value

MONEY = column(Kind.MONEY)
USD = CellFormat(currency="USD")
COMMA = CellFormat(decimal=DecimalMark.COMMA)
MILLIONS = CellFormat(currency="GBP", scale=1_000_000)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4800000.00 EUR", (48_000_000_000, "EUR")),
        ("EUR 4800000.00", (48_000_000_000, "EUR")),
        ("eur 5", (50_000, "EUR")),
        ("£1,234.50", (12_345_000, "GBP")),
        ("$1,040,600", (10_406_000_000, "USD")),
        ("(1,200)", (-12_000_000, "USD")),
        ("(€1,200.5)", (-12_005_000, "EUR")),
        ("-£5", (-50_000, "GBP")),
        ("£-5", (-50_000, "GBP")),
        ("- 5 EUR", (-50_000, "EUR")),
        ("€1.37 M", (13_700_000_000, "EUR")),
        ("1.2k", (12_000_000, "USD")),
        ("US$m 3", (30_000_000_000, "USD")),
        ("3 M€", (30_000_000_000, "EUR")),
        ("2bn GBP", (20_000_000_000_000, "GBP")),
        ("CHF 1'200.-", (12_000_000, "CHF")),
        ("5 R$", (50_000, "BRL")),
        ("$5 CAD", (50_000, "CAD")),
        ("$5 USD", (50_000, "USD")),
        ("1200 zł", (12_000_000, "PLN")),
        (".5 EUR", (5_000, "EUR")),
        ("0", (0, "USD")),
    ],
)
def test_amounts_are_read_with_their_currency(text: str, amount: tuple[int, str]) -> None:
    assert value(text, MONEY, USD) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,50 €", (12_345_000, "EUR")),
        ("1.234 €", (12_340_000, "EUR")),
        ("1,2 Mio. €", (12_000_000_000, "EUR")),
        ("€ 1.200,-", (12_000_000, "EUR")),
        ("0,005 Mrd EUR", (50_000_000_000, "EUR")),
    ],
)
def test_amounts_with_a_decimal_comma(text: str, amount: tuple[int, str]) -> None:
    assert value(text, MONEY, COMMA) == amount


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("12.34", 123_400_000_000),
        ("£12.3456789", 123_456_789_000),
        ("1.37 bn", 13_700_000_000_000),
    ],
)
def test_a_column_in_millions_scales_bare_numbers_without_loss(text: str, units: int) -> None:
    assert value(text, MONEY, MILLIONS) == (units, "GBP")


def test_a_shared_sign_stands_for_the_declared_currency() -> None:
    assert value("$5", MONEY, CellFormat(currency="CAD")) == (50_000, "CAD")
    assert value("¥5", MONEY, CellFormat(currency="JPY")) == (50_000, "JPY")
    assert value("5 kr", MONEY, CellFormat(currency="SEK")) == (50_000, "SEK")
    assert "“$” does not stand for EUR" in refusal("$5", MONEY, CellFormat(currency="EUR"))
    assert "several currencies" in refusal("$5", MONEY)


def test_the_currency_a_cell_states_counts_before_the_declared_one() -> None:
    assert value("5 GBP", MONEY, USD) == (50_000, "GBP")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5", "which currency"),
        ("5 USD EUR", "more than one currency"),
        ("€5 GBP", "more than one currency"),
        ("5 k M EUR", "more than one scale"),
        ("5 ABC", "“ABC” is no currency"),
        ("E12UR", "no currency"),
        ("lots EUR", "not an amount"),
        ("12 EUR 34", "not a number"),
        ("1EUR234", "not a number"),
        ("99999999999999999 EUR", "too large"),
        ("9" * 300 + " EUR", "not an amount"),
    ],
)
def test_what_is_no_clear_amount_is_refused(text: str, words: str) -> None:
    assert words in refusal(text, MONEY)
