"""What every store does with the forecasts that were given to people."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.governance.scoreboard.given import GivenForecast
from assistant.ports.store import Store


def given(day: int, chance: int = 85) -> GivenForecast:
    return GivenForecast(
        subject="milestones:Grüße",
        chance=chance,
        day=date(2026, 12, day),
        given_on=date(2026, 11, day),
        items=("A-1", "A-2"),
    )


def test_forecasts_are_kept_whole_and_once(store: Store) -> None:
    for kept in ((given(9), given(2)), (given(2), given(2, 50))):
        with store.unit_of_work() as unit:
            unit.keep_forecasts(kept)
    known = store.forecasts()
    assert set(known) == {given(2), given(2, 50), given(9)}
    assert [each.given_on.day for each in known] == [2, 2, 9]


def test_what_is_not_committed_was_not_given(store: Store) -> None:
    def fail() -> None:
        with store.unit_of_work() as unit:
            unit.keep_forecasts([given(2)])
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert store.forecasts() == ()
