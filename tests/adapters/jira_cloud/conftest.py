"""A Jira on loopback, read by the real adapter; every request is held against the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from pydantic import SecretStr

from assistant.adapters.jira_cloud.access import JiraAccess
from assistant.adapters.jira_cloud.site import JiraSite
from assistant.adapters.jira_cloud.source import JiraSource
from assistant.adapters.jira_cloud.waiting import Waiting
from assistant.portfolio.batch import Batch
from assistant.ports.progress import Silent
from tests.fakes.jira_server import NOW, JiraServer, filled, serving

Read = Callable[..., Batch]


class Clock:
    """Time that passes when somebody waits for it."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def now(self):  # noqa: ANN201 - the port says it
        return NOW + timedelta(seconds=sum(self.waited))

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)

    def watch(self) -> float:
        return sum(self.waited)


def access(jira: JiraServer, cache: Path, clock: Clock, **more: object) -> JiraAccess:
    """The way to a server, with little patience."""
    told: dict[str, object] = {
        "url": jira.url,
        "email": "reader@example.org",
        "token": SecretStr(jira.token),
        "cache": cache,
        "page_size": 10,
        "request_seconds": 1.0,
    }
    site = JiraSite.model_validate(told | more)
    return JiraAccess(site, Waiting(clock, Random(1), sleep=clock.sleep, watch=clock.watch))


@pytest.fixture
def jira() -> Iterator[JiraServer]:
    server = JiraServer()
    filled(server, 45)
    with serving(server):
        yield server
    assert server.problems == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def read(jira: JiraServer, clock: Clock, tmp_path: Path) -> Read:
    """Read the server as it is now."""

    def once(place: str = "jira:", **more: object) -> Batch:
        way = access(jira, tmp_path / "cache", clock, **more)
        return JiraSource(Path(place), way).read(None, Silent())

    return once
