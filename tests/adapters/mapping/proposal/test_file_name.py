"""The name of an export tells which source it is a reading of, and of which day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.mapping import day_in_name, source_name
from assistant.adapters.mapping.as_of import stated_day

LATEST = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("stem", "source"),
    [
        ("jira", "jira"),
        ("Jira 2026-11-16T09_30_00+0000", "Jira"),
        ("plan-20261116 (2)", "plan"),
        ("Projektliste 16.11.2026", "Projektliste"),
        ("2026-11-16 broker desk", "broker desk"),
        ("register - Copy", "register"),
        ("gmpp_2022", "gmpp_2022"),
        ("2026-11-16", "2026-11-16"),
        ("release 1.31", "release 1.31"),
        ("", "portfolio"),
    ],
)
def test_next_week_s_file_is_of_the_same_source(stem: str, source: str) -> None:
    assert source_name(stem) == source


@pytest.mark.parametrize(
    "name", ["jira-2026-11-16.csv", "Jira 20261116T0930.csv", "Liste_16.11.2026.xlsx"]
)
def test_the_day_is_read_from_the_name_and_not_from_its_folder(name: str, tmp_path: Path) -> None:
    rule = day_in_name(name, LATEST)
    assert rule is not None
    assert stated_day(rule, tmp_path / "2025-01-01" / name, ()) == date(2026, 11, 16)


@pytest.mark.parametrize(
    "name", ["jira.csv", "plan-2027-01-31.csv", "x-2026-13-01.csv", "20261116093000.csv", "v1.2.3"]
)
def test_other_numbers_and_days_to_come_are_no_day_of_a_reading(name: str) -> None:
    assert day_in_name(name, LATEST) is None
