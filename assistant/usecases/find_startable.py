"""“My front-end people are free: what can they start?”"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from assistant.errors import BadInput, NotFound
from assistant.planning.capacity.staffing import WEEKS_KNOWN
from assistant.planning.inputs.sizes import named
from assistant.planning.order.startable import find_startable as find
from assistant.planning.order.startable_answer import Startable
from assistant.planning.order.startable_rooms import Asked
from assistant.planning.order.startable_told import tell_startable
from assistant.portfolio.people import Person, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.usecases.assessment import Assessment
from assistant.values import Period

USUAL = timedelta(weeks=4) - timedelta(days=1)
"""How long a period is where no last day is given."""

_NEAR = 60
"""Likeness in percent from which a name is offered."""


def find_startable(
    assessment: Assessment,
    *,
    team: str | None = None,
    skill: str | None = None,
    item: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Startable:
    """Return what free people can start from a day to another, for all that is asked about.

    Without days it is four weeks from today. Raises NotFound for a team, skill or item that the
    asker cannot see, BadInput for days that are over or too far ahead to be planned.
    """
    seen = assessment.seen
    period = _period(seen.as_of, start, end)
    asked = Asked(
        team=_team(seen, team) if team is not None else None,
        skill=_skill(seen, skill) if skill is not None else None,
        item=_item(seen, item) if item is not None else None,
    )
    policy = assessment.app.policy
    plan = find(assessment.view.full, policy, assessment.whole_ranking, period)
    return tell_startable(plan, policy, seen, asked)


def _period(today: date, start: date | None, end: date | None) -> Period:
    first = max(start or today, today)
    last = end if end is not None else first + USUAL
    if last < first:
        begins = start if start is not None and start > today else None
        why = f"begins on {begins}" if begins else f"is seen from {today}"
        raise BadInput(f"The last day {last} is before the period {why}.")
    if last > today + timedelta(weeks=WEEKS_KNOWN - 1):
        raise BadInput(
            f"{last} is too far ahead.", remedy="People's time is planned for a year at most."
        )
    return Period(start=first, end=last)


def _team(seen: Snapshot, name: str) -> str:
    teams = seen.all(Team)
    wanted = name.strip().casefold()
    for team in teams:
        if wanted in (team.key.casefold(), team.name.casefold()):
            return team.key
    raise NotFound("team", name, near=_near(name, [team.key for team in teams]))


def _skill(seen: Snapshot, name: str) -> str:
    """Return a skill that somebody has or open work asks for, as all skills are compared."""
    held = {named(skill) for person in seen.all(Person) for skill in person.skills}
    asked = {named(part.skill) for item in seen.all(WorkItem) for part in item.estimate}
    known = sorted((held | asked) - {""})
    wanted = named(name)
    if wanted not in known:
        raise NotFound("skill", name, near=_near(name, known))
    return wanted


def _item(seen: Snapshot, name: str) -> str:
    keys = [item.key for item in seen.all(WorkItem)]
    for key in keys:
        if key.casefold() == name.strip().casefold():
            return key
    raise NotFound("work item", name, near=_near(name, keys))


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    from rapidfuzz import process, utils

    found = process.extract(
        name, list(known), processor=utils.default_process, limit=3, score_cutoff=_NEAR
    )
    return tuple(key for key, _, _ in found)
