"""Multi-skill project scheduling (MSPSP): makespan against the best known, proofs and baselines.

FOLDER holds MiniZinc data files and, where it is known, `reference_makespans.csv`. Each instance
is solved by our search and solver together, then by plain CP-SAT in the same time on the same
threads, and once by the rule our search starts from. Every answer is checked by code that shares
nothing with what found it. `mean_gap_percent` is over the best known, or over the better of both
runs where nothing is known.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.errors import BadInput
from assistant.planning.solvers.multiskill.problem import MultiSkillProblem
from assistant.planning.solvers.multiskill.schedule import MultiSkillSchedule
from assistant.planning.solvers.multiskill.search import first_schedule
from assistant.planning.solvers.multiskill.solve import Budget, solve
from evals.benchmarks.baselines.plain_multiskill import plain_cp_sat
from evals.benchmarks.checking.mspsp import violations
from evals.benchmarks.instances.choosing import spread
from evals.benchmarks.instances.mspsp import read_mspsp, read_references

_THREADS = 2
_UNLIMITED = 10**9
"""The clock ends a timed run, not the count of its work."""


@dataclass(frozen=True)
class Row:
    """One instance: makespans, None where nothing valid was found, and the best known."""

    name: str
    ours: int | None
    bound: int
    rule: int | None
    plain: int | None
    plain_proved: bool
    known: int | None
    seconds: float

    @property
    def best(self) -> int:
        """What gaps are measured against."""
        found = [each for each in (self.ours, self.plain, self.rule) if each is not None]
        return min(found) if self.known is None else self.known

    @property
    def is_proved(self) -> bool:
        """Whether our schedule is known to be shortest."""
        return self.ours == self.bound


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("folder", type=Path, help="of .dzn files")
    parser.add_argument("--seconds", type=float, default=30.0, help="for each instance and solver")
    parser.add_argument("--limit", type=int, help="only so many instances, spread evenly")
    parser.add_argument("--seed", type=int, default=0)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Solve every instance and return the figures."""
    files = sorted(arguments.folder.rglob("*.dzn"))
    if not files:
        raise BadInput(f"There is no .dzn file in {arguments.folder}.")
    known = {
        name: reference
        for path in sorted(arguments.folder.rglob("reference_makespans.csv"))
        for name, reference in read_references(path).items()
    }
    rows = []
    for path in spread(files, arguments.limit):
        rows.append(_measured(path, known, arguments.seconds, arguments.seed))
        sys.stderr.write(f"{rows[-1]}\n")
    return {
        "benchmark": "multiskill",
        "instances": len(rows),
        "feasible": sum(row.ours is not None for row in rows),
        "mean_gap_percent": _mean_gap([(row.ours, row.best) for row in rows]),
        "worst_gap_percent": max(
            (_gap(row.ours, row.best) for row in rows if row.ours), default=None
        ),
        "proved": sum(row.is_proved for row in rows),
        "proved_where_reference_is": sum(
            row.is_proved and known.get(row.name, (0, False))[1] for row in rows
        ),
        "references_proved": sum(known.get(row.name, (0, False))[1] for row in rows),
        "better_than_known": sum(row.ours is not None and row.ours < row.best for row in rows),
        "seconds": round(sum(row.seconds for row in rows), 2),
        "seconds_each": arguments.seconds,
        "baselines": {
            "priority_rule": {
                "feasible": sum(row.rule is not None for row in rows),
                "mean_gap_percent": _mean_gap([(row.rule, row.best) for row in rows]),
            },
            "plain_cp_sat": {
                "feasible": sum(row.plain is not None for row in rows),
                "mean_gap_percent": _mean_gap([(row.plain, row.best) for row in rows]),
                "proved": sum(row.plain_proved for row in rows),
                "threads": _THREADS,
            },
        },
        "rows": [
            {"name": row.name, "makespan": row.ours, "bound": row.bound, "best_known": row.known}
            for row in rows
        ],
    }


def _measured(path: Path, known: dict[str, tuple[int, bool]], seconds: float, seed: int) -> Row:
    problem = read_mspsp(path)
    begun = time.perf_counter()
    budget = Budget(_UNLIMITED, _UNLIMITED, seconds, _THREADS)
    solved = solve(problem, time.perf_counter, budget, seed)
    took = time.perf_counter() - begun
    plain, proved = plain_cp_sat(problem, seconds, _THREADS, seed)
    return Row(
        name=path.stem,
        ours=_verified(path, problem, solved.schedule),
        bound=solved.bound,
        rule=_verified(path, problem, first_schedule(problem)),
        plain=_verified(path, problem, plain) if plain else None,
        plain_proved=proved,
        known=known[path.stem][0] if path.stem in known else None,
        seconds=round(took, 2),
    )


def _verified(path: Path, problem: MultiSkillProblem, found: MultiSkillSchedule) -> int | None:
    """Return the makespan as the checker reckons it, or None where the answer breaks something."""
    broken = violations(problem, found.starts, found.staffing)
    if broken:
        sys.stderr.write(f"{path.name}: {'; '.join(broken[:3])}\n")
        return None
    ends = (start + length for start, length in zip(found.starts, problem.durations, strict=True))
    return max(ends, default=0)


def _gap(found: int | None, best: int) -> float:
    return 100 * ((found or 0) - best) / best if best else 0.0


def _mean_gap(pairs: list[tuple[int | None, int]]) -> float | None:
    gaps = [_gap(found, best) for found, best in pairs if found is not None]
    return round(fmean(gaps), 3) if gaps else None
