"""What the policy keeps back of people's time beside what is declared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from assistant.policy import Policy


@dataclass(frozen=True, slots=True)
class Margins:
    """How safe plans are made on people's time.

    `unplanned_percentile` of the measured weeks is kept for the unplanned where nothing else is
    declared. Somebody new works at half pace for `ramp_up_weeks`.
    """

    unplanned_percentile: Decimal = Decimal(80)
    ramp_up_weeks: int = 0

    @classmethod
    def of(cls, policy: Policy) -> Self:
        """Return the margins of a policy."""
        weeks = int(policy.limit("ramp_up_weeks"))
        return cls(policy.limit("unplanned_percentile"), weeks)
