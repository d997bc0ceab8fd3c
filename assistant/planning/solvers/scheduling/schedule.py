"""Schedules a project at once, and then better and better until the effort is spent.

Two walks look for better schedules. Where proof is near, the second gives way to constraint
programming, which improves, bounds and proves. A round ends for both, and they share what they
found. Within an effort they take turns, so that the answer is the same on any machine; in a race
against a clock they run side by side.
"""

from __future__ import annotations

from assistant.planning.progress import ProgressStep
from assistant.planning.solvers.scheduling.effort import Deadline, Effort, Solved
from assistant.planning.solvers.scheduling.problem import IntArray, Problem, checked_weights
from assistant.planning.solvers.scheduling.search import Search, Turn

_ROUNDS = (0.05, 0.25, 1.0)
"""What share of the effort is spent when a round ends."""
_ANY = 1 << 62
"""A number of schedules that no clock leaves time for."""
_NO_HURRY = 1e9
"""Seconds that nobody waits."""
_DOING = "Looking for a better schedule"


def schedule(
    problem: Problem,
    weights: IntArray | None,
    effort: Effort,
    *,
    deadline: Deadline | None = None,
    progress: ProgressStep | None = None,
) -> Solved:
    """Return the best schedule found: the shortest, or with weights the least Σ weight × finish.

    Raises `Unschedulable` where the weights do not fit the problem.
    """
    watch = _Watch(deadline)
    fitting = None if weights is None else checked_weights(problem, weights)
    search = Search(problem, fitting, effort)
    for number, share in enumerate(_ROUNDS):
        if search.is_proved or watch.left() <= 0:
            break
        if progress is not None:
            progress(_DOING, number, len(_ROUNDS))
        search.spend(watch.turn(effort, share), may_prove=number > 0)
    if progress is not None:
        progress(_DOING, len(_ROUNDS), len(_ROUNDS))
    return search.answer(stopped=not search.is_proved and watch.left() <= 0)


class _Watch:
    """Says what may be done in a turn, and how much time is left."""

    def __init__(self, deadline: Deadline | None) -> None:
        self._deadline = deadline
        self._began = deadline.clock() if deadline is not None else 0.0

    def left(self, share: float = 1.0) -> float:
        """Return the seconds until a share of the time is over; none are over without a clock."""
        if self._deadline is None:
            return _NO_HURRY
        return self._began + self._deadline.seconds * share - self._deadline.clock()

    def turn(self, effort: Effort, share: float) -> Turn:
        """Return what may be done until a share of everything is spent."""
        if self._deadline is not None and self._deadline.is_the_effort:
            return Turn(
                _ANY, self._deadline.seconds * share, lambda: self.left(share), side_by_side=True
            )
        schedules = round(effort.schedules * share)
        return Turn(schedules, effort.proof * share, self.left, side_by_side=False)
