"""A first choice of modes for each project within its non-renewable resources."""

from __future__ import annotations

from assistant.errors import BadInput
from assistant.planning.solvers.multimode.arrays import Arrays, Ints
from assistant.planning.solvers.multimode.moves import excess


def first_modes(arrays: Arrays, names: tuple[str, ...]) -> Ints:
    """Return a mode for each job: the shortest, changed where stocks would not suffice.

    Raises BadInput for a project that no choice of modes suits.
    """
    modes = arrays.mode_first[:-1].copy()
    for job in range(len(modes)):
        rows = range(arrays.mode_first[job], arrays.mode_first[job + 1])
        modes[job] = min(rows, key=lambda row: (int(arrays.length[row]), row))
    for project, name in enumerate(names):
        if excess(arrays, modes, project) and not _repaired(arrays, modes, project):
            _choose_exactly(arrays, modes, project, name)
    return modes


def _repaired(arrays: Arrays, modes: Ints, project: int) -> bool:
    """Change one mode at a time, each time the one that helps most; say whether that sufficed."""
    jobs = range(arrays.job_first[project], arrays.job_first[project + 1])
    over = excess(arrays, modes, project)
    while over:
        best, change = over, (0, 0)
        for job in jobs:
            old = modes[job]
            for row in range(arrays.mode_first[job], arrays.mode_first[job + 1]):
                modes[job] = row
                left = excess(arrays, modes, project)
                if left < best:
                    best, change = left, (job, row)
            modes[job] = old
        if best == over:
            return False
        modes[change[0]] = change[1]
        over = best
    return True


def _choose_exactly(arrays: Arrays, modes: Ints, project: int, name: str) -> None:
    """Choose the modes of least total length within the stocks, by constraint programming."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    jobs = range(arrays.job_first[project], arrays.job_first[project + 1])
    chosen = {
        row: model.new_bool_var("")
        for job in jobs
        for row in range(arrays.mode_first[job], arrays.mode_first[job + 1])
    }
    for job in jobs:
        rows = range(arrays.mode_first[job], arrays.mode_first[job + 1])
        model.add_exactly_one(chosen[row] for row in rows)
    for place, stock in enumerate(arrays.stock[project]):
        eaten = sum(int(arrays.eats[row, place]) * each for row, each in chosen.items())
        model.add(eaten <= int(stock))
    model.minimize(sum(int(arrays.length[row]) * each for row, each in chosen.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 60.0
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise BadInput(
            f"The jobs of {name} need more of its non-renewable resources than there is, "
            "in whatever modes they are done."
        )
    for job in jobs:
        rows = range(arrays.mode_first[job], arrays.mode_first[job + 1])
        modes[job] = next(row for row in rows if solver.value(chosen[row]))
