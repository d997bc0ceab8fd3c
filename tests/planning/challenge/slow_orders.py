"""A slow, independent judge of orders: it reads nouns and lays hours of work side by side.

It shares no code with the challenge. People work eight hours on every weekday; sizes are whole
hours; every item is of one skill. Times are hours from today, which is a Monday.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

HOURS_A_DAY = 8
HOURS_A_WEEK = 40
FAR = 4000


@dataclass(frozen=True)
class SlowItem:
    """One item: its size in hours, its skill, what a week of waiting costs, what it waits for."""

    key: str
    hours: int
    skill: str
    weekly: int
    after: tuple[str, ...] = ()
    place: int | None = None
    started: bool = False
    due_day: int | None = None


@dataclass
class SlowJudge:
    """Judges whole orders of these items; `people` are their skills by key."""

    items: Mapping[str, SlowItem]
    people: Mapping[str, tuple[str, ...]]
    pulled: frozenset[str] = field(default_factory=frozenset)

    def broken_links(self, order: Sequence[str]) -> set[tuple[str, str]]:
        """Return (before, after) for every link the order turns round."""
        return {
            (before, key)
            for key in order
            for before in self.items[key].after
            if order.index(before) > order.index(key)
        }

    def broken_pins(self, order: Sequence[str]) -> set[str]:
        """Return the items that do not stand at the place they are pinned to."""
        waiting = [key for key in order if not self.items[key].started]
        return {
            key
            for n, key in enumerate(waiting, start=1)
            if self.items[key].place is not None
            and n != min(self.items[key].place or 0, len(waiting))
        }

    def mended(self, order: Sequence[str]) -> list[str]:
        """Return the order with what is waited for pulled up before what waits."""
        done: list[str] = []

        def put(key: str) -> None:
            if key in done:
                return
            for before in sorted(self.items[key].after):
                put(before)
            done.append(key)

        for key in order:
            put(key)
        return done

    def finishes(self, order: Sequence[str]) -> dict[str, int]:
        """Return when each item is finished if people take them in this order, filling gaps."""
        busy: dict[str, set[int]] = {person: set() for person in self.people}
        finish: dict[str, int] = {}
        for key in order:
            item = self.items[key]
            ready = max((finish[before] for before in item.after), default=0)
            offers = [
                (self._first(busy[person], ready, item.hours) + item.hours, len(skills), person)
                for person, skills in self.people.items()
                if item.skill in skills
            ]
            end, _, person = min(offers)
            busy[person].update(range(end - item.hours, end))
            finish[key] = end
        return finish

    def cost(self, order: Sequence[str]) -> Fraction:
        """Return Σ cost a week × weeks until the finish."""
        ends = self.finishes(order)
        return sum(
            (Fraction(self.items[key].weekly * end, HOURS_A_WEEK) for key, end in ends.items()),
            Fraction(0),
        )

    def missed(self, order: Sequence[str]) -> dict[str, int]:
        """Return the hours by which days that must hold are missed."""
        ends = self.finishes(order)
        late = {
            key: ends[key] - (self.items[key].due_day or 0) * HOURS_A_DAY
            for key in order
            if self.items[key].due_day is not None
        }
        return {key: hours for key, hours in late.items() if hours > 0}

    def _first(self, busy: set[int], ready: int, hours: int) -> int:
        return next(
            start for start in range(ready, FAR) if busy.isdisjoint(range(start, start + hours))
        )
