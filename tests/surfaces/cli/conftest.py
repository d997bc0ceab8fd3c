"""The real command line on the sample portfolio, in a store that a whole test run shares."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import build_app
from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli
from tests.remembered_rankings import remember_rankings


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Pmo = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "PMO_STORE_URL", "PMO_VIEWER", "PMO_POLICY", "PMO_LOG_LEVEL", "PMO_AUDIT_KEY",
        "PMO_MODEL", "PMO_MODEL_URL", "PMO_TRACE_ENDPOINT", "PMO_JIRA_URL", "PMO_JIRA_TOKEN",
        "PMO_JIRA_EMAIL", "PMO_JIRA_POINTS", "PMO_REFRESH_SCHEDULE",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _rankings_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_rankings(monkeypatch)


@pytest.fixture
def pmo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Pmo:
    """Run `pmo` with these arguments in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str) -> Answer:
        code = run_cli(build_cli(build_app), arguments)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a store that holds the sample portfolio."""
    from assistant.portfolio.sample import sample_folders
    from assistant.ports.progress import Silent
    from assistant.usecases.load_sample import load_sample

    url = f"sqlite:///{tmp_path_factory.mktemp('sample') / 'sample.db'}"
    load_sample(build_app(url), sample_folders(), Silent())
    return url


@pytest.fixture
def own_store(sample_store: str, tmp_path: Path) -> str:
    """The URL of a store with the sample portfolio that only one test writes to."""
    kept = Path(sample_store.removeprefix("sqlite:///"))
    for file in kept.parent.glob(f"{kept.name}*"):
        shutil.copy(file, tmp_path / file.name.replace(kept.name, "own.db"))
    return f"sqlite:///{tmp_path / 'own.db'}"


@pytest.fixture
def office(pmo: Pmo, own_store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Pmo:
    """Run `pmo` where Maren leads the PMO and Ingrid is an executive."""
    monkeypatch.setenv("PMO_AUDIT_KEY", f"{tmp_path}/key.pem")

    def run(*arguments: str) -> Answer:
        return pmo(*arguments, "--store", own_store)

    maren = ("--viewer", "maren.okafor")
    run("users", "claim", run("users", "init").out.strip(), *maren)
    run("users", "grant", "maren.okafor", "PMO lead", *maren)
    run("users", "grant", "ingrid.solheim", "executive", *maren)
    return run
