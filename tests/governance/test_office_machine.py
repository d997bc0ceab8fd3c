"""Whatever anybody does in whatever order: nothing leaves or changes without a valid approval."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.governance.office_machine import COUNTS, OfficeMachine
from tests.planning.soaking import is_soak, tell

STEPS = 10_000


@pytest.mark.timeout(3_600)
def test_nothing_happens_without_a_valid_approval(capsys: pytest.CaptureFixture[str]) -> None:
    wanted, first = (STEPS if is_soak() else 60), 20261116
    tried = 0
    while COUNTS.steps < wanted or (not _is_covered() and COUNTS.steps < 20 * wanted):
        how = settings(
            max_examples=20 if is_soak() else 2,
            stateful_step_count=60,
            database=None,
            phases=(Phase.generate,),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(seed(first + tried)(_machine()), settings=how, _min_steps=25)
        tried += 1
    tell(
        capsys,
        f"{COUNTS.steps} steps (seeds {first} to {first + tried - 1}): {COUNTS.crashes} crashes; "
        + ", ".join(f"{name} {count}" for name, count in sorted(COUNTS.done.items())),
    )
    assert _is_covered()


def _is_covered() -> bool:
    """Say whether somebody approved and some process died: else little was tried."""
    return COUNTS.crashes > 0 and COUNTS.done["approve"] + COUNTS.done["act alone"] > 0


def _machine() -> type[OfficeMachine]:
    """A machine of its own, since a seed is bound to a class."""
    return type("SeededOffice", (OfficeMachine,), {})
