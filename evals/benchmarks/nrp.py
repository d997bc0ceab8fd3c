"""Selection (next release problem): profit against proven optima, time to 0.99, time to proof.

FOLDER holds nrp*.txt files and, where optima are known, reference_optima.csv. Each instance is
solved at every ratio of budget to all costs that has a reference, or at the usual ones; it stops
when the optimum is proved. Every answer is checked by code that shares nothing with what found
it. Beside it, unless --no-baseline is given, run a greedy rule, plain HiGHS (which stops at our
limit) and plain CP-SAT (which gets ten seconds). Loops are compiled before anything is timed.
`mean_gap_percent` is against the reference, or against our own bound where there is none.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.errors import BadInput
from assistant.planning.solvers.selection.problem import Proof, Selection, SelectionProblem
from assistant.planning.solvers.selection.solve import Work, select
from evals.benchmarks.baselines.plain_selection import (
    PlainAnswer,
    greedy,
    plain_cp_sat,
    plain_highs,
)
from evals.benchmarks.checking.nrp import profit
from evals.benchmarks.instances.choosing import spread
from evals.benchmarks.instances.nrp import Case, read_cases

NEARLY = 0.99
"""The share of the optimum whose time is measured."""

SOON = 0.1
"""The time in seconds that it should take."""

MOVES, ROUNDS = 1_000, 5
"""Moves of the first round of search, and rounds before the proof begins."""

CP_SAT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What one way of solving made of a case; profit is None where the checker refused it."""

    profit: int | None
    is_proved: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """One case: what we found and when, and what the baselines did."""

    case: Case
    ours: Answer
    bound: int | None
    seconds_to_nearly: float | None
    baselines: dict[str, Answer]

    @property
    def best(self) -> int:
        """What profit is measured against."""
        known = (self.case.reference, self.bound, self.ours.profit, 0)
        return next(each for each in known if each is not None)

    def figures(self) -> dict[str, Any]:
        """Return the row as it is printed."""
        return {
            "name": self.case.instance.name,
            "ratio": float(self.case.ratio),
            "profit": self.ours.profit,
            "bound": self.bound,
            "reference": self.case.reference,
            "gap_percent": _gap(self.ours, self.best),
            "proved": self.ours.is_proved,
            "seconds_to_nearly": self.seconds_to_nearly,
            "seconds": self.ours.seconds,
        } | {name: (each.profit, each.seconds) for name, each in self.baselines.items()}


class _Stopwatch:
    """Notes when a value was first seen; it starts when it is made."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._begun = time.perf_counter()
        self.seen: list[tuple[float, int]] = []

    def __call__(self, value: int, bound: int | None) -> None:
        known = "" if bound is None else f" of at most {bound}"
        sys.stderr.write(f"{self._name} {self.seconds:.2f} s: {value}{known}\n")
        self.seen.append((self.seconds, value))

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return round(time.perf_counter() - self._begun, 3)

    def when(self, value: float) -> float | None:
        """Return when at least so much was first seen."""
        return next((at for at, seen in self.seen if seen >= value), None)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("folder", type=Path, help="of nrp*.txt files")
    parser.add_argument("--seconds", type=float, default=120.0, help="at most, for each case")
    parser.add_argument("--limit", type=int, help="only so many cases, spread evenly")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--no-baseline", action="store_true", help="only our own solver")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Solve every case and return the figures."""
    if not arguments.folder.is_dir():
        raise BadInput(f"There is no folder {arguments.folder}.")
    cases = spread(list(read_cases(arguments.folder)), arguments.limit)
    compiling = _compile()
    rows = [_measured(case, arguments) for case in cases]
    return {
        "benchmark": "nrp",
        "instances": len(rows),
        **_summed([row.ours for row in rows], rows),
        "optima_reached": sum(row.ours.profit == row.best for row in rows),
        "proved_within_10_s": _within([row.ours for row in rows], 10),
        "proved_within_120_s": _within([row.ours for row in rows], 120),
        "nearly_within_100_ms": sum(
            row.seconds_to_nearly is not None and row.seconds_to_nearly <= SOON for row in rows
        ),
        "slowest_seconds_to_nearly": max((row.seconds_to_nearly or 0 for row in rows), default=0),
        "seconds_each": arguments.seconds,
        "seconds_compiling": compiling,
        "baselines": {
            name: _summed([row.baselines[name] for row in rows], rows)
            for name in (rows[0].baselines if rows else ())
        },
        "rows": [row.figures() for row in rows],
    }


