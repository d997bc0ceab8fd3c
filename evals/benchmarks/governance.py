"""How fast governance is ready, and answers, with years of proposals and audit events behind it.

Each command runs in a process of its own, as people run it: `seconds` are from its start to its
end, the first after a restart included. The sample portfolio lies under it, with thousands of
decided proposals, some that wait, and a long audit chain.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.adapters.sql_store.address import database_at
from assistant.adapters.sql_store.governance_tables import PROPOSALS
from assistant.bootstrap import build_app
from assistant.governance.effects import CorrectInput, RecordDecision
from assistant.governance.proposal import Proposal, ProposalState, Step, Taken
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.load_sample import load_sample
from assistant.values import Statement
from evals.benchmarks.audit import write_events

READY_SECONDS = 5.0
_AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
_CHUNK = 5_000
_WAITING = 40
_LEAD = ("--viewer", "maren.okafor")
_CELL = ("value_inputs", "KEY-8/cost of delay", "value")
_ASKED = {
    "ready": ("audit", "show", "P-7", *_LEAD),
    "proposals": ("proposals", *_LEAD),
    "one_proposal": ("proposals", "P-7", *_LEAD),
    "propose": ("propose", "correction", *_CELL, "3", "--viewer", "luis.ferrant"),
    "approve": ("approve", "{new}", *_LEAD),
    "record": ("decide", "Harbor goes on", "--by", "ingrid.solheim", *_LEAD),
    "roles": ("users", "list", *_LEAD),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("--proposals", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=1_000_000)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Fill a store, ask it, and return how long each answer took."""
    with tempfile.TemporaryDirectory(prefix="pmo-governance-") as folder:
        url = f"sqlite:///{Path(folder) / 'pmo.db'}"
        settings = (f"PMO_STORE_URL={url}", f"PMO_AUDIT_KEY={folder}/key.pem")
        load_sample(build_app(url), sample_folders(), Silent())
        code = _pmo(settings, ("users", "init"))[-1].strip()
        _write_proposals(url, arguments.proposals)
        write_events(url, arguments.events)
        for asked in (
            ("users", "claim", code, *_LEAD),
            ("users", "grant", "maren.okafor", "PMO lead", *_LEAD),
            ("users", "grant", "luis.ferrant", "program lead", *_LEAD),
        ):
            _pmo(settings, asked)
        new = f"P-{arguments.proposals + 1}"
        answers = {
            name: _pmo(settings, tuple(part.format(new=new) for part in asked))
            for name, asked in _ASKED.items()
        }
        seconds = {name: wall for name, (wall, _, _) in answers.items()}
    return {
        "benchmark": "governance",
        "proposals": arguments.proposals,
        "events": arguments.events,
        "ready_seconds": seconds["ready"],
        "holds": max(seconds.values()) <= READY_SECONDS,
        "seconds": seconds,
        "cpu_seconds": {name: cpu for name, (_, cpu, _) in answers.items()},
    }


def _pmo(settings: tuple[str, ...], asked: tuple[str, ...]) -> tuple[float, float, str]:
    """Run a command in a process of its own; return its seconds, CPU seconds, and what it said."""
    code = ("-c", "from assistant.main import run; run()")
    began, used = time.perf_counter(), _children_cpu()
    done = subprocess.run(  # noqa: S603 - our own command
        ["/usr/bin/env", *settings, sys.executable, *code, *asked],
        capture_output=True,
        text=True,
        check=False,
    )
    wall, cpu = time.perf_counter() - began, _children_cpu() - used
    if done.returncode:
        raise SystemExit(f"pmo {' '.join(asked)}: {done.stderr}")
    sys.stderr.write(f"{wall:.2f} s, CPU {cpu:.2f} s  pmo {' '.join(asked)}\n")
    return round(wall, 2), round(cpu, 2), done.stdout


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _write_proposals(url: str, count: int) -> None:
    """Write proposals of two kinds, decided but for the last few."""
    import polars as pl

    database = database_at(url, patience=5.0)
    for start in range(0, count, _CHUNK):
        made = [_proposal(n, count) for n in range(start + 1, min(start + _CHUNK, count) + 1)]
        rows = [
            {
                "number": int(each.id.removeprefix("P-")),
                "id": each.id,
                "state": each.state.value,
                "effect": each.effect.kind.value,
                "made_at": each.made_at,
                "body": each.model_dump_json(),
            }
            for each in made
        ]
        with database.writing() as session:
            session.append(PROPOSALS, pl.DataFrame(rows, schema=dict(PROPOSALS.columns)))


def _proposal(number: int, count: int) -> Proposal:
    waits = number > count - _WAITING
    steps = (Step.SUBMIT,) if waits else (Step.SUBMIT, Step.APPROVE, Step.APPLY)
    effect = (
        RecordDecision(number=number, text="Go on", chair="maren.okafor", decided_on=_AT.date())
        if number % 2
        else CorrectInput(
            table="work_items", key=f"ATL-{number % 15 + 1}", field="name", before="a", after="b"
        )
    )
    return Proposal(
        id=f"P-{number}",
        effect=effect,
        words=Statement(text="Something is decided."),
        revision="r",
        policy_hash="p",
        authors=frozenset({"luis.ferrant"}),
        made_at=_AT,
        state=ProposalState.PENDING if waits else ProposalState.APPLIED,
        history=tuple(Taken(step=step, by="maren.okafor", at=_AT) for step in steps),
    )
