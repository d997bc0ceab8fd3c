"""Whose time is compared with what is asked: people, teams and skills.

A team has the time of its people. A skill has what its people have left beside what they are
asked for in other skills, so that nobody's time counts twice in it; skills are not to be summed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.planning.capacity.asks import Ask
from assistant.planning.capacity.load import LoadKind
from assistant.planning.capacity.workforce import Minutes, PersonTime, Workforce
from assistant.planning.inputs.sizes import named


@dataclass(frozen=True)
class Holder:
    """Somebody or something with time, and what is asked of it; minutes a day of the line.

    `is_known` says whether any assignment is known of it: without one its load is unknown.
    """

    kind: LoadKind
    key: str
    team: str | None
    people: tuple[PersonTime, ...]
    asks: tuple[Ask, ...]
    available: Minutes
    is_known: bool

    @cached_property
    def asked(self) -> Minutes:
        """Everything asked."""
        return _sum((ask.minutes for ask in self.asks), self.available)


def holders_of(workforce: Workforce, asks: Sequence[Ask]) -> tuple[Holder, ...]:
    """Return people, then teams, then skills, each sorted by key."""
    by_person: dict[str, list[Ask]] = {}
    for ask in asks:
        by_person.setdefault(ask.person, []).append(ask)
    return (
        *(_person(time, by_person) for time in workforce.people),
        *_teams(workforce, by_person),
        *_skills(workforce, by_person),
    )


def _person(time: PersonTime, asks: dict[str, list[Ask]]) -> Holder:
    own = tuple(asks.get(time.person.key, ()))
    return Holder(
        kind=LoadKind.PERSON,
        key=time.person.key,
        team=time.person.team,
        people=(time,),
        asks=own,
        available=time.available,
        is_known=bool(own),
    )


def _teams(workforce: Workforce, asks: dict[str, list[Ask]]) -> list[Holder]:
    members: dict[str, list[PersonTime]] = {}
    for time in workforce.people:
        if time.person.team:
            members.setdefault(time.person.team, []).append(time)
    return [
        _together(LoadKind.TEAM, key, members[key], asks, workforce) for key in sorted(members)
    ]


def _together(
    kind: LoadKind,
    key: str,
    people: Sequence[PersonTime],
    asks: dict[str, list[Ask]],
    workforce: Workforce,
) -> Holder:
    theirs = tuple(ask for time in people for ask in asks.get(time.person.key, ()))
    return Holder(
        kind=kind,
        key=key,
        team=key,
        people=tuple(people),
        asks=theirs,
        available=_sum((time.available for time in people), np.zeros(workforce.days)),
        is_known=bool(theirs),
    )


def _skills(workforce: Workforce, asks: dict[str, list[Ask]]) -> list[Holder]:
    having: dict[str, list[PersonTime]] = {}
    for time in workforce.people:
        for skill in sorted({named(own) for own in time.person.skills}):
            having.setdefault(skill, []).append(time)
    return [_skill(skill, having[skill], asks, workforce) for skill in sorted(having)]


def _skill(
    skill: str, people: Sequence[PersonTime], asks: dict[str, list[Ask]], workforce: Workforce
) -> Holder:
    available = np.zeros(workforce.days)
    wanted: list[Ask] = []
    for time in people:
        own = asks.get(time.person.key, ())
        here = [ask for ask in own if ask.skill(time.person.skills) == skill]
        elsewhere = [ask.minutes for ask in own if ask.skill(time.person.skills) != skill]
        available += np.maximum(time.available - _sum(elsewhere, available), 0.0)
        wanted += here
    return Holder(
        kind=LoadKind.SKILL,
        key=skill,
        team=None,
        people=tuple(people),
        asks=tuple(wanted),
        available=available,
        is_known=bool(wanted),
    )


def _sum(minutes: Iterable[Minutes], like: Minutes) -> Minutes:
    total = np.zeros_like(like)
    for each in minutes:
        total += each
    return total
