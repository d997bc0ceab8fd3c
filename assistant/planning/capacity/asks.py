"""What people are asked for, day by day: assignments spread over their days.

An effort is spread over its days as the person's time is there, a share is of the time they
work. Where a whole team is asked, each of its people who do change work is, for their part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.planning.capacity.workforce import ALL, Minutes, PersonTime, Workforce
from assistant.planning.inputs.sizes import named
from assistant.portfolio.people import Assignment
from assistant.portfolio.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Ask:
    """What one assignment asks of one person: minutes on each day of the line."""

    row: Assignment
    person: str
    minutes: Minutes

    def skill(self, own: Sequence[str]) -> str | None:
        """Return the skill it is for: as stated, or the only one its person has."""
        stated = self.row.skill or (own[0] if len(own) == 1 else None)
        return named(stated) if stated else None


def read_asks(snapshot: Snapshot, workforce: Workforce) -> tuple[Ask, ...]:
    """Return what every assignment asks, by assignment and person."""
    by_key = {time.person.key: time for time in workforce.people}
    by_team: dict[str, list[PersonTime]] = {}
    for time in workforce.people:
        if time.person.team and time.change:
            by_team.setdefault(time.person.team, []).append(time)
    asks: list[Ask] = []
    for row in snapshot.all(Assignment):
        if row.end < row.start or (row.effort is None and row.percent is None):
            continue
        person = [by_key[row.person]] if row.person in by_key else []
        asked = person if row.person else _with_skill(by_team.get(row.team or "", []), row.skill)
        asks += _shared_out(row, asked, workforce)
    return tuple(asks)


def _with_skill(people: Sequence[PersonTime], skill: str | None) -> Sequence[PersonTime]:
    """Return those of a team who have the skill; all of them where nobody has it, or none is."""
    wanted = named(skill or "")
    having = [time for time in people if wanted in {named(own) for own in time.person.skills}]
    return having or people


def _shared_out(row: Assignment, people: Sequence[PersonTime], workforce: Workforce) -> list[Ask]:
    days = workforce.days_of(row.start, row.end)
    ahead = workforce.share_ahead(row.start, row.end)
    times = [_time_in(time, days) for time in people]
    total = sum(float(time.sum()) for time in times)
    asks: list[Ask] = []
    for time, there in zip(people, times, strict=True):
        minutes = np.zeros(workforce.days)
        if row.percent is not None:
            minutes[days] = time.contracted[days] * float(row.percent / ALL)
        if row.effort is not None and total:
            minutes[days] += there * (row.effort.minutes * ahead / total)
        if minutes.any():
            asks.append(Ask(row, time.person.key, minutes))
    return asks


def _time_in(time: PersonTime, days: slice) -> Minutes:
    """Return a person's time on some days; where they have none, the days people work at all."""
    own = time.available[days]
    return own if own.any() else time.worked[days]