def _compile() -> float:
    """Make or load the compiled loops, and return how long that took."""
    begun = time.perf_counter()
    problem = SelectionProblem(values=[1, 1], costs=[[1, 1]], budgets=[1], needs=[(), ()])
    select(problem, Work(moves=1, fast=True))
    return round(time.perf_counter() - begun, 2)


def _measured(case: Case, arguments: argparse.Namespace) -> Row:
    problem = case.instance.problem(case.ratio)
    watch = _Stopwatch(f"{case.instance.name} at {float(case.ratio)}")
    work = Work(
        moves=MOVES,
        rounds=ROUNDS,
        seed=arguments.seed,
        fast=True,
        seconds=arguments.seconds,
    )
    found = select(problem, work, watch)
    seconds = watch.seconds
    if not isinstance(found, Selection):
        raise TypeError("nothing must be taken, so something can be")
    requirements = [item for item in found.chosen if item < len(case.instance.costs)]
    ours = Answer(_verified(case, requirements), found.proof is Proof.OPTIMAL, seconds)
    best = found.value if case.reference is None else case.reference
    return Row(
        case=case,
        ours=ours,
        bound=found.bound,
        seconds_to_nearly=watch.when(NEARLY * best),
        baselines={} if arguments.no_baseline else _baselines(case, arguments.seconds),
    )


def _baselines(case: Case, seconds: float) -> dict[str, Answer]:
    ways: dict[str, Callable[[], PlainAnswer]] = {
        "greedy": lambda: greedy(case.instance, case.ratio),
        "plain_highs": lambda: plain_highs(case.instance, case.ratio, seconds),
        "plain_cp_sat": lambda: plain_cp_sat(
            case.instance, case.ratio, min(seconds, CP_SAT_SECONDS)
        ),
    }
    return {name: _timed(case, way) for name, way in ways.items()}


def _timed(case: Case, way: Callable[[], PlainAnswer]) -> Answer:
    begun = time.perf_counter()
    found = way()
    seconds = round(time.perf_counter() - begun, 3)
    return Answer(_verified(case, sorted(found.requirements)), found.is_proved, seconds)


def _verified(case: Case, requirements: Sequence[int]) -> int | None:
    """Return the profit as the checker reckons it, or None where the choice breaks something."""
    brought, wrong = profit(case.instance, case.ratio, requirements)
    if wrong:
        sys.stderr.write(f"{case.instance.name}: {'; '.join(wrong[:3])}\n")
    return None if wrong else brought


def _summed(answers: Sequence[Answer], rows: Sequence[Row]) -> dict[str, Any]:
    gaps = [_gap(each, row.best) for each, row in zip(answers, rows, strict=True)]
    known = [gap for gap in gaps if gap is not None]
    return {
        "feasible": sum(each.profit is not None for each in answers),
        "mean_gap_percent": round(fmean(known), 4) if known else None,
        "worst_gap_percent": round(max(known), 4) if known else None,
        "proved": sum(each.is_proved and each.profit is not None for each in answers),
        "seconds": round(sum(each.seconds for each in answers), 2),
    }


def _within(answers: Sequence[Answer], seconds: float) -> int:
    return sum(each.is_proved and each.seconds <= seconds for each in answers)


def _gap(answer: Answer, best: int) -> float | None:
    if answer.profit is None:
        return None
    return 100 * (best - answer.profit) / best if best else 0.0
