"""Work items: without size, worth, owner or project, and with dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from assistant.health.caveats.finding import (
    ask_owners,
    caveat,
    counted,
    first_few,
    subjects,
)
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.planning.ranking import Ranking
from assistant.portfolio.project import Project
from assistant.portfolio.work import ValueInput, WorkItem
from assistant.values import Statement, say


def unsized_work(survey: Survey, ranking: Ranking | None) -> Iterator[Caveat]:
    """Yield the open items without a size, and whether that matters for what is started."""
    work = survey.open_work
    sized = pl.col("estimate").is_not_null() | pl.col("points").is_not_null()
    unsized = work.filter(~(sized | pl.col("remaining_minutes").is_not_null()))
    if unsized.is_empty() or unsized.height == work.height:
        return
    keys = unsized["key"].to_list()
    near = _near_the_line(survey, keys, ranking)
    matter = keys if near is None else near
    remedy, owner = ask_owners(survey, _projects(survey, matter or keys), "for an estimate.")
    yield caveat(
        "unsized-work",
        severity=Severity.LOW if near == [] else Severity.MEDIUM,
        subjects=subjects(WorkItem, keys),
        headline=_unsized(survey, keys, near),
        remedy=remedy
        if matter
        else Statement(text="It can wait until more work is done and the line moves."),
        unlocks="What fits and what does not is then certain."
        if matter
        else "It changes nothing about what to start today.",
        owner=owner if matter else None,
    )


def _near_the_line(
    survey: Survey, keys: Sequence[str], ranking: Ranking | None
) -> list[str] | None:
    """Return which of the items stand near the cut line, nearest first; None without a line."""
    if ranking is None or ranking.cut_line is None:
        return None
    line = ranking.cut_line
    reach = survey.policy.limit("cut_line_near")
    places = {item.key: item.position for item in ranking.items}
    distances = sorted((abs(places[key] - line), key) for key in keys if key in places)
    return [key for distance, key in distances if distance <= reach]


def _unsized(survey: Survey, keys: Sequence[str], near: Sequence[str] | None) -> Statement:
    count = counted(survey, WorkItem, keys, "unsized_items")
    said = say("{count} [item has|items have] no estimate", count=count)
    if near is None:
        few = first_few(survey, WorkItem, keys, "unsized_items")
        return say("{said}: {few}.", said=said, few=few)
    if not near:
        return say("{said}; none stands near the line, so today it does not matter.", said=said)
    return say(
        "{said}; {near} of them [stands|stand] near the line: {few}.",
        said=said,
        near=counted(survey, WorkItem, near, "unsized_items_near_the_line"),
        few=first_few(survey, WorkItem, near, "unsized_items_near_the_line"),
    )


def unscored_work(survey: Survey) -> Iterator[Caveat]:
    """Yield the open items nobody has said a value of, where values are stated at all."""
    valued = survey.snapshot.frame(ValueInput).select("item")
    keys = survey.open_work.join(valued, left_on="key", right_on="item", how="anti")[
        "key"
    ].to_list()
    if not keys or valued.is_empty():
        return
    remedy, owner = ask_owners(survey, _projects(survey, keys), "for the value inputs.")
    yield caveat(
        "unscored-work",
        severity=Severity.MEDIUM,
        subjects=subjects(WorkItem, keys),
        headline=say(
            "Nobody has said what {count} open [item is|items are] worth: {few}.",
            count=counted(survey, WorkItem, keys, "unscored_items"),
            few=first_few(survey, WorkItem, keys, "unscored_items"),
        ),
        remedy=remedy,
        unlocks="They then get a place by their worth.",
        owner=owner,
    )


def unowned_work(survey: Survey) -> Iterator[Caveat]:
    """Yield the open items without an owner, where owners are named at all."""
    if survey.snapshot.frame(WorkItem)["owner"].drop_nulls().is_empty():
        return
    keys = survey.open_work.filter(pl.col("owner").is_null())["key"].to_list()
    if not keys:
        return
    remedy, owner = ask_owners(survey, _projects(survey, keys), "for an owner.")
    yield caveat(
        "unowned-work",
        severity=Severity.LOW,
        subjects=subjects(WorkItem, keys),
        headline=say(
            "{count} open [item has|items have] no owner: {few}.",
            count=counted(survey, WorkItem, keys, "open_items_without_owner"),
            few=first_few(survey, WorkItem, keys, "open_items_without_owner"),
        ),
        remedy=remedy,
        unlocks="Somebody then knows about each, and reminders reach them.",
        owner=owner,
    )


def orphans(survey: Survey) -> Iterator[Caveat]:
    """Yield the items of no project, or of a project that is not in the portfolio."""
    projects = survey.snapshot.frame(Project).select("key")
    items = survey.snapshot.frame(WorkItem)
    if projects.is_empty() or items["project"].drop_nulls().is_empty():
        return
    lost = items.join(projects, left_on="project", right_on="key", how="anti")
    keys = lost["key"].sort().to_list()
    if not keys:
        return
    yield caveat(
        "orphans",
        severity=Severity.MEDIUM,
        subjects=subjects(WorkItem, keys),
        headline=say(
            "{count} [item belongs|items belong] to no project of the portfolio: {few}.",
            count=counted(survey, WorkItem, keys, "orphans"),
            few=first_few(survey, WorkItem, keys, "orphans"),
        ),
        remedy=Statement(text="Name their project, or leave them out of the source."),
        unlocks="They then count in a project's load, dates and status.",
    )


def _projects(survey: Survey, keys: Sequence[str]) -> list[str | None]:
    chosen = pl.DataFrame({"key": keys}, schema={"key": pl.String})
    rows = survey.snapshot.frame(WorkItem).join(chosen, on="key", how="semi")
    return rows["project"].to_list()
