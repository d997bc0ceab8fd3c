"""Open work that stands out: overdue, blocked, without an owner, reopened."""

from __future__ import annotations

import polars as pl

from assistant.health.blocked import blocked_rows
from assistant.health.flow.page import (
    SHOWN,
    FlowFinding,
    FlowKind,
    finding,
    in_progress,
    tasks,
    unknown,
)
from assistant.health.naming import called, count_of, listed, person
from assistant.health.survey import Survey
from assistant.portfolio.work import WorkItem
from assistant.values import Statement, Unit, say


def overdue_work(survey: Survey) -> FlowFinding:
    """Tell what is past its due date, the longest first."""
    dated = tasks(survey).filter(pl.col("due").is_not_null())
    if dated.is_empty():
        return unknown(FlowKind.OVERDUE, "No open item has a due date, so none can be past it.")
    past = dated.filter(pl.col("due") < survey.today).sort("due", "key")
    keys = past["key"].to_list()
    said = say(
        "{late} of {dated} open items with a due date are past it.",
        late=count_of(survey.facts, WorkItem, keys, what="flow_overdue"),
        dated=count_of(survey.facts, WorkItem, dated["key"].to_list(), what="flow_with_due_date"),
    )
    details = [_overdue(survey, key) for key in keys[:SHOWN]]
    return finding(FlowKind.OVERDUE, said, keys, details)


def _overdue(survey: Survey, key: str) -> Statement:
    item = survey.snapshot.get(WorkItem, key)
    due = survey.facts.cell(WorkItem, key, "due", Unit.DATE)
    day = item.due if item and item.due else survey.today
    days = survey.days(
        f"{WorkItem.table}:{key}", "days_overdue", survey.today, day, (WorkItem, key, "due")
    )
    return say(
        "{what} was due {due}, {days} ago{owner}.",
        what=called(survey.facts, WorkItem, key),
        due=due,
        days=days,
        owner=_owner(survey, item),
    )


def _owner(survey: Survey, item: WorkItem | None) -> Statement:
    if item is None or item.owner is None:
        return Statement(text="; it has no owner")
    return say("; ask {owner}", owner=person(survey.facts, item.owner))


def blocked_work(survey: Survey) -> FlowFinding:
    """Tell what is marked as blocked, or being worked on while it waits for open work."""
    work = tasks(survey)
    marked = work.filter(blocked_rows())["key"].to_list()
    waiting = [
        key
        for key in in_progress(work)["key"].to_list()
        if key in survey.chains.items and not survey.chains.is_ready(key) and key not in marked
    ]
    keys = [*marked, *waiting]
    if not keys:
        text = "Nothing is marked as held up, and nothing in progress waits for open work."
        return unknown(FlowKind.BLOCKED, text)
    said = say(
        "{held} open [item cannot|items cannot] go on: {few}.",
        held=count_of(survey.facts, WorkItem, keys, what="flow_blocked"),
        few=listed(survey.facts, WorkItem, keys, what="flow_blocked", shown=SHOWN),
    )
    return finding(FlowKind.BLOCKED, said, keys, [_blocked(survey, key) for key in keys[:SHOWN]])


def _blocked(survey: Survey, key: str) -> Statement:
    what = called(survey.facts, WorkItem, key)
    before = survey.chains.graph.predecessors(key) if key in survey.chains.items else ()
    if before:
        names = [called(survey.facts, WorkItem, each) for each in before[:SHOWN]]
        return say("{what} waits for {before}.", what=what, before=names)
    item = survey.snapshot.get(WorkItem, key)
    if item is None or item.status is None:
        return say("{what} carries a label that says so.", what=what)
    status = survey.facts.cell(WorkItem, key, "status", Unit.STATUS)
    return say("{what} is marked {status}.", what=what, status=status)


def unowned_open_work(survey: Survey) -> FlowFinding:
    """Tell what nobody owns, what is being worked on first."""
    work = tasks(survey)
    if work["owner"].null_count() == work.height:
        return unknown(FlowKind.UNOWNED, "The source names no owner of any open item.")
    unowned = work.filter(pl.col("owner").is_null())
    running = in_progress(unowned)["key"].to_list()
    keys = [*running, *(key for key in unowned["key"].to_list() if key not in set(running))]
    if not keys:
        return unknown(FlowKind.UNOWNED, "Every open item has an owner.")
    said = say(
        "{unowned} of {open} open items have no owner, {running} of them in progress: {few}.",
        unowned=count_of(survey.facts, WorkItem, keys, what="flow_unowned"),
        open=count_of(survey.facts, WorkItem, work["key"].to_list(), what="flow_open"),
        running=count_of(survey.facts, WorkItem, running, what="flow_unowned_in_progress"),
        few=listed(survey.facts, WorkItem, keys, what="flow_unowned", shown=SHOWN),
    )
    return finding(FlowKind.UNOWNED, said, keys)


def restarted_work(survey: Survey) -> FlowFinding:
    """Tell what was reopened, the most often first."""
    items = survey.snapshot.frame(WorkItem)
    if items["restarts"].null_count() == items.height:
        return unknown(FlowKind.RESTARTS, "The source does not say what was reopened.")
    again = items.filter(pl.col("restarts") > 0).sort(
        pl.col("restarts"), pl.col("key"), descending=[True, False]
    )
    keys = again["key"].to_list()
    if not keys:
        return unknown(FlowKind.RESTARTS, "Nothing was reopened.")
    said = say(
        "{again} [item was|items were] reopened, {times} [time|times] together.",
        again=count_of(survey.facts, WorkItem, keys, what="flow_reopened"),
        times=survey.facts.of(
            "portfolio",
            "flow_restarts",
            int(again["restarts"].sum()),
            Unit.COUNT,
            cells=[(WorkItem, key, "restarts") for key in keys],
        ),
    )
    details = [
        say(
            "{what}: {times} [time|times].",
            what=called(survey.facts, WorkItem, key),
            times=survey.facts.cell(WorkItem, key, "restarts", Unit.COUNT),
        )
        for key in keys[:SHOWN]
    ]
    return finding(FlowKind.RESTARTS, said, keys, details)
