"""Work items: without size, worth, owner or project, and with dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from assistant.health.caveats.finding import (
    ask_owners,
    caveat,
    subjects,
)
from assistant.health.naming import count_of, listed
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.planning.order.ranking import Ranking
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
    tried = _tried(keys, ranking)
    deciding = [key for key in keys if tried.get(key)]
    harmless = bool(tried) and not deciding
    remedy, owner = ask_owners(survey, _projects(survey, deciding or keys), "for an estimate.")
    yield caveat(
        "unsized-work",
        severity=Severity.LOW if harmless else Severity.MEDIUM,
        subjects=subjects(WorkItem, deciding or keys),
        headline=_unsized(survey, keys, list(tried), deciding),
        remedy=Statement(text="It can wait until they come nearer.") if harmless else remedy,
        unlocks=_unlocks(tried, deciding),
        owner=None if harmless else owner,
    )


def _tried(keys: Sequence[str], ranking: Ranking | None) -> dict[str, bool]:
    """Return, for the items that the ranking tried other sizes of, whether that changed a start."""
    places = ranking.items if ranking is not None else ()
    unsized = set(keys)
    return {
        place.key: place.matters
        for place in places
        if place.key in unsized and place.matters is not None
    }


def _unlocks(tried: Mapping[str, bool], deciding: Sequence[str]) -> str:
    if deciding:
        return "No other size that was tried could change what starts next."
    if tried:
        return "It changes nothing about what to start today."
    return "Worth is then set against effort, and what fits shows."


def _unsized(
    survey: Survey, keys: Sequence[str], tried: Sequence[str], deciding: Sequence[str]
) -> Statement:
    count = count_of(survey.facts, WorkItem, keys, what="unsized_items")
    said = say("{count} [item has|items have] no estimate", count=count)
    if not tried:
        few = listed(survey.facts, WorkItem, keys, what="unsized_items")
        return say("{said}: {few}.", said=said, few=few)
    among = count_of(survey.facts, WorkItem, tried, what="unsized_items_tried")
    if not deciding:
        text = "{said}; for none of {tried} tried does it change what starts next."
        return say(text, said=said, tried=among)
    return say(
        "{said}; for {deciding} of {tried} tried it decides what starts next: {few}.",
        said=said,
        deciding=count_of(survey.facts, WorkItem, deciding, what="unsized_items_that_decide"),
        tried=among,
        few=listed(survey.facts, WorkItem, deciding, what="unsized_items_that_decide"),
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
            count=count_of(survey.facts, WorkItem, keys, what="unscored_items"),
            few=listed(survey.facts, WorkItem, keys, what="unscored_items"),
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
            count=count_of(survey.facts, WorkItem, keys, what="open_items_without_owner"),
            few=listed(survey.facts, WorkItem, keys, what="open_items_without_owner"),
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
            count=count_of(survey.facts, WorkItem, keys, what="orphans"),
            few=listed(survey.facts, WorkItem, keys, what="orphans"),
        ),
        remedy=Statement(text="Name their project, or leave them out of the source."),
        unlocks="They then count in a project's load, dates and status.",
    )


def _projects(survey: Survey, keys: Sequence[str]) -> list[str | None]:
    chosen = pl.DataFrame({"key": keys}, schema={"key": pl.String})
    rows = survey.snapshot.frame(WorkItem).join(chosen, on="key", how="semi")
    return rows["project"].to_list()
