"""A full disk or a store that may not be written: a clear sentence, and nothing half done.

The engine itself fails, at the statement that writes to one table, by a trigger that raises what
SQLite raises. Whatever was asked is then as if it had not been asked, and works once the fault is
gone. An approval that is on record already is carried out by the next one who asks for it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from adbc_driver_sqlite import dbapi
from hypothesis import settings

from assistant.adapters.sql_store.tables import RECORDS
from assistant.bootstrap import build_app
from assistant.governance.audit.event import AuditKind
from assistant.governance.proposal import ProposalState, Step
from assistant.portfolio.work import ValueInput
from assistant.usecases.audit_trail import verify_audit
from tests.surfaces.cli.conftest import Pmo

ROOT = Path(__file__).parents[3]
SOAK = settings.get_current_profile_name() == "soak"
FAULTS = {
    "database or disk is full": "the disk is full or failing. Free some space",
    "attempt to write a readonly database": "is read-only for this user. Give this user the right",
}
MAREN, LUIS, INGRID = (
    ("--viewer", person) for person in ("maren.okafor", "luis.ferrant", "ingrid.solheim")
)
CELL = ("value_inputs", "KEY-8/cost of delay", "value")
ASKED = {
    "approve": ("approve", "P-1", *MAREN),
    "act alone": ("approve", "P-4", "--alone", *MAREN),
    "reject": ("reject", "P-2", "--because", "not now", *INGRID),
    "withdraw": ("withdraw", "P-3", *LUIS),
    "ratify": ("ratify", "P-5", *INGRID),
    "comment": ("comment", "P-1", "Why now?", *MAREN),
    "correct": ("propose", "correction", *CELL, "4", *LUIS),
    "accept": ("propose", "acceptance", "R-15", "--until", "2027-03-31", *LUIS),
    "answer": ("propose", "answer", "REQ-4", "deferred", "--because", "later", *LUIS),
    "put on record": ("decide", "Harbor goes on", "--by", "ingrid.solheim", *LUIS),
    "grant": ("users", "grant", "hana.petrov", "auditor", *MAREN),
    "revoke": ("users", "revoke", "luis.ferrant", "program lead", *MAREN),
    "delegate": ("users", "delegate", "hana.petrov", "--until", "2027-01-01", *LUIS),
    "checkpoint": ("audit", "checkpoint", "--to", "checkpoint.json", *MAREN),
    "forget": ("audit", "forget", "luis.ferrant", *MAREN),
}
"""What can be done, in the store below."""

TABLES = [*(table.name for table in RECORDS), ValueInput.table]
CASES = [
    (name, table, action, fault)
    for name in ASKED
    for table in (TABLES if SOAK else ["audit_events"])
    for action in (("INSERT", "DELETE") if SOAK else ("INSERT",))
    for fault in (FAULTS if SOAK else [list(FAULTS)[len(name) % 2]])
]


@pytest.fixture(scope="session")
def office(sample_store: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with two roles given and five proposals put forward; one was done alone."""
    from assistant.surfaces.cli.commands import build_cli
    from assistant.surfaces.cli.run import run_cli

    folder = tmp_path_factory.mktemp("faults")
    file = folder / "office.db"
    shutil.copy(sample_store.removeprefix("sqlite:///"), file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMO_AUDIT_KEY", str(folder / "key.pem"))
        code = _first_code(f"sqlite:///{file}")
        for asked in (
            ("users", "claim", code, *MAREN),
            ("users", "grant", "maren.okafor", "PMO lead", *MAREN),
            ("users", "grant", "ingrid.solheim", "executive", *MAREN),
            ("users", "grant", "luis.ferrant", "program lead", *MAREN),
            ("propose", "correction", *CELL, "3", *LUIS),
            ("propose", "answer", "REQ-2", "accepted", "--because", "fits", *LUIS),
            ("propose", "acceptance", "R-12", "--until", "2026-12-31", *LUIS),
            ("propose", "correction", "value_inputs", "KEY-3/cost of delay", "value", "5", *LUIS),
            ("propose", "correction", "value_inputs", "SEN-3/cost of delay", "value", "6", *LUIS),
            ("approve", "P-5", "--alone", *MAREN),
        ):
            assert run_cli(build_cli(build_app), (*asked, "--store", f"sqlite:///{file}")) == 0
    return file


def _first_code(url: str) -> str:
    from assistant.usecases.manage_roles import make_first_code

    return make_first_code(build_app(url))


@pytest.fixture
def store(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a store of one's own, as the office left it."""
    monkeypatch.setenv("PMO_AUDIT_KEY", str(office.parent / "key.pem"))
    for file in office.parent.glob("office.db*"):
        shutil.copy(file, tmp_path / file.name)
    return f"sqlite:///{tmp_path / 'office.db'}"


def change(store: str, statement: str) -> None:
    file = store.removeprefix("sqlite:///")
    with dbapi.connect(file, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(statement)


def state(store: str) -> tuple[object, ...]:
    """Return all that governance keeps."""
    kept = build_app(store).store
    roles = (kept.grants(), kept.delegations(), dict(kept.pseudonyms()))
    return (kept.proposals(), kept.audit_head(), kept.checkpoints(), *roles)


def sound(store: str) -> Iterator[str]:
    """Yield what does not fit together: the chain, and each decision with its event."""
    app = build_app(store)
    if not verify_audit(app, ()).holds:
        yield "the chain does not hold"
    deciding = {AuditKind.APPROVED, AuditKind.BROKE_GLASS}
    told = {event.subject for event in app.store.audit_events() if event.kind in deciding}
    for proposal in app.store.proposals():
        approved = any(taken.step is Step.APPROVE for taken in proposal.history)
        if approved != (proposal.id in told):
            yield f"{proposal.id} was approved without its event, or the other way round"


@pytest.mark.parametrize(("name", "table", "action", "fault"), CASES)
def test_a_fault_leaves_nothing_half_done(
    pmo: Pmo, store: str, name: str, table: str, action: str, fault: str
) -> None:
    before = state(store)
    change(
        store,
        f'CREATE TRIGGER fault BEFORE {action} ON "{table}" '
        f"BEGIN SELECT RAISE(FAIL, '{fault}'); END",
    )
    answer = pmo(*ASKED[name], "--store", store)
    change(store, "DROP TRIGGER fault")
    assert list(sound(store)) == []
    if answer.code == 0:
        assert table != "audit_events" or action == "DELETE"
        return
    assert FAULTS[fault] in answer.err
    after = state(store)
    if after != before:
        left = {p.id: p.state for p in build_app(store).store.proposals()}
        assert ASKED[name][0] == "approve"
        assert left[ASKED[name][1]] is ProposalState.APPROVED
    again = pmo(*ASKED[name], "--store", store)
    assert again.code == 0, again.err
    assert list(sound(store)) == []
    assert state(store) != before


OUT_OF_SPACE = """
import json, resource, sys
from assistant.bootstrap import build_app
from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
sys.exit(run_cli(build_cli(build_app), json.loads(sys.argv[2])))
"""


def test_on_a_disk_that_is_really_full_it_says_so(store: str) -> None:
    before = state(store)
    asked = json.dumps([*ASKED["reject"], "--store", store])
    done = subprocess.run(
        [sys.executable, "-c", OUT_OF_SPACE, "16384", asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "the disk is full or failing. Free some space" in done.stderr
    assert state(store) == before


def test_of_two_processes_that_decide_at_once_one_does(store: str) -> None:
    def decide(asked: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        code = ("-c", "from assistant.main import run; run()")
        return subprocess.run(
            [sys.executable, *code, *asked, "--store", store],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    turn_down = ("reject", "P-1", "--because", "not now", *MAREN)
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(decide, (ASKED["approve"], turn_down)))
    assert sorted(each.returncode for each in done) == [0, 1], [each.stderr for each in done]
    assert list(sound(store)) == []
    decided = build_app(store).store.proposal("P-1")
    assert decided.state in {ProposalState.APPLIED, ProposalState.REJECTED}
