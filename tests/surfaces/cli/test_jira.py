"""`pmo import jira:`, `pmo refresh` and `pmo doctor` on a real server: the settings to the brief."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.jira_server import JiraServer, Reply, filled, serving
from tests.surfaces.cli.conftest import Pmo

TOKEN = "the-right-token"  # noqa: S105 - of no account anywhere


@pytest.fixture
def jira(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[JiraServer]:
    server = JiraServer()
    filled(server, 12)
    with serving(server):
        for name, value in {
            "URL": server.url, "EMAIL": "reader@example.org", "TOKEN": TOKEN, "CACHE": f"{tmp_path}/kept",
        }.items():  # fmt: skip
            monkeypatch.setenv(f"PMO_JIRA_{name}", value)
        yield server


def test_jira_is_imported_watched_and_read_again(
    pmo: Pmo, jira: JiraServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = pmo("import", "jira:", "--watch")
    assert told.code == 0, told.err
    assert "7 people, 2 projects and 12 work items (21 new)" in told.out
    monkeypatch.chdir(tmp_path.parent)
    store = f"sqlite:///{tmp_path}/pmo.db"
    assert "ok  source jira: read as PMO reader, 2 projects" in pmo("doctor", "--store", store).out
    jira.issues[10_003].fields["summary"] = "Another title"
    jira.issues[10_003].updated = jira.now
    del jira.issues[10_004]
    assert pmo("refresh", "--store", store).out == "jira: 0 new, 1 changed, 1 gone.\n"


def test_a_reading_in_part_closes_nothing_and_every_answer_says_so(
    pmo: Pmo, jira: JiraServer
) -> None:
    assert pmo("import", "jira:", "--watch").code == 0
    jira.bend = lambda turn, answer: {"count": 500} if "count" in turn.path else answer
    jira.issues[10_003].updated = jira.now
    del jira.issues[10_004]
    again = pmo("refresh")
    assert again.out == "jira: not read to its end, since it counts more than it gave.\n"
    work = pmo("portfolio", "--json").data
    assert work["sources"][0]["source"] == "jira"
    why = "since it counts more than it gave: counts of it may be too low"
    assert why in " ".join(pmo("portfolio").out.split())
    assert why in " ".join(pmo("brief", "--audience", "exec").out.split())
    jira.bend = lambda _, answer: answer
    assert "1 gone" in pmo("refresh").out
    assert "too low" not in pmo("brief", "--audience", "exec").out


def test_the_worker_reads_it_again_at_its_time(
    pmo: Pmo, jira: JiraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pmo("import", "jira:", "--watch").code == 0
    del jira.issues[10_004]
    monkeypatch.setenv("PMO_REFRESH_SCHEDULE", "daily 00:00")
    assert pmo("worker", "--once").code == 0
    assert pmo("refresh").out.startswith("jira: not changed since")
    jira.turns.clear()
    assert pmo("worker", "--once").code == 0
    assert jira.turns == []  # once a day


def test_what_is_wrong_with_the_set_up_is_said_with_its_fix(
    pmo: Pmo, jira: JiraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    jira.fault = lambda _: Reply(401)
    refused = pmo("import", "jira:")
    assert (refused.code, TOKEN in refused.err) == (1, False)
    assert "Make a new API token" in refused.err
    doctor = pmo("doctor")
    assert "fix jira:: jira:: Jira does not know the account" in doctor.out
    monkeypatch.delenv("PMO_JIRA_TOKEN")
    assert "PMO_JIRA_TOKEN" in pmo("import", "jira:").err
    monkeypatch.delenv("PMO_JIRA_URL")
    assert "no Jira is set up. Set PMO_JIRA_URL" in pmo("import", "jira:").err
    monkeypatch.setenv("PMO_JIRA_URL", "http://jira.example.org")
    monkeypatch.setenv("PMO_JIRA_TOKEN", TOKEN)
    assert "over https only" in pmo("import", "jira:").err
