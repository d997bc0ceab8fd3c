"""Multi-mode, multi-project scheduling (MISTA 2013): total project delay, then total makespan.

FOLDER holds the challenge's instances (.txt) beside the .mm projects they name. Each is solved by
the compiled search, and once by the rule that it starts from. Every answer is checked by code that
shares nothing with what found it. Gaps are of the total project delay over the best results of
the challenge, as far as they are known here; a gap over a best delay of zero is over one.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.errors import BadInput
from assistant.planning.solvers.multimode.problem import MultiModeProblem, MultiModeSchedule
from assistant.planning.solvers.multimode.solve import Budget, first_schedule, solve
from evals.benchmarks.checking.mista import objective, violations
from evals.benchmarks.instances.choosing import spread
from evals.benchmarks.instances.mista import CHALLENGE_BEST, read_mista

_UNLIMITED = 10**12
"""The clock ends a timed run, not the count of its steps."""


@dataclass(frozen=True)
class Row:
    """One instance: (total delay, total makespan), None where nothing valid was found."""

    name: str
    jobs: int
    ours: tuple[int, int] | None
    rule: tuple[int, int] | None
    best: tuple[int, int] | None
    steps: int
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("folder", type=Path, help="of .txt instances and their .mm projects")
    parser.add_argument("--seconds", type=float, default=30.0, help="for each instance")
    parser.add_argument("--limit", type=int, help="only so many instances, spread evenly")
    parser.add_argument("--seed", type=int, default=0)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Solve every instance and return the figures."""
    files = sorted(arguments.folder.glob("*.txt"), key=_by_number)
    if not files:
        raise BadInput(f"There is no .txt instance in {arguments.folder}.")
    begun = time.perf_counter()
    solve(read_mista(files[0]), time.perf_counter, Budget(1, is_compiled=True))
    warm_up = time.perf_counter() - begun
    rows = []
    for path in spread(files, arguments.limit):
        rows.append(_measured(path, arguments.seconds, arguments.seed))
        sys.stderr.write(f"{rows[-1]}\n")
    return {
        "benchmark": "multiproject",
        "instances": len(rows),
        "feasible": sum(row.ours is not None for row in rows),
        "mean_gap_percent": _mean_gap([(row.ours, row.best) for row in rows]),
        "proved": 0,
        "better_than_challenge": sum(
            row.best is not None and row.ours is not None and row.ours < row.best for row in rows
        ),
        "total_delay": sum(row.ours[0] for row in rows if row.ours),
        "seconds": round(sum(row.seconds for row in rows), 2),
        "seconds_each": arguments.seconds,
        "warm_up_seconds": round(warm_up, 2),
        "baselines": {
            "priority_rule": {
                "feasible": sum(row.rule is not None for row in rows),
                "mean_gap_percent": _mean_gap([(row.rule, row.best) for row in rows]),
                "total_delay": sum(row.rule[0] for row in rows if row.rule),
            }
        },
        "rows": [asdict(row) for row in rows],
    }


def _by_number(path: Path) -> tuple[str, int]:
    match = re.fullmatch(r"(.*?)(\d*)", path.stem)
    return (match[1], int(match[2] or 0)) if match else (path.stem, 0)


def _measured(path: Path, seconds: float, seed: int) -> Row:
    problem = read_mista(path)
    begun = time.perf_counter()
    solved = solve(problem, time.perf_counter, Budget(_UNLIMITED, seconds, is_compiled=True), seed)
    took = time.perf_counter() - begun
    return Row(
        name=path.stem,
        jobs=problem.size,
        ours=_verified(path, problem, solved.schedule),
        rule=_verified(path, problem, first_schedule(problem)),
        best=CHALLENGE_BEST.get(path.stem),
        steps=solved.steps,
        seconds=round(took, 2),
    )


def _verified(
    path: Path, problem: MultiModeProblem, found: MultiModeSchedule
) -> tuple[int, int] | None:
    """Return the objective as the checker reckons it, or None where the answer breaks something."""
    broken = violations(problem, found.starts, found.modes)
    if broken:
        sys.stderr.write(f"{path.name}: {'; '.join(broken[:3])}\n")
        return None
    return objective(problem, found.starts, found.modes)


def _mean_gap(
    pairs: list[tuple[tuple[int, int] | None, tuple[int, int] | None]],
) -> float | None:
    gaps = [
        100 * (found[0] - best[0]) / max(best[0], 1)
        for found, best in pairs
        if found is not None and best is not None
    ]
    return round(fmean(gaps), 3) if gaps else None
