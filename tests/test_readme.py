"""The README says what is true: its commands, settings, files and the demo's own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from assistant.settings import PREFIX, Settings
from assistant.surfaces.cli.commands import build_cli
from tests.readme_demo import BLOCK, README, demo_block

TEXT = README.read_text(encoding="utf-8")


def _open(_store: str | None, _viewer: str | None) -> object:
    raise AssertionError


def test_every_command_is_listed_and_every_listed_one_exists() -> None:
    cli = typer.main.get_command(build_cli(_open))  # type: ignore[arg-type]  # never opened here
    commands = set(getattr(cli, "commands", {}))
    listed = set(re.findall(r"`pmo ([a-z][a-z-]*)", TEXT)) | set(
        re.findall(r"^    pmo ([a-z][a-z-]*)", TEXT, re.MULTILINE)
    )
    assert commands == listed


def test_every_setting_is_listed_and_every_listed_one_exists() -> None:
    settings = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert settings == set(re.findall(r"\bPMO_[A-Z_]+", TEXT))


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", TEXT))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (README.parent / link).exists()


@pytest.mark.parametrize("target", re.findall(r"`?make ([a-z]+)`?", TEXT))
def test_every_make_target_exists(target: str) -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_demo_says_what_the_readme_shows(tmp_path: Path) -> None:
    shown = BLOCK.search(TEXT)
    assert shown is not None
    expected = demo_block(f"sqlite:///{tmp_path / 'readme.db'}")
    assert shown[0].strip("\n") == expected.strip("\n"), "run python -m tests.readme_demo"
