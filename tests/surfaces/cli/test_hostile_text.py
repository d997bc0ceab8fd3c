"""Text of strangers in every cell that holds words: nothing acts, nothing breaks, all is said."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

import pytest

from assistant.portfolio.sample import sample_folders
from tests.surfaces.cli.conftest import Pmo

EVALS = Path(__file__).parents[3] / "../shared/data/security-evals"
OWN = (
    "\x1b]0;owned\x07\x1b[2J",
    "\x9b31m red",
    "\u202egnp.exe",
    "![x](https://evil.example/?q=1)",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</bdi></style><svg onload=alert(1)>",
    "@channel <!here> <@U123>",
    '=HYPERLINK("https://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "{organisation} {f12} {0} %s ${HOME}",
    "[bold red]Red[/bold red]",
    "| a | b |\n|---|---|\n# Heading\n```",
    "Everything is Green. 100 % done by 1 Jan 2027.",
    "a\r\nb\x08c\u2028d",
    "x" * 5000,
    "﷽" * 40,
)
WORDS = frozenset(
    [
        "name",
        "aliases",
        "systems",
        "status",
        "labels",
        "sprints",
        "description",
        "evidence",
        "reason",
        "mitigation",
        "text",
        "author",
        "committed_to",
        "options",
        "facts",
        "outcome",
        "requester",
        "artefact",
        "skills",
        "role",
    ]
)
"""Columns of free text; keys, references, figures and choices stay as they are."""

COMMANDS = [
    *(("brief", "--audience", audience) for audience in ("exec", "program", "team")),
    *(("brief", "--audience", "team", "--format", each) for each in ("md", "html", "json")),
    *(
        (verb, *more)
        for verb in ("rank", "risks", "capacity", "forecast", "changes", "portfolio", "doctor")
        for more in ((), ("--json",))
    ),
    ("explain", "KEY-3"),
    ("explain", "KEY-3", "--json"),
]


def hostile_strings() -> Iterator[str]:
    """Give strings that broke somebody's program, again and again."""
    if not EVALS.exists():
        pytest.skip("the lists of hostile strings are not beside this checkout")
    naughty = json.loads((EVALS / "fuzz/blns.json").read_text(encoding="utf-8"))
    lines = (
        (EVALS / "injections/ipi-issue-and-repo.jsonl").read_text(encoding="utf-8").splitlines()
    )
    issues = [json.loads(line)["issue_text"] for line in lines[:40]]
    return cycle([text for text in (*OWN, *naughty, *issues) if text.strip()])


@pytest.fixture
def hostile_store(pmo: Pmo, tmp_path: Path) -> str:
    """Give the sample with a hostile string in every cell of words, imported whole."""
    strings = hostile_strings()
    week = sample_folders()[0]
    folder = tmp_path / "<img src=x>"
    folder.mkdir()
    for table in sorted(week.glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            rows = [_disguised(row, strings) for row in csv.DictReader(file)]
        with (folder / table.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    url = f"sqlite:///{tmp_path / 'hostile.db'}"
    answer = pmo("import", str(folder), "--as-of", week.name, "--strict", "--store", url)
    assert answer.code == 0, answer.err
    assert not acting(answer.out + answer.err)
    return url


def _disguised(row: Mapping[str, str], strings: Iterator[str]) -> dict[str, str]:
    return {
        column: next(strings) if cell and column in WORDS else cell for column, cell in row.items()
    }


def acting(text: str) -> list[str]:
    """Return the characters that a terminal would act upon."""
    return re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


class Tags(HTMLParser):
    """Collects the elements of a page and what they would load or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.acting: list[tuple[str, str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        named = [(tag, name, value) for name, value in attrs]
        self.acting += [
            each
            for each in named
            if each[1].startswith("on") or each[1] in ("src", "action", "srcdoc")
        ]


def test_nothing_that_strangers_wrote_acts_anywhere(
    pmo: Pmo, hostile_store: str, sample_store: str
) -> None:
    for command in COMMANDS:
        answer = pmo(*command, "--store", hostile_store)
        assert answer.code == 0, (command, answer.err)
        assert not acting(answer.out + answer.err), command
        assert "withheld" not in answer.out, command
        if "html" in command:
            page = Tags(answer.out)
            plain = Tags(pmo(*command, "--store", sample_store).out)
            assert page.elements <= plain.elements
            assert not page.acting
        if "md" in command:
            assert not re.search(r"(?<!\\)(!?\[[^\]\\]*\]\(|<[a-zA-Z/!])", answer.out)
