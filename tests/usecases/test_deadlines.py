"""Proposals lapse, what was done alone is escalated once, and duties are caught up once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.signing import FileSigner
from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.audit.checkpoint import read_checkpoint
from assistant.governance.audit.event import AuditKind
from assistant.governance.proposal import ProposalState
from assistant.governance.schedule import Duties, Schedule
from assistant.usecases.app import App
from assistant.usecases.deadlines import keep_deadlines
from assistant.usecases.decide_proposal import find_proposal, list_waiting
from assistant.usecases.deliver import deliver
from assistant.usecases.do_duty import check_duties, do_duty, due_duties
from tests.fakes.memory_store import MemoryStore
from tests.usecases.publishing import NOW, Stopped, approved, brief, new_app, propose


@pytest.fixture
def app(tmp_path: Path) -> App:
    made = new_app(MemoryStore(), KnownPublishers(), signer=FileSigner(tmp_path / "key.pem"))
    assert made.outbound is not None
    duties = Duties(
        brief=Schedule.parse("monday 07:00"),
        brief_to=str(tmp_path),
        checkpoints=Schedule.parse("daily 02:00"),
        checkpoint_folder=str(tmp_path),
    )
    return replace(made, outbound=replace(made.outbound, duties=duties))


def later(app: App, **by: int) -> App:
    return replace(app, clock=Stopped(NOW + timedelta(**by)))


def kinds(app: App, subject: str) -> list[AuditKind]:
    return [each.kind for each in app.store.audit_of(subject)]


def test_what_nobody_decides_lapses_after_a_reminder(app: App, tmp_path: Path) -> None:
    key = propose(app, brief(), to=str(tmp_path))
    assert find_proposal(app, key).reminder is None
    assert find_proposal(later(app, days=7), key).reminder is not None
    keep_deadlines(later(app, days=27))
    assert app.store.proposals()[0].state is ProposalState.PENDING
    for _ in range(2):
        keep_deadlines(later(app, days=28))
    assert app.store.proposals()[0].state is ProposalState.EXPIRED
    assert kinds(app, key).count(AuditKind.EXPIRED) == 1
    with pytest.raises(Refused):
        approved(later(app, days=28), key)


def test_what_one_did_alone_is_escalated_once(app: App, tmp_path: Path) -> None:
    key = propose(app, brief(), to=str(tmp_path))
    approved(app, key, alone=True)
    keep_deadlines(later(app, hours=47))
    assert AuditKind.ESCALATED not in kinds(app, key)
    for _ in range(2):
        keep_deadlines(later(app, hours=48))
    assert kinds(app, key).count(AuditKind.ESCALATED) == 1
    assert [each.id for each in list_waiting(app)] == [key]


def test_missed_duties_are_caught_up_once(app: App, tmp_path: Path) -> None:
    due = dict(due_duties(later(app, days=21)))
    assert set(due) == {"brief", "checkpoint"}
    for _ in range(2):
        for duty, at in due.items():
            do_duty(later(app, days=21), duty, at)
    assert not list(due_duties(later(app, days=21)))
    (proposal,) = app.store.proposals()
    assert (proposal.authors, proposal.state) == (frozenset(), ProposalState.PENDING)
    for each in app.store.deliveries():
        while deliver(later(app, days=21), each.message.id):
            pass
    assert len(list(tmp_path.glob("checkpoint-*.json"))) == 1
    (kept,) = tmp_path.glob("checkpoint-*.json")
    assert read_checkpoint(kept.read_text(), str(kept)) == app.store.checkpoints()[0]
    assert [event.name for event in app.store.events()][-2:] == ["duty done", "duty done"]
    assert set(dict(due_duties(later(app, days=22)))) == {"checkpoint"}


def test_a_duty_without_a_place_is_said_before_the_work_begins(app: App) -> None:
    assert app.outbound is not None
    check_duties(app)
    nowhere = app.outbound.duties.model_copy(update={"brief_to": "/no/such/folder/brief"})
    with pytest.raises(BadInput, match="does not exist"):
        check_duties(replace(app, outbound=replace(app.outbound, duties=nowhere)))


def test_a_brief_that_shows_more_is_not_there_for_whoever_sees_less(
    app: App, tmp_path: Path
) -> None:
    with pytest.raises(NotFound):
        propose(app, brief(viewer="cleo"), author="ben", to=str(tmp_path))
    key = propose(app, brief(viewer="cleo"), author="cleo", to=str(tmp_path))
    with pytest.raises(NotFound):
        find_proposal(app.asked_by("ben"), key)
    with pytest.raises(NotFound):
        approved(app, key, by="ben")
    assert approved(app, key, by="ana").state is ProposalState.APPROVED
