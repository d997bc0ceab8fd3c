"""How much of each team's time was measured to go to business as usual, and to the unplanned.

Measured is what has happened; what is planned or declared stands beside it and is not replaced.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Reserve, ReserveKind, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Unit

_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Measured:
    """A share of a team's time in percent, the day it is of, and the row that says so."""

    percent: Decimal
    day: date
    row: str

    def fact(self, facts: Facts, team: str, measure: str = "bau") -> Fact:
        """Return the share as a fact about a team."""
        cell = (Reserve, self.row, "percent")
        return facts.of(f"{Team.table}:{team}", measure, self.percent, Unit.PERCENT, cells=[cell])


def measured_bau(snapshot: Snapshot) -> dict[str, tuple[Measured, ...]]:
    """Return each team's measurements of BAU up to the snapshot's day, oldest first, by team."""
    return _measured(snapshot, ReserveKind.BAU)


def latest_bau(snapshot: Snapshot) -> dict[str, Measured]:
    """Return each team's last measurement of BAU, by team."""
    return {team: rows[-1] for team, rows in measured_bau(snapshot).items()}


def usual_unplanned(snapshot: Snapshot, percentile: Decimal) -> dict[str, Measured]:
    """Return the share of the unplanned that so many percent of a team's measurements kept within.

    By nearest rank, so that it is one of the measurements, with its row.
    """
    found = _measured(snapshot, ReserveKind.UNPLANNED)
    usual: dict[str, Measured] = {}
    for team, rows in found.items():
        ranked = sorted(rows, key=lambda row: (row.percent, row.day, row.row))
        usual[team] = ranked[max(math.ceil(len(ranked) * percentile / _ALL) - 1, 0)]
    return usual


def _measured(snapshot: Snapshot, kind: ReserveKind) -> dict[str, tuple[Measured, ...]]:
    """Return what was measured of a kind.

    A measurement is of the day it ends, else of the day it starts, else of the snapshot's day.
    """
    found: dict[str, list[Measured]] = {}
    for row in snapshot.all(Reserve):
        if not row.measured or row.kind is not kind or row.team is None or row.percent is None:
            continue
        if row.start is None or row.start <= snapshot.as_of:
            day = min(row.end or row.start or snapshot.as_of, snapshot.as_of)
            found.setdefault(row.team, []).append(Measured(row.percent, day, row.key))
    return {
        team: tuple(sorted(rows, key=lambda measured: (measured.day, measured.row)))
        for team, rows in sorted(found.items())
    }
