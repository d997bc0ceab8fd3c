"""Plain CP-SAT on the textbook model of work that needs people with skills.

A Boolean for each task, worker and skill, and no overlap for each worker: nothing else.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from assistant.planning.solvers.multiskill.problem import MultiSkillProblem
from assistant.planning.solvers.multiskill.schedule import MultiSkillSchedule

_Gives = dict[tuple[int, int], cp_model.IntVar]


def plain_cp_sat(
    problem: MultiSkillProblem, seconds: float, threads: int, seed: int
) -> tuple[MultiSkillSchedule | None, bool]:
    """Return what is found in so many seconds, and whether that is proved to be shortest."""
    model = cp_model.CpModel()
    starts = [model.new_int_var(0, sum(problem.durations), "") for _ in problem.durations]
    makespan = model.new_int_var(0, sum(problem.durations), "")
    for task, length in enumerate(problem.durations):
        model.add(starts[task] + length <= makespan)
        for before in problem.predecessors[task]:
            model.add(starts[task] >= starts[before] + problem.durations[before])
    gives = [_given(model, problem, task) for task in range(problem.size)]
    for worker in range(len(problem.skills)):
        _one_task(model, problem, starts, gives, worker)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False
    staffing = [
        {who: skill for (who, skill), each in of.items() if solver.value(each)} for of in gives
    ]
    found = tuple(solver.value(start) for start in starts)
    return (
        MultiSkillSchedule(found, tuple(staffing), solver.value(makespan)),
        status == cp_model.OPTIMAL,
    )


def _given(model: cp_model.CpModel, problem: MultiSkillProblem, task: int) -> _Gives:
    found = {
        (worker, skill): model.new_bool_var("")
        for worker, skills in enumerate(problem.skills)
        for skill, count in enumerate(problem.needs[task])
        if count and skill in skills
    }
    for skill, count in enumerate(problem.needs[task]):
        if count:
            model.add(sum(each for (_, given), each in found.items() if given == skill) == count)
    return found


def _one_task(
    model: cp_model.CpModel,
    problem: MultiSkillProblem,
    starts: list[cp_model.IntVar],
    gives: list[_Gives],
    worker: int,
) -> None:
    busy = []
    for task, length in enumerate(problem.durations):
        mine = [each for (other, _), each in gives[task].items() if other == worker]
        if mine:
            works = model.new_bool_var("")
            model.add(sum(mine) == works)
            start = starts[task]
            busy.append(model.new_optional_fixed_size_interval_var(start, length, works, ""))
    model.add_no_overlap(busy)
