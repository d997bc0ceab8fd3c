"""Chains of work that decide a day, as parts of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.briefing.told import ToldTable
from assistant.planning.consequences.dependency_report import (
    Blocker,
    ChainStep,
    DatedReport,
    DependencyReport,
)
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_NONE = Statement(text="–")
_HIDDEN = Statement(text="another commitment")


def chain_points(report: DependencyReport) -> Iterator[tuple[Statement, ...]]:
    """Yield for each day what decides it, on the plan and by links alone."""
    for dated in report.dates:
        chains = (dated.planned, dated.by_links)
        yield dated.headline, *(each.statement for each in chains if each is not None)


def chain_table(dated: DatedReport, facts: Facts) -> Iterator[ToldTable]:
    """Yield the steps of the chain that decides a day, with owner, day and float."""
    if dated.planned is None:
        return
    headers = ("Chain", "Owner", "Planned", "Float", "People busy with")
    yield ToldTable(
        heading="The chain that decides",
        headers=tuple(Statement(text=header) for header in headers),
        rows=tuple(_step(step, facts) for step in dated.planned.steps),
    )


def blocker_table(report: DependencyReport, facts: Facts) -> Iterator[ToldTable]:
    """Yield what has to come before, with who holds it and when it is planned."""
    headers = ("Waits for", "Through", "Owner", "Planned", "Due")
    if report.blockers:
        yield ToldTable(
            heading="What has to come before",
            headers=tuple(Statement(text=header) for header in headers),
            rows=tuple(_blocker(each, facts) for each in report.blockers),
        )


def _step(step: ChainStep, facts: Facts) -> tuple[Statement, ...]:
    busy = _HIDDEN if step.waits_for_people else _NONE
    return (
        _HIDDEN if step.key is None else _item(step.key, facts),
        _cell(step.owner),
        _day(facts, step.key, "planned_finish", step.finish),
        _cell(step.float_days),
        busy if step.busy_with is None else _item(step.busy_with, facts),
    )


def _blocker(blocker: Blocker, facts: Facts) -> tuple[Statement, ...]:
    through = Statement(text="directly")
    return (
        _item(blocker.key, facts),
        through if blocker.through is None else _item(blocker.through, facts),
        _cell(blocker.owner),
        _day(facts, blocker.key, "planned_finish", blocker.planned),
        _day(facts, blocker.key, "due", blocker.due),
    )


def _item(key: str, facts: Facts) -> Statement:
    return say("{item}", item=facts.key(WorkItem, key))


def _cell(fact: Fact | None) -> Statement:
    return _NONE if fact is None else say("{value}", value=fact)


def _day(facts: Facts, key: str | None, measure: str, day: date | None) -> Statement:
    if day is None or key is None:
        return _NONE
    cells = [(WorkItem, key)]
    return _cell(facts.of(f"work_items:{key}", measure, day, Unit.DATE, cells=cells))
