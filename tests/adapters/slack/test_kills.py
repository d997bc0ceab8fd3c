"""Killed in the middle of posting, a worker leaves one post, never two and never none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.sql_store import open_store
from assistant.adapters.system_clock import SystemClock
from assistant.governance.delivery import DeliveryState
from tests.adapters.slack.test_publisher import access
from tests.fakes.slack_server import running_slack
from tests.fakes.slack_workspace import BOT, Fault
from tests.planning.soaking import is_soak
from tests.usecases.publishing import approved, brief, new_app, propose

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("taken", [True, False] if is_soak() else [True])
def test_killed_while_posting_one_post_is_there(tmp_path: Path, *, taken: bool) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    with running_slack() as slack:
        slack.at.open_channel("C1", [BOT], name="exec")
        store = open_store(url)
        app = new_app(store, KnownPublishers(chat=access(slack)), clock=SystemClock())
        approved(app, propose(app, brief(), to="slack:#exec"))
        fault = Fault("held" if taken else "slow", seconds=5)
        slack.at.faults["chat.postMessage"] = [fault]

        def worker(later: int) -> subprocess.Popen[bytes]:
            name = "tests.adapters.slack.posting_worker"
            given = [sys.executable, "-m", name, url, slack.url, str(later)]
            return subprocess.Popen(given, cwd=ROOT, stderr=subprocess.DEVNULL)

        with worker(0) as first:
            slack.until(lambda: slack.at.calls["chat.postMessage"] == 1, 60)
            slack.until(lambda: bool(slack.at.messages["C1"]) is taken, 10)
            first.kill()
        for later in (0,) if taken else (0, 120):
            with worker(later) as other:
                assert other.wait(60) == 0
        assert len(slack.at.messages["C1"]) == 1
        assert [each.state for each in store.deliveries()] == [DeliveryState.DELIVERED]
