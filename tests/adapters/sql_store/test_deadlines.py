"""What a store held before it knew deadlines has them afterwards, and finds them by an index."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import URL, NullPool, create_engine

from assistant.adapters.sql_store import migrations, open_store
from assistant.governance import proposal as steps
from assistant.governance.effects import DecideRequest
from assistant.governance.proposal import Proposal, ProposalState
from assistant.portfolio.work import RequestState
from tests.contracts.batches import AT
from tests.contracts.stores import sqlite_url
from tests.governance.test_proposal import draft


def old_store(path: Path, *kept: Proposal) -> None:
    """A store of the version before, with some proposals."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        for each in kept:
            cells: dict[str, Any] = {
                "number": int(each.id[2:]),
                "id": each.id,
                "state": each.state.value,
                "effect": each.effect.kind.value,
                "made_at": "2026-11-16T08:00:00.000000",
                "body": each.model_dump_json(),
            }
            names = ", ".join(cells)
            marks = ", ".join(f":{name}" for name in cells)
            connection.exec_driver_sql(f"INSERT INTO proposals ({names}) VALUES ({marks})", cells)  # noqa: S608 - our own names


def test_old_proposals_have_their_deadlines_and_rows(tmp_path: Path) -> None:
    answer = DecideRequest(
        request="REQ-1",
        before=RequestState.SUBMITTED,
        after=RequestState.ACCEPTED,
        reason="it pays",
    )
    until = AT + timedelta(days=3)
    waiting = draft(id="P-1").model_copy(update={"effect": answer, "expires_at": until})
    pending = steps.submit(waiting, "ben", AT)
    done = steps.approve(steps.submit(draft(id="P-2"), "ben", AT), "ana", AT, alone=True)
    old_store(tmp_path / "old.db", pending, done)
    store = open_store(f"sqlite:///{tmp_path}/old.db")
    assert store.with_deadline(ProposalState.PENDING, until=until) == (pending,)
    assert store.with_deadline(ProposalState.APPROVED, until=until) == (done,)
    assert store.proposals_on("requests", "REQ-1") == (pending,)
    with store.unit_of_work() as unit:
        unit.keep_proposal(steps.withdraw(unit.proposal("P-1"), "ben", AT))
    assert store.with_deadline(ProposalState.PENDING, until=until) == ()


@pytest.mark.parametrize(
    ("table", "where", "index"),
    [
        ("proposals", "deadline > 0 AND deadline <= 9 AND state IN ('a', 'b')", "state"),
        ("proposals", "effect IN ('a')", "effect"),
        ("outbox", "state IN ('a', 'b')", "state"),
        ("outbox", "proposal = 1", "proposal"),
        ("audit_events", "subject = 'P-1'", "subject"),
        ("proposal_rows", "proposal = 1", "proposal"),
    ],
)
def test_what_a_worker_asks_for_again_and_again_is_searched_not_scanned(
    table: str, where: str, index: str
) -> None:
    with sqlite3.connect(sqlite_url().removeprefix("sqlite:///")) as connection:
        asked = f"EXPLAIN QUERY PLAN SELECT * FROM {table} AS v WHERE {where}"  # noqa: S608 - our own names
        plan = " ".join(str(row) for row in connection.execute(asked))
    connection.close()
    assert "SEARCH" in plan
    assert f"ix_{table}_{index}" in plan
