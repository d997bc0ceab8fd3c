"""Whoever types what the tutorial says sees what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tutorial_run import PAGE, played_page


def test_the_tutorial_shows_what_its_commands_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = played_page(tmp_path, monkeypatch)
    assert played == PAGE.read_text(encoding="utf-8"), "run python -m tests.tutorial_run"
