"""Change freezes: what is planned to go live inside one really goes live after it."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.portfolio.organisation import Freeze
from assistant.portfolio.snapshot import Snapshot


class Freezes:
    """The freezes of a snapshot, asked about days and systems."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._freezes = sorted(snapshot.all(Freeze), key=lambda each: (each.start, each.key))

    def over(self, day: date, systems: tuple[str, ...] = ()) -> Freeze | None:
        """Return the freeze that forbids a release of these systems on that day, if any.

        A freeze without systems holds for all; a release without systems is held by every freeze,
        since nobody has said that it touches none of the frozen ones.
        """
        held = (each for each in self.concerning(systems) if each.start <= day <= each.end)
        return next(held, None)

    def concerning(self, systems: tuple[str, ...]) -> list[Freeze]:
        """Return the freezes that hold for a release of these systems, by their start."""
        return [each for each in self._freezes if _concerns(each, systems)]

    def first_free(self, day: date, systems: tuple[str, ...] = ()) -> date:
        """Return that day, or the first day after the freezes it falls into."""
        while (freeze := self.over(day, systems)) is not None:
            day = freeze.end + timedelta(days=1)
        return day


def _concerns(freeze: Freeze, systems: tuple[str, ...]) -> bool:
    return not freeze.systems or not systems or not set(freeze.systems).isdisjoint(systems)
