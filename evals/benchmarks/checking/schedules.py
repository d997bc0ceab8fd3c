"""Checks a schedule against its instance: links, capacity at every moment, and its cost."""

from __future__ import annotations

from collections.abc import Sequence

from evals.benchmarks.instances.psplib import ProjectInstance


def faults(instance: ProjectInstance, starts: Sequence[int]) -> list[str]:
    """Return what is wrong with a schedule, in words; nothing where it is feasible."""
    if len(starts) != len(instance.durations):
        return [f"{len(starts)} starts for {len(instance.durations)} tasks"]
    found = [f"task {task} starts before time 0" for task, start in enumerate(starts) if start < 0]
    for task, after in enumerate(instance.successors):
        done = starts[task] + instance.durations[task]
        found += [
            f"task {each} starts before {task} is done" for each in after if starts[each] < done
        ]
    for resource, capacity in enumerate(instance.capacities):
        used: dict[int, int] = {}
        for task, start in enumerate(starts):
            for time in range(start, start + instance.durations[task]):
                used[time] = used.get(time, 0) + instance.demands[task][resource]
        over = sorted(time for time, taken in used.items() if taken > capacity)
        found += [f"resource {resource} is overdrawn at time {time}" for time in over[:1]]
    return found


def makespan(instance: ProjectInstance, starts: Sequence[int]) -> int:
    """Return when the last task is done."""
    return max((s + d for s, d in zip(starts, instance.durations, strict=True)), default=0)


def weighted_finish(
    instance: ProjectInstance, weights: Sequence[int], starts: Sequence[int]
) -> int:
    """Return the sum of weight × finish."""
    tasks = zip(weights, starts, instance.durations, strict=True)
    return sum(weight * (start + duration) for weight, start, duration in tasks)
