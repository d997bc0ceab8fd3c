"""Checks a choice of requirements against an instance, sharing no code with what chose it."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from evals.benchmarks.instances.nrp import NextRelease


def profit(
    instance: NextRelease, ratio: Fraction, requirements: Collection[int]
) -> tuple[int, list[str]]:
    """Return what the served customers bring, and what is wrong with the choice, in words."""
    chosen = frozenset(requirements)
    wrong = [
        f"requirement {after} without {before}"
        for before, after in instance.dependencies
        if after in chosen and before not in chosen
    ]
    if not chosen <= frozenset(range(len(instance.costs))):
        return 0, ["something chosen is no requirement"]
    cost = sum(instance.costs[requirement] for requirement in chosen)
    allowed = sum(instance.costs) * ratio.numerator // ratio.denominator
    if cost > allowed:
        wrong.append(f"it costs {cost} of {allowed}")
    served = (each for each in instance.customers if chosen.issuperset(each.requests))
    return sum(customer.profit for customer in served), wrong
