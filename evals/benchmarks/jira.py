"""Reading a large Jira: time, memory, and what a reading that was killed asks for again.

A Jira of generated issues is served on loopback and read by the real adapter in processes of their
own, so that their peak memory is their own. It needs the project's tests folder, where that Jira
lives.

    whole     the first reading, with changes, mapped to nouns
    again     a later one: what was updated, and the proof that nothing is missing
    killed    a first reading whose process is killed half way, and the one after it

Verified without the adapter: keys and standing of all that was read are what the server holds.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from pydantic import SecretStr

from assistant.adapters.jira_cloud.access import JiraAccess
from assistant.adapters.jira_cloud.site import JiraSite
from assistant.adapters.jira_cloud.source import JiraSource
from assistant.adapters.jira_cloud.waiting import Waiting
from assistant.adapters.system_clock import SystemClock
from assistant.errors import BadInput
from assistant.portfolio.work import WorkItem
from assistant.ports.progress import Silent

_TOKEN = "benchmark"  # noqa: S105 - of a server on loopback that asks for none
_CATEGORIES = ("to do", "in progress", "done")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("--issues", type=int, default=10_000)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Serve, read in other processes, and return the figures."""
    try:
        from tests.fakes.jira_server import JiraServer, filled, serving
    except ModuleNotFoundError as error:
        message = "the Jira that is read lives in the project's tests folder."
        raise BadInput(message, remedy="Run it from the project's folder.") from error
    count = arguments.issues
    server = JiraServer()
    filled(server, count)
    for issue in server.issues.values():
        issue.fields["description"] = _description(issue.id)
        issue.changes.extend((issue.created, "status", "1", to) for to in ("3", "5", "1"))
    truth = {
        issue.key: _CATEGORIES[(issue.id - 10_001 + 1) % len(_CATEGORIES)]
        for issue in server.issues.values()
    }
    with serving(server), tempfile.TemporaryDirectory(prefix="pmo-jira-") as folder:
        whole, asked = _measured(server.url, f"{folder}/whole"), len(server.turns)
        again = _measured(server.url, f"{folder}/whole")
        asked_again = len(server.turns) - asked
        server.turns.clear()
        _killed(server.url, f"{folder}/killed", count // 2)
        after = _measured(server.url, f"{folder}/killed")
        pages = len(server.pages())
        needed = -(-count // server.page_cap)
    readings = (whole, again, after)
    figures = {
        "benchmark": "jira",
        "instances": len(readings),
        "issues": count,
        "feasible": sum(each["complete"] and each["read"] == truth for each in readings),
        "seconds": whole["seconds"],
        "seconds_again": again["seconds"],
        "requests": asked,
        "requests_again": asked_again,
        "peak_mb": max(each["peak_mb"] for each in readings),
        "pages_read_again_after_kill": pages - needed,
    }
    sys.stderr.write(f"{figures}\n")
    return figures


def _description(number: int) -> Mapping[str, Any]:
    """Return a text of some two thousand characters, as Jira writes it."""
    words = " ".join(f"sentence {number} of a text that somebody wrote once" for _ in range(40))
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": words}]}
    return {"type": "doc", "version": 1, "content": [paragraph]}


def _measured(url: str, cache: str) -> Mapping[str, Any]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, url, cache, None).result()


def _killed(url: str, cache: str, after: int) -> None:
    """Read in a process that kills itself after so many issues."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        try:
            process.submit(measure, url, cache, after).result()
        except BrokenProcessPool:
            return
    raise AssertionError


def measure(url: str, cache: str, killed_after: int | None) -> Mapping[str, Any]:
    """Read everything once; return what was read, the seconds, and the most memory used."""
    site = JiraSite(
        url=url, email="reader@example.org", token=SecretStr(_TOKEN), cache=Path(cache)
    )
    access = JiraAccess(site, Waiting(SystemClock(), Random(1)))  # noqa: S311 - spreads attempts, guards nothing
    begun = time.perf_counter()
    batch = JiraSource(Path("jira:"), access).read(None, _Killing(killed_after))
    seconds = time.perf_counter() - begun
    rows = batch.frames[WorkItem].select("key", "category").iter_rows()
    return {
        "complete": batch.complete,
        "read": dict(rows),
        "seconds": round(seconds, 1),
        "peak_mb": _peak_mb(),
    }


class _Killing(Silent):
    """Kills its own process after so many issues, as a machine might."""

    def __init__(self, after: int | None) -> None:
        self._after = after

    def step(self, what: str, done: int, total: int | None) -> None:  # noqa: ARG002 - the port's
        """Kill where enough is done."""
        if self._after is not None and done >= self._after:
            os.kill(os.getpid(), signal.SIGKILL)


def _peak_mb() -> int:
    """Return the most memory this process has used; the unit differs between systems."""
    per_mb = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // per_mb
