"""What is to be scheduled: tasks, what must come before what, and resources of fixed capacity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.errors import BadInput

IntArray = npt.NDArray[np.int64]

LONGEST = 1_000_000
"""Units of time that a schedule may span; a coarser unit is wanted beyond."""
_LARGEST_COST = 1 << 62


class Unschedulable(BadInput):
    """No schedule can fit; the numbers of the tasks that stand in the way, and of the resource."""

    def __init__(
        self, message: str, *, tasks: tuple[int, ...] = (), resource: int | None = None
    ) -> None:
        super().__init__(message)
        self.tasks = tasks
        self.resource = resource


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Tasks that run without a break, need shares of resources, and wait for one another.

    Raises `Unschedulable` where tasks wait for one another in a circle, where a task needs more of
    a resource than there is, and where numbers are negative, missing or too large.
    """

    durations: IntArray
    """Whole units of time of each task, none negative."""
    demands: IntArray
    """What each task (row) takes of each resource (column) as long as it runs."""
    capacities: IntArray
    """What there is of each resource at any time."""
    links: IntArray
    """One row each: the task before, the task after, and the time between, none negative."""

    def __post_init__(self) -> None:
        """Freeze the arrays and refuse what cannot be scheduled."""
        for name, shape in (
            ("durations", (-1,)),
            ("demands", (len(self.durations), len(self.capacities))),
            ("capacities", (-1,)),
            ("links", (-1, 3)),
        ):
            given = np.array(getattr(self, name), dtype=np.int64).reshape(shape)
            given.flags.writeable = False
            object.__setattr__(self, name, given)
        self._refuse_negative()
        self._refuse_overload()
        topological_order(self)
        if self.horizon > LONGEST:
            raise Unschedulable("The project spans too many units of time; take a coarser unit.")

    @property
    def count(self) -> int:
        """Return the number of tasks."""
        return len(self.durations)

    @property
    def horizon(self) -> int:
        """Return a time by which all is done if nothing but waiting holds a task up."""
        gaps = [
            int(_largest_by(self.links[:, side], self.links[:, 2], self.count).sum())
            for side in (0, 1)
        ]
        return int(self.durations.sum()) + max(gaps)

    def _refuse_negative(self) -> None:
        for name in ("durations", "demands", "capacities"):
            if (getattr(self, name) < 0).any():
                raise Unschedulable(f"One of the {name} is negative.")
        tied, lags = self.links[:, :2], self.links[:, 2]
        if (lags < 0).any():
            raise Unschedulable("The time between two tasks is negative.")
        if ((tied < 0) | (tied >= self.count)).any():
            raise Unschedulable("A link names a task that is not there.")

    def _refuse_overload(self) -> None:
        over = np.argwhere((self.demands > self.capacities) & (self.durations[:, None] > 0))
        if len(over):
            task, resource = (int(each) for each in over[0])
            needs, has = int(self.demands[task, resource]), int(self.capacities[resource])
            raise Unschedulable(
                f"Task {task} needs {needs} of resource {resource}, which has {has}.",
                tasks=(task,),
                resource=resource,
            )


def checked_weights(problem: Problem, weights: IntArray) -> IntArray:
    """Return the weights as a frozen array; refuse one missing, negative or far too large."""
    given = np.array(weights, dtype=np.int64)
    given.flags.writeable = False
    if given.shape != (problem.count,):
        raise Unschedulable(f"{given.size} weights were given for {problem.count} tasks.")
    if (given < 0).any():
        raise Unschedulable("One of the weights is negative.")
    if sum(given.tolist()) * (problem.horizon + 1) > _LARGEST_COST:
        raise Unschedulable("The weights are too large to be summed over the project's time.")
    return given


def topological_order(problem: Problem) -> list[int]:
    """Return the tasks, each after all it waits for, lower numbers first.

    Raises `Unschedulable` with the tasks of one circle in their sequence.
    """
    after: list[list[int]] = [[] for _ in range(problem.count)]
    open_before = [0] * problem.count
    for before, follower, _ in problem.links.tolist():
        after[before].append(follower)
        open_before[follower] += 1
    order = [task for task in range(problem.count) if not open_before[task]]
    for task in order:
        for each in after[task]:
            open_before[each] -= 1
            if not open_before[each]:
                order.append(each)
    if len(order) < problem.count:
        raise _circle(problem, {task for task in range(problem.count) if open_before[task]})
    return order


def _circle(problem: Problem, stuck: set[int]) -> Unschedulable:
    """Follow what stuck tasks wait for, until one comes up twice."""
    waits_for = {after: before for before, after, _ in problem.links.tolist() if before in stuck}
    path = [min(stuck)]
    while path[-1] not in path[:-1]:
        path.append(waits_for[path[-1]])
    circle = tuple(reversed(path[path.index(path[-1]) + 1 :]))
    names = ", ".join(str(task) for task in circle)
    return Unschedulable(f"Tasks wait for one another in a circle: {names}.", tasks=circle)


def _largest_by(groups: IntArray, values: IntArray, count: int) -> IntArray:
    largest = np.zeros(count, dtype=np.int64)
    np.maximum.at(largest, groups, values)
    return largest
