"""Bytes of a text file into UTF-8, saying which encoding they were in.

UTF-8 is tried first and is right whenever it fits. What is left is UTF-16 or a one-byte code page:
Excel on a Western machine writes Windows-1252, and only text that does not look Western is handed
to a detector.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from assistant.errors import BadSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF")
_SAMPLE = 1 << 20
_UTF16_SHARE = 0.3
"""UTF-16 text in Latin script has a zero in nearly every second byte."""
_FOREIGN_SHARE = 0.5
"""Western accents stand alone between plain letters; other scripts come in runs."""

_ODD = re.compile(r"[^\x00-\x7f]")
_RUN = re.compile(r"[À-ÿŒœŠšŽžŸƒ]{3,}")


def to_utf8(data: bytes, file: str) -> tuple[bytes, str]:
    """Return the text as UTF-8 without a byte-order mark, and the encoding it was in.

    Raises BadSource for what is no text, and for text whose encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _recode(data[len(mark) :], encoding, file), encoding
    if data.startswith(_BINARY):
        raise BadSource("this is not a text file.", file=file, remedy="Export it as CSV or XLSX.")
    if (wide := _utf16(data)) is not None:
        return _recode(data, wide, file), wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _code_page(data, file)
        return _recode(data, encoding, file), encoding
    return data, "utf-8"


def _recode(data: bytes, encoding: str, file: str) -> bytes:
    if encoding == "utf-8":
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding).encode()
    except UnicodeError as error:
        remedy = "Save it as UTF-8 (Excel: “CSV UTF-8”) and import it again."
        raise BadSource(f"the text is not valid {encoding}.", file=file, remedy=remedy) from error


def _utf16(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if not half:
        return None
    if sample[1::2].count(0) > half * _UTF16_SHARE > sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > half * _UTF16_SHARE > sample[1::2].count(0):
        return "utf-16-be"
    return None


def _code_page(data: bytes, file: str) -> str:
    if _looks_western(data):
        return "cp1252"
    start = max(0, (found.start() if (found := re.search(rb"[\x80-\xff]", data)) else 0) - 1000)
    best = from_bytes(data[start : start + _SAMPLE]).best()
    if best is None:
        remedy = "Save it as UTF-8 (Excel: “CSV UTF-8”) and import it again."
        raise BadSource("the encoding of the text cannot be told.", file=file, remedy=remedy)
    return best.encoding


def _looks_western(data: bytes) -> bool:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    odd = len(_ODD.findall(text))
    in_runs = sum(len(run.group()) for run in _RUN.finditer(text))
    return in_runs < odd * _FOREIGN_SHARE
