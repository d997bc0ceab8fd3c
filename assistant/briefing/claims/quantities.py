"""Reads figures: “€1.37 M”, “1.37 million euros”, “minus three per cent”, “a couple of weeks”.

A figure is an interval: what is written “6.2 million” may be anything that rounds to it. Words that
loosen it (“about”) or give one side of it (“at least”) widen the interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.briefing.claims.claim import Amount, ClaimKind
from assistant.briefing.claims.number_words import Figure, digits, number_word
from assistant.briefing.claims.tokens import Token

_CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY", "chf": "CHF", "franc": "CHF", "francs": "CHF",
    "cad": "CAD", "aud": "AUD",
}  # fmt: skip
_SCALES = {
    "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "mio": 1_000_000,
    "million": 1_000_000, "millions": 1_000_000, "bn": 10**9, "billion": 10**9,
    "hundred": 100, "b": 10**9, "dozen": 12,
}  # fmt: skip
_LENGTHS = {
    "hour": Decimal(1) / 8, "hours": Decimal(1) / 8, "day": Decimal(1), "days": Decimal(1),
    "week": Decimal(7), "weeks": Decimal(7), "fortnight": Decimal(14), "fortnights": Decimal(14),
    "month": Decimal("30.4"), "months": Decimal("30.4"),
    "year": Decimal("365.25"), "years": Decimal("365.25"),
}  # fmt: skip
_ROUGH_LENGTHS = frozenset({"month", "months", "year", "years"})
_LOOSE = frozenset(["about", "around", "roughly", "approximately", "circa", "some", "~", "≈"])
_NEARLY = frozenset(["nearly", "almost"])
_LOOSENESS = Decimal("0.05")
_MINUS = frozenset({"−", "-", "–", "minus"})
_QUALIFIERS = frozenset(["calendar", "working", "business", "full", "whole", "more"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure that was read, what kind it is, and where it ends among the tokens."""

    kind: ClaimKind
    amount: Amount
    end: int
    start: int


def quantity(found: Sequence[Token], at: int) -> Quantity | None:
    """Return the figure that begins at a token, or None."""
    start, currency, negative = _before(found, at)
    figure = digits(found, start) or number_word(found, start)
    if figure is None:
        return None
    figure, end = _scaled(found, figure)
    low, high = figure.low, figure.high
    low, high = _hedged(found, at, low, high)
    if negative:
        low, high = -high, -low
    return _unit(found, Quantity(ClaimKind.NUMBER, Amount(low, high), end, at), currency, figure)


def _before(found: Sequence[Token], at: int) -> tuple[int, str | None, bool]:
    """Return where the figure itself begins, its currency and whether it is negative."""
    currency, negative, start = None, False, at
    while start < len(found) and start < at + 3:
        low = found[start].low
        if low in _MINUS and start + 1 < len(found) and _is_sign(found, start):
            negative = True
        elif low in _CURRENCIES and (len(low) == 1 or found[start].text.isupper()):
            currency = _CURRENCIES[low]
        elif low in {"ca", "a"} and start + 1 < len(found) and found[start + 1].text == "$":
            currency = "CAD" if low == "ca" else "AUD"
            start += 1
        else:
            break
        start += 1
    return start, currency, negative


def _is_sign(found: Sequence[Token], at: int) -> bool:
    """Say whether a dash is the sign of a figure, not a hyphen between two things."""
    token, following = found[at], found[at + 1]
    if token.low == "minus":
        return True
    gap = at == 0 or found[at - 1].end < token.start or not found[at - 1].text[-1].isalnum()
    return gap and following.start == token.end


def _scaled(found: Sequence[Token], figure: Figure) -> tuple[Figure, int]:
    end = figure.end
    while end < len(found) and found[end].low in _SCALES:
        if figure.in_words and found[end].low in {"k", "m", "b"}:
            break
        figure = figure.times(_SCALES[found[end].low])
        end += 1
    return figure, end


def _hedged(
    found: Sequence[Token], at: int, low: Decimal, high: Decimal
) -> tuple[Decimal, Decimal]:
    """Widen a figure by the word before it, never further than a twentieth of it."""
    word = found[at - 1].low if at else ""
    middle = (low + high) / 2
    room = abs(middle) * _LOOSENESS
    if word in _LOOSE:
        return min(low, middle - room), max(high, middle + room)
    if word in _NEARLY:
        return min(low, middle - room), high
    return low, high


def _unit(
    found: Sequence[Token], read: Quantity, currency: str | None, figure: Figure
) -> Quantity:
    """Read what stands after the figure: a sign, a currency, a length of time, what is counted."""
    end, amount = read.end, read.amount
    low = found[end].low if end < len(found) else ""
    if low == "-" and end + 1 < len(found) and found[end + 1].low in _LENGTHS:
        end, low = end + 1, found[end + 1].low
    if low in {"%", "percent", "percentage", "pct"}:
        points = end + 1 < len(found) and found[end + 1].low in {"points", "point"}
        return Quantity(ClaimKind.PERCENT, amount, end + 1 + points, read.start)
    if low == "per" and end + 1 < len(found) and found[end + 1].low in {"cent", "centum"}:
        return Quantity(ClaimKind.PERCENT, amount, end + 2, read.start)
    if currency or low in _CURRENCIES:
        return _money(read, currency, low, end)
    return _length(found, read, end, figure)


def _money(read: Quantity, currency: str | None, low: str, end: int) -> Quantity:
    after = _CURRENCIES.get(low)
    unit = currency or after
    amount = Amount(read.amount.low, read.amount.high, unit)
    return Quantity(ClaimKind.MONEY, amount, end + (after is not None), read.start)


def _length(found: Sequence[Token], read: Quantity, end: int, figure: Figure) -> Quantity:
    amount = read.amount
    qualified = end
    while qualified < len(found) and found[qualified].low in _QUALIFIERS:
        qualified += 1
    low = found[qualified].low if qualified < len(found) else ""
    if low in _LENGTHS:
        scale = _LENGTHS[low]
        spread = Decimal("0.1") * scale if low in _ROUGH_LENGTHS else Decimal(0)
        days = Amount(amount.low * scale - spread, amount.high * scale + spread, low.rstrip("s"))
        return Quantity(ClaimKind.DURATION, days, qualified + 1, read.start)
    kind = ClaimKind.ORDINAL if figure.ordinal else ClaimKind.NUMBER
    return Quantity(kind, amount, end, read.start)
