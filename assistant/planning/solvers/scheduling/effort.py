"""How much a search may do, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.planning.solvers.scheduling.problem import IntArray


@dataclass(frozen=True, kw_only=True)
class Effort:
    """Work that may be done; the same effort gives the same answer on any machine."""

    schedules: int
    """Schedules each of two walks may generate; one thousand of a hundred tasks take 5–10 ms."""
    proof: float = 0.0
    """Counted work of constraint programming, about seconds; at 0 it is not even loaded."""
    seed: int = 1
    swift: bool = True
    """Whether the compiled inner loops are used; the answer is the same, only later, without."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A stop by the clock, in seconds from the start."""

    seconds: float
    clock: Callable[[], float]
    """A clock of seconds that never goes back."""
    is_the_effort: bool = False
    """Whether all the time is used, on two threads, whatever the effort says: for races only,
    because then the answer depends on the machine."""


class Status(StrEnum):
    """What is known about the schedule."""

    OPTIMAL = "optimal"
    WITHIN = "within"
    """No schedule is better by more than the gap."""
    FEASIBLE = "feasible"
    """It breaks nothing; how good it is, is not known."""


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A schedule that breaks nothing, and how good it is."""

    starts: IntArray
    """When each task starts, by its given number."""
    cost: int
    """The last finish, or the sum of weight × finish."""
    bound: int
    """No schedule costs less."""
    schedules: int
    """Schedules that were generated to find it."""
    proof: float
    """Counted work of constraint programming."""
    stopped: bool
    """Whether the clock stopped it before its effort was spent."""

    @property
    def gap(self) -> float:
        """Return by what part of its cost the schedule may be too dear, at most."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def status(self) -> Status:
        """Return what is known about the schedule."""
        if self.cost == self.bound:
            return Status.OPTIMAL
        return Status.WITHIN if self.bound > 0 else Status.FEASIBLE
