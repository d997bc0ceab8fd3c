"""How soon a first plan is at hand, and how soon one changed item is planned again.

On generated portfolios of 1,000 and 10,000 items (teams with several skills, part-time, absences,
holidays, links). Times are milliseconds of one processor, which is what a person waits on a machine
that does nothing else; `first_run` is given by the clock as well. No folder is needed.

    from_snapshot   rows as objects in memory → backlog, people's time, order by worth, plan
    from_arrays     backlog and people's time → order by worth, plan
    placing         the order → when everything starts and finishes, alone
    first_run       from_snapshot, the very first call in a new process; `compiles` says whether
                    the compiler was even imported for it, so that its cache could matter
    replan          one item gets another size and worth, the plan is made again from the first
                    changed place on; the median and the longest of 200 changes
    solve           the search with its usual budget, and the bound

Every plan is checked by `checking.plans`, which shares nothing with the planner. The baseline is
always taking the best score among what can start, placed by the same rules in the same run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from assistant.planning.capacity.staffing import Staff, staff_backlog
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Backlog, read_backlog
from assistant.planning.sequencing.comparisons import simpler_orders
from assistant.planning.sequencing.replanning import KeptPlan
from assistant.planning.sequencing.schedule import Times
from assistant.planning.sequencing.search import USUAL_BUDGET
from assistant.planning.sequencing.solve import Solver
from assistant.policy import default_policy
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, ValueInput, WorkItem
from assistant.values.effort import MINUTES_PER_DAY
from evals.benchmarks.checking.plans import Stint, faults
from evals.benchmarks.instances.portfolios import generated_portfolio

_SIZES = (1_000, 10_000)
_SEED = 20261122
_REPEATS = 5
_CHANGES = 200
_WORTHWHILE = 0.005


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("folder", nargs="?", type=Path, help="not needed")
    parser.add_argument("--seconds", type=float, help="start nothing more after so long")
    parser.add_argument("--limit", type=int, help="so many portfolios, the smallest first")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Measure each size and return the figures."""
    begin = time.perf_counter()
    sizes: list[dict[str, Any]] = []
    for items in _SIZES[: arguments.limit]:
        if arguments.seconds is None or time.perf_counter() - begin < arguments.seconds:
            sizes.append(measure(items))
            sys.stderr.write(f"{sizes[-1]}\n")
    return {
        "benchmark": "interactive",
        "instances": len(sizes),
        "feasible": sum(not each["faults"] for each in sizes),
        "mean_gap_percent": _mean([each["gap_percent"] for each in sizes]),
        "proved": sum(each["gap_percent"] == 0 for each in sizes),
        "seconds": round(time.perf_counter() - begin, 3),
        "baseline_ready_first_gap_percent": _mean(
            [each["ready_first_gap_percent"] for each in sizes]
        ),
        "sizes": sizes,
    }


def measure(items: int) -> dict[str, Any]:
    """Measure one portfolio of so many items."""
    snapshot = _in_memory(items)
    backlog, staff = _read(snapshot)
    solver = Solver(backlog, staff, _WORTHWHILE)
    first = solver.evaluator.planned(list(solver.first_plan().finish))
    begin = time.process_time()
    solution = solver.solve(USUAL_BUDGET, 0, lambda *_: None)
    solved = _ms(begin)
    return {
        "items": items,
        "people": len(snapshot.all(Person)),
        "from_snapshot_ms": _median_ms(lambda: _plan(snapshot)),
        "from_arrays_ms": _median_ms(lambda: Solver(backlog, staff, _WORTHWHILE).first_plan()),
        "placing_ms": _median_ms(lambda: solver.evaluator.times(solution.order)),
        **_first_run(items),
        **_replans(solver),
        "solve_ms": solved,
        "gap_percent": _gap(solution.outcome[1], solution.bound),
        "ready_first_gap_percent": _gap(_ready_first_cost(solver), solution.bound),
        "faults": [
            fault
            for times in (first, solution.times)
            for fault in faults(snapshot, _stints(times, snapshot, solver))
        ],
    }


def _in_memory(items: int) -> Snapshot:
    """Return a portfolio whose rows have been read into objects, which is not timed."""
    snapshot = generated_portfolio(items, _SEED)
    for noun in (WorkItem, ValueInput, Dependency, Person):
        snapshot.all(noun)
    return snapshot


def _read(snapshot: Snapshot) -> tuple[Backlog, Staff]:
    backlog = read_backlog(snapshot, default_policy())
    return backlog, staff_backlog(snapshot, backlog)


def _plan(snapshot: Snapshot) -> Times:
    return Solver(*_read(snapshot), _WORTHWHILE).first_plan()


def _first_run(items: int) -> dict[str, Any]:
    """Plan in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_first_plan, items).result()


def _first_plan(items: int) -> dict[str, Any]:
    snapshot = _in_memory(items)
    begin, clock = time.process_time(), time.perf_counter()
    _plan(snapshot)
    by_clock = round(1000 * (time.perf_counter() - clock), 2)
    return {
        "first_run_ms": _ms(begin),
        "first_run_clock_ms": by_clock,
        "compiles": "numba" in sys.modules,
    }


def _replans(solver: Solver) -> dict[str, float]:
    """Change one item after another, each to another size and worth."""
    dice = random.Random(_SEED)  # noqa: S311 - seeded to be repeatable, not to be secret
    kept, staff = KeptPlan(solver.evaluator), solver.evaluator.staff
    times: list[float] = []
    for _ in range(_CHANGES):
        item = dice.randrange(len(staff.parts))
        minutes = [dice.randint(1, 8) * MINUTES_PER_DAY for _ in staff.parts[item]]
        weight = dice.randint(1, 200) * WEIGHT_GRAIN // 10
        begin = time.process_time()
        kept.change(item, minutes, weight)
        times.append(_ms(begin))
    return {"replan_ms": statistics.median(times), "longest_replan_ms": max(times)}


def _ready_first_cost(solver: Solver) -> float:
    candidates = solver.evaluator.backlog.candidates
    scores = [
        Decimal(each.weight) / Decimal(each.work) if each.work else None for each in candidates
    ]
    return simpler_orders(solver.evaluator, scores).ready_first_cost


def _stints(times: Times, snapshot: Snapshot, solver: Solver) -> list[Stint]:
    people = [person.key for person in snapshot.all(Person)]
    keys = [candidate.key for candidate in solver.evaluator.backlog.candidates]
    return [
        Stint(keys[part.item], part.skill, people[part.person], part.start, part.finish)
        for part in times.work
    ]


def _median_ms(action: Callable[[], object]) -> float:
    times = []
    for _ in range(_REPEATS):
        begin = time.process_time()
        action()
        times.append(_ms(begin))
    return statistics.median(times)


def _ms(begin: float) -> float:
    return round(1000 * (time.process_time() - begin), 2)


def _gap(cost: float, bound: float) -> float:
    return round(100 * (cost - bound) / cost, 2)


def _mean(values: Sequence[float]) -> float:
    return round(statistics.fmean(values), 2) if values else 0.0
