"""What selection is compared with: greedy by value for cost, plain HiGHS and plain CP-SAT.

The solvers get the textbook model: a yes or no for each requirement and customer, an inequality
for each dependency and request, one budget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from evals.benchmarks.instances.nrp import NextRelease

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """The requirements a baseline chose, and whether it proved that nothing brings more."""

    requirements: frozenset[int]
    is_proved: bool


def greedy(instance: NextRelease, ratio: Fraction) -> PlainAnswer:
    """Serve customers by profit for the cost of all they need, while the budget allows."""
    before: dict[int, list[int]] = {}
    for first, then in instance.dependencies:
        before.setdefault(then, []).append(first)
    needed = [_closure(customer.requests, before) for customer in instance.customers]
    price = [sum(instance.costs[each] for each in closure) for closure in needed]
    order = sorted(
        range(len(needed)), key=lambda n: (-instance.customers[n].profit / (price[n] or _HALF), n)
    )
    chosen: set[int] = set()
    left = instance.budget(ratio)
    for number in order:
        extra = sum(instance.costs[each] for each in needed[number] - chosen)
        if extra <= left:
            chosen |= needed[number]
            left -= extra
    return PlainAnswer(frozenset(chosen), is_proved=False)


def plain_highs(instance: NextRelease, ratio: Fraction, seconds: float) -> PlainAnswer:
    """Solve the textbook model by HiGHS as MathOpt sets it up."""
    from ortools.math_opt.python import mathopt

    model = mathopt.Model()
    chosen = [model.add_binary_variable() for _ in instance.costs]
    served = [model.add_binary_variable() for _ in instance.customers]
    for low, high in _implications(instance):
        after = chosen[low] if low < len(chosen) else served[low - len(chosen)]
        model.add_linear_constraint(after <= chosen[high])
    spent = [cost * each for cost, each in zip(instance.costs, chosen, strict=True)]
    model.add_linear_constraint(mathopt.fast_sum(spent) <= instance.budget(ratio))
    brought = [c.profit * each for c, each in zip(instance.customers, served, strict=True)]
    model.maximize(mathopt.fast_sum(brought))
    params = mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds), relative_gap_tolerance=0
    )
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=params)
    if not result.has_primal_feasible_solution():
        return PlainAnswer(frozenset(), is_proved=False)
    values = result.variable_values()
    found = frozenset(n for n, each in enumerate(chosen) if values[each] > _HALF)
    optimal = result.termination.reason is mathopt.TerminationReason.OPTIMAL
    return PlainAnswer(found, is_proved=optimal)


def plain_cp_sat(instance: NextRelease, ratio: Fraction, seconds: float) -> PlainAnswer:
    """Solve the textbook model by CP-SAT on two threads."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [model.new_bool_var(f"r{n}") for n in range(len(instance.costs))]
    served = [model.new_bool_var(f"c{n}") for n in range(len(instance.customers))]
    both = [*chosen, *served]
    for low, high in _implications(instance):
        model.add_implication(both[low], chosen[high])
    model.add(cp_model.LinearExpr.weighted_sum(chosen, instance.costs) <= instance.budget(ratio))
    profits = [customer.profit for customer in instance.customers]
    model.maximize(cp_model.LinearExpr.weighted_sum(served, profits))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return PlainAnswer(frozenset(), is_proved=False)
    found = frozenset(n for n, each in enumerate(chosen) if solver.boolean_value(each))
    return PlainAnswer(found, is_proved=status == cp_model.OPTIMAL)


def _implications(instance: NextRelease) -> Iterator[tuple[int, int]]:
    """Yield what needs what; customers are numbered behind the requirements."""
    for before, after in instance.dependencies:
        yield after, before
    for number, customer in enumerate(instance.customers, start=len(instance.costs)):
        for requirement in customer.requests:
            yield number, requirement


def _closure(requests: tuple[int, ...], before: dict[int, list[int]]) -> frozenset[int]:
    found: set[int] = set()
    ahead = list(requests)
    while ahead:
        requirement = ahead.pop()
        if requirement not in found:
            found.add(requirement)
            ahead += before.get(requirement, [])
    return frozenset(found)
