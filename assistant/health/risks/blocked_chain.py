"""Work that holds up other work: who is hit downstream, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.health.blocked import says_blocked
from assistant.health.chains import Chains, Downstream, planned_day
from assistant.health.naming import called, rest
from assistant.health.risks.date_moved import Said, records_of, said_fact
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_SHOWN = 4


class Trouble(StrEnum):
    """Why an item may not be finished when others need it."""

    OVERDUE = "overdue"
    BLOCKED = "blocked"
    MOVED = "moved"
    TOO_LATE = "too late for what waits for it"
    AWAITED = "not finished, and much waits for it"


_EVIDENT = frozenset({Trouble.OVERDUE, Trouble.BLOCKED, Trouble.MOVED})


@dataclass(frozen=True, slots=True)
class Hold:
    """An item that holds others up, why, the days it was due, and what no plan can reach in time.

    `missed` gives, by milestone, the earliest day it can be reached, where that is too late.
    """

    item: WorkItem
    trouble: Trouble
    said: tuple[Said, ...]
    hits: Downstream
    missed: dict[str, date]

    @property
    def severity(self) -> Severity:
        """High where something promised, mandatory or going live is hit by evident trouble."""
        grave = bool(self.missed) or self.trouble in _EVIDENT
        promised = any(
            each.committed is not None or each.mandatory or each.is_release
            for each in self.hits.milestones
        )
        return Severity.HIGH if grave and promised else Severity.MEDIUM


def blocked_chains(survey: Survey) -> Iterator[Risk]:
    """Yield the first item of each chain of trouble: what waits behind it is told with it.

    Items that hold up other projects' work but no milestone are told once a project.
    """
    without_milestone: dict[str | None, list[Hold]] = {}
    for hold in _holds(survey):
        if hold.hits.milestones:
            yield _risk(survey, hold, [])
        else:
            without_milestone.setdefault(hold.item.project, []).append(hold)
    for holds in without_milestone.values():
        holds.sort(key=lambda hold: (-len(hold.hits.projects), hold.item.key))
        yield _risk(survey, holds[0], [hold.item.key for hold in holds[1:]])


def _holds(survey: Survey) -> Iterator[Hold]:
    chains = survey.chains
    moved = records_of(survey, WorkItem, "due")
    in_trouble: set[str] = set()
    for key in chains.graph.order:
        if not in_trouble.isdisjoint(chains.graph.predecessors(key)):
            in_trouble.add(key)
            continue
        hold = _hold(survey, chains, key, tuple(moved.get(key, ())))
        if hold is not None:
            in_trouble.add(key)
            yield hold


def _hold(survey: Survey, chains: Chains, key: str, said: tuple[Said, ...]) -> Hold | None:
    item, hits = chains.items[key], chains.downstream(key)
    if not hits.milestones and not hits.projects:
        return None
    earliest = chains.earliest(key) if hits.milestones else {}
    missed = {
        each.key: earliest[each.key]
        for each in hits.milestones
        if (day := planned_day(each)) is not None and earliest[each.key] > day
    }
    many = len(hits.projects) >= survey.policy.limit("blocked_chain_projects")
    tests = {
        Trouble.OVERDUE: item.due is not None and item.due < survey.today,
        Trouble.BLOCKED: says_blocked(item.status, item.labels),
        Trouble.MOVED: len(said) > 1 and said[-1].day > said[0].day,
        Trouble.TOO_LATE: bool(missed),
        Trouble.AWAITED: many and chains.is_ready(key) and _is_soon(survey, hits),
    }
    trouble = next((each for each, holds in tests.items() if holds), None)
    return None if trouble is None else Hold(item, trouble, said, hits, missed)


def _is_soon(survey: Survey, hits: Downstream) -> bool:
    """Whether a milestone that waits is near enough to need attention this week."""
    horizon = timedelta(weeks=int(survey.policy.limit("milestone_horizon_weeks")))
    days = (planned_day(milestone) for milestone in hits.milestones)
    return any(day is not None and day <= survey.today + horizon for day in days)


def _risk(survey: Survey, hold: Hold, more: list[str]) -> Risk:
    facts, item = survey.facts, hold.item
    owner = survey.who_can_act(item.project)
    of = f"{Project.table}:{item.project or 'none'}"
    others = rest(facts, WorkItem, more, of=of, what="holding_others_up")
    hit = {each.project for each in hold.hits.milestones} | set(hold.hits.projects)
    return risk(
        RiskKind.BLOCKED_CHAIN,
        [item.key],
        severity=hold.severity,
        projects=[item.project, *hit],
        headline=say(
            "{trouble}. {hit} [waits|wait] for it.{others}",
            trouble=_trouble(survey, hold),
            hit=_hit(survey, hold),
            others=say(" {more} of its project hold up others too.", more=others[0])
            if others
            else Statement(text=""),
        ),
        remedy=survey.ask(owner, "put it first, and tell those who wait when it will be there."),
        owner=owner,
        since=item.due if hold.trouble is Trouble.OVERDUE else None,
    )


def _trouble(survey: Survey, hold: Hold) -> Statement:
    facts, item = survey.facts, hold.item
    what = called(facts, WorkItem, item.key)
    due = facts.cell(WorkItem, item.key, "due", Unit.DATE) if item.due else None
    if hold.trouble is Trouble.OVERDUE and due is not None and item.due is not None:
        subject, cell = f"{WorkItem.table}:{item.key}", (WorkItem, item.key, "due")
        days = survey.days(subject, "days_overdue", survey.today, item.due, cell)
        return say("{what} was due {due}, {days} ago", what=what, due=due, days=days)
    if hold.trouble is Trouble.BLOCKED and item.status:
        status = facts.cell(WorkItem, item.key, "status", Unit.STATUS)
        return say("{what} is marked {status}", what=what, status=status)
    if hold.trouble is Trouble.MOVED:
        given = [said_fact(WorkItem, "due", item.key, each) for each in hold.said]
        return say(
            "{what} has moved from {first} to {later}", what=what, first=given[0], later=given[1:]
        )
    if due is not None:
        return say("{what} is due {due}", what=what, due=due)
    return say("{what} is not finished", what=what)


def _hit(survey: Survey, hold: Hold) -> list[Statement | Fact]:
    """Say what waits: milestones with their day, or else projects."""
    facts, key = survey.facts, hold.item.key
    of = f"{WorkItem.table}:{key}"
    milestones = hold.hits.milestones
    if not milestones:
        projects = hold.hits.projects
        names: list[Statement | Fact] = [facts.name(Project, each) for each in projects[:_SHOWN]]
        return names + rest(facts, Project, projects[_SHOWN:], of=of, what="projects_waiting")
    shown: list[Statement | Fact] = [
        _milestone(survey, hold, each) for each in milestones[:_SHOWN]
    ]
    beyond = [each.key for each in milestones[_SHOWN:]]
    return shown + rest(facts, Milestone, beyond, of=of, what="milestones_waiting")


def _milestone(survey: Survey, hold: Hold, milestone: Milestone) -> Statement:
    facts, key = survey.facts, milestone.key
    what = called(facts, Milestone, key)
    field = next(
        (name for name in ("forecast", "committed", "baseline") if getattr(milestone, name)), None
    )
    if field is None:
        return what
    day = facts.cell(Milestone, key, field, Unit.DATE)
    if key not in hold.missed:
        return say("{what} ({day})", what=what, day=day)
    earliest = facts.of(
        f"{Milestone.table}:{key}",
        f"earliest_after_{hold.item.key}",
        hold.missed[key],
        Unit.DATE,
        cells=[(WorkItem, hold.item.key), (Milestone, key, field)],
        arithmetic="the day it is finished, and the work left on the way from it",
    )
    return say(
        "{what} ({day}, but {earliest} at the earliest)", what=what, day=day, earliest=earliest
    )
