"""A portfolio with many secrets, each tied to everything else, and the people who read it.

Made from the portfolio of one secret: each secret has its rows under its own letter, so that what
must not show of it begins with ZQ and its letter, in any case, or is a number that stands nowhere
else. Whoever reads is named in some of the secrets and not in others.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.surfaces.cli.secret_portfolio import DAYS, NUMBERS, write_week

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

RICH = LETTERS[:3]
"""Secrets with everything in them; the others have a project, an item and the rows of a few tables."""

_LIGHT = frozenset({"projects", "milestones", "raid", "budgets", "requests"})

ROLES = ("vic", "bob", "ann", "pia", "exe", "aud", "adm", "zed", "dep", "off")
"""A viewer without a role, a project manager, a program lead, a PMO lead, an executive, an auditor,
an admin, the one who owns every secret, their stand-in, and somebody whose role was taken away."""

VIEWERS: tuple[str | None, ...] = (None, *ROLES)

NAMED = {
    letter: {"zed", *(ROLES[(place + step) % len(ROLES)] for step in (0, 3) if place % 3)}
    for place, letter in enumerate(LETTERS)
}
"""Who may see each secret; every third is the owner's alone."""

_OWN = re.compile(r"\b(LOOSE-\d|D-[12]|A-7|V2)\b")
_MIXED = ("OP-", "M-OPEN", "OPEN,", "OTHER,", "RQ1,", "D-3", "V1,", "OP-3")


def may_see(viewer: str | None, letter: str) -> bool:
    """Say whether somebody is named in a secret."""
    return viewer in NAMED[letter]


def canaries(letter: str) -> re.Pattern[str]:
    """Return what gives a secret away."""
    place = LETTERS.index(letter)
    numbers = [number * 100 + 11 + place for number in NUMBERS]
    return re.compile(
        f"zq{letter}|"
        + "|".join(rf"(?<![0-9a-f]){each}(?![0-9a-f])|{each:,}" for each in numbers),
        re.IGNORECASE,
    )


def write_portfolio(root: Path) -> list[tuple[Path, str]]:
    """Write the folders of both weeks; return each with its day."""
    folders = []
    for week, day in enumerate(DAYS):
        folder = write_week(root, week, confidential=True)
        for file in sorted(folder.glob("*.csv")):
            lines = file.read_text(encoding="utf-8").splitlines()
            file.write_text("\n".join(_multiplied(file.stem, lines)) + "\n", encoding="utf-8")
        folders.append((folder, day))
    return folders


def _multiplied(table: str, lines: list[str]) -> list[str]:
    """Return a table with every secret row once a secret; other rows point at the first secret."""
    header, *rows = lines
    made = [header]
    for row in rows:
        secret = re.search("zq", row, re.IGNORECASE) or _OWN.match(row)
        if not secret:
            made.append(row)
        elif row.startswith(_MIXED):
            made.append(_of(row, LETTERS[0]))
        else:
            everywhere = table in _LIGHT or row.startswith("ZQ-1,Zqone")
            made += [_of(row, letter) for letter in (LETTERS if everywhere else RICH)]
    if table == "people":
        readers = [key for key in ROLES if key not in {"ann", "bob", "zed"}]
        made += [f"{key},{key.title()} Reader,{key}@x.example,T1,backend" for key in readers]
    return made


def _of(row: str, letter: str) -> str:
    """Return a row of the one secret as a row of another."""

    def with_letter(found: re.Match[str]) -> str:
        return found[0] + (letter if found[0].isupper() else letter.lower())

    own = _OWN.sub(rf"\g<1>{letter}", re.sub("zq", with_letter, row, flags=re.IGNORECASE))
    place = LETTERS.index(letter)
    for number in sorted(NUMBERS, reverse=True):
        own = re.sub(rf"(?<!\d){number}(?!\d)", str(number * 100 + 11 + place), own)
    if own.startswith(f"ZQ{letter}SEC,Zq") and own.endswith(",yes,zed"):
        own = own.removesuffix("zed") + "; ".join(sorted(NAMED[letter]))
    return own
