"""Dates that cannot be: what ends before it starts, what happened in the future."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from assistant.health.caveats.finding import ask_owners, caveat, subjects
from assistant.health.naming import count_of, listed, owning_project
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.control import Decision
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Assignment, Availability, Reserve
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import WorkItem
from assistant.values import say

_PAIRS: tuple[tuple[type[Noun], str, str], ...] = (
    (WorkItem, "started", "finished"),
    (Project, "start", "end"),
    (Freeze, "start", "end"),
    (Assignment, "start", "end"),
    (Availability, "start", "end"),
    (Reserve, "start", "end"),
)
_HAPPENED: tuple[tuple[type[Noun], str], ...] = (
    (WorkItem, "started"),
    (WorkItem, "finished"),
    (Milestone, "actual"),
    (Decision, "decided_on"),
)
_NAMED = frozenset({WorkItem, Project, Freeze, Milestone, Decision})
"""What may be listed; rows about people are counted only."""


def impossible_dates(survey: Survey) -> Iterator[Caveat]:
    """Yield what ends before it starts and what happened after today, a finding for each table."""
    for noun, first, last in _PAIRS:
        keys = survey.snapshot.frame(noun).filter(pl.col(last) < pl.col(first))["key"].to_list()
        if keys:
            text = "[finishes before it starts|finish before they start]"
            yield _caveat(survey, noun, f"{first}-{last}", keys, text)
    for noun, field in _HAPPENED:
        keys = survey.snapshot.frame(noun).filter(pl.col(field) > survey.today)["key"].to_list()
        if keys:
            text = "[is said to have happened after today|are said to have happened after today]"
            yield _caveat(survey, noun, f"{field}-today", keys, text)


def _caveat(survey: Survey, noun: type[Noun], pair: str, keys: list[str], text: str) -> Caveat:
    what = f"{noun.table}_{pair}"
    projects = [owning_project(survey.snapshot, noun, key) for key in keys]
    remedy, owner = ask_owners(survey, projects, "which of the dates is right.")
    said = say(
        f"{{count}} {noun.title.lower()} [row|rows] {text}",
        count=count_of(survey.facts, noun, keys, what=what),
    )
    if noun in _NAMED:
        said = say("{said}: {few}", said=said, few=listed(survey.facts, noun, keys, what=what))
    return caveat(
        f"impossible-dates:{noun.table}:{pair}",
        severity=Severity.LOW,
        subjects=subjects(noun, keys),
        headline=say("{said}.", said=said),
        remedy=remedy,
        unlocks="How long things take is then measured right.",
        owner=owner,
    )
