"""Change requests of the last weeks, and of as many before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.health.change_requests import count_requests
from assistant.policy import default_policy
from assistant.portfolio.control import ChangeRequest
from assistant.portfolio.snapshot import Snapshot

TODAY = date(2026, 11, 16)
POLICY = default_policy()
WINDOW = int(POLICY.limit("change_request_window_days"))


def requests(*days_ago: int) -> list[ChangeRequest]:
    return [
        ChangeRequest(key=f"C{n}", project="P", name="C", raised_on=TODAY - timedelta(days=days))
        for n, days in enumerate(days_ago)
    ]


def test_a_window_includes_today_and_ends_before_the_one_before_it() -> None:
    snapshot = Snapshot.of(TODAY, requests(-1, 0, WINDOW - 1, WINDOW, 2 * WINDOW - 1, 2 * WINDOW))
    count = count_requests(snapshot, POLICY)["P"]
    assert (count.recent, count.before) == (["C1", "C2"], ["C3", "C4"])


@pytest.mark.parametrize(("before", "many"), [(0, 4), (1, 4), (2, 6), (3, 9)])
def test_many_is_measured_by_the_window_before_and_never_a_handful(before: int, many: int) -> None:
    snapshot = Snapshot.of(TODAY, requests(*[WINDOW + 1] * before, 0))
    assert count_requests(snapshot, POLICY)["P"].many(POLICY) == many
