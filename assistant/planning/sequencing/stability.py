"""Of many orders that are as good as each other, the one that people can stay with.

Orders within a percent of the best are plentiful and look nothing alike (measured: two runs half
a percent apart moved 85 % of the items by three places or more). So an order is not taken as the
search left it: it starts from what was agreed, or from the order by worth, and only the moves
that save most are made, until it is within the stated tolerance of the best that was found.

Sizes are compared as people state them, on a scale of about eighteen steps to the decade (the
idea of Renard's preferred numbers, 1877): a size that is known to a fifth and corrected by a
twentieth is the same size, and changes no order. What an order costs, and when its items are
finished, is always computed on the sizes themselves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.planning.capacity.staffing import Staff
from assistant.planning.dependencies.topology import sorted_by
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.progress import ProgressStep
from assistant.planning.sequencing.evaluation import Evaluator, Outcome
from assistant.planning.sequencing.pins import place_pins
from assistant.planning.sequencing.solve import Solution, Solver
from assistant.planning.sequencing.starts import by_worth
from assistant.planning.stopping import NEVER, Stop
from assistant.values.effort import MINUTES_PER_DAY

_TENTHS = (10, 11, 12, 13, 15, 18, 20, 22, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100)
_STEPS = tuple(tenths / 10 for tenths in _TENTHS)
"""A decade of sizes as people state them: neighbours differ by a tenth at least."""

_HALVINGS = 6
"""Mixtures of two orders that are tried: a sixty-fourth of the way is fine enough."""

_ROUNDS = 2
"""Times that all moves are weighed anew after some were made."""


ALTOGETHER = 2
"""Tolerances that are given up where nothing is proven: one in usual sizes, one for the sizes as
stated. Measured on 5 % noise, with one alone every tenth portfolio still turned over."""

_FOR_TAKING_BACK = 4
"""One part in so many of the budget may go to each round of taking back."""

_FOR_STATED = 4
"""One part in so many of the budget goes to the sizes as stated: for proof, and as a reserve."""

_PROVEN = 1e-7
"""Share of the cost by which cost and bound may differ in arithmetic alone."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How an order is kept steady: shares of the cost, and what the search may cost.

    `tolerance` is given up for staying near to what people know; `worthwhile` is what a move of
    the search has to save; `budget` counts placed items; `agreed` are the items with an agreed
    place that still counts, in that order. After `stop` nothing more is tried.
    """

    tolerance: float
    worthwhile: float
    budget: int
    seed: int
    agreed: tuple[int, ...] = ()
    stop: Stop = NEVER


def solve_steadily(
    backlog: Backlog, staff: Staff, how: Steadiness, tell: ProgressStep
) -> tuple[Solution, Solver]:
    """Return the order within the tolerance of the best found that is nearest to what was agreed.

    An order that is proven best, or all there was time for, is left only for one that was agreed.
    Everything else is first searched in usual sizes, so that small corrections find the same order
    again.
    """
    solver = Solver(backlog, staff, how.worthwhile, how.stop)
    best = solver.solve(how.budget // _FOR_STATED, how.seed, tell)
    if is_proven(best) or how.stop.has_ended_something:
        start = with_agreed(best.order, how.agreed, backlog) if how.agreed else best.order
        settling = Settling(solver.evaluator, how.tolerance, how.stop)
    else:
        start = _in_usual_order(backlog, staff, how, tell)
        settling = Settling(solver.evaluator, how.tolerance * ALTOGETHER, how.stop)
    order = settling.settle(place_pins(start, backlog).order, best.order, how.budget)
    return _as_solution(order, best, solver.evaluator), solver


def is_proven(best: Solution) -> bool:
    """Say whether no order costs less."""
    return best.outcome[1] - best.bound <= best.outcome[1] * _PROVEN


def _in_usual_order(
    backlog: Backlog, staff: Staff, how: Steadiness, tell: ProgressStep
) -> tuple[int, ...]:
    """Return an order found in usual sizes: what was agreed and the order by worth, made better."""
    usual = in_usual_sizes(backlog, staff)
    solver = Solver(*usual, how.worthwhile, how.stop)
    goal = solver.solve(how.budget, how.seed, tell, bounded=False).order
    worth = by_worth(usual[0], [candidate.work for candidate in usual[0].candidates])
    start = with_agreed(worth.order, how.agreed, backlog)
    settling = Settling(solver.evaluator, how.tolerance, how.stop)
    return settling.settle(place_pins(start, backlog).order, goal, how.budget)


def _as_solution(order: Sequence[int], best: Solution, evaluator: Evaluator) -> Solution:
    if tuple(order) == best.order:
        return best
    placed = place_pins(order, evaluator.backlog)
    times = evaluator.planned(placed.order)
    return replace(
        best,
        order=placed.order,
        times=times,
        outcome=evaluator.outcome(placed.order),
        broken=placed.broken,
    )


def in_usual_sizes(backlog: Backlog, staff: Staff) -> tuple[Backlog, Staff]:
    """Return the same work in the sizes that people would usually state for it."""
    candidates = tuple(
        replace(each, parts=tuple((skill, usual_size(size)) for skill, size in each.parts))
        for each in backlog.candidates
    )
    parts = tuple(
        tuple(replace(part, minutes=usual_size(part.minutes)) for part in each)
        for each in staff.parts
    )
    return replace(backlog, candidates=candidates), replace(staff, parts=parts)


def usual_size(minutes: int) -> int:
    """Return the nearest usual size, in minutes; nearest by ratio, as estimates err by ratio."""
    if minutes <= 0:
        return minutes
    days = minutes / MINUTES_PER_DAY
    decade = 10.0 ** math.floor(math.log10(days))
    step = min(_STEPS, key=lambda each: abs(math.log(each * decade / days)))
    return max(round(step * decade * MINUTES_PER_DAY), 1)


def with_agreed(order: Sequence[int], agreed: Sequence[int], backlog: Backlog) -> tuple[int, ...]:
    """Return an order in which what was agreed takes its places among itself as agreed.

    Tiers and dependencies are kept; what was not agreed keeps its place.
    """
    wanted = iter(agreed)
    among = frozenset(agreed)
    mixed = [next(wanted) if item in among else item for item in order]
    place = {item: n for n, item in enumerate(mixed)}
    tiers = [candidate.tier for candidate in backlog.candidates]
    by_place = sorted_by(lambda item: (tiers[item], place[item]), backlog.links)
    return tuple(by_place)


class Settling:
    """Goes from one order toward a better one, by the moves that save most, and no further."""

    def __init__(self, evaluator: Evaluator, tolerance: float, stop: Stop = NEVER) -> None:
        self._evaluator = evaluator
        self._tolerance = tolerance
        self._stop = stop
        self._before = evaluator.backlog.links
        self._after: list[list[int]] = [[] for _ in self._before]
        for item, before in enumerate(self._before):
            for each in before:
                self._after[each].append(item)

    def is_enough(self, found: Outcome, least: Outcome) -> bool:
        """Say whether an outcome is within the tolerance of the least."""
        return found[0] <= least[0] and found[1] <= least[1] * (1 + self._tolerance)

    def settle(self, start: Sequence[int], goal: Sequence[int], budget: int) -> tuple[int, ...]:
        """Return an order that costs no more than `goal` and the tolerance, near to `start`.

        `budget` counts placed items. It misses no more days than `goal`.
        """
        least = self._evaluator.outcome(goal)
        order, found = tuple(start), self._evaluator.outcome(start)
        share = budget // _ROUNDS
        for _ in range(_ROUNDS):
            if self.is_enough(found, least) or self._stop.is_over():
                break
            order, found = self._moved(order, found, goal, least, share)
        if not self.is_enough(found, least):
            order = self._mixed(order, goal, least)
        return self._taken_back(order, start, least, budget)

    def _moved(
        self,
        order: tuple[int, ...],
        found: Outcome,
        goal: Sequence[int],
        least: Outcome,
        budget: int,
    ) -> tuple[tuple[int, ...], Outcome]:
        """Make the moves that save most, one after another, each as long as it still saves."""
        wanted = {item: n for n, item in enumerate(goal)}
        tries = budget // max(len(order), 1)
        for item in self._by_gain(order, found, wanted, tries // 2):
            if self._stop.is_over():
                break
            moved = self._toward(order, item, wanted[item])
            outcome = self._evaluator.outcome(moved)
            if outcome < found:
                order, found = moved, outcome
            if self.is_enough(found, least):
                break
        return order, found

    def _taken_back(
        self, order: tuple[int, ...], start: Sequence[int], least: Outcome, budget: int
    ) -> tuple[int, ...]:
        """Take back the moves that are not needed any more, the farthest first.

        What was made early to save most is often made up for by what was moved later.
        """
        home = {item: n for n, item in enumerate(start)}
        tries = min(budget // _FOR_TAKING_BACK // max(len(order), 1), len(order))
        for _ in range(_ROUNDS):
            moved = ((-abs(n - home[item]), n, item) for n, item in enumerate(order))
            far = sorted(each for each in moved if each[0])
            for _, _, item in far[:tries]:
                if self._stop.is_over():
                    return order
                back = self._toward(order, item, home[item])
                if back != order and self.is_enough(self._evaluator.outcome(back), least):
                    order = back
        return order

    def _by_gain(
        self, order: tuple[int, ...], found: Outcome, wanted: dict[int, int], tries: int
    ) -> list[int]:
        """Return the items whose move saves anything, the most first; the farthest are tried."""
        far = sorted(
            (-abs(n - wanted[item]), n, item) for n, item in enumerate(order) if n != wanted[item]
        )
        tried = (
            (self._evaluator.outcome(self._toward(order, item, wanted[item])), n, item)
            for _, n, item in far[:tries]
            if not self._stop.is_over()
        )
        return [item for outcome, _, item in sorted(tried) if outcome < found]

    def _toward(self, order: Sequence[int], item: int, place: int) -> tuple[int, ...]:
        """Return the order with one item as near to a place as its dependencies allow."""
        rest = [each for each in order if each != item]
        at = {each: n for n, each in enumerate(rest)}
        low = max((at[each] + 1 for each in self._before[item]), default=0)
        high = min((at[each] for each in self._after[item]), default=len(rest))
        tiers = [self._evaluator.backlog.candidates[each].tier for each in rest]
        own = self._evaluator.backlog.candidates[item].tier
        while low < high and low < len(rest) and tiers[low] < own:
            low += 1
        while high > low and tiers[high - 1] > own:
            high -= 1
        rest.insert(min(max(place, low), high), item)
        return tuple(rest)

    def _mixed(
        self, start: tuple[int, ...], goal: Sequence[int], least: Outcome
    ) -> tuple[int, ...]:
        """Return the mixture of two orders that is enough and nearest to the first.

        An average of the places in two orders keeps every dependency that both keep.
        """
        first = {item: n for n, item in enumerate(start)}
        last = {item: n for n, item in enumerate(goal)}
        low, high, best = 0.0, 1.0, tuple(goal)
        for _ in range(_HALVINGS):
            share = (low + high) / 2
            mixed = tuple(
                sorted(goal, key=lambda n: ((1 - share) * first[n] + share * last[n], last[n]))
            )
            if self.is_enough(self._evaluator.outcome(mixed), least):
                high, best = share, mixed
            else:
                low = share
        return best
