"""Proves a choice, or finds a better one, by branch and bound: HiGHS through MathOpt.

Every part is taken or not; a part of value and no cost that nothing needs follows from the parts
it needs, so it is not branched on. HiGHS tries few branches before it trusts its estimates
(`mip_pscost_minreliable`): on next release problems that takes a fifth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import floor, gcd
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.planning.solvers.selection.bundles import OpenChoice
from assistant.planning.solvers.selection.problem import Watch

if TYPE_CHECKING:
    from ortools.math_opt.python import mathopt

_PROGRESS = re.compile(r"^\s*[A-Za-z]?\s+\d+\s+\d+\s+\d+\s+[\d.]+%\s+(\S+)\s+(\S+)\s")
"""A line of HiGHS's log: nodes, queue, leaves, explored, best bound, best solution."""

_HALF = 0.5
_GRAIN = 1e-6
_BELOW_ONE = 0.9999
"""Worths are whole, so a bound that is nearer than one above a choice proves it."""


@dataclass(frozen=True, slots=True)
class Proved:
    """Parts that are chosen, if any were found, and what no choice can exceed."""

    parts: tuple[int, ...] | None
    bound: int
    stopped_by_clock: bool


def prove(choice: OpenChoice, start: Sequence[int], seconds: float, watch: Watch) -> Proved:
    """Return the best choice of parts and its bound; values are those of what is open.

    `start` are the parts of a choice that is known. The time is a safety stop.
    """
    from ortools.math_opt.python import mathopt

    grain = _common(choice.bundles.values)
    model, taken = _model(choice, grain)
    result = mathopt.solve(
        model,
        mathopt.SolverType.HIGHS,
        params=_parameters(seconds),
        model_params=_hint(taken, start),
        msg_cb=lambda lines: _stream(lines, grain, watch),
    )
    reason = result.termination.reason
    bounds = result.termination.objective_bounds
    parts = None
    if result.has_primal_feasible_solution():
        values = result.variable_values()
        parts = tuple(part for part, each in enumerate(taken) if values[each] > _HALF)
    return Proved(
        parts,
        _whole(bounds.dual_bound, grain, int(choice.bundles.values.sum())),
        stopped_by_clock=reason is not mathopt.TerminationReason.OPTIMAL,
    )


def cheapest(choice: OpenChoice, budget: int, at_least: int, seconds: float) -> int | None:
    """Return the least that parts worth so much cost on one budget, whatever that budget is.

    The other budgets hold. None where no parts are worth so much, or the time ran out.
    """
    from ortools.math_opt.python import mathopt

    model, taken = _constrained(choice, free=budget)
    model.add_linear_constraint(_weighted(choice.bundles.values, taken, 1) >= float(at_least))
    costs = choice.bundles.costs[budget]
    unit = _common(costs)
    model.minimize(_weighted(costs, taken, unit))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=_parameters(seconds))
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    least: float = result.objective_value()
    return round(least) * unit


def _model(choice: OpenChoice, grain: int) -> tuple[mathopt.Model, list[mathopt.Variable]]:
    model, taken = _constrained(choice)
    model.maximize(_weighted(choice.bundles.values, taken, grain))
    return model, taken


def _constrained(
    choice: OpenChoice, free: int | None = None
) -> tuple[mathopt.Model, list[mathopt.Variable]]:
    """Return a model of what may be taken together; one budget may be free."""
    from ortools.math_opt.python import mathopt

    model = mathopt.Model()
    whole = _branched_on(choice)
    taken = [model.add_variable(lb=0, ub=1, is_integer=bool(each)) for each in whole]
    for part, needs in enumerate(choice.needs):
        for need in needs:
            model.add_linear_constraint(taken[part] <= taken[need])
    for group in choice.apart:
        model.add_linear_constraint(mathopt.fast_sum([taken[part] for part in group]) <= 1)
    for number, costs in enumerate(choice.bundles.costs):
        if number != free:
            unit = _common(costs)
            limit = float(choice.bundles.budgets[number] // unit)
            model.add_linear_constraint(_weighted(costs, taken, unit) <= limit)
    return model, taken


def _weighted(
    numbers: npt.NDArray[np.int64], taken: Sequence[mathopt.Variable], unit: int
) -> mathopt.LinearSum:
    from ortools.math_opt.python import mathopt

    terms = zip(numbers, taken, strict=True)
    return mathopt.fast_sum([float(number // unit) * each for number, each in terms if number])


def _branched_on(choice: OpenChoice) -> npt.NDArray[np.bool_]:
    """Say which parts have to be whole; the others are, once these are."""
    whole: npt.NDArray[np.bool_] = np.asarray(choice.bundles.costs.any(axis=0), np.bool_)
    for part, needs in enumerate(choice.needs):
        whole[list(needs)] = True
        whole[part] |= not needs
    for group in choice.apart:
        whole[list(group)] = True
    return whole


def _parameters(seconds: float) -> mathopt.SolveParameters:
    from ortools.math_opt.python import mathopt
    from ortools.math_opt.solvers import highs_pb2

    options = highs_pb2.HighsOptionsProto()
    options.int_options["mip_pscost_minreliable"] = 1
    return mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds),
        relative_gap_tolerance=0,
        absolute_gap_tolerance=_BELOW_ONE,
        highs=options,
    )


def _hint(taken: Sequence[mathopt.Variable], start: Sequence[int]) -> mathopt.ModelSolveParameters:
    from ortools.math_opt.python import mathopt

    values = dict.fromkeys(taken, 0.0) | {taken[part]: 1.0 for part in start}
    return mathopt.ModelSolveParameters(
        solution_hints=[mathopt.SolutionHint(variable_values=values)]
    )


def _stream(lines: Sequence[str], grain: int, watch: Watch) -> None:
    for line in lines:
        found = _PROGRESS.match(line)
        if found and found[2][0].isdigit() and found[1][0].isdigit():
            watch(round(float(found[2])) * grain, floor(float(found[1]) + _GRAIN) * grain)


def _whole(bound: float, grain: int, most: int) -> int:
    """Return a bound in whole values; nothing exceeds all values together."""
    if not bound < most:
        return most
    return min(most, floor(bound * (1 + 1e-12) + _GRAIN) * grain)


def _common(numbers: npt.NDArray[np.int64]) -> int:
    """Return what all numbers are multiples of, so that they are small for floating point."""
    return gcd(*(int(number) for number in numbers)) or 1
