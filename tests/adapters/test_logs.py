"""Logs are one JSON object a line, and hold no secret."""

from __future__ import annotations

import io
import json
import sys

import pytest

from assistant.adapters.logs import Log, configure_logs


def test_an_event_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    Log().event("imported", source="larkfield", rows=150)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["source"], line["rows"]) == ("imported", "larkfield", 150)


def test_quiet_below_its_level(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("warning")
    Log().event("imported", rows=1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "facts",
    [
        {"slack_token": "xoxb-hush"},
        {"Authorization": "Bearer xoxb-hush"},
        {"url": "postgresql://pmo:xoxb-hush@db/pmo"},
        {"message": "cannot open postgresql://pmo:xoxb-hush@db/pmo now"},
    ],
)
def test_no_secret_is_written(facts: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    Log().event("opened", **facts)
    written = capsys.readouterr().err
    assert "opened" in written
    assert "xoxb-hush" not in written


def test_what_is_logged_goes_to_the_standard_error_of_that_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", first)
    configure_logs("info")
    first.close()
    monkeypatch.setattr(sys, "stderr", second)
    Log().event("imported", rows=3)
    assert "imported" in second.getvalue()
