"""Figures as words in the house style: short, exact enough, never through a float.

Rounding never changes what a figure says: what is not zero is not shown as 0, what is not quite
100 % is not shown as 100 %, and a ratio just under 1 stays under it.
"""

from __future__ import annotations

from decimal import Context, Decimal

from assistant.values import Effort, EffortUnit, Money

MINUS = "−"
WHOLE_PERCENT = 100
"""From here on a tenth of a percent says nothing."""

NO_CENTS = 1000
"""From here on cents say nothing."""

_WIDE = Context(prec=80)
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CAD": "CA$", "AUD": "A$"}
_SCALES = (
    (Decimal(999_500_000), Decimal(1_000_000_000), " bn"),
    (Decimal(999_500), Decimal(1_000_000), " M"),
    (Decimal(10_000), Decimal(1_000), " k"),
)
_EFFORT_NAMES = {
    EffortUnit.MINUTE: "minute",
    EffortUnit.HOUR: "hour",
    EffortUnit.DAY: "day",
    EffortUnit.WEEK: "week",
}


def number(value: Decimal | int, *, places: int = 0, never: tuple[int, ...] = (0,)) -> str:
    """Return a number with thousands separators and no needless zeros.

    It is rounded to so many places, or to more where that would read as a number of `never`
    that it is not.
    """
    return _written(_rounded(Decimal(value), places, never))


def exact_number(value: Decimal | int) -> str:
    """Return a number with every digit it has."""
    return _written(Decimal(value))


def percent(value: Decimal | int) -> str:
    """Return a percentage of 100, such as “51 %” or “4.5 %”."""
    places = 1 if abs(Decimal(value)) < WHOLE_PERCENT else 0
    return f"{number(value, places=places, never=(0, WHOLE_PERCENT))} %"


def ratio(value: Decimal | int) -> str:
    """Return a ratio, such as “0.77”; 1 means on plan, so it is shown only when it is so."""
    return number(value, places=2, never=(0, 1))


def counted(value: Decimal | int, noun: str, *, places: int = 1) -> str:
    """Return so many of a noun, such as “9 days” or “1 week”."""
    written = number(value, places=places)
    return f"{written} {noun}{'' if written == '1' else 's'}"


def effort(value: Effort) -> str:
    """Return an effort in the unit it was given in, such as “4 days”."""
    return counted(Decimal(value.minutes) / value.unit.minutes, _EFFORT_NAMES[value.unit])


def money(value: Money) -> str:
    """Return an amount to three significant figures, such as “€1.37 M”, “€11 k” or “€850”."""
    sign = MINUS if value.amount < 0 else ""
    return f"{sign}{_symbol(value.currency)}{_short(abs(value.amount))}"


def exact_money(value: Money) -> str:
    """Return an amount with every digit it has, such as “€1,368,000”."""
    sign = MINUS if value.amount < 0 else ""
    amount = abs(value.amount)
    cents = "" if amount == amount.to_integral_value() else ".2f"
    whole = f"{amount:,{cents or '.0f'}}" if amount == round(amount, 2) else _written(amount)
    return f"{sign}{_symbol(value.currency)}{whole}"


def _symbol(currency: str) -> str:
    return _SYMBOLS.get(currency, f"{currency} ")


def _short(amount: Decimal) -> str:
    for least, scale, name in _SCALES:
        if amount >= least:
            return _significant(amount / scale) + name
    if amount == amount.to_integral_value() or amount >= NO_CENTS:
        return f"{amount:,.0f}"
    return f"{_rounded(amount, 2, never=(0,)):,f}"


def _significant(scaled: Decimal) -> str:
    """Return three significant figures; whole numbers stay whole: “4.80”, “11.4”, “168”, “5”."""
    places = max(0, 2 - scaled.adjusted())
    rounded = _rounded(scaled, places, never=(0,))
    if rounded == rounded.to_integral_value():
        return f"{rounded:,.0f}"
    return f"{rounded:,.{places}f}" if places == 2 else _written(rounded)  # noqa: PLR2004 - 4.80 M


def _rounded(value: Decimal, places: int, never: tuple[int, ...]) -> Decimal:
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    while rounded != value and rounded in never:
        places += 1
        rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return rounded


def _written(value: Decimal) -> str:
    text = f"{abs(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 else text
