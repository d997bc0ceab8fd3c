"""Nothing can be changed in Jira, and the token goes nowhere else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from assistant.adapters.jira_cloud import jql
from assistant.adapters.jira_cloud.answers import COUNT
from assistant.adapters.jira_cloud.asks import READS, Ask
from assistant.adapters.jira_cloud.site import site_of
from assistant.adapters.jira_cloud.wire import Wire
from assistant.errors import BadInput
from tests.adapters.jira_cloud.conftest import Clock, Read, access
from tests.fakes.jira_server import NOW, JiraServer

SOURCE = Path(__file__).parents[3] / "assistant" / "adapters" / "jira_cloud"


def test_what_can_leave_is_reads_alone(jira: JiraServer, read: Read) -> None:
    read()
    jira.issues[10_001].updated = jira.now = NOW + timedelta(hours=1)
    del jira.issues[10_002]
    read()
    assert {(turn.method, turn.path) for turn in jira.turns} <= READS
    posts = {path for method, path in READS if method == "POST"}
    assert all(re.search(r"search/|bulkfetch$", path) for path in posts)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/rest/api/3/issue"),
        ("POST", "/rest/api/3/issue/ATL-1/comment"),
        ("GET", "/rest/api/3/search"),
        ("GET", "/rest/api/3/search/jql/../../issue"),
    ],
)
def test_the_wire_refuses_anything_else(
    jira: JiraServer, clock: Clock, tmp_path: Path, method: str, path: str
) -> None:
    way = access(jira, tmp_path, clock)
    with pytest.raises(ValueError, match="is no read of Jira"):
        Wire(way.site, way.waiting).answer(
            Ask.model_validate({"method": method, "path": path}), COUNT, "x"
        )
    assert jira.turns == []


def test_one_module_alone_sends() -> None:
    senders = [file.name for file in SOURCE.glob("*.py") if ".send(" in file.read_text()]
    assert senders == ["wire.py"]


def test_the_token_is_in_one_header_and_nowhere_else(
    jira: JiraServer, clock: Clock, read: Read, tmp_path: Path
) -> None:
    read()
    assert all(turn.headers["authorization"].startswith("Basic ") for turn in jira.turns)
    assert jira.token not in repr(access(jira, tmp_path, clock))
    kept = [file.read_text() for file in tmp_path.rglob("*") if file.is_file()]
    assert kept
    assert not any(jira.token in text for text in kept)


def test_without_an_account_the_token_is_a_bearer(jira: JiraServer, read: Read) -> None:
    read(email=None, token=SecretStr("oauth"))
    assert {turn.headers["authorization"] for turn in jira.turns} == {"Bearer oauth"}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://jira.example.org", "over https only"),
        ("https://me:secret@jira.example.org", "does not belong into the address"),
        ("jira.example.org", "no address"),
        ("https://", "no address"),
        ("https://x.atlassian.net/?a=1", "more than the address"),
        ("ftp://x", "no address"),
    ],
)
def test_addresses_that_a_token_must_not_go_to(url: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        site_of(url)


def test_addresses_are_taken_without_their_last_slash() -> None:
    assert site_of(" https://x.atlassian.net/ ") == "https://x.atlassian.net"
    assert site_of("http://127.0.0.1:99") == "http://127.0.0.1:99"


def test_values_of_queries_cannot_end_themselves() -> None:
    assert jql.quoted('a" OR "b\\') == '"a\\" OR \\"b\\\\"'
    assert jql.in_projects(["A", "B"]) == 'project in ("A", "B")'


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        (datetime(2026, 7, 1, 12, tzinfo=UTC), ZoneInfo("Europe/Dublin"), "2026-07-01 12:55"),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), None, "2026-06-30 21:55"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), ZoneInfo("Europe/Dublin"), "2026-10-25 00:25"),
    ],
)
def test_moments_are_written_in_the_accounts_zone(
    moment: datetime, zone: ZoneInfo | None, text: str
) -> None:
    assert jql.not_before("updated", moment, zone) == f'updated >= "{text}"'
