"""The part of the store that remembers which forecasts were given to people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from assistant.governance.scoreboard.given import GivenForecast


class ForecastWriter(Protocol):
    """What a unit of work can do with forecasts."""

    def keep_forecasts(self, given: Iterable[GivenForecast]) -> None:
        """Remember forecasts; one that is kept already stays as it is."""
        ...


class ForecastReader(Protocol):
    """What a store tells of forecasts."""

    def forecasts(self) -> tuple[GivenForecast, ...]:
        """Return the forecasts that were given, by day and id."""
        ...
