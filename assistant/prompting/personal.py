"""Finds what is personal or secret in a text: addresses, numbers, keys.

Every pattern has bounded repeats, so that no text can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
PHONE = re.compile(
    r"(?<![\w.])(?:"
    r"(?:\+|00)[1-9](?:[ ().-]{0,2}\d){6,14}"  # international
    r"|\(?0\d(?:[ ().-]{0,2}\d){7,10}"  # national, with its leading zero
    r"|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4}"  # North American
    r")(?![\w-])"
)

_SECRETS = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,8000}(?:-----END [A-Z ]{0,30}-----)?"
    r"|\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,200}"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,255}|\bgithub_pat_[A-Za-z0-9_]{20,255}|\bglpat-[\w-]{16,64}"
    r"|\bxox[abeprs]-[A-Za-z0-9-]{10,255}"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{30,40}"
    r"|\beyJ[\w-]{8,2000}\.[\w-]{8,4000}(?:\.[\w-]{0,2000})?"
    r"|(?<=://)[^\s/:@]{0,100}:[^\s/@]{1,200}(?=@)"
)
_NAMED = re.compile(
    r"\b(?:password|passwd|pwd|secret|token|api[_ -]?key)\b[\"']?\s{0,3}[:=]\s{0,3}[\"']?"
    r"(?P<value>[^\s\"',;]{4,200})",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_CARD = re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w.])")


def secrets(text: str) -> Iterator[Span]:
    """Find keys, tokens, passwords, account and card numbers; spans may overlap."""
    yield from (found.span() for found in _SECRETS.finditer(text))
    yield from (found.span("value") for found in _NAMED.finditer(text))
    yield from (found.span() for found in _IBAN.finditer(text) if _is_iban(found[0]))
    yield from (found.span() for found in _CARD.finditer(text) if _is_card(found[0]))


def _is_iban(text: str) -> bool:
    """Check the two digits of an account number (ISO 13616, modulo 97)."""
    plain = text.replace(" ", "")
    figures = "".join(str(int(char, 36)) for char in plain[4:] + plain[:4])
    return int(figures) % 97 == 1


def _is_card(text: str) -> bool:
    """Check the last digit of a card number (ISO/IEC 7812, Luhn 1960)."""
    digits = [int(char) for char in reversed(text) if char.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
