"""Forecasts: how fast plans are run, whether chances are exact, and whether they come true.

Without a FOLDER: a generated network of 1,000 items is run 10,000 times (links only), then one of
10,000 items, then a generated portfolio with people, whose plan is run with everybody's time.
A few runs of each are computed again by plain code that shares nothing with ours, and a chain is
compared with its exact distribution. `baseline_seconds` is the same network with NumPy's own
log-normal numbers. Nothing is compiled, so there is no warm-up to leave out.

With a FOLDER that holds `issues.csv` (see `instances/release_freeze.py`): from every Monday of
the second half of its weeks on, days and counts are forecast from the weeks before alone.
`coverage_p85` is how often the day given at 85 in 100 held; it should be 80–90 %. Method and limits
are the product's own, as docs/adr/0009-forecast.md tells.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.planning.forecast.draws import Factors, drawn, spread_factors, stream
from assistant.planning.forecast.replay import Replay, Step, Wait
from assistant.planning.forecast.sums import added, nothing
from evals.benchmarks.checking.replays import finishes, worst_distance
from evals.benchmarks.coverage import coverage
from evals.benchmarks.planned_portfolio import run_with_people

RUNS = 10_000
_BLOCK = 2_000
"""Runs that go side by side: as many as stay near the processor."""

_SIZES = (1_000, 10_000)
_SIGMA = 0.4
_SEED = 20261122
_CHECKED = 5
_CHAIN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("folder", nargs="?", type=Path, help="holds issues.csv")
    parser.add_argument("--seconds", type=float, help="start nothing more after so long")
    parser.add_argument("--limit", type=int, help="so many networks, or so many Mondays")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Measure and return the figures."""
    if arguments.folder is not None:
        return {"benchmark": "montecarlo", **coverage(arguments.folder, arguments.limit)}
    begin = time.perf_counter()
    networks = []
    for items in _SIZES[: arguments.limit]:
        if arguments.seconds is None or time.perf_counter() - begin < arguments.seconds:
            networks.append(measure(items))
            sys.stderr.write(f"{networks[-1]}\n")
    people = run_with_people(RUNS)
    sys.stderr.write(f"{people}\n")
    distance = chain_distance()
    cases = [*networks, people]
    return {
        "benchmark": "montecarlo",
        "runs": RUNS,
        "instances": len(cases),
        "feasible": sum(bool(case["verified"]) for case in cases),
        "proved": int(distance <= worst_distance(RUNS)),
        "mean_gap_percent": round(100 * distance, 3),
        "exact_distance_allowed_percent": round(100 * worst_distance(RUNS), 3),
        "seconds": round(time.perf_counter() - begin, 3),
        "warm_up_seconds": 0.0,
        "networks": networks,
        "with_people": people,
    }


def measure(items: int, runs: int = RUNS) -> dict[str, Any]:
    """Run a network of so many items, and the same with NumPy's own random numbers."""
    steps = network(items)
    block = min(_BLOCK, runs)
    cpu, wall = time.process_time(), time.perf_counter()
    table = spread_factors(_SIGMA)
    streams = [stream(_SEED, f"item {item}") for item in range(items)]
    ends = np.empty(runs)
    finish = np.empty(0)
    for first in range(0, runs, block):
        replay = Replay(items, (), (), block)
        finish = replay.run(steps, partial(_factors, table, streams, first, block))
        ends[first : first + block] = finish.max(axis=0)
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    begin = time.process_time()
    plain = _with_numpy(steps, items, runs, block)
    return {
        "items": items,
        "runs": runs,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu_seconds, 3),
        "baseline_cpu_seconds": round(time.process_time() - begin, 3),
        "p50_days": round(float(np.percentile(ends, 50)), 1),
        "p85_days": round(float(np.percentile(ends, 85)), 1),
        "baseline_p85_days": round(float(np.percentile(plain, 85)), 1),
        "verified": _is_verified(steps, streams, finish, runs - block),
    }


def _factors(table: Factors, streams: Sequence[int], first: int, runs: int, item: int) -> Factors:
    return drawn(table, streams[item], first, runs)


def network(items: int, seed: int = _SEED) -> list[Step]:
    """Return a network of items with up to three predecessors among the 200 before each."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    steps = []
    for item in range(items):
        count = min(item, rng.choice((0, 1, 1, 2, 2, 3)))
        before = sorted(rng.sample(range(max(0, item - 200), item), count))
        days = float(rng.choice((1, 2, 3, 5, 8)))
        steps.append(Step(item, None, days, tuple(Wait(each) for each in before)))
    return steps


def chain_distance(runs: int = RUNS) -> float:
    """Return how far a simulated chain of items is from its exact distribution, at the worst."""
    table = np.repeat([1.0, 2.0, 3.0, 5.0], len(spread_factors(_SIGMA)) // 4)
    steps = [Step(0, None, 1.0)]
    steps += [Step(item, None, 1.0, (Wait(item - 1),)) for item in range(1, _CHAIN)]
    streams = [stream(_SEED, f"link {item}") for item in range(_CHAIN)]
    finish = Replay(_CHAIN, (), (), runs).run(
        steps, lambda item: drawn(table, streams[item], 0, runs)
    )
    one = np.array([0, 0.25, 0.25, 0.25, 0, 0.25])
    exact = nothing()
    for _ in range(_CHAIN):
        exact = added(exact, one, 10 * _CHAIN)
    seen = np.bincount(finish[-1].astype(np.int64), minlength=len(exact)) / runs
    return float(np.abs(np.cumsum(seen) - np.cumsum(exact)).max())


def _with_numpy(steps: Sequence[Step], items: int, runs: int, block: int) -> NDArray[np.float64]:
    rng = np.random.default_rng(_SEED)
    ends = []
    for _ in range(0, runs, block):
        replay = Replay(items, (), (), block)
        finish = replay.run(steps, lambda _: rng.lognormal(0.0, _SIGMA, block))
        ends.append(finish.max(axis=0))
    return np.concatenate(ends)


def _is_verified(
    steps: Sequence[Step], streams: Sequence[int], finish: NDArray[np.float64], first: int
) -> bool:
    """Say whether plain code gives the same finishes for some runs of the last block."""
    table = spread_factors(_SIGMA)
    for run_number in range(_CHECKED):
        place = first + run_number
        start = place - place % 4
        days = [
            step.work * float(drawn(table, streams[step.item], start, 4)[place % 4])
            for step in steps
        ]
        again = finishes([[wait.item for wait in step.waits] for step in steps], days)
        if not np.allclose(again, finish[:, run_number]):
            return False
    return True
