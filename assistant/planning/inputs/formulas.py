"""Scores as they are published, one function a formula.

All take and return Decimals. A size, duration or effort of zero is refused: nothing is worth
infinitely much per day, it is only unsized.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.errors import BadInput


def wsjf(
    value: Decimal, time_criticality: Decimal, risk_reduction: Decimal, job_size: Decimal
) -> Decimal:
    """Return weighted shortest job first in SAFe's sense, in relative numbers.

    (user-business value + time criticality + risk reduction or opportunity enablement) ÷ job
    size. Source: Scaled Agile Framework, “Weighted Shortest Job First”.
    """
    return _per(value + time_criticality + risk_reduction, job_size)


def cd3(cost_of_delay: Decimal, duration: Decimal) -> Decimal:
    """Return cost of delay divided by duration: money per period, and periods.

    Source: Reinertsen, The Principles of Product Development Flow (2009), principle Q14.
    """
    return _per(cost_of_delay, duration)


def rice(reach: Decimal, impact: Decimal, confidence: Decimal, effort: Decimal) -> Decimal:
    """Return reach × impact × confidence ÷ effort; confidence is a share (0.8), effort in months.

    Source: McBride, “RICE: Simple prioritization for product managers”, Intercom (2016).
    """
    return _per(reach * impact * confidence, effort)


def value_per_effort(value: Decimal, effort: Decimal) -> Decimal:
    """Return value ÷ effort, in whatever units both are given."""
    return _per(value, effort)


def delay_cost(queue: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Return Σ rate × finish of a queue of (cost of delay per period, duration), in its order.

    Source: Smith, “Various optimizers for single-stage production” (1956).
    """
    finish = cost = Decimal(0)
    for rate, duration in queue:
        finish += duration
        cost += rate * finish
    return cost


def _per(value: Decimal, size: Decimal) -> Decimal:
    if size <= 0:
        raise BadInput(
            f"A size of {size} cannot be divided by.", remedy="Give it a size above zero."
        )
    return value / size
