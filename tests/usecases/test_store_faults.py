"""A full disk, a store that is read-only, locked, damaged or gone: said clearly, nothing half done.

Each writing use case meets each fault. What it then left is as if it had not been asked, but for
an approval that is on record already, which the next one who asks for it carries out. Once the
fault is gone, the same works.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.signing import FileSigner
from assistant.errors import NotFound, Refused, StoreFault
from assistant.governance.audit.event import AuditKind
from assistant.governance.audit.verification import verify
from assistant.governance.delivery import OPEN
from assistant.governance.proposal import RejectReason, Step
from assistant.governance.roles import Role
from assistant.portfolio.control import RaidEntry, RaidKind
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.work import Request, RequestState
from assistant.usecases import correct_input, decide_proposal, manage_roles
from assistant.usecases.app import App
from assistant.usecases.audit_trail import forget_person, take_checkpoint
from assistant.usecases.deadlines import keep_deadlines
from assistant.usecases.deliver import deliver
from assistant.usecases.import_roles import compare_roles, import_roles
from tests.contracts.batches import bring
from tests.contracts.stores import sqlite_url
from tests.fakes.hostile_publisher import HostilePublisher, VirtualClock
from tests.planning.soaking import is_soak, tell
from tests.usecases.publishing import TODAY, app_on, approved, brief, propose
from tests.usecases.store_faults import FAULTS, sound_store

LATER = TODAY + timedelta(days=90)
SEED = 20261116


@dataclass
class Desk:
    """The office over one store, in trouble or not."""

    store: Any
    publisher: HostilePublisher
    folder: Path

    def app(self, viewer: str | None = None) -> App:
        more = {"clock": self.publisher.clock, "signer": FileSigner(self.folder / "key.pem")}
        return app_on(self.store, self.publisher, **more).asked_by(viewer)


def _roles_file(desk: Desk) -> Path:
    file = desk.folder / "roles.csv"
    file.write_text("email,role\ndia@x.example,auditor\n", encoding="utf-8")
    return file


def _import_roles(desk: Desk) -> object:
    app, file = desk.app("ana"), _roles_file(desk)
    return import_roles(app, file, None, compare_roles(app, file, None).code)


def _deliver(desk: Desk) -> object:
    return [deliver(desk.app(), each.message.id) for each in desk.store.deliveries(*OPEN)]


def _refresh(desk: Desk) -> object:
    return bring(desk.store, [Person(key="eva", name="Eva")], as_of=TODAY, source="more")


def _keep_deadlines(desk: Desk) -> object:
    desk.publisher.clock.at += timedelta(days=60)
    return keep_deadlines(desk.app())


USES: dict[str, Callable[[Desk], object]] = {
    "publish": lambda desk: propose(desk.app(), brief(id="b9"), "ben", "9.md"),
    "correct": lambda desk: correct_input.propose_correction(
        desk.app("ben"), "projects", "open", "name", "Third"
    ),
    "answer": lambda desk: correct_input.propose_answer(
        desk.app("ben"), "Q", RequestState.DEFERRED, "later"
    ),
    "accept": lambda desk: correct_input.propose_acceptance(desk.app("ben"), "S", LATER),
    "record": lambda desk: correct_input.propose_record(
        desk.app("ben"), "Go on", "cleo", None, None
    ),
    "approve a publication": lambda desk: approved(desk.app(), "P-1"),
    "approve a correction": lambda desk: approved(desk.app(), "P-2"),
    "act alone": lambda desk: approved(desk.app(), "P-2", alone=True),
    "ratify": lambda desk: decide_proposal.ratify(desk.app("cleo"), "P-3"),
    "reject": lambda desk: decide_proposal.reject(desk.app("ana"), "P-1", RejectReason.NOT_NOW),
    "withdraw": lambda desk: decide_proposal.withdraw(desk.app("ben"), "P-1"),
    "comment": lambda desk: decide_proposal.comment(desk.app("ana"), "P-1", "Why?"),
    "grant": lambda desk: manage_roles.grant_role(
        desk.app("ana"), "dia", Role.PMO_LEAD, None, None
    ),
    "revoke": lambda desk: manage_roles.revoke_role(desk.app("ana"), "cleo", Role.EXECUTIVE, None),
    "delegate": lambda desk: manage_roles.delegate(desk.app("ana"), "dia", TODAY, LATER),
    "import roles": _import_roles,
    "checkpoint": lambda desk: take_checkpoint(desk.app("ana")),
    "forget": lambda desk: forget_person(desk.app("ana"), "ben"),
    "deliver": _deliver,
    "keep deadlines": _keep_deadlines,
    "import": _refresh,
}
"""Everything that writes, in the office below."""

CARRIED_OUT_LATER = frozenset({"approve a correction", "act alone", "deliver", "keep deadlines"})
"""What takes several transactions, each whole: a fault between two leaves the first."""


@cache
def _office() -> Path:
    """The file of an office: three proposals wait or were done alone, one message is to be sent."""
    url = sqlite_url()
    file = Path(url.removeprefix("sqlite:///"))
    desk = Desk(sound_store(file), _publisher(), file.parent)
    bring(
        desk.store,
        [
            Organisation(key="o", name="O", today=TODAY, time_zone="Europe/Dublin"),
            *(
                Person(key=key, name=key.title(), email=f"{key}@x.example")
                for key in ("ana", "ben", "cleo", "dia")
            ),
            Project(key="open", name="Open"),
            Project(key="other", name="Other"),
            Request(key="Q", name="Wish"),
            RaidEntry(key="S", kind=RaidKind.RISK, name="Storm"),
        ],
        as_of=TODAY,
    )
    manage_roles.claim(desk.app("ana"), manage_roles.make_first_code(desk.app()))
    for person, role in (("ana", "PMO lead"), ("ben", "PMO lead"), ("cleo", "executive")):
        manage_roles.grant_role(desk.app("ana"), person, Role(role), None, None)
    propose(desk.app(), brief(id="b1"), "ben", "1.md")
    for project in ("open", "other"):
        correct_input.propose_correction(desk.app("ben"), "projects", project, "name", "Second")
    approved(desk.app(), "P-3", alone=True)
    propose(desk.app(), brief(id="b2"), "ben", "2.md")
    approved(desk.app(), "P-4")
    return file


def _publisher() -> HostilePublisher:
    return HostilePublisher(random.Random(SEED), VirtualClock(), faults=0)


def state(store: Any) -> tuple[object, ...]:
    """Return all that is kept beside rows of the portfolio, and the number of its imports."""
    return (
        store.proposals(),
        store.audit_head(),
        store.grants(),
        store.group_roles(),
        store.delegations(),
        dict(store.pseudonyms()),
        store.checkpoints(),
        store.deliveries(),
        [each.number for each in store.imports()],
    )


def unsound(store: Any) -> Iterator[str]:
    """Yield what does not fit together: the chain, each decision with its event and message."""
    if not verify(store.audit_frame(), [], FileSigner(Path("nowhere"))).holds:
        yield "the chain does not hold"
    deciding = {AuditKind.APPROVED, AuditKind.BROKE_GLASS}
    told = [event.subject for event in store.audit_events() if event.kind in deciding]
    sent = {each.proposal for each in store.deliveries()}
    for proposal in store.proposals():
        approvals = sum(taken.step is Step.APPROVE for taken in proposal.history)
        if approvals != told.count(proposal.id):
            yield f"{proposal.id} was approved without its event, or the other way round"
        if proposal.effect.kind.value == "publish brief" and approvals != (proposal.id in sent):
            yield f"{proposal.id} was approved without its message, or the other way round"


CASES = [(use, fault) for use in USES for fault in FAULTS]
TRIED = CASES if is_soak() else random.Random(SEED).sample(CASES, 14)


def test_there_are_as_many_cases_as_there_should_be() -> None:
    assert len(CASES) >= 100


@pytest.mark.timeout(1_800)
def test_a_fault_is_said_and_leaves_nothing_half_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    struck = [case for number, case in enumerate(TRIED) if _is_struck(tmp_path, number, *case)]
    tell(capsys, f"{len(TRIED)} faults tried, {len(struck)} struck, nothing half done")
    assert len(struck) > len(TRIED) // 3


def _is_struck(tmp_path: Path, number: int, use: str, fault: str) -> bool:
    """Let a fault happen to a use case; say whether it made it fail."""
    folder = tmp_path / str(number)
    folder.mkdir()
    file = folder / "pmo.db"
    shutil.copy(_office(), file)
    desk = Desk(sound_store(file), _publisher(), folder)
    before = state(desk.store)
    said = ""
    with FAULTS[fault](file) as trouble:
        try:
            USES[use](Desk(trouble, desk.publisher, folder))
        except StoreFault as error:
            said = str(error)
    assert list(unsound(desk.store)) == [], (use, fault)
    if not said:
        return False
    if state(desk.store) == before or use in CARRIED_OUT_LATER:
        USES[use](desk)
    else:  # it was committed, and what was lost is the answer: asking again may be refused
        assert fault.startswith("lost"), (use, fault)
        with suppress(Refused, NotFound):
            USES[use](desk)
    assert list(unsound(desk.store)) == [], (use, fault)
    assert state(desk.store) != before, (use, fault)
    shutil.rmtree(folder)
    return True
