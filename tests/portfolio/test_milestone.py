"""What a milestone's penalty is paid for each of."""

from __future__ import annotations

import pytest

from assistant.portfolio.project import Milestone


@pytest.mark.parametrize(
    ("stated", "period"),
    [
        ("month", "month"),
        (" Per Week", "week"),
        ("once", None),
        ("One-off", None),
        ("", None),
        (None, None),
    ],
)
def test_a_penalty_is_paid_once_or_by_a_period(stated: str | None, period: str | None) -> None:
    milestone = Milestone(key="M", project="P", name="Live", penalty_per=stated)
    assert milestone.penalty_period == period
