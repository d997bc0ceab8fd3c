"""Dates promised outside, and releases planned into a freeze."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.health.expected_dates import Expected
from assistant.health.naming import called
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.facts import Cell
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from assistant.values import Fact, Statement, Unit, say

_LATEST_KNOCK_ON = 7
"""Days after a promised date within which a freeze turns a small delay into a long one."""


def commitments(survey: Survey) -> Iterator[Risk]:
    """Yield promises that do not hold, promises without room, and releases inside a freeze."""
    for milestone in survey.milestones:
        expected = survey.dates.of_milestone(milestone)
        if expected is None:
            continue
        promised: date | None = getattr(milestone, _promise(milestone))
        if promised is not None and expected.day > promised:
            yield _broken(survey, milestone, expected, promised)
        elif promised is not None and _is_tight(survey, milestone, expected, promised):
            yield _tight(survey, milestone, expected, promised)
        elif expected.freeze is not None:
            yield _frozen(survey, milestone, expected)


def _promise(milestone: Milestone) -> str:
    """Return the field of the promised day: what the law asks for is promised by its agreed day."""
    by_law = milestone.mandatory and milestone.committed is None
    return "baseline" if by_law else "committed"


def _is_tight(survey: Survey, milestone: Milestone, expected: Expected, promised: date) -> bool:
    horizon = timedelta(weeks=int(survey.policy.limit("milestone_horizon_weeks")))
    near = milestone.mandatory or promised <= survey.today + horizon
    room = (promised - expected.day).days
    return near and room <= survey.policy.limit("commitment_warning_days")


def _broken(survey: Survey, milestone: Milestone, expected: Expected, promised: date) -> Risk:
    cells = _cells(milestone, expected, _promise(milestone))
    days = survey.days(_subject(milestone), "days_after_promise", expected.day, promised, *cells)
    headline = say(
        "{what} {promise} and {expected}, {days} later.{penalty}",
        what=called(survey.facts, Milestone, milestone.key),
        promise=_promised(survey, milestone),
        expected=_expectation(survey, milestone, expected),
        days=days,
        penalty=_penalty(survey, milestone),
    )
    return _risk(
        survey,
        milestone,
        Severity.HIGH,
        headline,
        since=promised if promised < survey.today else None,
    )


def _tight(survey: Survey, milestone: Milestone, expected: Expected, promised: date) -> Risk:
    cells = _cells(milestone, expected, _promise(milestone))
    room = survey.days(_subject(milestone), "days_of_room", promised, expected.day, *cells)
    headline = say(
        "{what} {promise} and {expected}, with {room}.{knock_on}{penalty}",
        what=called(survey.facts, Milestone, milestone.key),
        promise=_promised(survey, milestone),
        expected=_expectation(survey, milestone, expected),
        room=say("{room} of room", room=room) if room.value else Statement(text="no room"),
        knock_on=_knock_on(survey, milestone, promised),
        penalty=_penalty(survey, milestone),
    )
    grave = room.value == 0 and (milestone.mandatory or milestone.penalty is not None)
    return _risk(survey, milestone, Severity.HIGH if grave else Severity.MEDIUM, headline)


def _frozen(survey: Survey, milestone: Milestone, expected: Expected) -> Risk:
    headline = say(
        "{what} {expected}.",
        what=called(survey.facts, Milestone, milestone.key),
        expected=_expectation(survey, milestone, expected),
    )
    return _risk(survey, milestone, Severity.MEDIUM, headline)


def _risk(
    survey: Survey,
    milestone: Milestone,
    severity: Severity,
    headline: Statement,
    since: date | None = None,
) -> Risk:
    owner = survey.who_can_act(milestone.project)
    return risk(
        RiskKind.COMMITMENT,
        [milestone.key],
        severity=severity,
        projects=[milestone.project],
        headline=headline,
        remedy=survey.ask(owner, "free somebody for it, or agree another date now."),
        owner=owner,
        since=since,
    )


def _expectation(survey: Survey, milestone: Milestone, expected: Expected) -> Statement:
    """Say when it is to be expected, as it goes on from “it …”."""
    facts = survey.facts
    planned = facts.cell(Milestone, milestone.key, expected.field, Unit.DATE)
    if expected.freeze is not None:
        return say(
            "is planned for {planned}, inside {freeze}, so really for {day}",
            planned=planned,
            freeze=facts.name(Freeze, expected.freeze.key),
            day=_day(survey, milestone, expected),
        )
    if expected.passed:
        return say("was planned for {planned} and is still open", planned=planned)
    return say("is expected on {planned}", planned=planned)


def _day(survey: Survey, milestone: Milestone, expected: Expected) -> Fact:
    cells = _cells(milestone, expected)
    return survey.facts.of(
        _subject(milestone), "first_free_day", expected.day, Unit.DATE, cells=cells
    )


def _cells(milestone: Milestone, expected: Expected, *fields: str) -> list[Cell]:
    named = dict.fromkeys((expected.field, *fields))
    cells: list[Cell] = [(Milestone, milestone.key, field) for field in named]
    if expected.freeze is not None:
        cells.append((Freeze, expected.freeze.key, "end"))
    return cells


def _promised(survey: Survey, milestone: Milestone) -> Statement:
    """Say for when it is promised, and to whom where that is known."""
    field = _promise(milestone)
    day = survey.facts.cell(Milestone, milestone.key, field, Unit.DATE)
    said = say(
        "is promised for {day}" if field == "committed" else "is required by {day}", day=day
    )
    if not milestone.committed_to:
        return said
    to = survey.facts.cell(Milestone, milestone.key, "committed_to", Unit.NAME)
    return say("{said} ({to})", said=said, to=to)


def _penalty(survey: Survey, milestone: Milestone) -> Statement:
    if milestone.penalty is None:
        return Statement(text="")
    penalty = survey.facts.cell(Milestone, milestone.key, "penalty", Unit.MONEY)
    if milestone.penalty_period is None:
        return say(" Missing it costs {penalty}.", penalty=penalty)
    per = survey.facts.of(
        f"{Milestone.table}:{milestone.key}", "penalty_per", milestone.penalty_period, Unit.NAME,
        cells=[(Milestone, milestone.key, "penalty_per")],
    )  # fmt: skip
    return say(" Missing it costs {penalty} a {per}.", penalty=penalty, per=per)


def _knock_on(survey: Survey, milestone: Milestone, promised: date) -> Statement:
    """Say what a small delay would really mean where a freeze begins soon after the promise."""
    project = survey.snapshot.get(Project, milestone.project)
    systems = project.systems if project else ()
    days_after = (promised + timedelta(days=days) for days in range(1, _LATEST_KNOCK_ON + 1))
    for day in days_after if milestone.is_release else ():
        freeze = survey.freezes.over(day, systems)
        if freeze is not None:
            really = survey.facts.of(
                _subject(milestone),
                "day_after_freeze",
                survey.freezes.first_free(day, systems),
                Unit.DATE,
                cells=[(Freeze, freeze.key, "end")],
            )
            return say(" If missed, it is {really}, after the freeze.", really=really)
    return Statement(text="")


def _subject(milestone: Milestone) -> str:
    return f"{Milestone.table}:{milestone.key}"
