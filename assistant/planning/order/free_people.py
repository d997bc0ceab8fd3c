"""Who has time without an assignment in a period, and how much is asked of everybody in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.planning.capacity.asks import Ask, read_asks
from assistant.planning.capacity.workforce import Minutes, PersonTime, Workforce
from assistant.planning.inputs.sizes import named
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot
from assistant.values.effort import MINUTES_PER_DAY


@dataclass(frozen=True)
class PersonRoom:
    """One person's time in a period: minutes there are and are asked, day by day of the line.

    `run` are the days in a row on which least is asked of them and most time is left; it is empty
    for whoever is not free. `is_known` says whether any assignment is known of them.
    """

    time: PersonTime
    asks: tuple[Ask, ...]
    asked: Minutes
    run: slice
    is_known: bool

    @property
    def key(self) -> str:
        """The person's key."""
        return self.time.person.key

    @property
    def skills(self) -> tuple[str, ...]:
        """Their skills, as all skills are compared."""
        return tuple(dict.fromkeys(named(skill) for skill in self.time.person.skills))

    @property
    def is_free(self) -> bool:
        """Whether they can start something in the period."""
        return bool(self.run.stop > self.run.start)

    def left(self, days: slice) -> Minutes:
        """Return the minutes that nothing is asked for on some days."""
        return np.maximum(self.time.available[days] - self.asked[days], 0.0)

    def free_from(self, place: int) -> float:
        """Return the minutes left of their free days from a place of the line on."""
        passed: int = min(max(place - self.run.start, 0), len(self._ahead) - 1)
        return self._ahead[passed]

    @cached_property
    def _ahead(self) -> list[float]:
        """The minutes left of their free days, from each of these days on; none after the last."""
        left = self.left(self.run)
        return [*np.cumsum(left[::-1])[::-1].tolist(), 0.0]


def rooms_of(
    snapshot: Snapshot, workforce: Workforce, policy: Policy, days: slice
) -> tuple[PersonRoom, ...]:
    """Return everybody who does change work, in the order in which plans number them."""
    asks: dict[str, list[Ask]] = {}
    for ask in read_asks(snapshot, workforce):
        asks.setdefault(ask.person, []).append(ask)
    idle = float(policy.limit("idle_percent")) / 100
    return tuple(
        _room(time, asks.get(time.person.key, ()), idle, days)
        for time in workforce.people
        if time.change
    )


def _room(time: PersonTime, asks: Sequence[Ask], idle: float, days: slice) -> PersonRoom:
    asked = np.zeros_like(time.available)
    for ask in asks:
        asked += ask.minutes
    left = np.maximum(time.available - asked, 0.0)
    runs = [run for run in _runs(time.available, asked, idle, days) if _is_day(left[run])]
    run = max(runs, key=lambda each: (float(left[each].sum()), -each.start), default=slice(0, 0))
    inside = [ask for ask in asks if ask.minutes[days].any()]
    return PersonRoom(time, tuple(inside), asked, run, is_known=bool(asks))


def _is_day(left: Minutes) -> bool:
    return float(left.sum()) >= MINUTES_PER_DAY


def _runs(available: Minutes, asked: Minutes, idle: float, days: slice) -> Iterable[slice]:
    """Return the stretches of days of which almost nothing is asked.

    They begin on a day with time; days without any, such as weekends off, do not end them.
    """
    start: int | None = None
    for day in range(days.start, days.stop):
        if asked[day] > available[day] * idle:
            if start is not None:
                yield slice(start, day)
            start = None
        elif start is None and available[day]:
            start = day
    if start is not None:
        yield slice(start, days.stop)
