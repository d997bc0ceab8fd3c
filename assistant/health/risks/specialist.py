"""Skills that several projects need and only a single person has."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from assistant.health.naming import person, rest
from assistant.health.risks.finding import risk
from assistant.health.skills import Skills, skill_fact
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.planning.inputs.sizes import named
from assistant.portfolio.facts import Cell
from assistant.portfolio.frames import decode_skill_efforts
from assistant.portfolio.people import Assignment, Contractor, Person
from assistant.portfolio.project import Project
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, say

_SHOWN = 5

Demand = dict[str, dict[str, list[Cell]]]
"""Skill → project → the rows that ask for the skill."""


def single_specialists(survey: Survey) -> Iterator[Risk]:
    """Yield the skills of a single person that several projects ask for from today on."""
    skills = Skills(survey.snapshot)
    demand = _demand(survey)
    least = survey.policy.limit("specialist_projects")
    for skill, holder in skills.rare.items():
        wanted = demand.get(skill, {})
        if len(wanted) >= least:
            yield _risk(survey, skills, skill, holder, wanted)


def _demand(survey: Survey) -> Demand:
    demand: Demand = {}

    def add(skill: str, project: str | None, cell: Cell) -> None:
        if project is not None:
            demand.setdefault(named(skill), {}).setdefault(project, []).append(cell)

    sized = survey.open_work.filter(pl.col("estimate").is_not_null())
    for key, project, estimate in sized.select("key", "project", "estimate").iter_rows():
        for part in decode_skill_efforts(estimate):
            add(part.skill, project, (WorkItem, key, "estimate"))
    for ask in survey.snapshot.all(Assignment):
        if ask.end >= survey.today and survey.is_running(ask.project):
            for skill in _skills_asked(survey, ask):
                add(skill, ask.project, (Assignment, ask.key))
    return demand


def _skills_asked(survey: Survey, ask: Assignment) -> tuple[str, ...]:
    """Return the skill an assignment names, else those of its person."""
    if ask.skill:
        return (ask.skill,)
    asked = survey.snapshot.get(Person, ask.person)
    return asked.skills if asked else ()


def _risk(
    survey: Survey, skills: Skills, skill: str, holder: str, wanted: dict[str, list[Cell]]
) -> Risk:
    facts = survey.facts
    projects = sorted(wanted)
    names = [_asking(survey, project, wanted[project]) for project in projects[:_SHOWN]]
    of = f"skills:{skill}"
    names += rest(facts, Project, projects[_SHOWN:], of=of, what="projects_asking")
    known = survey.snapshot.get(Person, holder)
    return risk(
        RiskKind.SINGLE_SPECIALIST,
        [skill],
        severity=Severity.MEDIUM,
        projects=projects,
        headline=say(
            "{names} need {skill}, which only {who} can do.",
            names=names,
            skill=skill_fact(facts, skill, holder),
            who=person(facts, holder),
        ),
        headline_by_role=say(
            "{names} need {skill}, which only a single person can do.",
            names=names,
            skill=skill_fact(facts, skill),
        ),
        remedy=_remedy(survey, skills, skill),
        owner=survey.lead_of(known.team if known else None),
        about=holder,
    )


def _asking(survey: Survey, project: str, rows: list[Cell]) -> Statement:
    """Return a project's name, resting on the rows that ask for the skill."""
    name = survey.facts.name(Project, project)
    asking = tuple(survey.snapshot.source(*cell) for cell in rows)
    return say("{name}", name=name.model_copy(update={"sources": name.sources + asking}))


def _remedy(survey: Survey, skills: Skills, skill: str) -> Statement:
    hire: Contractor | None = skills.for_hire(skill, survey.horizon)
    if hire is None:
        return Statement(text="Have somebody else learn it, or find out who could be hired.")
    contractor: Fact = survey.facts.name(Contractor, hire.key)
    return say("Have somebody else learn it; {contractor} could be hired.", contractor=contractor)
