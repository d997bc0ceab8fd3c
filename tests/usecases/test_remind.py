"""Whoever can do something hears of what waits: once by each rule, in one digest a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.signing import FileSigner
from assistant.governance.audit.event import AuditKind
from assistant.governance.delivery import DeliveryState
from assistant.governance.schedule import Duties, Schedule
from assistant.usecases.app import App
from assistant.usecases.deadlines import keep_deadlines
from assistant.usecases.deliver import deliver, deliveries
from assistant.usecases.do_duty import REMINDERS, do_duty, due_duties
from assistant.usecases.remind import remind
from assistant.usecases.work import is_stuck
from tests.fakes.memory_store import MemoryStore
from tests.usecases.publishing import NOW, Stopped, approved, brief, new_app, propose


@pytest.fixture
def app(tmp_path: Path) -> App:
    made = new_app(MemoryStore(), KnownPublishers(), signer=FileSigner(tmp_path / "key.pem"))
    (tmp_path / "notices").mkdir()
    duties = Duties(
        reminders=Schedule.parse("daily 08:00"), notice_folder=str(tmp_path / "notices")
    )
    return replace(made, outbound=replace(made.outside, duties=duties))


def after(app: App, **by: int) -> App:
    return replace(app, clock=Stopped(NOW + timedelta(**by)))


def bring_out(app: App) -> None:
    for each in app.store.deliveries(DeliveryState.WAITING):
        while deliver(app, each.message.id):
            pass


def digests(app: App, folder: Path) -> list[str]:
    """What lies in the folder, in the order of its text; the folder is empty then."""
    bring_out(app)
    found = list((folder / "notices").glob("*.md"))
    texts = sorted(each.read_text() for each in found)
    for each in found:
        each.unlink()
    return texts


def rules(app: App, proposal: str) -> list[str]:
    found = [e for e in app.store.audit_of(proposal) if e.kind is AuditKind.REMINDED]
    return [str(each.facts["rule"]) for each in found]


def test_each_matter_is_told_once_by_each_rule_that_comes_to_speak_of_it(
    app: App, tmp_path: Path
) -> None:
    key = propose(app, brief(), to=str(tmp_path / "b.md"))
    assert remind(after(app, days=6)) == 0
    assert remind(after(app, days=7)) > 0
    for text in digests(after(app, days=7), tmp_path):
        assert f"{key}: " in text
        assert "lapses on Mon 14 Dec" in text
    assert remind(after(app, days=8)) == 0
    assert remind(after(app, days=25)) > 0
    keep_deadlines(after(app, days=28))
    assert remind(after(app, days=28)) > 0
    assert any("so it lapsed" in text for text in digests(after(app, days=28), tmp_path))
    assert remind(after(app, days=29)) == 0
    assert list(dict.fromkeys(rules(app, key))) == [
        "proposal-waits",
        "proposal-lapses-soon",
        "proposal-lapsed",
    ]


def test_one_digest_a_person_a_day_holds_all_there_is(app: App, tmp_path: Path) -> None:
    for number in range(3):
        propose(app, brief(id=f"b{number}"), to=str(tmp_path / f"{number}.md"))
    told = remind(after(app, days=7))
    texts = digests(after(app, days=7), tmp_path)
    assert len(texts) == told
    assert all(text.count("\n- ") == 3 for text in texts)
    propose(app, brief(id="b9"), to=str(tmp_path / "9.md"))
    assert remind(after(app, days=7, hours=1)) == 0


def test_what_one_did_alone_is_told_to_whoever_can_stand_behind_it_then_higher_up(
    app: App, tmp_path: Path
) -> None:
    key = propose(app, brief(), to=str(tmp_path / "b.md"))
    approved(app, key, alone=True)
    assert remind(app) == 1
    bring_out(app)
    digests(app, tmp_path)
    late = after(app, hours=48)
    assert remind(late) == 1
    assert all("nobody ratified it" in text for text in digests(late, tmp_path))
    assert set(rules(app, key)) == {"alone-wants-a-second", "alone-not-ratified"}


def test_nobody_is_told_of_what_they_may_not_see(app: App, tmp_path: Path) -> None:
    key = propose(app, brief(viewer="cleo"), author="cleo", to=str(tmp_path / "b.md"))
    remind(after(app, days=7))
    audit = [e for e in app.store.audit_of(key) if e.kind is AuditKind.REMINDED]
    readers = {each.facts["to"] for each in audit}
    assert app.store.pseudonyms()["ana"] in readers
    assert app.store.pseudonyms().get("ben") not in readers


def test_a_lost_digest_is_no_task_and_does_not_count_as_told(app: App, tmp_path: Path) -> None:
    propose(app, brief(), to=str(tmp_path / "b.md"))
    told = remind(after(app, days=7))
    for each in app.store.deliveries(DeliveryState.WAITING):
        Path(each.message.to.removeprefix("file:")).write_text("somebody else's")
    bring_out(after(app, days=7))
    assert {e.state for e in app.store.deliveries()} == {DeliveryState.TURNED_DOWN}
    assert not is_stuck(app)
    assert deliveries(app.asked_by("ana")) == ()
    assert [event.name for event in app.store.events()].count("notice lost") == told
    assert remind(after(app, days=8)) == told


def test_reminders_are_a_duty_that_is_caught_up_once(app: App, tmp_path: Path) -> None:
    propose(app, brief(), to=str(tmp_path / "b.md"))
    late = after(app, days=9)
    due = dict(due_duties(late))
    assert set(due) == {REMINDERS}
    for _ in range(2):
        do_duty(late, REMINDERS, due[REMINDERS])
    assert not dict(due_duties(late))
    assert len(digests(late, tmp_path)) == len(app.store.deliveries())
