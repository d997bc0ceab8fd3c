"""How numbers and amounts are written: the decimal mark, the currency, the scale, the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.adapters.mapping.proposal.evidence import Evidence, series
from assistant.adapters.mapping.proposal.question import Option, Question
from assistant.adapters.mapping.proposal.vocabulary import normal, words
from assistant.adapters.tabular.cells import read_cells
from assistant.adapters.tabular.currencies import CODES, SHARED_SIGNS, SIGNS
from assistant.adapters.tabular.raw import CellFormat, DecimalMark
from assistant.portfolio.noun import Column, Kind

_MONEY = Column(name="amount", kind=Kind.MONEY, required=False, description="")
_DIGITS = re.compile(r"\d[\d.,' \u00a0\u202f’]*\d|\d")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_ASIDE = re.compile(r"[(\[]([^)\]]*)[)\]]|\bin ([\w€£$ .]+)$")
_SIGN = re.compile(
    f"[{re.escape(''.join(sign for sign in (*SIGNS, *SHARED_SIGNS) if len(sign) == 1))}]"
)
_WORD = re.compile(r"[^\W\d_]+")
_USUAL = ("EUR", "USD", "GBP", "CHF", "CAD", "AUD")
_SHOWN = 8
_TELLING = 0.6
_MINUTE = 60
_GROUP = 3


def holds_numbers(column: Evidence) -> bool:
    """Say whether most texts of a column are numbers, perhaps with a sign or a unit."""
    return column.share(_is_number) >= _TELLING


def decimal_mark(
    file: str, columns: Sequence[Evidence], beside: Sequence[Evidence], answer: str | None
) -> tuple[DecimalMark, Question | None]:
    """Return what separates fractions in some columns; with a question where nothing tells.

    Any number `beside` them may tell, for a table is written in one way.
    """
    if answer is not None:
        return DecimalMark(answer), None
    seen = {mark: _marked(beside, mark) for mark in (".", ",")} | {"?": _marked(columns, "?")}
    if seen["."] and not seen[","]:
        return DecimalMark.POINT, None
    if seen[","] and not seen["."]:
        return DecimalMark.COMMA, None
    if not seen["?"] and not _marked(columns, ","):
        return DecimalMark.POINT, None
    shown = (*seen["?"][:2], *seen["."][:1], *seen[","][:1])
    return DecimalMark.POINT, Question(
        id=f"decimal:{file}",
        text=f"{shown[0]}: what separates the fraction?",
        evidence=tuple(shown),
        options=(
            Option(key=".", meaning="a point, as in 1,234.50"),
            Option(key=",", meaning="a comma, as in 1.234,50"),
        ),
    )


def currency(
    column: Evidence, mark: DecimalMark, answer: str | None
) -> tuple[str | None, Question | None]:
    """Return the currency to declare for a column of amounts; None where each cell names its own."""
    cells = read_cells(series(column.texts), _MONEY, CellFormat(decimal=mark))
    bare = [column.texts[place] for place in sorted(cells.unusable)]
    if not any(_names_no_currency(text) for text in bare):
        return None, None
    found = answer or _currency_in(column.header)
    if found is not None:
        return found, None
    shared = next((sign for sign in SHARED_SIGNS if any(sign in text for text in bare)), None)
    may = SHARED_SIGNS[shared] if shared else frozenset(_USUAL)
    usual = [code for code in _USUAL if code in may]
    likely = [*usual, *sorted(may - {*usual})][:_SHOWN]
    what = (
        f"“{shared}” stands for several currencies: which is it"
        if shared
        else "Which currency is it"
    )
    return None, Question(
        id=f"currency:{column.file}",
        text=f"{what} in “{column.header}”?",
        evidence=tuple(text[:60] for text in bare[:3]),
        options=tuple(Option(key=code, meaning=f"amounts are {code}") for code in likely),
        pattern="|".join(sorted(CODES)),
    )


def scale(header: str) -> int | None:
    """Return what a header says its amounts are counted in: 1000000 for “(£m)”."""
    asides = {_SIGN.sub("", word) for word in _asides(header)}
    for factor, known in words().scales.items():
        if asides & set(known):
            return factor
    return None


def unit(column: Evidence, answer: str | None) -> tuple[str | None, Question | None]:
    """Return the unit to declare for a column of efforts; None where the cells name theirs."""
    if column.share(lambda text: text.replace(".", "").replace(",", "").isdigit()) < _TELLING:
        return None, None
    asides = _asides(column.header) | set(normal(column.header).split())
    known = {name for name, listed in words().units.items() if asides & {*listed}}
    if answer is not None or len(known) == 1:
        return answer or known.pop(), None
    seconds = column.share(lambda text: text.isdigit() and int(text) % _MINUTE == 0) == 1.0
    return None, Question(
        id=f"unit:{column.file}",
        text=f"In which unit is “{column.header}”?",
        evidence=column.sample(),
        options=tuple(
            Option(key=key, meaning=meaning)
            for key, meaning in (
                ("h", "hours"),
                ("d", "working days"),
                ("s", "seconds, as trackers export them"),
                ("min", "minutes"),
                ("w", "working weeks"),
            )
        ),
        default="s" if seconds else None,
    )


def _is_number(text: str) -> bool:
    """Say whether a text is one number, with no more around it than signs, codes and units."""
    found = _DIGITS.search(text)
    if found is None:
        return False
    around = f"{text[: found.start()]} {text[found.end() :]}"
    said = _WORD.findall(around)
    return not any(map(str.isdigit, around)) and all(map(_goes_with_numbers, said))


def _goes_with_numbers(word: str) -> bool:
    listed = [*words().units.values(), *words().scales.values()]
    return (
        word in CODES
        or word in SIGNS
        or word in SHARED_SIGNS
        or any(word.lower() in some for some in listed)
    )


def _mark(text: str) -> str | None:
    """Return the decimal mark a number shows: “?” where it may be either, None where it has none."""
    found = _DIGITS.search(text)
    number = re.sub(r"[^\d.,]", "", found.group()) if found else ""
    marks = re.findall(r"[.,]", number)
    if not marks:
        return None
    if len(set(marks)) > 1:
        return str(marks[-1])
    before, *groups = re.split(r"[.,]", number)
    after = groups[-1]
    if len(groups) > 1:
        thousands = all(len(group) == _GROUP for group in groups)
        return ("," if marks[0] == "." else ".") if thousands else None
    if len(after) == _GROUP and 0 < len(before) <= _GROUP and before.lstrip("0"):
        return "?"
    return str(marks[0])


def _marked(columns: Sequence[Evidence], mark: str) -> list[str]:
    return [text for column in columns for text in column.texts if _mark(text) == mark]


def _names_no_currency(text: str) -> bool:
    return _is_number(text) and not _CODE.search(text)


def _currency_in(header: str) -> str | None:
    codes = [code for code in _CODE.findall(header) if code in CODES]
    signs = [SIGNS[sign] for sign in _SIGN.findall(header) if sign in SIGNS]
    named = {*codes, *signs}
    return named.pop() if len(named) == 1 else None


def _asides(header: str) -> set[str]:
    found = [first or second for first, second in _ASIDE.findall(header)]
    return {word.strip(".").lower() for text in found for word in text.split()}
