"""The way from a snapshot to an order, without what is told about it: for rankings and what-ifs."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.planning.capacity.staffing import Staff, staff_backlog
from assistant.planning.inputs.backlog import Backlog, read_backlog
from assistant.planning.order.moves import still_agreed
from assistant.planning.progress import ProgressStep
from assistant.planning.sequencing.solve import Solution, Solver
from assistant.planning.sequencing.stability import Steadiness, solve_steadily
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Found:
    """What was to be ordered, who does it, and the order that was found."""

    backlog: Backlog
    staff: Staff
    solution: Solution
    solver: Solver


def find_order(
    snapshot: Snapshot, policy: Policy, seed: int, budget: int, tell: ProgressStep
) -> Found:
    """Return the order of a snapshot's open work; the same arguments give the same order."""
    tell("Reading the backlog", 0, None)
    backlog = read_backlog(snapshot, policy)
    staff = staff_backlog(snapshot, backlog)
    how = Steadiness(
        tolerance=float(policy.limit("stability_percent")) / 100,
        worthwhile=float(policy.limit("worthwhile_move_percent")) / 100,
        budget=budget,
        seed=seed,
        agreed=still_agreed(snapshot, backlog),
    )
    solution, solver = solve_steadily(backlog, staff, how, tell)
    return Found(backlog, staff, solution, solver)


def tell_nobody(_what: str, _done: int, _total: int | None) -> None:
    """Stand in where nobody watches."""
