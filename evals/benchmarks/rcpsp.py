"""The shortest schedule of resource-constrained projects (PSPLIB), beside plain CP-SAT.

Every instance has the same seconds and two threads with us and with CP-SAT; the priority rule is
one pass by latest start. Gaps are against `best_known.csv` of the folder, else against the best
lower bound of the run; an independent checker decides what counts as feasible.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import Any

from assistant.errors import BadSource
from evals.benchmarks.project_runs import Run, add_options, chosen, means, run_one, warm_up

add_arguments = add_options


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Schedule the instances and return the figures, for each set and over all."""
    sets = chosen(arguments)
    best = best_known(arguments.folder / "best_known.csv")
    warm_up_seconds = warm_up(weighted=False)
    runs = {
        name: [run_one(instance, None, arguments) for instance in instances]
        for name, instances in sets.items()
    }

    def reference(one: Run) -> float:
        bounds = [one.ours.bound, one.cp_sat.bound if one.cp_sat else 0]
        return best.get(one.instance.name.upper(), max(bounds))

    everything = [one for each in runs.values() for one in each]
    below = [
        one.instance.name
        for one in everything
        if one.ours.cost is not None and one.ours.cost < reference(one)
    ]
    return {
        "benchmark": "rcpsp",
        "seconds_each": arguments.seconds,
        "threads": 2,
        "warm_up_seconds": warm_up_seconds,
        **means(everything, reference),
        "below_best_known": below,
        "sets": {name: means(each, reference) for name, each in runs.items()},
    }


def best_known(path: Path) -> dict[str, int]:
    """Return the best makespans known, by instance; none where there is no such file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for number, row in enumerate(rows, start=2):
        try:
            found[row["instance"].upper()] = int(row["best_known"])
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise BadSource(
                "An instance and its best known makespan belong here.", file=str(path), row=number
            ) from error
    return found
