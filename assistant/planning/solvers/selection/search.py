"""Improves a choice by threshold accepting (Dueck and Scheuer, 1990).

A bundle or a part drawn by lot is turned, what is too much goes, what still fits comes, and the
result stands unless it is worth less by more than a threshold, which falls to nothing. The work
budget counts such moves, so the same seed and budget give the same choice on any machine.
"""

from __future__ import annotations

import numpy as np

from assistant.planning.compiled import compiled
from assistant.planning.solvers.selection.bundles import Bundles
from assistant.planning.solvers.selection.greedy import Wanted
from assistant.planning.solvers.selection.moves import (
    MODULUS,
    Choice,
    accept_moves,
    turn,
)

THRESHOLD = 0.6
"""The first threshold, in bundles of average value."""


def improve(bundles: Bundles, wanted: Wanted, *, seed: int, moves: int, fast: bool) -> Wanted:
    """Return the best choice that so many moves find; `fast` asks for the compiled loop."""
    if not len(wanted) or not moves:
        return wanted
    choice = _begin(bundles, wanted, seed)
    threshold = THRESHOLD * float(bundles.values.sum()) / len(wanted)
    best = choice.wanted.copy()
    (compiled(accept_moves) if fast else accept_moves)(bundles, choice, best, moves, threshold)
    return best.astype(np.bool_)


def _begin(bundles: Bundles, wanted: Wanted, seed: int) -> Choice:
    choice = Choice(
        wanted=np.zeros(len(wanted), np.int64),
        counts=np.zeros(len(bundles.values), np.int64),
        taken=np.zeros(bundles.group_count, np.int64),
        totals=np.zeros(1 + len(bundles.budgets), np.int64),
        log=np.zeros(8 * len(wanted) + 64, np.int64),
        lot=np.array([1 + seed % (MODULUS - 1)], np.int64),
    )
    for bundle in np.flatnonzero(wanted):
        turn(bundles, choice, int(bundle))
    return choice
