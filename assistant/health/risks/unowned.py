"""Projects and running work that nobody owns."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from assistant.health.naming import called, count_of, listed, person, project_name
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Statement, Unit, say


def unowned(survey: Survey) -> Iterator[Risk]:
    """Yield projects without an owner, and work in progress without one, by project.

    Where a source names no owner at all, that is a gap in the data and no risk.
    """
    if _is_kept(survey, Project):
        for project in survey.active.values():
            if survey.ownership.owner(project) is None:
                yield _project(survey, project)
    if _is_kept(survey, WorkItem):
        for project_key, keys in _work(survey).items():
            yield _items(survey, project_key, keys)


def _is_kept(survey: Survey, noun: type[Project | WorkItem]) -> bool:
    return survey.snapshot.frame(noun)["owner"].drop_nulls().len() > 0


def _project(survey: Survey, project: Project) -> Risk:
    owner = survey.who_can_act(project.key)
    return risk(
        RiskKind.UNOWNED,
        [Project.table, project.key],
        severity=Severity.HIGH if owner is None else Severity.MEDIUM,
        projects=[project.key],
        headline=say(
            "{project} has no owner{since}.",
            project=survey.facts.name(Project, project.key),
            since=_since(survey, project),
        ),
        remedy=survey.ask(owner, "name somebody to own it."),
        owner=owner,
    )


def _since(survey: Survey, project: Project) -> Statement:
    if project.owner is None:
        return Statement(text="")
    return say(
        " since {owner} left on {end}",
        owner=person(survey.facts, project.owner),
        end=survey.facts.cell(Person, project.owner, "end", Unit.DATE),
    )


def _work(survey: Survey) -> dict[str | None, list[str]]:
    """Return the keys of work in progress that nobody owns, by project."""
    rows = (
        survey.open_work.filter(
            pl.col("owner").is_null(), pl.col("category") == StatusCategory.DOING.value
        )
        .select("project", "key")
        .sort("project", "key")
    )
    found: dict[str | None, list[str]] = {}
    for project, key in rows.iter_rows():
        found.setdefault(project, []).append(key)
    return found


def _items(survey: Survey, project: str | None, keys: list[str]) -> Risk:
    facts, of = survey.facts, f"{Project.table}:{project or 'none'}"
    owner = survey.who_can_act(project)
    whose = project_name(facts, project)
    if len(keys) == 1:
        what = called(facts, WorkItem, keys[0])
        headline = say(
            "{what} of {project} is being worked on and has no owner.", what=what, project=whose
        )
    else:
        headline = say(
            "{count} items of {project} are being worked on and have no owner: {items}.",
            count=count_of(facts, WorkItem, keys, of=of, what="unowned_items"),
            project=whose,
            items=listed(facts, WorkItem, keys, of=of, what="unowned_items"),
        )
    return risk(
        RiskKind.UNOWNED,
        [WorkItem.table, project or "none"],
        severity=Severity.LOW,
        projects=[project],
        headline=headline,
        remedy=survey.ask(owner, "name an owner for each."),
        owner=owner,
    )
