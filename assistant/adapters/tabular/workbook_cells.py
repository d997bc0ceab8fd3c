"""One cell of a workbook as the text a person reads in it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

_DIGITS = 15
"""A spreadsheet keeps and shows fifteen significant digits; the rest is float noise."""

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^$\]]*\]|_.')
_CURRENCY = re.compile(r"\[\$([^\-\]]+)|([€£$¥])|\"\s*([€£$¥]|[A-Z]{3})\s*\"")
_LOCALE = re.compile(r"\[\$-[^\]]*\]")
_CODE = re.compile(r"[€£$¥]|[A-Z]{3}")


def cell_text(value: object, number_format: str) -> str | None:
    """Return a cell's text: ISO dates, plain numbers, and the % or currency its format shows."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_text(value, number_format)
    return _time_text(value)


def _number_text(value: Decimal | float, number_format: str) -> str:
    exact = Decimal(f"{value:.{_DIGITS}g}") if isinstance(value, float) else Decimal(value)
    first = number_format.split(";", maxsplit=1)[0]
    if "%" in _QUOTED.sub("", first):
        return f"{_plain(exact * 100)}%"
    symbol = _symbol(first)
    return f"{_plain(exact)} {symbol}" if symbol else _plain(exact)


def _symbol(number_format: str) -> str | None:
    found = _CURRENCY.search(_LOCALE.sub("", number_format))
    symbol = next((group.strip() for group in found.groups() if group), "") if found else ""
    return symbol if _CODE.fullmatch(symbol) else None


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _time_text(value: object) -> str:
    if isinstance(value, datetime):
        moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return str(moment.date()) if moment.time() == time() else str(moment)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
