"""Who may not see a confidential project meets nothing of it, whatever they ask and how."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import build_app
from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli
from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.secret_portfolio import DAYS, OPEN_ITEMS, SECRET, write_week

COMMANDS = [
    ("brief",),
    ("brief", "--format", "md"),
    ("brief", "--audience", "program", "--format", "html"),
    ("brief", "--audience", "team", "--format", "json"),
    *(
        (verb, *more)
        for verb in ("rank", "risks", "capacity", "startable", "changes", "portfolio", "doctor")
        for more in ((), ("--json",))
    ),
    *(("explain", item, "--json") for item in OPEN_ITEMS),
    ("dependencies", "--json"),
    *(("cascade", item, "--slip", "2w", "--json") for item in OPEN_ITEMS),
    *(("dependencies", item) for item in OPEN_ITEMS),
    ("capacity", "--finish-by", "2027-03-31", "--json"),
    ("forecast", "--by", "2026-12-11"),
    *(("forecast", *more, "--json") for more in ((), ("--backtest",))),
]
ON_A_DAY_BEFORE = [(verb, "--as-of", DAYS[0]) for verb in ("portfolio", "rank", "risks", "brief")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a store whose secret always was one."""
    return _filled(tmp_path_factory.mktemp("always"), always=True)


@pytest.fixture(scope="module")
def lately_closed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a store whose secret was open to all in the first week."""
    return _filled(tmp_path_factory.mktemp("lately"), always=False)


def _filled(root: Path, *, always: bool) -> str:
    url = f"sqlite:///{root / 'secret.db'}"
    for week, day in enumerate(DAYS):
        folder = write_week(root, week, confidential=always or bool(week))
        asked = ("import", str(folder), "--as-of", day, "--partial", "--store", url)
        assert run_cli(build_cli(build_app), asked) == 0
    return url


def leaks(said: str) -> list[str]:
    """Return what gives the secret away, with the words around it."""
    return [said[max(0, m.start() - 60) : m.end() + 30] for m in SECRET.finditer(said)]


def test_nothing_of_a_secret_is_said(
    pmo: Pmo, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_LOG_LEVEL", "debug")
    for command in COMMANDS:
        _say_nothing(pmo, *command, "--store", store)
    for verb in ("brief", "risks", "capacity"):
        _say_nothing(pmo, verb, "--json", "--viewer", "ann", "--store", store)
    kept = build_app(store).store.briefs()
    assert kept
    assert not [leaks(brief.body) for brief in kept if leaks(brief.body)]


def test_what_was_closed_lately_is_not_read_in_the_past(pmo: Pmo, lately_closed: str) -> None:
    for command in (*ON_A_DAY_BEFORE, ("changes", "--json"), ("brief", "--json"), ("risks",)):
        _say_nothing(pmo, *command, "--store", lately_closed)


def _say_nothing(pmo: Pmo, *asked: str) -> None:
    answer = pmo(*asked)
    assert not leaks(answer.out + answer.err), asked
    assert answer.code == 0, asked


def test_the_forbidden_and_the_unknown_look_the_same(pmo: Pmo, store: str) -> None:
    for verb in (("explain",), ("explain", "--json")):
        for forbidden, unknown in (("ZQ-1", "QZ-1"), ("LOOSE-1", "LOOZE-1")):
            hidden = pmo(*verb, forbidden, "--store", store)
            nowhere = pmo(*verb, unknown, "--store", store)
            assert hidden.code == nowhere.code == 1
            assert hidden.out == nowhere.out
            assert hidden.err.replace(forbidden, unknown) == nowhere.err


def test_who_is_named_sees_it_and_the_same_order_dates_and_colours(pmo: Pmo, store: str) -> None:
    zed = ("--viewer", "zed", "--store", store)
    assert leaks(pmo("portfolio", "--json", *zed).out)
    open_to_all, to_zed = (
        [_placed(item) for item in pmo("rank", "--json", *viewer).data["items"]]
        for viewer in (("--store", store), zed)
    )
    assert open_to_all == [item for item in to_zed if item[0] in OPEN_ITEMS]
    assert _colours(pmo, "--store", store).items() <= _colours(pmo, *zed).items()


def _placed(item: dict[str, Any]) -> tuple[Any, ...]:
    return item["key"], item["start"], item["finish"], item["standing"], item["above_cut"]


def _colours(pmo: Pmo, *more: str) -> dict[str, Any]:
    """Return the colour of every project by name, as the team's brief draws it."""
    brief = pmo("brief", "--audience", "team", "--json", *more).data
    facts = brief["facts"]
    return {
        facts[mark["project"]]["value"]: facts[mark["rag"]]["value"]
        for mark in brief["charts"]["health"]
    }
