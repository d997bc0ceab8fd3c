"""How the planning commands read: the day, the asker, the answer first, and no odd words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.surfaces.cli.conftest import Pmo

COMMANDS = [
    ("capacity",),
    ("dependencies",),
    ("dependencies", "BEACON"),
    ("cascade", "LAN-4", "--slip", "1w"),
    ("cascade", "QUAY", "--slip", "4w"),
    ("forecast",),
    ("forecast", "Claims", "--by", "2026-12-13"),
    ("forecast", "--backtest"),
    ("startable", "--team", "Platform"),
    ("select", "--cut", "10%"),
]
ODD = re.compile(
    r"\b1 (?:days|weeks|items|points)\b|\(month\)|\b0 % likely|\b100 % likely|\.\.|;\."
)


def told(text: str) -> str:
    """Return what is said in sentences, on one line; tables stand apart."""
    said = (line.strip() for line in text.splitlines() if not re.search(r"\S   *\S", line))
    return " ".join(filter(None, said))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_says_the_day_and_the_asker_and_no_odd_words(
    pmo: Pmo, sample_store: str, command: tuple[str, ...]
) -> None:
    answer = pmo(*command, "--viewer", "hana.petrov", "--store", sample_store)
    assert answer.code == 0
    assert "As of Mon 16 Nov 2026, as Hana Petrov may see it." in answer.out
    assert ODD.findall(told(answer.out)) == []
    assert max(map(len, answer.out.splitlines())) <= 100


def test_nobody_known_is_anyone(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("dependencies", "--store", sample_store)
    assert "As of Mon 16 Nov 2026, as anyone may see it." in answer.out


def test_the_answer_stands_before_what_it_rests_on(pmo: Pmo, sample_store: str) -> None:
    said = pmo("capacity", "--store", sample_store).out
    assert said.index("asked for 19 days") < said.index("Time is counted by")
    said = told(pmo("dependencies", "--store", sample_store).out)
    assert said.index("of 5 days to hold are missed on today's plan: Atlas go-live") < said.index(
        "wait for each other in a circle"
    )
    assert said.index("wait for each other in a circle") < said.index("On the plan")
    assert said.count("missed by 16.2 days") == 1
    said = pmo("forecast", "Claims", "--by", "2026-12-13", "--store", sample_store).out
    assert said.index("Done by Sun 13 Dec") < said.index("open items")


def test_projects_go_by_their_names_and_no_chance_is_certain(pmo: Pmo, sample_store: str) -> None:
    said = pmo("forecast", "--store", sample_store).out
    assert "CASCADE" not in said
    assert re.search(r"^Cascade .*> 99 %", said, re.MULTILINE)
    assert "Atlas go-live: next to no chance by Mon 30 Nov." in said
    assert "Missing it costs €40 k a month." in " ".join(said.split())


def test_a_day_that_links_rule_out_can_no_longer_be_held(pmo: Pmo, sample_store: str) -> None:
    said = told(pmo("cascade", "LAN-4", "--slip", "1w", "--store", sample_store).out)
    assert "2 promised days can no longer be held: Beacon release 2 and Mosaic" in said
    assert "Mosaic pilot with Birchway: planned for" in said


ITEMS = """key,name,category,created,finished
A-1,Search,to do,2026-10-01,
A-2,Login,done,2026-10-01,2026-10-09
"""


@pytest.fixture
def bare_store(pmo: Pmo) -> str:
    """A portfolio of items alone: no people, no sizes, no promises."""
    folder = Path("plan")
    folder.mkdir()
    (folder / "work_items.csv").write_text(ITEMS, encoding="utf-8")
    assert pmo("import", "plan", "--as-of", "2026-11-16", "--store", "sqlite:///bare.db").code == 0
    return "sqlite:///bare.db"


@pytest.mark.parametrize(
    ("command", "code", "to_add"),
    [
        (("capacity",), 0, "Nobody's time is known"),
        (("dependencies",), 0, "milestones with a promised day"),
        (("forecast",), 0, "it takes sizes in days, and people with the time they have"),
        (("startable",), 0, "People with their skills, and estimates in days"),
        (("select", "--cut", "10%"), 1, "Import budgets"),
        (("select", "--items", "--cut", "10%"), 1, "Missing now: size (of 1)"),
    ],
)
def test_what_would_have_to_be_added_is_said(
    pmo: Pmo, bare_store: str, command: tuple[str, ...], code: int, to_add: str
) -> None:
    answer = pmo(*command, "--store", bare_store)
    assert answer.code == code
    assert to_add in " ".join((answer.out + answer.err).split())
    assert "Nobody is asked for more" not in answer.out
