"""One walk from schedule to schedule, with the room it needs, stopped and taken up again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assistant.planning.compiled import compiled
from assistant.planning.solvers.scheduling.justification import Scratch, cost_of
from assistant.planning.solvers.scheduling.problem import IntArray
from assistant.planning.solvers.scheduling.tables import Layout, Tables
from assistant.planning.solvers.scheduling.walk import (
    COST,
    FINE,
    LATELY,
    LEAST,
    SEED,
    SINCE,
    USED,
    Walk,
    stroll,
)

_AT_A_TIME = 40_000
"""Tasks that are placed between two looks at whether to stop."""


class Walker:
    """Walks until told to stop; keeps the best it has seen."""

    def __init__(self, layout: Layout, starts: IntArray, seed: int, *, swift: bool) -> None:
        """Begin at a schedule; the same seed walks the same way."""
        self._layout = layout
        self._scratch = new_scratch(layout.tables)
        self._walk = _new_walk(layout.tables, starts, seed)
        self._swift = swift
        self._chunk = max(1, _AT_A_TIME // max(1, len(starts)))

    @property
    def best(self) -> IntArray:
        """Return the starts of the best schedule seen."""
        return self._walk.best.copy()

    @property
    def least(self) -> int:
        """Return its cost."""
        return int(self._walk.figures[LEAST])

    @property
    def generated(self) -> int:
        """Return how many schedules were generated so far."""
        return int(self._walk.figures[USED])

    def go(self, limit: int, bound: int, is_stopped: Callable[[], bool]) -> None:
        """Walk on until so many schedules were generated in all, or the bound is reached."""
        tables, before, after, _ = self._layout
        while self.generated < limit and self.least > bound and not is_stopped():
            walk_on = compiled(stroll) if self._swift else stroll
            upto = min(limit, self.generated + self._chunk)
            walk_on(tables, before, after, self._scratch, self._walk, upto)

    def adopt(self, starts: IntArray, cost: int) -> None:
        """Go on from a schedule found elsewhere if it is better than all seen here."""
        figures = self._walk.figures
        if cost < self.least:
            self._walk.starts[:] = starts
            self._walk.best[:] = starts
            figures[COST] = figures[LEAST] = figures[LATELY] = cost
            figures[SINCE] = figures[USED]


def new_scratch(tables: Tables) -> Scratch:
    """Return room for one walk, with an empty profile."""
    rooms = [np.zeros(len(tables.durations), dtype=np.int64) for _ in Scratch._fields[2:]]
    counts = np.zeros(2 * FINE * (tables.horizon + 4), dtype=np.int64)
    return Scratch(np.repeat(tables.free, tables.horizon), counts, *rooms)


def _new_walk(tables: Tables, starts: IntArray, seed: int) -> Walk:
    figures = np.zeros(6, dtype=np.int64)
    figures[SEED] = 1 + (seed * 7_919 + 12_345) % 2_147_483_646
    figures[COST] = figures[LEAST] = figures[LATELY] = cost_of(tables, starts)
    return Walk(starts.copy(), starts.copy(), figures)
