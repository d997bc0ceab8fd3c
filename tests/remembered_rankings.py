"""Orders that were computed once in a test run are not computed again from the same rows.

An order follows from the rows, the policy, the seed and the budget alone, so what is remembered is
what would be computed. Tests of the computation itself do without this.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.planning.order.finding import find_order
from assistant.planning.order.rank import DEFAULT_BUDGET, rank
from assistant.planning.stopping import NEVER, Stop
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot


class Remembered:
    """A function of a snapshot and a policy that is asked once for each of their contents."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._known: dict[tuple[object, ...], Any] = {}

    def __call__(
        self,
        snapshot: Snapshot,
        policy: Policy,
        seed: int = 0,
        budget: int = DEFAULT_BUDGET,
        tell: Any = None,
        stop: Stop = NEVER,
    ) -> Any:
        """Return what is known; what is to end early is always computed."""
        asked = (snapshot, policy, seed, budget, tell, stop)
        if stop is not NEVER:
            return self._function(*asked)
        key = (snapshot.revision, snapshot.as_of, policy.hash, seed, budget)
        if key not in self._known:
            self._known[key] = self._function(*asked)
        return self._known[key]


_RANK, _FIND_ORDER = Remembered(rank), Remembered(find_order)


def remember_rankings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let assessments and what-ifs take an order that this process has computed before."""
    monkeypatch.setattr("assistant.usecases.assessment.rank", _RANK)
    monkeypatch.setattr("assistant.planning.order.rank.find_order", _FIND_ORDER)
    monkeypatch.setattr("assistant.planning.explaining.replay.find_order", _FIND_ORDER)
