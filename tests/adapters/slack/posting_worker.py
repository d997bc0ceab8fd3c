"""A worker that posts what was approved; run, and killed, by test_kills.

    python -m tests.adapters.slack.posting_worker STORE SLACK LATER

LATER is how many seconds after now it believes it to be.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from assistant.adapters.jobs import DbosWorkshop, OneSeat
from assistant.adapters.logs import Log
from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.sql_store import open_store
from assistant.adapters.system_clock import SystemClock
from assistant.ports.chat import ChatAccess
from assistant.usecases.work import work_once
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN
from tests.usecases.publishing import app_on


class Later(SystemClock):
    """A clock that is ahead."""

    def __init__(self, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return super().now() + self._ahead


def main(store: str, slack: str, later: str) -> None:
    chat = ChatAccess(bot_token=SecretStr(BOT_TOKEN), app_token=SecretStr(APP_TOKEN), url=slack)
    jobs = Path(f"{store.removeprefix('sqlite:///')}-jobs")
    workshop = DbosWorkshop(OneSeat(jobs), Log())
    publishers = KnownPublishers(chat=chat)
    work_once(app_on(open_store(store), publishers, workshop, clock=Later(float(later))))


if __name__ == "__main__":
    main(*sys.argv[1:])
