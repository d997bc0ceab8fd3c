"""What the two scheduling benchmarks share: their options, one run of an instance, and the means."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from assistant.errors import BadSource
from assistant.planning.solvers.scheduling.effort import Deadline, Effort, Status
from assistant.planning.solvers.scheduling.problem import Problem
from assistant.planning.solvers.scheduling.schedule import schedule
from evals.benchmarks.baselines import plain_scheduling
from evals.benchmarks.checking.schedules import faults, makespan, weighted_finish
from evals.benchmarks.instances.choosing import spread
from evals.benchmarks.instances.psplib import ProjectInstance, read_instance

SETS = ("j30", "j60", "j90", "j120")
_SEED = 20261116


class Answer(NamedTuple):
    """One answer, as the independent checker sees it."""

    cost: int | None
    """None where there is no schedule, or a wrong one."""
    bound: int
    proved: bool
    seconds: float


class Run(NamedTuple):
    """The answers for one instance."""

    instance: ProjectInstance
    ours: Answer
    rule: Answer
    cp_sat: Answer | None


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("folder", type=Path, help="sub-folders of instances, .dzn or .sm")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each instance")
    parser.add_argument("--limit", type=int, help="instances of each set, spread over it")
    parser.add_argument("--sets", nargs="+", default=list(SETS), help="which sub-folders")
    parser.add_argument("--no-baseline", action="store_true", help="leave CP-SAT's run out")


def chosen(arguments: argparse.Namespace) -> dict[str, list[ProjectInstance]]:
    """Return the instances of each set that there is."""
    found = {}
    for name in arguments.sets:
        folder = arguments.folder / name
        paths = sorted(path for path in folder.glob("*") if path.suffix in {".dzn", ".sm"})
        if paths:
            found[name] = [read_instance(path) for path in spread(paths, arguments.limit)]
    if not found:
        sets = ", ".join(arguments.sets)
        raise BadSource(f"There are no instances in {sets}.", file=str(arguments.folder))
    return found


def warm_up(weighted: bool) -> float:  # noqa: FBT001 - one question
    """Load or compile the inner loops before anything is timed; return the seconds it took."""
    began = time.perf_counter()
    beyond_the_bound = Problem(
        durations=np.array([1, 1, 1]),
        demands=np.array([[2], [2], [2]]),
        capacities=np.array([3]),
        links=np.empty((0, 3), dtype=np.int64),
    )
    weights = np.array([1, 1, 1]) if weighted else None
    schedule(beyond_the_bound, weights, Effort(schedules=50, proof=0.1))
    return round(time.perf_counter() - began, 1)


def run_one(
    instance: ProjectInstance, weights: list[int] | None, arguments: argparse.Namespace
) -> Run:
    """Answer one instance in every way, one after the other."""

    def seen(answer: Callable[[], tuple[list[int] | None, int, bool]]) -> Answer:
        began = time.perf_counter()
        starts, bound, proved = answer()
        seconds = time.perf_counter() - began
        if starts is None or faults(instance, starts):
            return Answer(None, bound, proved=False, seconds=seconds)
        cost = (
            makespan(instance, starts)
            if weights is None
            else weighted_finish(instance, weights, starts)
        )
        return Answer(cost, bound, proved, seconds)

    run = Run(
        instance,
        seen(lambda: _ours(instance, weights, arguments.seconds)),
        seen(lambda: _ours(instance, weights, 0.0)),
        None
        if arguments.no_baseline
        else seen(lambda: plain_scheduling.solve(instance, weights, arguments.seconds)),
    )
    sys.stderr.write(f"{instance.name}: {_told(run)}\n")
    return run


def means(runs: Iterable[Run], reference: Callable[[Run], float]) -> dict[str, Any]:
    """Return the figures of a set; gaps are per cent above the reference of each instance."""
    listed = list(runs)
    baselines: dict[str, Any] = {
        "priority_rule": _figures(listed, [r.rule for r in listed], reference)
    }
    if all(run.cp_sat is not None for run in listed):
        answers = [run.cp_sat for run in listed if run.cp_sat is not None]
        baselines["cp_sat"] = _figures(listed, answers, reference)
    return {**_figures(listed, [run.ours for run in listed], reference), "baselines": baselines}


def _figures(
    runs: list[Run], answers: list[Answer], reference: Callable[[Run], float]
) -> dict[str, Any]:
    pairs = list(zip(runs, answers, strict=True))
    right = [(run, answer.cost) for run, answer in pairs if answer.cost is not None]
    over = [100 * (cost / reference(run) - 1) for run, cost in right]
    path = [100 * (cost / run.instance.critical_path - 1) for run, cost in right]
    return {
        "instances": len(runs),
        "feasible": len(right),
        "mean_gap_percent": _mean(over),
        "worst_gap_percent": round(max(over, default=0.0), 2),
        "mean_over_critical_path_percent": _mean(path),
        "proved": sum(answer.proved for answer in answers),
        "seconds": _mean([answer.seconds for answer in answers]),
    }


def _mean(values: list[float]) -> float | None:
    return round(statistics.fmean(values), 3) if values else None


def _ours(
    instance: ProjectInstance, weights: list[int] | None, seconds: float
) -> tuple[list[int], int, bool]:
    problem = Problem(
        durations=np.array(instance.durations),
        demands=np.array(instance.demands),
        capacities=np.array(instance.capacities),
        links=np.array(instance.links).reshape(-1, 3),
    )
    solved = schedule(
        problem,
        None if weights is None else np.array(weights),
        Effort(schedules=0, seed=_SEED),
        deadline=Deadline(seconds=seconds, clock=time.monotonic, is_the_effort=True),
    )
    return solved.starts.tolist(), solved.bound, solved.status is Status.OPTIMAL


def _told(run: Run) -> str:
    ours = f"{run.ours.cost} (bound {run.ours.bound}, {run.ours.seconds:.2f} s)"
    rule = f"one pass {run.rule.cost}"
    return ", ".join([ours, rule] + ([f"CP-SAT {run.cp_sat.cost}"] if run.cp_sat else []))
