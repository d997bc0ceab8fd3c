"""`pmo agreed`: what was agreed, beside today's order, and the files made of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.surfaces.cli.conftest import Pmo


def test_the_agreed_order_is_shown_beside_today_s(pmo: Pmo, sample_store: str) -> None:
    told = pmo("agreed", "--store", sample_store).out
    assert "places drifted from what you agreed on Mon 2 Nov" in told
    assert "Firewall cut-over" in told


def test_it_is_written_as_a_table_and_for_jira(
    pmo: Pmo, sample_store: str, tmp_path: Path
) -> None:
    table, calls = tmp_path / "agreed.csv", tmp_path / "rank.jsonl"
    data = pmo("agreed", "--json", "--store", sample_store).data
    pmo("agreed", "--csv", str(table), "--jira", str(calls), "--store", sample_store)
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    keys = [item["key"] for item in data["items"]]
    assert [row["key"] for row in rows] == keys
    bodies = [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()]
    assert [bodies[0]["rankAfterIssue"], *(k for b in bodies for k in b["issues"])] == keys


def test_a_place_that_cannot_be_written_is_named(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("agreed", "--csv", "nowhere/agreed.csv", "--store", sample_store)
    assert answer.code == 1
    assert "nowhere/agreed.csv cannot be written" in answer.err
