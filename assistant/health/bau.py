"""How much of each team's time was measured to go to business as usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Reserve, ReserveKind, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Unit


@dataclass(frozen=True, slots=True)
class MeasuredBau:
    """A team's share for business as usual, in percent of its time, and the row that says so."""

    percent: Decimal
    day: date
    row: str

    def fact(self, facts: Facts, team: str, measure: str = "bau") -> Fact:
        """Return the share as a fact about a team."""
        cell = (Reserve, self.row, "percent")
        return facts.of(f"{Team.table}:{team}", measure, self.percent, Unit.PERCENT, cells=[cell])


def measured_bau(snapshot: Snapshot) -> dict[str, tuple[MeasuredBau, ...]]:
    """Return each team's measurements up to the snapshot's day, oldest first, by team.

    A measurement is of the day it ends, else of the day it starts, else of the snapshot's day.
    """
    found: dict[str, list[MeasuredBau]] = {}
    for reserve in snapshot.all(Reserve):
        if not _is_measured(reserve) or reserve.team is None or reserve.percent is None:
            continue
        if reserve.start is None or reserve.start <= snapshot.as_of:
            day = min(reserve.end or reserve.start or snapshot.as_of, snapshot.as_of)
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
