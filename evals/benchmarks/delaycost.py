"""The least cost of delay, Σ weight × finish, of PSPLIB's projects with seeded weights from 1 to 10.

Every instance has the same seconds and two threads with us and with CP-SAT; the priority rule is
one pass by latest start. Gaps are against the best lower bound of the run, so they are upper ones;
`excess` is against the best schedule of the run.
"""

from __future__ import annotations

import argparse
import random
from typing import Any

from evals.benchmarks.instances.psplib import ProjectInstance
from evals.benchmarks.project_runs import Run, add_options, chosen, means, run_one, warm_up

add_arguments = add_options
_HEAVIEST = 10


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Schedule the instances and return the figures, for each set and over all."""
    sets = chosen(arguments)
    warm_up_seconds = warm_up(weighted=True)
    runs = {
        name: [run_one(instance, seeded_weights(instance), arguments) for instance in instances]
        for name, instances in sets.items()
    }
    everything = [one for each in runs.values() for one in each]
    return {
        "benchmark": "delaycost",
        "seconds_each": arguments.seconds,
        "threads": 2,
        "warm_up_seconds": warm_up_seconds,
        **_figures(everything),
        "sets": {name: _figures(each) for name, each in runs.items()},
    }


def seeded_weights(instance: ProjectInstance) -> list[int]:
    """Return a weight for each task, the same for the same name and size of an instance."""
    dice = random.Random(f"{instance.name.upper()} delay cost")  # noqa: S311 - repeatable, not secret
    return [dice.randint(1, _HEAVIEST) for _ in instance.durations]


def _figures(runs: list[Run]) -> dict[str, Any]:
    against_bound = means(runs, _best_bound)
    against_best = means(runs, _best_cost)
    return {
        **against_bound,
        "mean_excess_percent": against_best["mean_gap_percent"],
        "baselines_mean_excess_percent": {
            name: each["mean_gap_percent"] for name, each in against_best["baselines"].items()
        },
    }


def _best_bound(one: Run) -> float:
    return max(one.ours.bound, one.cp_sat.bound if one.cp_sat else 0)


def _best_cost(one: Run) -> float:
    costs = [one.ours.cost, one.rule.cost, one.cp_sat.cost if one.cp_sat else None]
    return min(cost for cost in costs if cost is not None)
