"""A good choice at once: take everything, then give up what is worth least for what it costs.

What several bundles need is shared between them: a part is charged to a bundle in full when no
other wants it, and by its share besides, so that bundles which lean on each other leave together.
In the end whatever still fits is added, the best value for what it adds first.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assistant.planning.solvers.selection.bundles import Bundles, Numbers

SHARE = 0.5
"""How much of its share of a common part a bundle is charged."""

AT_ONCE = 50
"""One in so many of the bundles still wanted is given up in one step."""

Wanted = npt.NDArray[np.bool_]

_NOTHING = 1e-9


def greedy(bundles: Bundles) -> Wanted:
    """Return which bundles are wanted; they fit the budgets, and no two exclude each other."""
    count = len(bundles.start) - 1
    if not count:
        return np.zeros(0, np.bool_)
    return _filled(bundles, _shrunk(bundles))


def _shrunk(bundles: Bundles) -> Wanted:
    wanted = np.ones(len(bundles.start) - 1, np.bool_)
    if bundles.group_count:
        return np.zeros_like(wanted)
    counts = np.bincount(bundles.parts, minlength=len(bundles.values))
    owner = np.repeat(np.arange(len(wanted)), np.diff(bundles.start))
    while (bundles.costs[:, counts > 0].sum(axis=1) > bundles.budgets).any():
        ratio = np.where(wanted, _ratios(bundles, counts), np.inf)
        leaving = np.argsort(ratio, kind="stable")[: max(1, int(wanted.sum()) // AT_ONCE)]
        wanted[leaving] = False
        counts = np.bincount(bundles.parts[wanted[owner]], minlength=len(bundles.values))
    return wanted


def _ratios(bundles: Bundles, counts: Numbers) -> npt.NDArray[np.float64]:
    """Return what giving up each bundle loses, for what it saves at once and in the long run."""
    alone = counts == 1
    share = 1.0 / np.maximum(counts, 1)
    charged = bundles.price * (alone + SHARE * share)
    lost = bundles.values * np.maximum(alone, share)
    return _summed(bundles, lost) / (_summed(bundles, charged) + _NOTHING)


def _filled(bundles: Bundles, wanted: Wanted) -> Wanted:
    """Add what still fits, the best value for what it adds first."""
    counts = np.bincount(
        bundles.parts[np.repeat(wanted, np.diff(bundles.start))], minlength=len(bundles.values)
    )
    left = bundles.budgets - bundles.costs[:, counts > 0].sum(axis=1)
    tried = wanted.copy()
    while not tried.all():
        fresh = counts == 0
        added = (
            np.stack([_summed(bundles, row * fresh) for row in bundles.costs])
            if len(bundles.costs)
            else np.zeros((0, len(wanted)))
        )
        tried |= (added > left[:, None]).any(axis=0)
        gain = _summed(bundles, bundles.values * fresh)
        ratio = np.where(tried, -1.0, gain / (_summed(bundles, bundles.price * fresh) + _NOTHING))
        best = int(np.argmax(ratio))
        if tried[best]:
            break
        tried[best] = True
        needed = bundles.parts[bundles.start[best] : bundles.start[best + 1]]
        if not _clashes(bundles, counts, needed):
            wanted[best] = True
            counts[needed] += 1
            left = left - np.rint(added[:, best]).astype(np.int64)
    return wanted


def _clashes(bundles: Bundles, counts: Numbers, needed: Numbers) -> bool:
    """Say whether parts exclude something that is taken."""
    groups = {int(g) for part in needed if not counts[part] for g in _groups(bundles, int(part))}
    if not groups:
        return False
    taken = {int(g) for part in np.flatnonzero(counts) for g in _groups(bundles, int(part))}
    return not groups.isdisjoint(taken)


def _groups(bundles: Bundles, part: int) -> Numbers:
    return bundles.groups[bundles.group_start[part] : bundles.group_start[part + 1]]


def _summed(
    bundles: Bundles, by_part: npt.NDArray[np.float64] | Numbers
) -> npt.NDArray[np.float64]:
    """Return the sum over each bundle's parts; every bundle has at least one."""
    summed: npt.NDArray[np.float64] = np.add.reduceat(
        by_part[bundles.parts].astype(np.float64), bundles.start[:-1]
    )
    return summed
