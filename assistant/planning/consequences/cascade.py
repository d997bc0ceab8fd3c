"""“If this slips, who is hit, when, by how much?”: the part that is certain and the part planned.

Certain is what the links alone enforce, whatever people do. Planned is what comes of it when
people keep the order they have: it holds also what waits because its people are busy by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.errors import BadInput
from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.consequences.impact import Impact, impact
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.promises import Promises
from assistant.planning.inputs.open_items import open_items

_SLIVER = 1e-6


@dataclass(frozen=True, slots=True)
class Slip:
    """By how much something is later: working days, or to a day; one of the two is given."""

    days: float | None = None
    to: date | None = None


@dataclass(frozen=True, slots=True)
class Slipped:
    """What a slip of some items comes to. Times are working days from today.

    `days` is by how much they slip, `finish` when the last of them is then finished. `room` is
    how many working days the tightest promise that holds has left, with its key.
    """

    keys: tuple[str, ...]
    days: float
    finish: float
    impact: Impact
    planned: Planned


def cascade(planned: Planned, keys: Sequence[str], slip: Slip) -> Slipped:
    """Return what follows when open items are finished later than planned.

    Raises BadInput where there is no day they could be later than.
    """
    _check_dates(planned, keys)
    finishes = {key: planned.finish(key) for key in keys}
    last = max(finishes.values())
    days = _days(planned, slip, last)
    later = {key: finish + days for key, finish in finishes.items()}
    promises = Promises(planned.snapshot, open_items(planned.snapshot))
    if days <= _SLIVER:
        return Slipped(tuple(keys), 0.0, last, Impact((), ()), planned)
    numbers = {planned.backlog.number[key]: time for key, time in later.items()}
    after = planned.times_if_finished(numbers) if planned.has_times else None
    certain = planned.network.earliest(later) if planned.has_network else None
    found = impact(planned, promises, after, certain)
    return Slipped(tuple(keys), days, last + days, found, planned)


def _days(planned: Planned, slip: Slip, last: float) -> float:
    if slip.to is not None:
        return max(planned.staff.line.end_of(slip.to) - last, 0.0)
    return slip.days or 0.0


def _check_dates(planned: Planned, keys: Sequence[str]) -> None:
    if not planned.has_times and not planned.has_network:
        raise BadInput(
            "Sizes are story points and nobody's time is known, so nothing has a date to slip from.",
            remedy="Give estimates in days, or import people and their skills.",
        )
    if planned.has_times and not all(planned.is_planned(n) for n in planned.backlog.numbers(keys)):
        raise BadInput(
            f"{', '.join(keys[:3])} has no planned day to slip from.",
            remedy="Name somebody with its skill (see pmo rank), then ask again.",
        )


def weeks(count: float) -> float:
    """Return weeks as working days."""
    return count * DAYS_PER_WEEK
