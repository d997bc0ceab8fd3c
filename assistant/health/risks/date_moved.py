"""Dates that have moved later again and again, as earlier snapshots show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import polars as pl

from assistant.health.naming import called, owning_project, project_name, rest
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say


@dataclass(frozen=True, slots=True)
class Said:
    """A day that was given for something, and the first snapshot that gave it."""

    day: date
    snapshot: Snapshot


def moved_dates(survey: Survey) -> Iterator[Risk]:
    """Yield the open dates that moved later as often as the policy's limit.

    Milestones and ends are told one by one, work items once a project.
    """
    for noun, field in ((Milestone, "forecast"), (Project, "end")):
        for key, said in _often_moved(survey, noun, field).items():
            yield _single(survey, noun, field, key, said)
    by_project: dict[str | None, dict[str, list[Said]]] = {}
    for key, said in _often_moved(survey, WorkItem, "due").items():
        project = owning_project(survey.snapshot, WorkItem, key)
        by_project.setdefault(project, {})[key] = said
    for project, moved in by_project.items():
        yield _work(survey, project, moved)


def _often_moved(survey: Survey, noun: type[Noun], field: str) -> dict[str, list[Said]]:
    often = survey.policy.limit("date_moves")
    return {
        key: said
        for key, said in records_of(survey, noun, field).items()
        if moves_later(said) >= often and said[-1].day > said[0].day
    }


def moves_later(said: Sequence[Said]) -> int:
    """Return how many times the day given was later than the one before."""
    return sum(after.day > before.day for before, after in pairwise(said))


def records_of(survey: Survey, noun: type[Noun], field: str) -> dict[str, list[Said]]:
    """Return, for what is open and whose day changed, the days in the order they were given."""
    snapshots = (*survey.history, survey.snapshot)
    given = pl.concat(
        [
            each.frame(noun).select("key", field, pl.lit(place).alias("place"))
            for place, each in enumerate(snapshots)
        ]
    ).filter(pl.col(field).is_not_null())
    given = given.join(_open(survey, noun), on="key", how="semi")
    moved = given.group_by("key").agg(pl.col(field).n_unique()).filter(pl.col(field) > 1)
    found: dict[str, list[Said]] = {}
    ordered = given.join(moved, on="key", how="semi").sort("key", "place")
    for key, day, place in ordered.select("key", field, "place").iter_rows():
        said = found.setdefault(key, [])
        if not said or said[-1].day != day:
            said.append(Said(day, snapshots[place]))
    return found


def _open(survey: Survey, noun: type[Noun]) -> pl.DataFrame:
    """Return the keys of what is still open."""
    if noun is WorkItem:
        return survey.open_work.select("key")
    rows = survey.milestones if noun is Milestone else survey.active.values()
    return pl.DataFrame({"key": [row.key for row in rows]}, schema={"key": pl.String})


def _single(survey: Survey, noun: type[Noun], field: str, key: str, said: Sequence[Said]) -> Risk:
    project = owning_project(survey.snapshot, noun, key)
    owner = survey.who_can_act(project)
    what = called(survey.facts, noun, key)
    if noun is Project:
        what = say("The end of {what}", what=what)
    return risk(
        RiskKind.DATE_MOVED,
        [noun.table, key],
        severity=Severity.HIGH if _is_promised(survey, noun, key) else Severity.MEDIUM,
        projects=[project],
        headline=_headline(survey, noun, field, key, said, what),
        remedy=survey.ask(owner, _REMEDY),
        owner=owner,
        since=said[0].day,
    )


_REMEDY = "find out what it really waits for before giving another date."


def _work(survey: Survey, project: str | None, moved: Mapping[str, Sequence[Said]]) -> Risk:
    """Return what is to be told of the work of a project: the item that moved most, and how many."""
    owner = survey.who_can_act(project)
    worst = min(moved, key=lambda key: (-moves_later(moved[key]), moved[key][0].day, key))
    others = [key for key in moved if key != worst]
    of = f"{Project.table}:{project or 'none'}"
    more = rest(survey.facts, WorkItem, others, of=of, what="items_moved_again")
    what = called(survey.facts, WorkItem, worst)
    said = _headline(survey, WorkItem, "due", worst, moved[worst], what)
    return risk(
        RiskKind.DATE_MOVED,
        [WorkItem.table, project or "none"],
        severity=Severity.MEDIUM,
        projects=[project],
        headline=say(
            "{said} {more} of {project} moved as often.",
            said=said,
            more=more[0],
            project=project_name(survey.facts, project),
        )
        if more
        else said,
        remedy=survey.ask(owner, _REMEDY),
        owner=owner,
        since=moved[worst][0].day,
    )


def _headline(
    survey: Survey,
    noun: type[Noun],
    field: str,
    key: str,
    said: Sequence[Said],
    what: Statement,
) -> Statement:
    days = [said_fact(noun, field, key, each) for each in said]
    count = survey.facts.of(f"{noun.table}:{key}", f"{field}_moves", moves_later(said), Unit.COUNT)
    rows = tuple(row for day in days for row in day.sources)
    return say(
        "{what} has moved later {count} [time|times]: from {first} to {later}.",
        what=what,
        count=count.model_copy(update={"sources": rows}),
        first=days[0],
        later=days[1:],
    )


def _is_promised(survey: Survey, noun: type[Noun], key: str) -> bool:
    milestone = survey.snapshot.get(Milestone, key) if noun is Milestone else None
    return milestone is not None and (
        milestone.is_release or milestone.mandatory or milestone.committed is not None
    )


def said_fact(noun: type[Noun], field: str, key: str, said: Said) -> Fact:
    """Return a day as a fact of the snapshot that first gave it."""
    cell = (noun, key, field)
    return Facts(said.snapshot).of(f"{noun.table}:{key}", field, said.day, Unit.DATE, cells=[cell])
