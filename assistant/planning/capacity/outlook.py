"""Load against capacity by person, team and skill over the coming ISO weeks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.planning.capacity.asks import read_asks
from assistant.planning.capacity.assumptions import about_mode, about_time
from assistant.planning.capacity.holders import Holder, holders_of
from assistant.planning.capacity.load import CapacityReport, Load, LoadKind
from assistant.planning.capacity.load_facts import LoadFacts, Span
from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.stretches import Stretches
from assistant.planning.capacity.workforce import Workforce
from assistant.planning.capacity.working_days import DAYS_PER_WEEK, WorkingDays
from assistant.planning.inputs.margins import Margins
from assistant.planning.inputs.open_items import open_items
from assistant.planning.inputs.sizes import Measure, size_of
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Period, Week


def capacity(snapshot: Snapshot, policy: Policy, weeks: int | None = None) -> CapacityReport:
    """Return who is asked for how much and has how much, week by week.

    `weeks` counts from the current ISO week, whose days before today are left out; without it
    they are as many as the policy looks ahead.
    """
    line = WorkingDays.of(snapshot)
    horizon = weeks or int(policy.limit("load_horizon_weeks"))
    days = horizon * DAYS_PER_WEEK - line.start.weekday()
    workforce = Workforce(snapshot, line, days, Margins.of(policy))
    spans = _weeks(workforce)
    holders = holders_of(workforce, read_asks(snapshot, workforce))
    facts = LoadFacts(snapshot)
    stretches = Stretches(policy, facts, spans)
    mode = _mode(workforce)
    return CapacityReport(
        as_of=snapshot.as_of,
        revision=snapshot.revision,
        policy_hash=policy.hash,
        mode=mode,
        assumptions=(about_mode(mode), *about_time(facts.facts)),
        weeks=tuple(Week.of(span.period.start) for span in spans),
        loads=tuple(_loads(holders, spans, facts)),
        over=stretches.over(holders),
        under=stretches.under(holders),
        months=tuple(_loads(_without_skills(holders), _months(workforce), facts)),
        items=tuple(_work_due(snapshot, holders, facts, spans[0].until(spans[-1]))),
    )


def _mode(workforce: Workforce) -> CapacityMode:
    if not workforce.people:
        return CapacityMode.NONE
    skilled = any(time.person.skills for time in workforce.people)
    return CapacityMode.FULL if skilled else CapacityMode.COARSE


def _weeks(workforce: Workforce) -> list[Span]:
    line = workforce.line
    return [
        Span(Period(start=line.day(week.start), end=line.day(week.stop - 1)), week)
        for week in workforce.weeks
    ]


def _months(workforce: Workforce) -> list[Span]:
    """Return the calendar months of the line, the first and the last as far as they are on it."""
    line, spans = workforce.line, list[Span]()
    for place in range(workforce.days):
        day = line.day(place)
        last = spans[-1] if spans else None
        if last is not None and (last.period.end.year, last.period.end.month) == (
            day.year,
            day.month,
        ):
            spans[-1] = last.until(Span(Period(start=day, end=day), slice(place, place + 1)))
        else:
            spans.append(Span(Period(start=day, end=day), slice(place, place + 1)))
    return spans


def _without_skills(holders: Iterable[Holder]) -> Iterable[Holder]:
    """Return the teams of which nobody's skills are known: months are as fine as they can be told."""
    return (
        holder
        for holder in holders
        if holder.kind is LoadKind.TEAM and not any(time.person.skills for time in holder.people)
    )


def _loads(holders: Iterable[Holder], spans: Sequence[Span], facts: LoadFacts) -> Iterable[Load]:
    for holder in holders:
        for span in spans:
            if holder.available[span.days].any() or holder.asked[span.days].any():
                yield facts.load(holder, span)


def _work_due(
    snapshot: Snapshot, holders: Iterable[Holder], facts: LoadFacts, whole: Span
) -> Iterable[Load]:
    """Return the work in progress or due within the weeks, by skill."""
    due: dict[str, list[tuple[WorkItem, int]]] = {}
    for item in open_items(snapshot).items:
        size = size_of(item, Measure.WORK)
        if size is not None and _falls_due(item, whole.period):
            for skill, minutes in size.parts:
                due.setdefault(skill, []).append((item, minutes))
    for holder in holders:
        if holder.kind is LoadKind.SKILL and holder.key in due:
            yield facts.work_due(holder, due[holder.key], whole)


def _falls_due(item: WorkItem, period: Period) -> bool:
    by_then = item.due is not None and item.due <= period.end
    return by_then or item.category is StatusCategory.DOING
