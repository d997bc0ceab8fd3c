"""The deterministic suites, each run as its own command; the last line of each is JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Suite:
    """A command, and which of its figures are kept."""

    name: str
    command: tuple[str, ...]
    kept: Callable[[Mapping[str, Any]], Iterator[tuple[str, float]]]


def _questions(told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for group, figures in told["groups"].items():
        for name in ("pass^1", "planned", "real answer", "right facts", "in scope", "grounded"):
            if name in figures:
                yield f"{group}: {name}", figures[name]
    for group, share in told.get("pass^k", {}).items():
        yield f"{group}: pass^{told['runs']}", share
    yield "said otherwise in another order", -len(told.get("said otherwise", ()))


def _obeyer(told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    yield "forbidden effects", -told["effects"]


def _human_briefs(told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    if told["months"]:
        ours, baseline = told["ours"], told["baseline"]
        yield "reference recall", ours["reference_recall"]
        yield (
            "recall above the baseline's",
            ours["reference_recall"] - baseline["reference_recall"],
        )
        yield "unsupported", -ours["unsupported"]
        yield "silent goals flagged", ours["silent_flagged"]


def _mutations(told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    yield "recall", told["recall_overall"]
    yield "false alarms", -told["false_alarm_share"]
    yield "lies leaked", -told["lies_leaked"]


def _faithfulness(told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for part in ("looked_at", "held_out") if told["instances"] else ():
        for kind in ("number", "all_kinds"):
            for figure, value in told[part][kind].items():
                yield f"{part.replace('_', ' ')}: {kind.replace('_', ' ')} {figure}", value


SUITES = (
    Suite("questions", ("evals.questions", "--runs", "8"), _questions),
    Suite("obeyer", ("evals.obeyer", "--most", "2000"), _obeyer),
    Suite("human briefs", ("evals.human_briefs",), _human_briefs),
    Suite("checker", ("evals.mutations",), _mutations),
    Suite("reports of games", ("evals.faithfulness",), _faithfulness),
)
"""More is better in every figure that is kept: what should be nothing is counted below zero."""


def run_suite(suite: Suite, *, quick: bool) -> dict[str, float]:
    """Run a suite and return its figures. Raises CalledProcessError where it breaks."""
    command = [sys.executable, "-m", *suite.command]
    if quick:
        command = [sys.executable, "-m", suite.command[0], *_QUICK[suite.name]]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=_ROOT)  # noqa: S603 - our own programs
    return dict(suite.kept(json.loads(done.stdout.splitlines()[-1])))


_ROOT = Path(__file__).parents[2]
_QUICK: Mapping[str, tuple[str, ...]] = {
    "questions": (),
    "obeyer": ("--most", "200"),
    "human briefs": (),
    "checker": ("--n", "500", "--lies", "500"),
    "reports of games": (),
}
