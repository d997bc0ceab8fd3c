"""Constraint programming for the same work: improves a schedule, bounds it and proves it.

Two models. The relaxed one knows tasks and crowds (see `crowds`), not who does what: it is small
and gives the bound. The full one staffs each task as well. Workers with the same skills are one
class there: whole tasks fit on so many equal workers whenever never more than so many run at once
(intervals on a line are a perfect graph), so that nobody is tried in another's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.planning.solvers.multiskill.crowds import crowds
from assistant.planning.solvers.multiskill.problem import MultiSkillProblem
from assistant.planning.solvers.multiskill.schedule import MultiSkillSchedule

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Allowance:
    """How hard to try: deterministic seconds count; wall-clock seconds only stop for safety."""

    deterministic: float
    wall: float
    threads: int
    seed: int


@dataclass(frozen=True)
class Tried:
    """What a model found: a better schedule or None, a bound, and the work it took."""

    schedule: MultiSkillSchedule | None
    bound: int
    work: float
    stopped: bool


def bound_without_staff(
    problem: MultiSkillProblem, known: MultiSkillSchedule, bound: int, allowance: Allowance
) -> Tried:
    """Return a lower bound from the relaxed model."""
    return _Model(problem, known, bound, staffed=False).run(allowance)


def improve(
    problem: MultiSkillProblem, known: MultiSkillSchedule, bound: int, allowance: Allowance
) -> Tried:
    """Return a schedule shorter than the known one where one is found, and a lower bound."""
    return _Model(problem, known, bound, staffed=True).run(allowance)


class _Model:
    def __init__(
        self, problem: MultiSkillProblem, known: MultiSkillSchedule, bound: int, *, staffed: bool
    ) -> None:
        from ortools.sat.python import cp_model

        self._problem = problem
        self._known = known
        self._bound = bound
        self._cp = cp_model
        self.model = cp_model.CpModel()
        self._makespan = self.model.new_int_var(bound, known.makespan, "makespan")
        self._starts = [self._start(task) for task in range(problem.size)]
        self._intervals = [
            self.model.new_fixed_size_interval_var(start, length, "")
            for start, length in zip(self._starts, problem.durations, strict=True)
        ]
        self._links()
        self._crowds()
        self._classes = _classes(problem)
        self._gives: list[dict[tuple[int, int], cp_model.IntVar]] = []
        if staffed:
            self._staff()
        self.model.minimize(self._makespan)

    def run(self, allowance: Allowance) -> Tried:
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = allowance.threads
        solver.parameters.random_seed = allowance.seed
        solver.parameters.max_deterministic_time = allowance.deterministic
        solver.parameters.max_time_in_seconds = allowance.wall
        solver.parameters.interleave_search = allowance.threads == 1
        status = solver.solve(self.model)
        if status in (self._cp.MODEL_INVALID, self._cp.INFEASIBLE):
            raise ValueError(self.model.validate() or "the model refuses a schedule that holds")
        bound = max(self._bound, round(solver.best_objective_bound))
        found = status in (self._cp.OPTIMAL, self._cp.FEASIBLE)
        better = found and solver.objective_value < self._known.makespan
        done = solver.response_proto.deterministic_time
        return Tried(
            schedule=self._read(solver) if better and self._gives else None,
            bound=min(bound, self._known.makespan),
            work=done,
            stopped=status != self._cp.OPTIMAL and done < allowance.deterministic,
        )

    def _start(self, task: int) -> cp_model.IntVar:
        heads = self._problem.reversed.tails[task] - self._problem.durations[task]
        latest = self._known.makespan - self._problem.tails[task]
        start = self.model.new_int_var(heads, latest, f"start{task}")
        self.model.add_hint(start, self._known.starts[task])
        return start

    def _links(self) -> None:
        for task, before in enumerate(self._problem.predecessors):
            for each in before:
                end = self._starts[each] + self._problem.durations[each]
                self.model.add(self._starts[task] >= end)
        for start, tail in zip(self._starts, self._problem.tails, strict=True):
            self.model.add(start + tail <= self._makespan)

    def _crowds(self) -> None:
        for crowd in crowds(self._problem):
            self._cumulative(self._intervals, crowd.demands, crowd.capacity)

    def _cumulative(
        self, intervals: Sequence[cp_model.IntervalVar], demands: Sequence[int], capacity: int
    ) -> None:
        asked = [(each, count) for each, count in zip(intervals, demands, strict=True) if count]
        alone = [each for each, count in asked if 2 * count > capacity]
        if len(alone) > 1:
            self.model.add_no_overlap(alone)
        if len(alone) < len(asked):
            self.model.add_cumulative(
                [each for each, _ in asked], [count for _, count in asked], capacity
            )

    def _staff(self) -> None:
        taken: list[list[tuple[int, cp_model.IntVar]]] = [[] for _ in self._classes]
        for task, needs in enumerate(self._problem.needs):
            gives = self._given(task, needs)
            self._gives.append(gives)
            for number, members in enumerate(self._classes):
                mine = [count for (each, _), count in gives.items() if each == number]
                if mine:
                    total = self.model.new_int_var(0, len(members), "")
                    self.model.add(sum(mine) == total)
                    taken[number].append((task, total))
        for asked, members in zip(taken, self._classes, strict=True):
            self._one_task_each(asked, len(members))

    def _one_task_each(self, asked: Sequence[tuple[int, cp_model.IntVar]], members: int) -> None:
        new = self.model.new_optional_fixed_size_interval_var
        if members == 1:
            self.model.add_no_overlap(
                [new(*self._moment(task), works, "") for task, works in asked]
            )
            return
        always = self.model.new_constant(1)
        self.model.add_cumulative(
            [new(*self._moment(task), always, "") for task, _ in asked],
            [total for _, total in asked],
            members,
        )

    def _moment(self, task: int) -> tuple[cp_model.LinearExprT, int]:
        """Return start and length in which a task without duration has a moment of its own."""
        start, length = self._starts[task], self._problem.durations[task]
        if all(self._problem.durations):
            return start, length
        return 2 * start + (1 if length else 0), max(2 * length - 1, 1)

    def _given(self, task: int, needs: Sequence[int]) -> dict[tuple[int, int], cp_model.IntVar]:
        """Return how many of a class give a skill to a task, as the model chooses."""
        known = self._known.staffing[task]
        gives: dict[tuple[int, int], cp_model.IntVar] = {}
        for skill, count in enumerate(needs):
            for number, members in enumerate(self._classes):
                if count and skill in self._problem.skills[members[0]]:
                    most = min(count, len(members))
                    gives[number, skill] = self.model.new_int_var(0, most, "")
                    hint = sum(known.get(member) == skill for member in members)
                    self.model.add_hint(gives[number, skill], hint)
            if count:
                mine = [each for (_, given), each in gives.items() if given == skill]
                self.model.add(sum(mine) == count)
        return gives

    def _read(self, solver: cp_model.CpSolver) -> MultiSkillSchedule:
        starts = [solver.value(start) for start in self._starts]
        lengths = self._problem.durations
        free: dict[int, int] = dict.fromkeys(range(len(self._problem.skills)), 0)
        staffing: list[dict[int, int]] = [{} for _ in starts]
        for task in sorted(range(len(starts)), key=lambda each: (starts[each], lengths[each])):
            moment = 2 * starts[task] + (1 if lengths[task] else 0)
            for (number, skill), count in self._gives[task].items():
                idle = [each for each in self._classes[number] if free[each] <= moment]
                for worker in idle[: solver.value(count)]:
                    staffing[task][worker] = skill
                    free[worker] = moment + max(2 * lengths[task] - 1, 1)
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        return MultiSkillSchedule(tuple(starts), tuple(staffing), max(ends, default=0))


def _classes(problem: MultiSkillProblem) -> list[list[int]]:
    """Return the workers, those with the same skills together."""
    found: dict[tuple[int, ...], list[int]] = {}
    for worker, skills in enumerate(problem.skills):
        found.setdefault(tuple(sorted(skills)), []).append(worker)
    return list(found.values())
