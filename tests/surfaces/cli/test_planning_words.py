"""How the planning commands read: the day, the asker, the answer first, and no odd words."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    missed = (
        "Missed on today's plan: Atlas go-live, Beacon release 2 and Harbor cutover, 3 of the 5"
    )
    assert said.index(missed) < said.index("wait for each other in a circle")
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


Tables = dict[str, str]
ITEMS = """key,name,category,created,finished
A-1,Search,to do,2026-10-01,
A-2,Login,done,2026-10-01,2026-10-09
"""
TEAM = {
    "teams": "key,name\nT,Tigers\n",
    "people": "key,name,team,skills\nann,Ann Ash,T,java\n",
    "work_items": "key,name,category,estimate,team\nA,Alpha,to do,java 1d,T\nB,Beta,to do,java 1d,T\n",
    "dependencies": "predecessor,successor\nA,B\n",
}
AWAY = {"availability": "person,start,end\nann,2026-11-01,2027-12-31\n"}
Store = Callable[[Tables], str]


@pytest.fixture
def store_of(pmo: Pmo) -> Store:
    """Make a store of tables given as CSV."""

    def make(tables: Tables) -> str:
        folder = Path("plan")
        folder.mkdir()
        for name, rows in tables.items():
            (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
        url = "sqlite:///made.db"
        assert pmo("import", "plan", "--as-of", "2026-11-16", "--store", url).code == 0
        return url

    return make


@pytest.fixture
def bare_store(store_of: Store) -> str:
    """A portfolio of items alone: no people, no sizes, no promises."""
    return store_of({"work_items": ITEMS})


@pytest.mark.parametrize(
    ("command", "code", "to_add"),
    [
        (("capacity",), 0, "Nobody's time is known"),
        (("dependencies",), 0, "milestones with a promised day"),
        (("forecast",), 0, "it takes sizes in days, and people with the time they have"),
        (("startable",), 0, "People with their skills, and estimates in days"),
        (("select", "--cut", "10%"), 1, "There are no open projects to choose from."),
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


def test_a_team_without_assignments_is_not_called_free_of_overload(
    pmo: Pmo, store_of: Store
) -> None:
    said = told(pmo("capacity", "--store", store_of(TEAM)).out)
    assert "No assignment is known, so nobody's load is." in said
    assert "Nobody is asked for more" not in said


def test_a_team_that_is_away_has_no_time_and_its_work_no_day(pmo: Pmo, store_of: Store) -> None:
    said = told(
        pmo("capacity", "--finish-by", "2027-03-31", "--store", store_of({**TEAM, **AWAY})).out
    )
    assert "Nobody has any time in these weeks: everybody is away." in said
    assert "A and B have no planned day: nobody who is there can do all of it." in said
    assert "Who comes can start" not in said


def test_a_slip_of_what_nobody_valued_has_no_price(pmo: Pmo, store_of: Store) -> None:
    said = told(pmo("cascade", "A", "--slip", "1w", "--store", store_of(TEAM)).out)
    assert "1 item comes later, and it breaks no promise that holds today." in said
    assert "Nobody stated what these items are worth, so waiting has no price." in said
    assert "Waiting costs" not in said


def test_where_nothing_is_open_nothing_is_offered(pmo: Pmo, store_of: Store) -> None:
    url = store_of({"work_items": "key,name,category,finished\nA,Alpha,done,2026-10-09\n"})
    assert "Nothing is open." in pmo("startable", "--store", url).out
    answer = pmo("select", "--items", "--cut", "10%", "--store", url)
    assert "There are no open work items to choose from." in answer.err


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("cascade", "KEY-3", "--to", "2026-01-01"), "2026-01-01 is over. Give a day from 2026"),
        (("capacity", "--finish-by", "2026-11-15"), "2026-11-15 is over. Give a day from 2026"),
        (
            ("select", "--cut", "10%", "--keep", "QUAY", "--without", "Quay"),
            "QUAY cannot be kept and left out. Ask for one.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_ask(
    pmo: Pmo, sample_store: str, command: tuple[str, ...], why: str
) -> None:
    answer = pmo(*command, "--store", sample_store)
    assert answer.code == 1
    assert why in " ".join(answer.err.split())
    assert not answer.out


def test_what_nobody_valued_is_not_chosen_among(pmo: Pmo, store_of: Store) -> None:
    answer = pmo("select", "--items", "--cut", "10%", "--store", store_of(TEAM))
    assert answer.code == 1
    assert "Nobody stated what any of the work items is worth" in answer.err
    assert "Import value inputs." in answer.err
