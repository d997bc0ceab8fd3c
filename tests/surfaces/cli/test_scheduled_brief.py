"""The brief that is written on schedule reads the watched sources first, and says what it could not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.bootstrap import build_app
from assistant.briefing.markdown import stored_markdown
from assistant.governance.schedule import Duties, Schedule
from assistant.usecases.app import App
from assistant.usecases.do_duty import BRIEF, do_duty, due_duties
from tests.surfaces.cli.conftest import Pmo

HEADER = "Issue key,Summary,Status,Due date\n"
ROW = "a-1,x,To Do,2026-12-02\n"


@pytest.fixture
def file(pmo: Pmo, tmp_path: Path) -> Path:
    made = tmp_path / "a.csv"
    made.write_text(HEADER + ROW, encoding="utf-8")
    assert pmo("import", made.name, "--yes", "--watch").code == 0
    return made


class Later:
    """The machine's own time, some days on."""

    def __init__(self, days: int) -> None:
        self._by = timedelta(days=days)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by  # noqa: TID251 - files are as old as the machine says


def office(days: int) -> App:
    app = build_app("sqlite:///pmo.db")
    duties = Duties(brief=Schedule.parse("daily 00:00"))
    return replace(app, clock=Later(days), outbound=replace(app.outside, duties=duties))


def scheduled_brief(days: int = 1) -> str:
    app = office(days)
    ((duty, due),) = due_duties(app)
    assert duty == BRIEF
    do_duty(app, duty, due)
    assert not list(due_duties(app))
    assert [event.name for event in app.store.events()][-1] == "duty done"
    return stored_markdown(json.loads(app.store.briefs()[0].body)).replace("\\", "")


def test_what_changed_in_a_source_is_in_the_brief_also_after_missed_runs(file: Path) -> None:
    assert "could not be read again" not in scheduled_brief()
    before = len(office(1).store.imports())
    file.write_text(HEADER + ROW + ROW.replace("a-1", "a-2"), encoding="utf-8")
    scheduled_brief(days=9)
    store = office(9).store
    assert len(store.imports()) == before + 1
    assert store.imports()[-1].rows == 2


def test_a_source_that_is_gone_is_named_in_the_brief(file: Path) -> None:
    file.unlink()
    said = scheduled_brief()
    assert "a could not be read again, since its file is not where it was; it stands as of" in said


def test_a_source_that_cannot_be_used_is_named_without_quoting_it(file: Path) -> None:
    file.write_bytes(b"Falcon\x00secret")
    said = scheduled_brief()
    assert "a could not be read again, since its file cannot be used as it is" in said
    assert "secret" not in said
