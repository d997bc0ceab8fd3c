"""Who may not see a confidential project meets nothing of it, whatever they ask and how."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import build_app
from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.secret_portfolio import DAYS, OPEN_ITEMS, SECRET, write_week

AUDIENCES = ("exec", "program", "team")
COMMANDS = [
    *(("brief", "--audience", audience) for audience in AUDIENCES),
    *(
        ("brief", "--audience", audience, "--format", each)
        for audience in AUDIENCES
        for each in ("md", "html", "json")
    ),
    *(
        (verb, *more)
        for verb in ("rank", "risks", "capacity", "changes", "portfolio", "doctor")
        for more in ((), ("--json",))
    ),
    *(("explain", item, "--json") for item in OPEN_ITEMS),
    *((verb, "--as-of", DAYS[0]) for verb in ("portfolio", "rank", "risks", "brief")),
]


@pytest.fixture(params=["always secret", "secret since this week"])
def store(pmo: Pmo, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    url = f"sqlite:///{tmp_path / 'secret.db'}"
    for week, day in enumerate(DAYS):
        folder = write_week(tmp_path, week, confidential=bool(week) or "always" in request.param)
        answer = pmo("import", str(folder), "--as-of", day, "--partial", "--store", url)
        assert answer.code == 0, answer.err
    return url


def leaks(said: str) -> list[str]:
    """Return what gives the secret away, with its surroundings; ids are hexadecimal, not words."""
    return [said[max(0, m.start() - 60) : m.end() + 30] for m in SECRET.finditer(said)]


def test_nothing_of_a_secret_is_said(
    pmo: Pmo, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_LOG_LEVEL", "debug")
    for viewer in ((), ("--viewer", "ann")):
        for command in COMMANDS:
            asked = command if command[0] == "doctor" else (*command, *viewer)
            answer = pmo(*asked, "--store", store)
            assert not leaks(answer.out + answer.err), asked
            assert answer.code == 0, asked
    kept = build_app(store).store.briefs()
    assert kept
    assert not [leaks(brief.body) for brief in kept if leaks(brief.body)]


def test_the_forbidden_and_the_unknown_look_the_same(pmo: Pmo, store: str) -> None:
    for verb in (("explain",), ("explain", "--json")):
        for forbidden, unknown in (("ZQ-1", "ZQ-9"), ("LOOSE-1", "LOOSE-9"), ("zqone", "zqnil")):
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
    assert [item[0] for item in open_to_all] == list(
        item[0] for item in to_zed if item[0] in OPEN_ITEMS
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
