"""Work items, milestones and projects whose day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from assistant.health.naming import called, count_of, project_name
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import WorkItem
from assistant.values import Statement, Unit, say


@dataclass(frozen=True, slots=True)
class Late:
    """A work item past its due date."""

    key: str
    due: date
    minor: bool
    mandatory: bool


def overdue(survey: Survey) -> Iterator[Risk]:
    """Yield overdue work, one finding a project, and overdue milestones and ends, one each."""
    for project, late in _work_by_project(survey).items():
        yield _work(survey, project, late)
    for milestone in survey.milestones:
        expected = survey.dates.of_milestone(milestone)
        if expected is not None and expected.passed and not _broken_promise(survey, milestone):
            yield _milestone(survey, milestone, expected.planned, expected.field)
    for active in survey.active.values():
        if active.end is not None and active.end < survey.today:
            yield _end(survey, active, active.end)


def _work_by_project(survey: Survey) -> dict[str | None, list[Late]]:
    """Return what is overdue by project, what matters most first: minor work last."""
    rows = (
        survey.open_work.filter(pl.col("due") < survey.today)
        .select("project", "key", "due", "minor", "mandatory")
        .sort("project", pl.col("minor").fill_null(value=False), "due", "key")
    )
    found: dict[str | None, list[Late]] = {}
    for project, key, due, minor, mandatory in rows.iter_rows():
        found.setdefault(project, []).append(Late(key, due, bool(minor), bool(mandatory)))
    return found


def _work(survey: Survey, project: str | None, late: list[Late]) -> Risk:
    owner = survey.who_can_act(project)
    return risk(
        RiskKind.OVERDUE,
        [WorkItem.table, project or "none"],
        severity=_severity(late),
        projects=[project],
        headline=_headline(survey, project, late),
        remedy=survey.ask(owner, "agree new dates, or free somebody for the work."),
        owner=owner,
        since=min(item.due for item in late),
    )


def _severity(late: list[Late]) -> Severity:
    if any(item.mandatory for item in late):
        return Severity.HIGH
    return Severity.LOW if all(item.minor for item in late) else Severity.MEDIUM


def _headline(survey: Survey, project: str | None, late: list[Late]) -> Statement:
    facts, worst = survey.facts, late[0]
    what = called(facts, WorkItem, worst.key)
    cell = (WorkItem, worst.key, "due")
    days = survey.days(
        f"{WorkItem.table}:{worst.key}", "days_overdue", survey.today, worst.due, cell
    )
    whose = project_name(facts, project)
    if len(late) == 1:
        due = facts.cell(WorkItem, worst.key, "due", Unit.DATE)
        text = "{what} of {project} was due {due}, {days} ago."
        return say(text, what=what, project=whose, due=due, days=days)
    count = count_of(
        facts,
        WorkItem,
        [item.key for item in late],
        of=f"projects:{project or 'none'}",
        what="overdue_items",
    )
    text = "{count} items of {project} are past their due dates; {what} by {days}."
    return say(text, count=count, project=whose, what=what, days=days)


def _broken_promise(survey: Survey, milestone: Milestone) -> bool:
    """Whether it is told as a commitment in danger."""
    day = milestone.committed or (milestone.baseline if milestone.mandatory else None)
    return day is not None and day < survey.today


def _milestone(survey: Survey, milestone: Milestone, planned: date, field: str) -> Risk:
    facts = survey.facts
    owner = survey.who_can_act(milestone.project)
    cell = (Milestone, milestone.key, field)
    subject = f"{Milestone.table}:{milestone.key}"
    return risk(
        RiskKind.OVERDUE,
        [Milestone.table, milestone.key],
        severity=Severity.HIGH if milestone.mandatory else Severity.MEDIUM,
        projects=[milestone.project],
        headline=say(
            "{what} was planned for {planned}, {days} ago, and has not been reached.",
            what=called(facts, Milestone, milestone.key),
            planned=facts.cell(Milestone, milestone.key, field, Unit.DATE),
            days=survey.days(subject, "days_overdue", survey.today, planned, cell),
        ),
        remedy=survey.ask(owner, "say when it will be reached, or record that it was."),
        owner=owner,
        since=planned,
    )


def _end(survey: Survey, project: Project, end: date) -> Risk:
    facts = survey.facts
    owner = survey.who_can_act(project.key)
    cell = (Project, project.key, "end")
    return risk(
        RiskKind.OVERDUE,
        [Project.table, project.key],
        severity=Severity.MEDIUM,
        projects=[project.key],
        headline=say(
            "{project} was to end on {end}, {days} ago, and is still open.",
            project=facts.name(Project, project.key),
            end=facts.cell(Project, project.key, "end", Unit.DATE),
            days=survey.days(
                f"{Project.table}:{project.key}", "days_past_end", survey.today, end, cell
            ),
        ),
        remedy=survey.ask(owner, "close it, or agree another end."),
        owner=owner,
        since=end,
    )
