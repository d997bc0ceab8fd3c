"""Milestones that need somebody who is not there on the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.health.naming import called, person
from assistant.health.risks.finding import risk
from assistant.health.skills import Skills, skill_fact
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.people import Availability, Contractor, Person
from assistant.portfolio.project import Milestone
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Fact, Statement, Unit, say

_THERE_ENOUGH = Decimal(50)
"""Percent of their time from which somebody counts as there."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Somebody a milestone needs, its day, and the row that says they are not there on it."""

    milestone: Milestone
    field: str
    person: str
    skill: str | None
    row: Availability | Person

    @property
    def day(self) -> date:
        """The day of the milestone."""
        day: date = getattr(self.milestone, self.field)
        return day


def absences(survey: Survey) -> Iterator[Risk]:
    """Yield the milestones ahead whose needed person is away or has left by then."""
    skills = Skills(survey.snapshot)
    away = _away(survey)
    for milestone in survey.milestones:
        field = _dated_by(milestone)
        if field is None or getattr(milestone, field) < survey.today:
            continue
        for key in _needed(survey, milestone):
            row = _missing(survey, away, key, getattr(milestone, field))
            if row is not None:
                yield _risk(survey, skills, Gap(milestone, field, key, skills.only_of(key), row))


def _dated_by(milestone: Milestone) -> str | None:
    fields = ("forecast", "committed", "baseline")
    return next((field for field in fields if getattr(milestone, field) is not None), None)


def _needed(survey: Survey, milestone: Milestone) -> list[str]:
    """Return who a milestone needs: whom it names, and who owns the open work it waits for."""
    item = survey.snapshot.get(WorkItem, milestone.needs_item)
    done = item is None or item.category in (StatusCategory.DONE, StatusCategory.DROPPED)
    people = [milestone.needs_person, None if item is None or done else item.owner]
    return list(dict.fromkeys(key for key in people if key is not None))


def _away(survey: Survey) -> dict[str, list[Availability]]:
    found: dict[str, list[Availability]] = {}
    for row in survey.snapshot.all(Availability):
        if row.available_percent < _THERE_ENOUGH:
            found.setdefault(row.person, []).append(row)
    return found


def _missing(
    survey: Survey, away: dict[str, list[Availability]], key: str, day: date
) -> Availability | Person | None:
    known = survey.snapshot.get(Person, key)
    if known is not None and known.end is not None and known.end < day:
        return known
    return next((row for row in away.get(key, ()) if row.start <= day <= row.end), None)


def _risk(survey: Survey, skills: Skills, gap: Gap) -> Risk:
    milestone = gap.milestone
    promised = milestone.committed is not None or milestone.is_release or milestone.mandatory
    owner = survey.who_can_act(milestone.project)
    return risk(
        RiskKind.ABSENCE_AT_MILESTONE,
        [milestone.key],
        severity=Severity.HIGH if gap.skill and promised else Severity.MEDIUM,
        projects=[milestone.project],
        headline=_headline(survey, gap),
        headline_by_role=_headline_by_role(survey, gap),
        remedy=_remedy(survey, skills, gap, owner),
        owner=owner,
        about=gap.person,
    )


def _headline(survey: Survey, gap: Gap) -> Statement:
    facts = survey.facts
    who = person(facts, gap.person)
    if gap.skill is not None:
        skill = skill_fact(facts, gap.skill, gap.person)
        needed = say("{who}, the only person here for {skill},", who=who, skill=skill)
    else:
        needed = say("{who},", who=who)
    return say(
        "{what} on {day} needs {needed} who {gone}.",
        what=called(facts, Milestone, gap.milestone.key),
        day=_day(survey, gap),
        needed=needed,
        gone=_gone(survey, gap),
    )


def _gone(survey: Survey, gap: Gap) -> Statement:
    facts, row = survey.facts, gap.row
    if isinstance(row, Person):
        return say("leaves on {end}", end=facts.cell(Person, row.key, "end", Unit.DATE))
    return say(
        "is away from {start} to {end}",
        start=facts.cell(Availability, row.key, "start", Unit.DATE),
        end=facts.cell(Availability, row.key, "end", Unit.DATE),
    )


def _headline_by_role(survey: Survey, gap: Gap) -> Statement:
    facts = survey.facts
    what = called(facts, Milestone, gap.milestone.key)
    if gap.skill is None:
        text = "{what} on {day} needs somebody who is not there on that day."
        return say(text, what=what, day=_day(survey, gap))
    return say(
        "{what} on {day} needs {skill}, and nobody for it is there on that day.",
        what=what,
        day=_day(survey, gap),
        skill=skill_fact(facts, gap.skill),
    )


def _day(survey: Survey, gap: Gap) -> Fact:
    return survey.facts.cell(Milestone, gap.milestone.key, gap.field, Unit.DATE)


def _remedy(survey: Survey, skills: Skills, gap: Gap, owner: str | None) -> Statement:
    hire = skills.for_hire(gap.skill, by=gap.day)
    if hire is None:
        return survey.ask(owner, "move the day, or arrange who stands in.")
    name = survey.facts.name(Contractor, hire.key)
    return survey.ask(owner, "move the day, or hire {contractor} to stand in.", contractor=name)
