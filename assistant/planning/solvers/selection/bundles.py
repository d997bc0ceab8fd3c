"""What is open to choice, as arrays: each item of value with all that it needs, as one bundle.

What must be taken is taken beforehand, with what it needs, and what cannot be taken any more is
left out. Items that the same bundles need stand or fall together, so they are one part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.planning.solvers.selection.problem import SelectionProblem

Numbers = npt.NDArray[np.int64]


class Bundles(NamedTuple):
    """Bundles of parts. Bundle k needs `parts[start[k]:start[k + 1]]`.

    `users[user_start[p]:user_start[p + 1]]` are the bundles that need part p, and
    `groups[group_start[p]:group_start[p + 1]]` the sets it may be the only one of.
    `price` weighs a part's costs in all budgets as one number.
    """

    start: Numbers
    parts: Numbers
    user_start: Numbers
    users: Numbers
    values: Numbers
    costs: Numbers
    budgets: Numbers
    price: npt.NDArray[np.float64]
    group_start: Numbers
    groups: Numbers
    group_count: int


@dataclass(frozen=True, slots=True)
class OpenChoice:
    """What is left to choose when what must be taken is; `taken` are those items.

    `members[p]` are the items that part p stands for, `needs[p]` the parts it needs.
    """

    taken: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, ...], ...]
    bundles: Bundles

    def items(self, parts: Iterable[int]) -> tuple[int, ...]:
        """Return the items that are chosen with some parts, and what is taken anyway."""
        return tuple(sorted({*self.taken, *(i for part in parts for i in self.members[part])}))


def open_choice(problem: SelectionProblem) -> OpenChoice:
    """Return what is open to choice; what must be taken fits, or there would be no choice."""
    taken = problem.closure(problem.must)
    left = [
        budget - spent for budget, spent in zip(problem.budgets, problem.spent(taken), strict=True)
    ]
    closures = _closures(problem, taken, left)
    part_of, members = _merged(closures)
    needs = _direct_needs(problem, members, part_of)
    apart = _apart(problem, part_of)
    bundles = _arrays(problem, left, members, _in_parts(closures, part_of), apart)
    return OpenChoice(tuple(sorted(taken)), tuple(members), needs, apart, bundles)


def _closures(
    problem: SelectionProblem, taken: set[int], left: Sequence[int]
) -> list[frozenset[int]]:
    """Return what each item of value needs besides what is taken, where it can be taken at all."""
    barred = set(problem.never)
    for group in problem.apart:
        if not taken.isdisjoint(group):
            barred.update(set(group) - taken)
    found: dict[frozenset[int], None] = {}
    for item, value in enumerate(problem.values):
        if not value or item in taken or item in barred:
            continue
        closure = problem.closure((item,)) - taken
        if closure.isdisjoint(barred) and _fits(problem, closure, left):
            found.setdefault(frozenset(closure))
    return list(found)


def _fits(problem: SelectionProblem, closure: set[int], left: Sequence[int]) -> bool:
    cheap_enough = all(map(int.__le__, problem.spent(closure), left))
    return cheap_enough and not any(len(closure.intersection(each)) > 1 for each in problem.apart)


def _merged(
    closures: Sequence[frozenset[int]],
) -> tuple[dict[int, int], list[tuple[int, ...]]]:
    """Return which part each item belongs to, and each part's items."""
    users: dict[int, list[int]] = {}
    for number, closure in enumerate(closures):
        for item in closure:
            users.setdefault(item, []).append(number)
    alike: dict[tuple[int, ...], list[int]] = {}
    for item in sorted(users):
        alike.setdefault(tuple(users[item]), []).append(item)
    members = [tuple(items) for items in alike.values()]
    return {item: part for part, items in enumerate(members) for item in items}, members


def _direct_needs(
    problem: SelectionProblem, members: Sequence[tuple[int, ...]], part_of: dict[int, int]
) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(
            sorted(
                {
                    part_of[need]
                    for item in items
                    for need in problem.needs[item]
                    if need in part_of
                }
                - {part}
            )
        )
        for part, items in enumerate(members)
    )


def _apart(problem: SelectionProblem, part_of: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    found = (
        tuple(sorted({part_of[item] for item in group if item in part_of}))
        for group in problem.apart
    )
    return tuple(dict.fromkeys(group for group in found if len(group) > 1))


def _in_parts(closures: Sequence[frozenset[int]], part_of: dict[int, int]) -> list[list[int]]:
    return [sorted({part_of[item] for item in closure}) for closure in closures]


def _arrays(
    problem: SelectionProblem,
    left: Sequence[int],
    members: Sequence[tuple[int, ...]],
    bundles: Sequence[Sequence[int]],
    apart: Sequence[Sequence[int]],
) -> Bundles:
    users: list[list[int]] = [[] for _ in members]
    for number, bundle in enumerate(bundles):
        for part in bundle:
            users[part].append(number)
    groups: list[list[int]] = [[] for _ in members]
    for number, group in enumerate(apart):
        for part in group:
            groups[part].append(number)
    costs = np.array(
        [[sum(row[item] for item in items) for items in members] for row in problem.costs],
        np.int64,
    ).reshape(len(problem.costs), len(members))
    budgets = np.array(left, np.int64)
    weights = 1_000.0 / np.maximum(budgets, 1)
    return Bundles(
        *_rows(bundles),
        *_rows(users),
        np.array([problem.worth(items) for items in members], np.int64),
        costs,
        budgets,
        weights @ costs if len(costs) else np.zeros(len(members)),
        *_rows(groups),
        len(apart),
    )


def _rows(rows: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Return where each row starts, with one end more, and all rows behind each other."""
    start = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=start[1:])
    return start, np.array([each for row in rows for each in row], np.int64)
