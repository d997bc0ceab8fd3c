"""Inner loops of the search: bundles come into and go out of a choice, one at a time.

Plain functions on arrays, so that they run as they are and compiled. They are in one file because
a compiled loop is kept for as long as the file that it is in stays the same.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from assistant.planning.solvers.selection.bundles import Bundles, Numbers

DRAWN = 128
"""Bundles drawn by lot of which the best, or worst, comes in or goes out."""

TURNED = 20
"""A part that more bundles need is not turned on or off at once for all of them."""

OF_PARTS = 2
"""One move in so many turns a part with all the bundles that need it."""

SHARED = 0.5
"""How much of its share of a common part a bundle is charged, besides what it alone needs."""

MULTIPLIER, MODULUS = 48_271, (1 << 31) - 1
"""The lottery, a minimal standard generator (Park, Miller and Stockmeyer, 1993)."""

NOTHING = 0.001
"""What is added to a price, so that what is free can be compared."""


class Choice(NamedTuple):
    """A choice in the making. `totals` is its value, then what is spent of each budget.

    `counts[p]` is how many wanted bundles need part p, `taken[g]` how many parts of a set are in.
    `log[1:log[0] + 1]` are the bundles that were turned since the last decision; `lot` is the
    state of the lottery.
    """

    wanted: Numbers
    counts: Numbers
    taken: Numbers
    totals: Numbers
    log: Numbers
    lot: Numbers


def draw(choice: Choice, below: int) -> int:
    """Return a number by lot."""
    choice.lot[0] = choice.lot[0] * MULTIPLIER % MODULUS
    return int(choice.lot[0] * below >> 31)


def turn(bundles: Bundles, choice: Choice, bundle: int) -> None:
    """Take a bundle that is not wanted, or give up one that is, and remember it."""
    parts, values, costs = bundles.parts, bundles.values, bundles.costs
    counts, totals = choice.counts, choice.totals
    step = -1 if choice.wanted[bundle] else 1
    choice.wanted[bundle] += step
    for place in range(bundles.start[bundle], bundles.start[bundle + 1]):
        part = parts[place]
        before = counts[part]
        counts[part] = before + step
        if before + step == 0 or before == 0:
            totals[0] += step * values[part]
            for budget in range(len(costs)):
                totals[1 + budget] += step * costs[budget, part]
            for group in range(bundles.group_start[part], bundles.group_start[part + 1]):
                choice.taken[bundles.groups[group]] += step
    choice.log[0] += 1
    if choice.log[0] < len(choice.log):
        choice.log[choice.log[0]] = bundle


def breaks(bundles: Bundles, choice: Choice) -> bool:
    """Say whether a budget is exceeded."""
    for budget in range(len(bundles.budgets)):
        if choice.totals[1 + budget] > bundles.budgets[budget]:
            return True
    return False


def clashes(bundles: Bundles, choice: Choice, bundle: int) -> bool:
    """Say whether a bundle that is not wanted excludes something that is taken."""
    if bundles.group_count == 0:
        return False
    for place in range(bundles.start[bundle], bundles.start[bundle + 1]):
        part = bundles.parts[place]
        if choice.counts[part]:
            continue
        for group in range(bundles.group_start[part], bundles.group_start[part + 1]):
            if choice.taken[bundles.groups[group]]:
                return True
    return False


def clear_way(bundles: Bundles, choice: Choice, bundle: int) -> None:
    """Give up what a bundle that is not wanted excludes."""
    while clashes(bundles, choice, bundle):
        for other in range(len(choice.wanted)):
            if choice.wanted[other] and excludes(bundles, choice, bundle, other):
                turn(bundles, choice, other)


def excludes(bundles: Bundles, choice: Choice, bundle: int, other: int) -> bool:
    """Say whether two bundles need different parts of one set, the first a part not taken yet."""
    for place in range(bundles.start[bundle], bundles.start[bundle + 1]):
        part = bundles.parts[place]
        if choice.counts[part]:
            continue
        for its in range(bundles.start[other], bundles.start[other + 1]):
            if share_a_set(bundles, part, bundles.parts[its]):
                return True
    return False


def share_a_set(bundles: Bundles, one: int, two: int) -> bool:
    """Say whether two parts are in one set of which at most one may be taken."""
    for first in range(bundles.group_start[one], bundles.group_start[one + 1]):
        for second in range(bundles.group_start[two], bundles.group_start[two + 1]):
            if bundles.groups[first] == bundles.groups[second]:
                return True
    return False


def worst_of_few(bundles: Bundles, choice: Choice, kept: int) -> int:
    """Return the worst wanted bundle of a few drawn by lot, −1 where none was drawn; not `kept`.

    The worst has the least value for its cost, common parts shared. One long loop, because a call
    for each bundle would take several times as long as the bundle.
    """
    start, parts, values, prices = bundles.start, bundles.parts, bundles.values, bundles.price
    counts, wanted = choice.counts, choice.wanted
    state = choice.lot[0]
    worst, least = -1, np.inf
    for _ in range(DRAWN):
        state = state * MULTIPLIER % MODULUS
        bundle = state * len(wanted) >> 31
        if not wanted[bundle] or bundle == kept:
            continue
        value = price = 0.0
        for place in range(start[bundle], start[bundle + 1]):
            part = parts[place]
            share = 1.0 / counts[part]
            value += values[part] * share
            price += prices[part] * (SHARED * share + (1.0 if counts[part] == 1 else 0.0))
        if value < least * (price + NOTHING):
            worst, least = bundle, value / (price + NOTHING)
    choice.lot[0] = state
    return worst


def best_of_few(  # noqa: C901, PLR0912 - a call for each bundle would cost more than the bundle
    bundles: Bundles, choice: Choice, barred: int, spent: Numbers
) -> int:
    """Return the best bundle that still fits of a few drawn by lot, −1 where none; not `barred`.

    The best adds most value for its cost. `spent` is room to add up in. One long loop, as above.
    """
    start, parts, values, prices = bundles.start, bundles.parts, bundles.values, bundles.price
    counts, wanted, budgets, costs = choice.counts, choice.wanted, bundles.budgets, bundles.costs
    state = choice.lot[0]
    best, most = -1, -1.0
    for _ in range(DRAWN):
        state = state * MULTIPLIER % MODULUS
        bundle = state * len(wanted) >> 31
        if wanted[bundle] or bundle == barred:
            continue
        fits = True
        value = price = 0.0
        for budget in range(len(budgets)):
            spent[budget] = choice.totals[1 + budget]
        for place in range(start[bundle], start[bundle + 1]):
            part = parts[place]
            if counts[part] == 0:
                value += values[part]
                price += prices[part]
                for budget in range(len(budgets)):
                    spent[budget] += costs[budget, part]
                    fits = fits and spent[budget] <= budgets[budget]
                if not fits:
                    break
        ratio = value / (price + NOTHING)
        if fits and ratio > most and not clashes(bundles, choice, bundle):
            best, most = bundle, ratio
    choice.lot[0] = state
    return best


def make_fit(bundles: Bundles, choice: Choice, kept: int) -> None:
    """Give up the worst of a few bundles drawn by lot until the budgets hold; `kept` stays."""
    while breaks(bundles, choice):
        worst = worst_of_few(bundles, choice, kept)
        if worst >= 0:
            turn(bundles, choice, worst)


def fill_up(bundles: Bundles, choice: Choice, barred: int, spent: Numbers) -> None:
    """Take the best of a few bundles drawn by lot while some fit; `barred` stays out."""
    best = best_of_few(bundles, choice, barred, spent)
    while best >= 0:
        turn(bundles, choice, best)
        best = best_of_few(bundles, choice, barred, spent)


def turn_part(bundles: Bundles, choice: Choice, part: int) -> None:
    """Give up all bundles that need a part; or take them all, where none is wanted."""
    first, end = bundles.user_start[part], bundles.user_start[part + 1]
    if choice.counts[part] == 0 and end - first <= TURNED:
        for place in range(first, end):
            if not clashes(bundles, choice, bundles.users[place]):
                turn(bundles, choice, bundles.users[place])
    elif 0 < choice.counts[part] <= TURNED:
        for place in range(first, end):
            if choice.wanted[bundles.users[place]]:
                turn(bundles, choice, bundles.users[place])


def accept_moves(
    bundles: Bundles, choice: Choice, best: Numbers, moves: int, threshold: float
) -> None:
    """Make so many moves from a choice and leave the best wanted bundles in `best`."""
    spent = np.zeros(len(bundles.budgets), np.int64)
    record = choice.totals[0]
    for move in range(moves):
        before = choice.totals[0]
        choice.log[0] = 0
        make_move(bundles, choice, spent)
        if choice.totals[0] > record:
            record = choice.totals[0]
            best[:] = choice.wanted
        allowed = threshold * (moves - move) / moves
        if choice.totals[0] < before - allowed and choice.log[0] < len(choice.log):
            for place in range(choice.log[0], 0, -1):
                turn(bundles, choice, choice.log[place])


def make_move(bundles: Bundles, choice: Choice, spent: Numbers) -> None:
    """Turn a bundle or a part by lot, then make the choice fit and fill it up."""
    kept = barred = -1
    if draw(choice, OF_PARTS) == 0:
        bundle = draw(choice, len(choice.wanted))
        first, end = bundles.start[bundle], bundles.start[bundle + 1]
        turn_part(bundles, choice, bundles.parts[first + draw(choice, end - first)])
    else:
        bundle = draw(choice, len(choice.wanted))
        if choice.wanted[bundle]:
            barred = bundle
        else:
            kept = bundle
            clear_way(bundles, choice, bundle)
        turn(bundles, choice, bundle)
    make_fit(bundles, choice, kept)
    fill_up(bundles, choice, barred, spent)
