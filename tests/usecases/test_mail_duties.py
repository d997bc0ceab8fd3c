"""What happens by itself goes out by mail: a checkpoint that vouches, and reminders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters.publishers import KnownPublishers, MailServer, Post
from assistant.adapters.signing import FileSigner
from assistant.errors import BadInput
from assistant.governance.audit.checkpoint import read_checkpoint
from assistant.governance.delivery import DeliveryState
from assistant.governance.schedule import Duties, Schedule
from assistant.portfolio.people import Person
from assistant.usecases.app import App
from assistant.usecases.audit_trail import verify_audit
from assistant.usecases.check_setup import check_setup
from assistant.usecases.deliver import deliver, deliveries, settle_delivery
from assistant.usecases.do_duty import check_duties, do_duty, due_duties
from assistant.usecases.notices import place_of
from tests.fakes.mail_server import Office, serving
from tests.fakes.memory_store import MemoryStore
from tests.usecases.publishing import NOW, Stopped, approved, brief, new_app, propose

DAILY = Schedule.parse("daily 02:00")
DUTIES = Duties(checkpoints=DAILY, checkpoint_to="board@office.example", reminders=DAILY)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def app(office: Office, tmp_path: Path) -> Iterator[App]:
    with serving(office) as port:
        server = MailServer.parse("smtp+plain://127.0.0.1").model_copy(update={"port": port})
        publishers = KnownPublishers(Post(server, "pmo@office.example"), Stopped())
        made = new_app(MemoryStore(), publishers, signer=FileSigner(tmp_path / "key.pem"))
        yield replace(made, outbound=replace(made.outside, duties=DUTIES))


def do_all(app: App) -> None:
    for duty, due in due_duties(app):
        do_duty(app, duty, due)
    for each in app.store.deliveries(DeliveryState.WAITING, DeliveryState.SENT):
        while deliver(app, each.message.id):
            pass


def test_the_attachment_of_a_mail_is_a_checkpoint_that_vouches(
    app: App, office: Office, tmp_path: Path
) -> None:
    propose(app, brief(), to=str(tmp_path / "b.md"))
    do_all(app)
    do_all(app)
    (mail,) = office.taken
    assert office.recipients == [["board@office.example"]]
    (attached,) = mail.iter_attachments()
    saved = tmp_path / str(attached.get_filename())
    saved.write_bytes(attached.get_content())
    found = verify_audit(app, [read_checkpoint(saved.read_text(), str(saved))])
    assert found.holds
    assert found.vouched > 0
    with app.store.unit_of_work() as unit:
        unit._records.audit.pop(0)  # type: ignore[attr-defined]  # history is rewritten
    again = verify_audit(app, [read_checkpoint(saved.read_text(), str(saved))])
    assert not again.holds


def test_reminders_come_by_mail_to_each_reader_alone(
    app: App, office: Office, tmp_path: Path
) -> None:
    propose(app, brief(), to=str(tmp_path / "b.md"))
    do_all(replace(app, clock=Stopped(NOW + timedelta(days=7))))
    reminders = [
        to
        for mail, to in zip(office.taken, office.recipients, strict=True)
        if mail["Subject"] == "Waiting for you"
    ]
    assert ["ana@office.example"] in reminders
    assert all(len(each) == 1 for each in reminders)


def test_the_doctor_tries_the_mail_server_and_sends_nothing(app: App, office: Office) -> None:
    (mail,) = (check for check in check_setup(app) if check.what == "mail")
    assert mail.fine
    nowhere = MailServer.parse("smtp+plain://127.0.0.1:9")
    publishers = KnownPublishers(Post(nowhere, "pmo@office.example"))
    lost = replace(app, outbound=replace(app.outside, publishers=publishers))
    (mail,) = (check for check in check_setup(lost) if check.what == "mail")
    assert not mail.fine
    assert "127.0.0.1 does not answer on port 9" in mail.found
    assert office.taken == []


def test_an_address_that_is_two_is_nobodys(app: App) -> None:
    two = Person(key="eve", name="Eve", email="eve@office.example,other@elsewhere.example")
    assert place_of(app, two, "t") is None
    one = two.model_copy(update={"email": "eve@office.example"})
    assert place_of(app, one, "t") == "mailto:eve@office.example"


def test_of_a_brief_whose_line_broke_a_person_is_told_where_to_look(
    app: App, office: Office
) -> None:
    key = propose(app, brief(), to="all@office.example")
    approved(app, key)
    office.at["TEXT"] = "drop"
    (waiting,) = app.store.deliveries()
    while deliver(app, waiting.message.id):
        pass
    (sent,) = deliveries(app.asked_by("ana"))
    assert sent.state is DeliveryState.NEEDS_PERSON
    assert "Message-ID" in (sent.because or "")
    assert waiting.message.id in (sent.because or "")
    office.at.clear()
    assert not deliver(app, waiting.message.id)
    assert office.taken[0]["Message-ID"] == f"<{waiting.message.id}@office.example>"
    settle_delivery(app.asked_by("ana"), key, arrived=True)
    assert len(office.taken) == 1


def test_what_is_unclear_may_be_sent_again_where_that_was_chosen(app: App, office: Office) -> None:
    publishers = app.outside.publishers
    publishers._post = publishers._post._replace(repeats_unclear=True)  # type: ignore[attr-defined]  # as the setting does
    clock = Stopped()
    app = replace(app, clock=clock)
    approved(app, propose(app, brief(), to="all@office.example"))
    office.at["TEXT"] = "drop"
    (waiting,) = app.store.deliveries()
    deliver(app, waiting.message.id)
    office.at.clear()
    clock.at = app.store.deliveries()[0].not_before
    deliver(app, waiting.message.id)
    assert app.store.deliveries()[0].state is DeliveryState.DELIVERED
    assert len({mail["Message-ID"] for mail in office.taken}) == 1


def test_an_address_without_a_mail_server_is_said_before_the_work_begins(app: App) -> None:
    check_duties(app)
    with pytest.raises(BadInput, match="No mail server"):
        check_duties(replace(app, outbound=replace(app.outside, publishers=KnownPublishers())))
