"""How long work takes and how much gets finished, against the team's own past.

Age runs from the day work began to today, cycle time to the day it was finished (Little's law
needs both on the same clock). Where too few finished items say when they began, the day an item
was written down is used for both, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

import polars as pl

from assistant.health.flow.page import (
    SHOWN,
    FlowFinding,
    FlowKind,
    finding,
    in_progress,
    tasks,
    unknown,
)
from assistant.health.growth import HUNDRED
from assistant.health.naming import called, count_of, project_name
from assistant.health.survey import Survey
from assistant.portfolio.facts import Cell
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Fact, Statement, Unit, say

ENOUGH = 10
"""Finished items below which their past says too little about the next item."""
WEEKS = 6
FEW = 5
"""Finished items of an epic below which a rate is only a hint."""
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Past:
    """How many days finished items took, shortest first, and the field their clock starts at."""

    field: str
    days: tuple[int, ...]
    keys: tuple[str, ...]

    def percentile(self, percent: Decimal) -> int:
        """Return the nearest-rank percentile: so many percent took no longer."""
        rank = (percent * len(self.days) / HUNDRED).to_integral_value(rounding=ROUND_CEILING)
        return self.days[max(int(rank), 1) - 1]


def ageing_work(survey: Survey) -> FlowFinding:
    """Tell what has been in progress for longer than most finished work ever took."""
    running = in_progress(tasks(survey))
    if running.is_empty():
        return unknown(FlowKind.AGEING, "Nothing is in progress.")
    past = _past(survey)
    aged = running.filter(pl.col(past.field) <= survey.today).sort(past.field, "key")
    if aged.is_empty():
        return unknown(FlowKind.AGEING, "The source does not say when work began.")
    if len(past.days) < ENOUGH:
        return _without_past(survey, past, aged)
    percent = survey.policy.limit("ageing_percentile")
    usual = past.percentile(percent)
    old = aged.filter(pl.col(past.field) < survey.today - timedelta(days=usual))
    keys = old["key"].to_list()
    said = say(
        f"{{old}} of {{running}} items in progress are older than {{usual}}; {{percent}} of "
        f"{{finished}} finished ones took no longer, counted from {_since(past)}.",
        old=count_of(survey.facts, WorkItem, keys, what="flow_ageing"),
        running=count_of(survey.facts, WorkItem, aged["key"].to_list(), what="flow_in_progress"),
        percent=survey.facts.of("policy", "ageing_percentile", percent, Unit.PERCENT),
        finished=count_of(survey.facts, WorkItem, past.keys, what="flow_finished_with_dates"),
        usual=survey.facts.of(
            "portfolio",
            "flow_usual_days",
            usual,
            Unit.DAYS,
            cells=[(WorkItem, key) for key in past.keys],
        ),
    )
    return finding(FlowKind.AGEING, said, keys, [_age(survey, past, key) for key in keys[:SHOWN]])


def _past(survey: Survey) -> Past:
    """Return the days finished items took from their start, or from their writing down."""
    done = survey.snapshot.frame(WorkItem).filter(
        pl.col("category") == StatusCategory.DONE.value, pl.col("finished") <= survey.today
    )
    pasts = [_taken(done, field) for field in ("started", "created")]
    return next((past for past in pasts if len(past.days) >= ENOUGH), pasts[_first_known(survey)])


def _first_known(survey: Survey) -> int:
    """Return the place of the clock that work in progress shows: starts where there are any."""
    running = in_progress(survey.open_work)
    return 0 if running["started"].null_count() < running.height else 1


def _taken(done: pl.DataFrame, field: str) -> Past:
    days = (pl.col("finished") - pl.col(field)).dt.total_days().alias("days")
    taken = done.select("key", days).filter(pl.col("days") >= 0).sort("days", "key")
    return Past(field, tuple(taken["days"].to_list()), tuple(taken["key"].to_list()))


def _since(past: Past) -> str:
    return "when work on them began" if past.field == "started" else "when they were written down"


def _without_past(survey: Survey, past: Past, aged: pl.DataFrame) -> FlowFinding:
    keys = aged["key"].to_list()
    said = say(
        "{running} [item is|items are] in progress. Only {finished} finished [item has|items have] "
        "dates, too few to say what is usual; the oldest come first.",
        running=count_of(survey.facts, WorkItem, keys, what="flow_in_progress"),
        finished=count_of(survey.facts, WorkItem, past.keys, what="flow_finished_with_dates"),
    )
    return finding(FlowKind.AGEING, said, keys, [_age(survey, past, key) for key in keys[:SHOWN]])


def _age(survey: Survey, past: Past, key: str) -> Statement:
    item = survey.snapshot.get(WorkItem, key)
    began: date = getattr(item, past.field)
    cell: Cell = (WorkItem, key, past.field)
    days = survey.days(f"{WorkItem.table}:{key}", f"age_{past.field}", survey.today, began, cell)
    what = called(survey.facts, WorkItem, key)
    if len(past.days) < ENOUGH:
        return say("{what}: {days}.", what=what, days=days)
    shorter = sum(taken < (survey.today - began).days for taken in past.days)
    share = survey.facts.of(
        f"{WorkItem.table}:{key}",
        "older_than_percent",
        (Decimal(100 * shorter) / len(past.days)).quantize(_TENTH),
        Unit.PERCENT,
        cells=[cell],
        arithmetic=f"{shorter} ÷ {len(past.days)} × 100",
    )
    return say("{what}: {days}, longer than {share} of them.", what=what, days=days, share=share)


def throughput(survey: Survey) -> FlowFinding:
    """Tell how many items were finished in the last full weeks, by epic, else by project."""
    monday = survey.today - timedelta(days=survey.today.weekday())
    first = monday - timedelta(weeks=WEEKS)
    items = survey.snapshot.frame(WorkItem).filter(
        pl.col("category") == StatusCategory.DONE.value, pl.col("finished").is_not_null()
    )
    if items.is_empty():
        return unknown(FlowKind.THROUGHPUT, "The source does not say when work was finished.")
    lately = items.filter(pl.col("finished").is_between(first, monday, closed="left")).sort("key")
    keys = lately["key"].to_list()
    said = say(
        "{finished} [item was|items were] finished in the last {weeks}: {rate} a week.",
        finished=count_of(survey.facts, WorkItem, keys, what="flow_finished_lately"),
        weeks=_weeks(survey),
        rate=_rate(survey, "portfolio", keys),
    )
    groups = (
        lately.group_by("parent", "project")
        .agg(pl.col("key").sort())
        .sort(pl.col("key").list.len(), "parent", "project", descending=[True, False, False])
    )
    details = [
        _epic(survey, parent, project, list(members))
        for parent, project, members in groups.head(2 * SHOWN).iter_rows()
    ]
    return finding(FlowKind.THROUGHPUT, said, keys, details)


def _epic(survey: Survey, parent: str | None, project: str | None, keys: list[str]) -> Statement:
    facts = survey.facts
    if parent is not None:
        subject, what = f"{WorkItem.table}:{parent}", called(facts, WorkItem, parent)
    else:
        subject = f"projects:{project or 'none'}"
        what = say("{project}, outside any epic", project=project_name(facts, project))
    finished = facts.of(
        subject,
        f"flow_finished_lately_{project or 'none'}",
        len(keys),
        Unit.COUNT,
        cells=[(WorkItem, key, "finished") for key in keys],
    )
    rate = _rate(survey, f"{subject}:{project or 'none'}", keys)
    few = "; too few for more than a hint" if len(keys) < FEW else ""
    return say(
        f"{{what}}: {{finished}}, {{rate}} a week{few}.", what=what, finished=finished, rate=rate
    )


def _weeks(survey: Survey) -> Fact:
    return survey.facts.of("policy", "flow_weeks", WEEKS, Unit.WEEKS)


def _rate(survey: Survey, subject: str, keys: list[str]) -> Fact:
    return survey.facts.of(
        subject,
        "flow_finished_a_week",
        (Decimal(len(keys)) / WEEKS).quantize(_TENTH),
        Unit.SCORE,
        cells=[(WorkItem, key, "finished") for key in keys],
        arithmetic=f"{len(keys)} ÷ {WEEKS}",
    )
