"""`pmo refresh`: what is watched is read again, and one source in trouble does not stop the others."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.surfaces.cli.conftest import Pmo

HEADER = "Issue key,Summary,Status,Due date\n"


@pytest.fixture
def watched(pmo: Pmo, tmp_path: Path) -> Path:
    """Import two watched files, last changed on Tuesday 12 November 2024."""
    for name in ("a", "b"):
        file = tmp_path / f"{name}.csv"
        file.write_text(HEADER + f"{name}-1,x,Done,2026-11-02\n", encoding="utf-8")
        changed(file, 12)
        assert pmo("import", file.name, "--yes", "--watch").code == 0
    return tmp_path


def changed(file: Path, day: int) -> None:
    moment = datetime(2024, 11, day, 12, tzinfo=UTC).timestamp()
    os.utime(file, (moment, moment))


def test_without_a_watched_source_it_says_how_to_watch_one(pmo: Pmo) -> None:
    answer = pmo("refresh")
    assert (answer.code, answer.out) == (0, "No source is watched. Import one with --watch.\n")


@pytest.mark.usefixtures("watched")
def test_an_unchanged_file_says_since_when(pmo: Pmo) -> None:
    answer = pmo("refresh")
    assert answer.code == 0
    assert answer.out == (
        "a: not changed since Tue 12 Nov 2024.\nb: not changed since Tue 12 Nov 2024.\n"
    )
    assert "has not been refreshed since Tue 12 Nov 2024" in pmo("portfolio").out


def test_a_file_saved_again_without_a_change_is_not_refreshed(pmo: Pmo, watched: Path) -> None:
    changed(watched / "a.csv", 16)
    assert "a: not changed since Tue 12 Nov 2024." in pmo("refresh").out
    first, _ = pmo("portfolio", "--json").data["sources"]
    assert (first["as_of"], first["unchanged_since"]) == ("2024-11-16", "2024-11-12")


def test_a_file_that_vanished_or_went_bad_does_not_stop_the_others(
    pmo: Pmo, watched: Path
) -> None:
    (watched / "a.csv").unlink()
    (watched / "b.csv").write_text(
        HEADER + "b-1,x,Done,2026-02-31\nb-2,new,To Do,2026-11-20\n", encoding="utf-8"
    )
    changed(watched / "b.csv", 16)
    answer = pmo("refresh")
    assert answer.code == 1
    vanished, bad = answer.out.splitlines()
    assert vanished.startswith("a: not refreshed.")
    assert "no such file" in vanished
    assert vanished.endswith("What it said stands, unchanged since Tue 12 Nov 2024.")
    assert bad == "b: 1 new, 0 changed, 0 gone. 1 in quarantine (pmo quarantine)."
    data = pmo("refresh", "--json").data
    assert [each["source"] for each in data] == ["a", "b"]
    assert data[0]["report"] is None
    assert data[1]["unchanged_since"] == "2024-11-16"


def test_a_day_given_at_the_import_holds_until_the_file_changes(pmo: Pmo, watched: Path) -> None:
    pmo("import", "a.csv", "--watch", "--as-of", "2024-11-14")
    assert "a: not changed since Tue 12 Nov 2024." in pmo("refresh").out
    assert "Thu 14 Nov 2024" in pmo("portfolio").out
    (watched / "a.csv").write_text(HEADER + "a-2,y,Done,2026-11-02\n", encoding="utf-8")
    changed(watched / "a.csv", 16)
    assert "a: 1 new, 0 changed, 1 gone." in pmo("refresh").out
