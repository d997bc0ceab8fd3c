"""`pmo worker` without --once: it goes on until it is told to stop, and only one does."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.test_publish import INGRID, MAREN, ROOT

SCRIPT = "from assistant.main import run; run()"
PATIENCE_SECONDS = 60


@contextmanager
def at_work(store: str) -> Iterator[subprocess.Popen[str]]:
    """A worker in a process of its own, once it has said that it works."""
    command = [sys.executable, "-W", "error", "-c", SCRIPT, "worker", "--store", store]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert "At work" in process.stderr.readline()
        try:
            yield process
        finally:
            process.kill()


def wait_until(there: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not list(there.glob("*.md")):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_it_brings_out_what_is_approved_and_stops_when_told(
    office: Pmo, own_store: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    office("brief", *INGRID)
    office("publish", "exec", "--to", str(out), *INGRID)
    assert office("approve", "P-1", *MAREN).code == 0
    with at_work(own_store) as worker:
        wait_until(out)
        second = subprocess.run(
            [sys.executable, "-c", SCRIPT, "worker", "--store", own_store],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert "Another worker is at work on this store." in second.stderr
        worker.send_signal(signal.SIGTERM)
        said, complained = worker.communicate(timeout=PATIENCE_SECONDS)
        assert (worker.returncode, said, complained) == (0, "", "")
    assert office("deliveries", "--json", *MAREN).data[0]["state"] == "delivered"
