"""What would be different under another policy: in its rows, and in what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from assistant.health.findings import findings, project_findings
from assistant.health.project_load import loads_by_project
from assistant.health.rag import judge
from assistant.planning.capacity.load_projection import reserve_hidden
from assistant.planning.capacity.outlook import capacity
from assistant.policy import Policy
from assistant.policy.difference import Difference, differences
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.check_policy import policy_at
from assistant.values import Statement, Value


class Turn(StrEnum):
    """What another policy does to a finding."""

    APPEARS = "appears"
    VANISHES = "vanishes"
    CHANGES = "changes"


class Turned(Value):
    """A finding, or a project's colour, that is different under another policy."""

    turn: Turn
    key: str
    rule: str = Field(description="the row that decides: of the new policy, else of the old")
    headline: Statement


class TriedDay(Value):
    """What is different on one day."""

    as_of: date
    findings: int = Field(description="under the policy in force")
    turned: tuple[Turned, ...]


class TriedPolicy(Value):
    """What a policy would have found on the days that are kept."""

    hash: str
    in_force: str
    days: tuple[TriedDay, ...]


def compare_policies(app: App, before: Path | None, after: Path) -> tuple[Difference, ...]:
    """Return what `after` says and `before`, or the policy in force, does not."""
    return differences(policy_at(app, before), policy_at(app, after))


def try_policy(assessment: Assessment, path: Path) -> TriedPolicy:
    """Return which findings and colours another policy would bring or take, day by day.

    Nothing is stored. The days are those that trends are read from, and today, oldest first.
    """
    app, view = assessment.app, assessment.view
    other = policy_at(app, path)
    fulls = [*assessment.whole_history, view.full]
    days = []
    for number, full in enumerate(fulls):
        assessment.progress.step("Trying the policy", number, len(fulls))
        seen, past = full.scoped(view.scope), fulls[:number]
        days.append(_day(_Under(full, seen, past, app.policy), _Under(full, seen, past, other)))
    return TriedPolicy(hash=other.hash, in_force=app.policy.hash, days=tuple(days))


def tried_today(assessment: Assessment, other: Policy) -> TriedDay:
    """Return which findings and colours another policy would bring or take today."""
    view, past = assessment.view, list(assessment.whole_history)
    held = (view.full, view.seen, past)
    return _day(_Under(*held, assessment.app.policy), _Under(*held, other))


class _Under:
    """What a policy finds on a day, as one viewer may see it: key → effect, rule and sentence."""

    def __init__(
        self, full: Snapshot, seen: Snapshot, past: list[Snapshot], policy: Policy
    ) -> None:
        self.as_of = full.as_of
        self.found = dict(_findings(full, seen, past, policy))
        self.said = self.found | dict(_colours(full, seen, policy))


_Said = tuple[str, tuple[str, str, Statement]]


def _findings(
    full: Snapshot, seen: Snapshot, past: list[Snapshot], policy: Policy
) -> Iterator[_Said]:
    for each in project_findings(findings(full, policy, past), seen):
        yield each.key, (f"{each.effect} {each.by}", each.rule, each.headline)


def _colours(full: Snapshot, seen: Snapshot, policy: Policy) -> Iterator[_Said]:
    load = reserve_hidden(capacity(full, policy), seen)
    for health in judge(full, policy, overload=loads_by_project(load, Facts(seen))):
        if seen.get(Project, health.project) is not None:
            yield f"rag:{health.project}", (health.overall.value, health.rule, health.because)


def _day(now: _Under, then: _Under) -> TriedDay:
    turned = tuple(
        turn
        for key in sorted(now.said.keys() | then.said.keys())
        for turn in _turned(key, now, then)
    )
    return TriedDay(as_of=now.as_of, findings=len(now.found), turned=turned)


def _turned(key: str, now: _Under, then: _Under) -> Iterator[Turned]:
    old, new = now.said.get(key), then.said.get(key)
    if new is None and old is not None:
        yield Turned(turn=Turn.VANISHES, key=key, rule=old[1], headline=old[2])
    elif new is not None and old is None:
        yield Turned(turn=Turn.APPEARS, key=key, rule=new[1], headline=new[2])
    elif old is not None and new is not None and old[0] != new[0]:
        yield Turned(turn=Turn.CHANGES, key=key, rule=new[1], headline=new[2])
