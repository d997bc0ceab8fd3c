"""Forecasts as they were given to people, and what became of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from pydantic import Field

from assistant.governance.scoreboard.decisions import Found, came, judged_words, odds
from assistant.governance.scoreboard.scored import JUDGED, Scored, ScoredKind, Verdict
from assistant.health.naming import called
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Unit, Value, say


class GivenForecast(Value):
    """One day that was given for something, at one chance."""

    subject: str = Field(pattern=r"^(milestones|work_items|projects):.+$")
    chance: int = Field(ge=1, le=99, description="of a hundred")
    day: date = Field(description="by when, in so many cases")
    given_on: date
    items: tuple[str, ...] = Field(
        default=(), description="of a project: what of it was open when the day was given"
    )

    @property
    def id(self) -> str:
        """What it is kept under: the same day given again on the same day is the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def counted(given: Iterable[GivenForecast]) -> tuple[GivenForecast, ...]:
    """Return the first forecast of each subject at each chance, by subject.

    Only they count in a record: a day that is given anew every week would else be counted for
    every week, though it comes out only a single time.
    """
    first: dict[tuple[str, int], GivenForecast] = {}
    for each in sorted(given, key=lambda each: (each.given_on, each.day, each.id)):
        first.setdefault((each.subject, each.chance), each)
    return tuple(first[place] for place in sorted(first))


def outcome_of(given: GivenForecast, seen: Snapshot) -> Found | None:
    """Return what became of a forecast; None where its reader cannot see what it is about."""
    table, key = given.subject.split(":", 1)
    if table == Milestone.table:
        milestone = seen.get(Milestone, key)
        return None if milestone is None else _reached(milestone, given.day, seen.as_of)
    if table == WorkItem.table:
        item = seen.get(WorkItem, key)
        return None if item is None else came([item], given.day, seen.as_of)
    if seen.get(Project, key) is None:
        return None
    items = [item for each in given.items if (item := seen.get(WorkItem, each)) is not None]
    if len(items) < len(given.items):
        return Found(Verdict.CANNOT_BE_TOLD, "some of its work is no longer there")
    return came(items, given.day, seen.as_of)


def scored_forecast(given: GivenForecast, seen: Snapshot) -> Scored | None:
    """Return what came of a forecast that was given; None where that is not known or not shown."""
    found = outcome_of(given, seen)
    if found is None or found.verdict not in JUDGED:
        return None
    table, key = given.subject.split(":", 1)
    facts = Facts(seen)
    subject = f"forecasts:{given.id}"
    name = called(facts, BY_TABLE[table], key)
    return Scored(
        subject=subject,
        kind=ScoredKind.FORECAST,
        taken=None,
        decided_on=given.given_on,
        verdict=found.verdict,
        chance=given.chance,
        advised=say(
            "{name} by {day}, at {odds}, given on {given}.",
            name=name,
            day=facts.of(subject, "day", given.day, Unit.DATE),
            odds=odds(facts, given.chance),
            given=facts.of(subject, "given on", given.given_on, Unit.DATE),
        ),
        judged=judged_words(facts, subject, found),
    )


def _reached(milestone: Milestone, day: date, today: date) -> Found:
    if milestone.actual is not None:
        late = milestone.actual > day
        return Found(
            Verdict.DID_NOT_HOLD if late else Verdict.HELD,
            "it was reached later" if late else "it was reached by then",
        )
    if day < today:
        return Found(Verdict.DID_NOT_HOLD, "its day is over and it is not reached")
    return Found(Verdict.TOO_EARLY, "its day is still ahead")
