"""How much of each team's time was measured to go to business as usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.portfolio.facts import Cell
from assistant.portfolio.people import Reserve, ReserveKind
from assistant.portfolio.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class MeasuredBau:
    """A team's share for business as usual, in percent of its time, and the row that says so."""

    percent: Decimal
    day: date
    row: str

    @property
    def cell(self) -> Cell:
        """Where the share stands."""
        return (Reserve, self.row, "percent")


def measured_bau(snapshot: Snapshot) -> dict[str, tuple[MeasuredBau, ...]]:
    """Return each team's measurements up to the snapshot's day, oldest first, by team.

    A measurement is of the day it ends, or of the snapshot's day while it goes on.
    """
    found: dict[str, list[MeasuredBau]] = {}
    for reserve in snapshot.all(Reserve):
        if not _is_measured(reserve) or reserve.team is None or reserve.percent is None:
            continue
        if reserve.start is None or reserve.start <= snapshot.as_of:
            day = min(reserve.end or snapshot.as_of, snapshot.as_of)
            found.setdefault(reserve.team, []).append(
                MeasuredBau(reserve.percent, day, reserve.key)
            )
    return {
        team: tuple(sorted(rows, key=lambda measured: (measured.day, measured.row)))
        for team, rows in sorted(found.items())
    }


def latest_bau(snapshot: Snapshot) -> dict[str, MeasuredBau]:
    """Return each team's last measurement, by team."""
    return {team: rows[-1] for team, rows in measured_bau(snapshot).items()}


def _is_measured(reserve: Reserve) -> bool:
    return reserve.measured and reserve.kind is ReserveKind.BAU
