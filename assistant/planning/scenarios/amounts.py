"""Reads what people write: days, spans, money, percentages, work by skill."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from assistant.errors import BadInput
from assistant.portfolio.noun import SkillEffort
from assistant.values import Effort, EffortUnit, Money

T = TypeVar("T")

_SPAN = re.compile(r"\+?(\d{1,4})\s*(d|w|day|days|week|weeks)")
_MONEY = re.compile(
    r"(?P<before>€|\$|£|[A-Z]{3})?\s*(?P<number>\d{1,12}(?:[.,]\d{3})*(?:\.\d{1,4})?)\s*(?P<thousand>[kKmM])?"
    r"\s*(?P<after>€|\$|£|[A-Z]{3})?(?:\s*(?:/|a|per)\s*(?:day|week))?"
)
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_THOUSANDS = {"": 1, "k": 1000, "m": 1_000_000}
_AMOUNT = re.compile(r"(?P<number>\d{1,6}(?:\.\d{1,3})?)\s*(?P<unit>min|h|d|w)\b\s*")
_PART = re.compile(
    r"(?:(?P<skill>\S.*?)\s+)?(?P<amounts>(?:\d{1,6}(?:\.\d{1,3})?\s*(?:min|h|d|w)\b\s*)+)"
)
_LONGEST = 100
_DAY_FORMS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y")
ALL = Decimal(100)


def day(text: str, start: date) -> date:
    """Return a day: 2026-12-04, 4 Dec 2026, 4 Dec (the next), or a span from `start` (2w, 10d)."""
    span = _SPAN.fullmatch(text.strip().casefold())
    if span is not None:
        days = int(span[1]) * (7 if span[2].startswith("w") else 1)
        return _checked(text, lambda: start + timedelta(days=days))
    for form in _DAY_FORMS:
        for whole in (text.strip(), f"{text.strip()} {start.year}"):
            try:
                found = datetime.strptime(whole, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
            early = whole != text.strip() and found < start
            return found.replace(year=found.year + 1) if early else found
    raise BadInput(f"“{text}” is no day.", remedy="Write it like 2026-12-04, 4 Dec, or 2w.")


def is_span(text: str) -> bool:
    """Say whether a text is so many days or weeks, not a day."""
    return _SPAN.fullmatch(text.strip().casefold()) is not None


def money(text: str) -> Money | Decimal:
    """Return an amount: 7kEUR, 7,000 EUR, €850; without a currency it is points."""
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"“{text}” is no amount.", remedy="Write it like 7kEUR or 850 EUR.")
    number = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", found["number"])
    amount = Decimal(number) * _THOUSANDS[(found["thousand"] or "").lower()]
    sign = found["before"] or found["after"]
    return amount if sign is None else Money(amount=amount, currency=_SIGNS.get(sign, sign))


def percent(text: str) -> Decimal:
    """Return a percentage from 0 to 100."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s*(?:%|percent)?", text.strip())
    if found is None or Decimal(found[1]) > ALL:
        raise BadInput(f"“{text}” is no percentage from 0 to 100.", remedy="Write it like 60%.")
    return Decimal(found[1])


def count(text: str) -> int:
    """Return a whole number from 1 on."""
    if not re.fullmatch(r"[1-9]\d{0,5}", text.strip()):
        raise BadInput(f"“{text}” is no whole number from 1 on.", remedy="Write it like 3.")
    return int(text)


def effort(text: str) -> tuple[SkillEffort, ...]:
    """Return work by skill: “backend 5d; frontend 2d”, or “5d” where the skill does not matter."""
    parts = [part.strip()[:_LONGEST] for part in re.split(r"[;,]", text) if part.strip()]
    matched = [found for part in parts if (found := _PART.fullmatch(part)) is not None]
    work = [_minutes(found["amounts"]) for found in matched]
    if not parts or len(matched) < len(parts) or not all(work):
        raise BadInput(
            f"“{text}” is not work by skill.", remedy="Write it like “backend 5d; frontend 2d”."
        )
    return tuple(
        SkillEffort(skill=(found["skill"] or "").strip(), effort=Effort(minutes=minutes))
        for found, minutes in zip(matched, work, strict=True)
    )


def _minutes(text: str) -> int:
    """Return the minutes of amounts like “1w 2d”."""
    return sum(
        Effort.of(each["number"], EffortUnit(each["unit"])).minutes
        for each in _AMOUNT.finditer(text)
    )


def _checked(text: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except OverflowError as error:
        raise BadInput(f"“{text}” is too far ahead.") from error
