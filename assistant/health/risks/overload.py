"""People, skills and teams that are asked for more time than they have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.health.naming import person
from assistant.health.project_load import share
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.planning.capacity.load import Load, LoadKind, Stretch
from assistant.planning.capacity.named_load import RoleNames, mark
from assistant.planning.inputs.sizes import named
from assistant.portfolio.facts import Cell
from assistant.portfolio.people import Assignment, Person, Team
from assistant.portfolio.project import Project
from assistant.values import Fact, FactValue, Statement, Unit, say

_GRAVE = Decimal(150)
"""Percent of their time from which nobody can make up for it by working a little more."""


def overloads(survey: Survey) -> Iterator[Risk]:
    """Yield stretches of too much load: of people, then of teams and skills beyond them."""
    over = survey.load.over
    roles = RoleNames(survey.snapshot)
    people = [stretch for stretch in over if stretch.load.kind is LoadKind.PERSON]
    for stretch in people:
        yield _risk(survey, stretch, mark(stretch.load.key), _by_role(survey, roles, stretch.load))
    for stretch in over:
        if stretch.load.kind is not LoadKind.PERSON and not _explained(survey, stretch, people):
            yield _risk(survey, stretch, stretch.load.key, None)


def _explained(survey: Survey, stretch: Stretch, people: list[Stretch]) -> bool:
    """Whether somebody of that team or skill is asked for too much in those weeks themselves."""
    return any(
        _belongs(survey, one.load, stretch.load)
        and one.load.period.start <= stretch.load.period.end
        and stretch.load.period.start <= one.load.period.end
        for one in people
    )


def _belongs(survey: Survey, somebody: Load, load: Load) -> bool:
    if load.kind is LoadKind.TEAM:
        return somebody.team == load.key
    known = survey.snapshot.get(Person, somebody.key)
    return known is not None and load.key in {named(skill) for skill in known.skills}


def _risk(survey: Survey, stretch: Stretch, whose: str, by_role: Statement | None) -> Risk:
    load = stretch.load
    claimants = sorted({part.claimed_by for part in load.parts if part.claimed_by is not None})
    owner = survey.lead_of(load.team) or next(iter(claimants), None)
    asked_by = _asked_by(survey, load)
    return risk(
        RiskKind.OVERLOAD,
        [load.kind.value, whose, load.period.end.isoformat()],
        severity=Severity.HIGH if share(load) >= _GRAVE else Severity.MEDIUM,
        projects=[part.project for part in load.parts],
        headline=say("{load} {asked_by}", load=stretch.headline, asked_by=asked_by),
        headline_by_role=by_role and say("{load} {asked_by}", load=by_role, asked_by=asked_by),
        remedy=_remedy(survey, claimants, owner),
        remedy_by_role=Statement(text="Agree what comes first, move some of it, or drop it."),
        owner=owner,
        about=load.key if by_role else None,
    )


def _asked_by(survey: Survey, load: Load) -> Statement:
    """Say which projects ask for it; a hidden one is another commitment."""
    keys = sorted({part.project for part in load.parts if part.project is not None})
    hidden = any(part.project is None for part in load.parts)
    names: list[Fact | Statement] = [survey.facts.name(Project, key) for key in keys]
    if hidden or not names:
        names.append(Statement(text="another commitment"))
    return say("{projects} [asks|ask] for it.", projects=names)


def _remedy(survey: Survey, claimants: list[str], owner: str | None) -> Statement:
    if len(claimants) > 1:
        names = [person(survey.facts, key) for key in claimants]
        return say(
            "{names} can agree what comes first; the rest moves or is dropped.", names=names
        )
    return survey.ask(owner, "agree what comes first, move some of it, or drop it.")


def _by_role(survey: Survey, roles: RoleNames, load: Load) -> Statement:
    """Say it of a skill or a role; neither words nor rows lead to the person."""
    role = roles.of(load.key)
    subject = role.subject if role.skill else f"roles:{mark(load.key)}"
    facts = survey.facts
    rows = [(Assignment, part.assignment) for part in load.parts if part.assignment]
    known = survey.snapshot.get(Team, load.team)
    team = [(Team, known.key, "change_work_percent")] if known else []

    def figure(measure: str, value: FactValue, unit: Unit, cells: Sequence[Cell]) -> Fact:
        return facts.of(subject, measure, value, unit, cells=cells, period=load.period)

    return say(
        "{who} is asked for {asked} from {start} to {end} and has {available}.",
        who=role.words(facts),
        asked=figure("asked_of_role", _value(load.asked), Unit.DAYS, rows),
        available=figure("time_of_role", _value(load.available), Unit.DAYS, team),
        start=figure("start_of_role", load.period.start, Unit.DATE, rows),
        end=figure("end_of_role", load.period.end, Unit.DATE, rows),
    )


def _value(fact: Fact | None) -> FactValue:
    return Decimal(0) if fact is None else fact.value
