"""A chain that was touched is found out; one that was not is vouched for, as far as that goes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import settings

from assistant.adapters.signing import FileSigner
from assistant.governance.audit.checkpoint import Checkpoint, Head, checkpoint
from assistant.governance.audit.verification import Fault, verify
from tests.governance.audit.chains import START, WAYS, chain, framed, rehashed, rows_of

TAKEN_AT = 40
EVENTS = chain(50)


@pytest.fixture
def signer(tmp_path: Path) -> FileSigner:
    return FileSigner(tmp_path / "key.pem")


@pytest.fixture
def outside(signer: FileSigner) -> Checkpoint:
    """A checkpoint of the first forty events, kept where nobody can change it."""
    head = Head(number=TAKEN_AT, hash=EVENTS[TAKEN_AT - 1].hash)
    return checkpoint(EVENTS[0].hash, head, START, signer)


def test_an_untouched_chain_holds_and_is_vouched_for_up_to_the_checkpoint(
    signer: FileSigner, outside: Checkpoint
) -> None:
    verified = verify(framed(rows_of(EVENTS)), [outside], signer)
    assert verified.holds
    assert (verified.events, verified.vouched) == (50, TAKEN_AT)
    assert verified.head == Head(number=50, hash=EVENTS[-1].hash)


def test_an_empty_chain_holds_and_nothing_is_vouched_for(signer: FileSigner) -> None:
    verified = verify(framed([]), [], signer)
    assert verified.holds
    assert (verified.head, verified.vouched) == (Head(), 0)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("chained_anew", [False, True])
def test_whatever_is_rewritten_before_the_checkpoint_is_found(
    way: str,
    chained_anew: bool,  # noqa: FBT001 - pytest passes parameters by name
    signer: FileSigner,
    outside: Checkpoint,
) -> None:
    tries = 210 if settings.get_current_profile_name() == "soak" else 12
    seed = random.randrange(10**6) if tries > 12 else 20261116
    print(f"seed {seed}")  # noqa: T201 - pytest shows it where the test fails
    dice = random.Random(seed)
    rows = rows_of(EVENTS)
    for _ in range(tries):
        at = dice.randrange(TAKEN_AT - 1)
        touched = WAYS[way](rows, at, dice)
        if chained_anew:
            touched = rehashed(touched, 0)
        verified = verify(framed(touched), [outside], signer)
        assert not verified.holds, (seed, way, at)
        assert verified.vouched == 0


def test_what_came_after_the_checkpoint_is_out_of_its_reach_and_said_to_be(
    signer: FileSigner, outside: Checkpoint
) -> None:
    touched = rehashed(WAYS["edit"](rows_of(EVENTS), 45, random.Random(1)), 45)
    verified = verify(framed(touched), [outside], signer)
    assert verified.holds
    assert verified.vouched == TAKEN_AT
    assert verified.events > verified.vouched


def test_a_checkpoint_signed_by_somebody_else_vouches_for_nothing(
    tmp_path: Path, signer: FileSigner, outside: Checkpoint
) -> None:
    other = FileSigner(tmp_path / "other.pem")
    forged = checkpoint(outside.store, outside.head, START, other)
    chain_frame = framed(rows_of(EVENTS))
    assert _faults(verify(chain_frame, [forged], signer)) == [Fault.UNTRUSTED]
    assert verify(chain_frame, [forged], signer, frozenset({other.key})).holds
    changed = outside.model_copy(update={"head": Head(number=1, hash=EVENTS[0].hash)})
    assert _faults(verify(chain_frame, [changed], signer)) == [Fault.FORGED]


def test_another_store_s_checkpoint_is_told_apart(signer: FileSigner) -> None:
    foreign = checkpoint("f" * 64, Head(number=1, hash=EVENTS[0].hash), START, signer)
    assert _faults(verify(framed(rows_of(EVENTS)), [foreign], signer)) == [Fault.FOREIGN]


def test_a_cell_that_was_emptied_is_a_change(signer: FileSigner, outside: Checkpoint) -> None:
    rows = rows_of(EVENTS)
    number, at, _, *rest = rows[10]
    touched = framed([*rows[:10], (number, at, None, *rest), *rows[11:]])  # type: ignore[list-item]  # that is the damage
    assert _faults(verify(touched, [outside], signer)) == [Fault.CHANGED, Fault.SHORTER]


def _faults(verified: object) -> list[Fault]:
    return [each.fault for each in verified.found]  # type: ignore[attr-defined]  # a Verified
