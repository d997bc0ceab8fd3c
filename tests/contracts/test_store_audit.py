"""What every store does with the audit: one chain, whoever writes, and names that can be erased."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.adapters.signing import FileSigner
from assistant.governance.audit.checkpoint import Head, checkpoint
from assistant.governance.audit.verification import EVENTS_SCHEMA, verify
from assistant.ports.store import Store
from tests.contracts.batches import AT
from tests.governance.audit.chains import chain, entry


def test_a_chain_begins_with_nothing(store: Store) -> None:
    assert store.audit_head() == Head()
    assert store.audit_frame().is_empty()
    assert dict(store.audit_frame().schema) == EVENTS_SCHEMA
    assert store.checkpoints() == ()
    assert store.audit_name() is None


def test_events_are_chained_as_they_come_and_read_back_as_they_were(
    store: Store, tmp_path: Path
) -> None:
    expected = chain(6)
    with store.unit_of_work() as unit:
        written = [unit.append_audit(entry(number)) for number in range(1, 4)]
    with store.unit_of_work() as unit:
        written += [unit.append_audit(entry(number)) for number in range(4, 7)]
    assert written == expected
    assert store.audit_of("P-1") == (expected[0], expected[5])
    assert store.audit_events() == tuple(expected)
    assert store.audit_name() == expected[0].hash
    assert store.audit_head() == Head(number=6, hash=expected[-1].hash)
    signer = FileSigner(tmp_path / "key.pem")
    assert verify(store.audit_frame(), [], signer).holds


def test_what_is_rolled_back_was_never_chained(store: Store) -> None:
    with store.unit_of_work() as unit:
        unit.append_audit(entry(1))

    def interrupted() -> None:
        with store.unit_of_work() as unit:
            unit.append_audit(entry(2))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()
    assert store.audit_head().number == 1
    with store.unit_of_work() as unit:
        unit.append_audit(entry(2))
    assert [each.hash for each in chain(2)] == store.audit_frame()["hash"].to_list()


def test_many_writers_make_one_chain(store: Store, tmp_path: Path) -> None:
    def append(number: int) -> None:
        with store.unit_of_work() as unit:
            unit.append_audit(entry(number))

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(append, range(1, 13)))
    verified = verify(store.audit_frame(), [], FileSigner(tmp_path / "key.pem"))
    assert verified.holds
    assert verified.events == 12


def test_checkpoints_are_remembered(store: Store, tmp_path: Path) -> None:
    signer = FileSigner(tmp_path / "key.pem")
    with store.unit_of_work() as unit:
        first = unit.append_audit(entry(1))
        taken = checkpoint(first.hash, Head(number=1, hash=first.hash), AT, signer)
        unit.keep_checkpoint(taken)
    assert store.checkpoints() == (taken,)


def test_a_person_keeps_a_pseudonym_until_they_are_forgotten(store: Store) -> None:
    with store.unit_of_work() as unit:
        assert unit.pseudonym("maren.okafor", "p-1") == "p-1"
        assert unit.pseudonym("maren.okafor", "p-2") == "p-1"
        assert unit.pseudonym("ben", "p-3") == "p-3"
    assert store.pseudonyms() == {"ben": "p-3", "maren.okafor": "p-1"}
    with store.unit_of_work() as unit:
        unit.forget("maren.okafor")
        unit.forget("nobody")
    assert store.pseudonyms() == {"ben": "p-3"}
