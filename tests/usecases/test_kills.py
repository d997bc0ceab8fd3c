"""Killed at any moment: no approval that was acknowledged is lost, no message doubled or missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.stores import postgresql_url
from tests.planning.soaking import is_soak, tell
from tests.usecases.killed_approver import POINTS

ROOT = Path(__file__).parents[2]
TAKE_OVER_SECONDS = 30
"""A round of a worker, and the time for what is left; the rest is a machine that others use."""


def child(*arguments: str) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.returncode, done.stderr)
    return [int(word) for word in done.stdout.split()]


@pytest.mark.timeout(3600)
def test_no_acknowledged_approval_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kills, seed = (1_000 if is_soak() else 30), 7
    url = f"sqlite:///{tmp_path}/store.db"
    acknowledged, between = child("tests.usecases.killed_approver", url, str(kills), str(seed))
    tell(capsys, f"{kills} kills (seed {seed}): {acknowledged} acknowledged, {between} in between")
    assert acknowledged > 0
    assert between > 0


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_commit_an_approval_is_whole_or_not_there(tmp_path: Path, point: str) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    said = child("tests.usecases.killed_approver", url, "3", "1", point)
    assert said == [0, 3]


@pytest.mark.timeout(1200)
def test_a_killed_worker_is_taken_over_and_nothing_is_sent_twice(tmp_path: Path) -> None:
    points = range(1, 17) if is_soak() else (6,)
    killed = child("tests.usecases.killed_worker", str(tmp_path), *map(str, points))
    assert killed[0] >= len(points) * 3 // 4


@pytest.mark.timeout(1200)
def test_several_workers_on_a_server_share_the_work_and_take_over_from_the_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = [(3, 120, 6, seed) for seed in range(1, 6)] if is_soak() else [(3, 12, 2, 7)]
    for run in runs:
        folder = tmp_path / str(run[-1])
        folder.mkdir()
        given = [postgresql_url(), str(folder), *map(str, run)]
        killed, busy, tenths = child("tests.usecases.crowded_workers", *given)
        tell(capsys, f"workers, messages, kills, seed {run}: all there {tenths / 10} s later")
        assert killed == run[2]
        assert busy > 1
        assert tenths < TAKE_OVER_SECONDS * 10
