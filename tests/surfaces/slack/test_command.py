"""`pmo slack`: refused in words without tokens, and ended as a service is."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.sql_store import open_store
from assistant.bootstrap import build_app
from assistant.errors import BadInput, BadSetting, Refused
from assistant.surfaces.slack.run import run
from tests.fakes.slack_server import LoopbackSlack
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN, Fault
from tests.surfaces.slack.conftest import an_app, people_of
from tests.usecases.publishing import new_app

ROOT = Path(__file__).parents[3]


def never() -> bool:
    return False


def test_without_tokens_it_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="PMO_SLACK_BOT_TOKEN"):
        run(build_app(f"sqlite:///{tmp_path}/store.db"), print, never)


@pytest.mark.parametrize("given", ["BOT", "APP"])
def test_half_a_set_up_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv(f"PMO_SLACK_{given}_TOKEN", "x")
    missing = {"BOT": "APP", "APP": "BOT"}[given]
    with pytest.raises(BadSetting, match=f"PMO_SLACK_{missing}_TOKEN"):
        build_app(f"sqlite:///{tmp_path}/store.db")


def test_a_token_that_slack_does_not_take_is_said(running: LoopbackSlack) -> None:
    people_of(running)
    running.at.faults["auth.test"] = [Fault("error", code="invalid_auth")]
    with pytest.raises(BadInput, match="invalid_auth"):
        run(an_app(running), print, never)


def test_it_listens_and_ends_when_it_is_told_to(
    running: LoopbackSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people_of(running)
    url = f"sqlite:///{tmp_path}/store.db"
    new_app(open_store(url), KnownPublishers())
    monkeypatch.setenv("PMO_SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("PMO_SLACK_APP_TOKEN", APP_TOKEN)
    monkeypatch.setenv("PMO_SLACK_URL", running.url)
    begun = [sys.executable, "-c", "from assistant.main import run; run()", "slack"]
    with subprocess.Popen(
        [*begun, "--no-worker", "--store", url],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as surface:
        running.connected(60)
        ts = running.say("UANA", "How many projects are there?", "DUANA")
        running.until(lambda: ts in str(running.at.messages["DUANA"][1:]), 30)
        surface.send_signal(signal.SIGTERM)
        _, said = surface.communicate(timeout=30)
        assert surface.returncode == 0
    assert "Listening in Slack" in said
    assert "Traceback" not in said
