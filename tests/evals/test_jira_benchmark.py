"""The benchmark of Jira readings measures what it says, on a small site."""

from __future__ import annotations

from pathlib import Path

from evals.benchmarks.jira import measure
from tests.fakes.jira_server import JiraServer, filled, serving


def test_a_reading_is_measured_and_held_against_the_server(tmp_path: Path) -> None:
    server = JiraServer()
    filled(server, 30)
    with serving(server):
        figures = measure(server.url, f"{tmp_path}/kept", None)
    assert figures["complete"]
    assert figures["read"].keys() == {issue.key for issue in server.issues.values()}
    assert figures["seconds"] >= 0
    assert figures["peak_mb"] > 0
