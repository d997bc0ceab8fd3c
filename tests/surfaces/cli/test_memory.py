"""`pmo memory`: rebuild, add, search and remove, for people and machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.surfaces.cli.conftest import Pmo


@pytest.fixture
def words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_MEMORY_EMBEDDING", "words")


@pytest.mark.usefixtures("words_only")
def test_what_was_written_is_found_again(pmo: Pmo, own_store: str, tmp_path: Path) -> None:
    store = ("--store", own_store)
    before = pmo("memory", "search", "firewall", *store)
    assert before.code == 1
    assert "pmo memory rebuild" in before.err
    assert "remembered" in pmo("memory", "rebuild", *store).out
    found = pmo("memory", "search", "firewall lines", *store).out
    assert "Ben Castellan on Lantern, Mon 16 Nov: “Firewall moves" in " ".join(found.split())
    assert "status_updates.csv row" in " ".join(found.split())
    data = json.loads(pmo("memory", "search", "firewall lines", "--json", *store).out)
    assert data["quotes"][0]["kind"] == "update"
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("# Zebras\nA zebra crossing.", encoding="utf-8")
    (notes / "b.md").write_bytes(b"\xff\xff")
    added = pmo("memory", "add", str(notes), "--project", "Atlas", *store).out
    assert "for who may see ATLAS" in added
    assert "b.md is not in UTF-8" in added
    assert "A zebra crossing." in pmo("memory", "search", "zebra", *store).out
    assert "1 gone" in pmo("memory", "remove", str(notes), *store).out


@pytest.mark.usefixtures("words_only")
def test_what_cannot_be_done_is_said_without_a_traceback(
    pmo: Pmo, own_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ("--store", own_store)
    for asked in (
        ("memory", "search", "x", "--kind", "poem"),
        ("memory", "search", " "),
        ("memory", "add", "/no/such/folder"),
        ("memory", "remove", "nothing"),
    ):
        answer = pmo(*asked, *store)
        assert (answer.code, "Traceback" in answer.err) == (1, False)
        assert "Something broke" not in answer.err
    monkeypatch.setenv("PMO_MEMORY_URL", "localhost:8000")
    assert "PMO_MEMORY_URL" in pmo("memory", "rebuild", *store).err
