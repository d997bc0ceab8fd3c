"""How many changes were asked for lately, and in as many days before that."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from assistant.policy import Policy
from assistant.portfolio.control import ChangeRequest
from assistant.portfolio.snapshot import Snapshot


@dataclass(slots=True)
class RequestCount:
    """Keys of a project's change requests in the last window of days and in the one before."""

    recent: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)

    def many(self, policy: Policy) -> int:
        """Return from how many recent requests on it is a surge, measured by the window before."""
        surge = policy.limit("change_request_surge") * len(self.before)
        least = policy.limit("change_request_minimum")
        return int(max(surge, least).to_integral_value(rounding=ROUND_CEILING))


def count_requests(snapshot: Snapshot, policy: Policy) -> dict[str, RequestCount]:
    """Return the change requests of each project that ever had one, whatever became of them."""
    window = policy.limit("change_request_window_days")
    counts: dict[str, RequestCount] = {}
    for request in snapshot.all(ChangeRequest):
        count = counts.setdefault(request.project, RequestCount())
        age = Decimal((snapshot.as_of - request.raised_on).days)
        if 0 <= age < window:
            count.recent.append(request.key)
        elif window <= age < 2 * window:
            count.before.append(request.key)
    return counts
