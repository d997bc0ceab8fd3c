"""The sample's work and people's time: the figures of its stories, computed from the rows."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from itertools import permutations

from assistant.portfolio.control import Decision, DecisionState
from assistant.portfolio.people import Assignment, Contractor, Person, Reserve, Team
from assistant.portfolio.project import Milestone
from assistant.portfolio.work import (
    AgreedRank,
    Dependency,
    DependencyKind,
    Factor,
    Pin,
    ValueInput,
    WorkItem,
)
from tests.portfolio.larkfield import TODAY, amount, euros, mondays, the, today, working_days

BIRCHWAY_DAY = date(2026, 12, 11)
OUTAGE = frozenset(working_days(TODAY, date(2026, 11, 27)))
"""The days on which the two integrators would be pulled away; the rows do not say so."""

QUEUE = ("KEY-3", "SEN-3", "BEA-6", "KEY-8")


def rate(key: str) -> Decimal:
    stated = the(ValueInput, f"{key}/{Factor.COST_OF_DELAY.value}")
    return stated.value / 1000


def delay_days(key: str) -> Decimal:
    return sum((part.effort.days for part in the(WorkItem, key).estimate), Decimal(0))


def delay_cost(order: tuple[str, ...]) -> Decimal:
    """Σ cost of delay × finish for one person and five-day weeks, in thousand euros."""
    cost, day = Decimal(0), Decimal(0)
    for key in order:
        day += sum(part.effort.days for part in the(WorkItem, key).estimate)
        cost += rate(key) * day / 5
    return cost


def keeps_links(order: tuple[str, ...]) -> bool:
    links = [
        (each.predecessor, each.successor)
        for each in today().all(Dependency)
        if {each.predecessor, each.successor} <= set(QUEUE)
    ]
    assert len(links) == 2
    return all(order.index(first) < order.index(then) for first, then in links)


def test_the_queue_that_can_be_checked_by_hand() -> None:
    feasible = [order for order in permutations(QUEUE) if keeps_links(order)]
    best = min(feasible, key=delay_cost)
    by_score = sorted(QUEUE, key=lambda key: -rate(key) / delay_days(key))
    ready_first = ("KEY-8", "KEY-3", "SEN-3", "BEA-6")
    beacon_second = ("KEY-3", "BEA-6", "SEN-3", "KEY-8")

    assert best == QUEUE
    assert delay_cost(best) == Decimal("79.0")
    assert delay_cost(ready_first) == Decimal("93.2")
    assert delay_cost(beacon_second) == Decimal("89.0")
    assert not keeps_links(tuple(by_score))
    assert by_score[-1] == "KEY-3"


def asked_until_birchway() -> dict[str, Decimal]:
    asked = {"jonas.lindqvist": Decimal(0), "mei.tanaka": Decimal(0)}
    for each in today().all(Assignment):
        if each.person in asked and each.effort and each.end <= BIRCHWAY_DAY:
            asked[each.person] += each.effort.days
    return asked


def change_days(person: str, away: AbstractSet[date]) -> Decimal:
    """Days for change work from today to the Birchway date."""
    who = the(Person, person)
    declared = the(Team, who.team or "").change_work_percent or Decimal(0)
    days = set(working_days(TODAY, BIRCHWAY_DAY)) - away
    return len(days) * who.part_time_percent * declared / 10_000


def test_priya_has_nine_days_and_is_asked_for_nineteen() -> None:
    start, end = date(2026, 11, 23), date(2026, 12, 11)
    team = the(Team, "SECURITY")
    assert team.change_work_percent is not None
    share = team.change_work_percent / 100
    kept = [each.effort for each in today().all(Reserve) if each.person == "priya.nair"]
    days = len(working_days(start, end)) * share - sum(each.days for each in kept if each)
    asked = [
        each
        for each in today().all(Assignment)
        if each.person == "priya.nair" and each.start == start
    ]

    assert days == 9
    assert sum(each.effort.days for each in asked if each.effort) == 19
    assert {each.claimed_by for each in asked} == {"farid.noor", "aisha.rahimi"}


def test_the_outage_breaks_the_birchway_date() -> None:
    assert asked_until_birchway() == {"jonas.lindqvist": 12, "mei.tanaka": 13}
    assert (
        change_days("jonas.lindqvist", frozenset()) == change_days("mei.tanaka", frozenset()) == 16
    )
    assert change_days("jonas.lindqvist", OUTAGE) == change_days("mei.tanaka", OUTAGE) == 8


def test_each_way_out_of_the_outage_is_there() -> None:
    missing = sum(days - 8 for days in asked_until_birchway().values())
    reports = sum(part.effort.days for part in the(WorkItem, "MOS-12").estimate)
    viktor = the(Contractor, "viktor.hale")
    assert viktor.available_from == date(2026, 11, 30)

    assert missing == 9
    assert change_days("tomas.beck", frozenset()) == 9
    assert len(working_days(viktor.available_from, BIRCHWAY_DAY)) == 10
    assert viktor.day_rate == euros(850)
    assert reports == 4


def test_bau_takes_more_of_platform_every_month() -> None:
    rows = [each.get(Reserve, "platform-bau") for each in mondays()]
    assert [each.percent for each in rows if each] == [32, 37, 37, 43, 47, 51]


def test_one_cycle_and_two_items_that_only_relate() -> None:
    links = [each for each in today().all(Dependency) if each.kind is not DependencyKind.RELATES]
    edges = {(each.predecessor, each.successor) for each in links}
    while True:
        first, then = {a for a, _ in edges}, {b for _, b in edges}
        kept = {(a, b) for a, b in edges if a in then and b in first}
        if kept == edges:
            break
        edges = kept
    assert edges == {("CAS-9", "BEA-14"), ("BEA-14", "KEY-11"), ("KEY-11", "CAS-9")}
    assert [(each.predecessor, each.successor) for each in links if each.soft] == [
        ("CAS-9", "BEA-14")
    ]
    related = {
        (each.predecessor, each.successor)
        for each in today().all(Dependency)
        if each.kind is DependencyKind.RELATES
    }
    assert related == {("ATL-11", "LAN-8"), ("LAN-8", "ATL-11")}


def test_key_8_was_raised_by_its_own_owner_without_evidence() -> None:
    rows = [each.get(ValueInput, "KEY-8/cost of delay") for each in mondays()]
    assert [each.value for each in rows if each] == [3000] * 5 + [7000]
    now = rows[-1]
    assert now is not None
    assert (now.owner, now.evidence) == (the(WorkItem, "KEY-8").owner, None)
    assert now.stated_on == date(2026, 11, 11)


def test_what_was_decided_and_what_came_of_it() -> None:
    states = {key: the(Decision, key).state for key in ("D-1", "D-2", "D-3", "D-4")}
    assert states == {
        "D-1": DecisionState.REJECTED,
        "D-2": DecisionState.APPROVED,
        "D-3": DecisionState.KEPT,
        "D-4": DecisionState.REJECTED,
    }
    assert [the(Decision, key).advice_was_right for key in states] == [True, True, True, False]
    cutovers = [each.get(Milestone, "HARBOR-CUTOVER") for each in (mondays()[0], mondays()[-1])]
    before, after = (each.forecast for each in cutovers if each)
    assert (before, after) == (date(2026, 12, 2), date(2026, 12, 10))
    assert (the(Decision, "D-3").chance_percent, the(WorkItem, "SEN-4").finished) == (
        Decimal(85),
        date(2026, 11, 5),
    )


def test_three_decisions_are_open_and_one_of_them_is_overdue() -> None:
    waiting = [each for each in today().all(Decision) if each.state is DecisionState.OPEN]
    assert [each.key for each in waiting] == ["D-5", "D-6", "D-7"]
    assert {each.decider for each in waiting} == {"ingrid.solheim"}
    assert [(TODAY - each.due).days for each in waiting if each.due and each.due < TODAY] == [10]
    assert the(Decision, "D-5").cost_of_waiting == euros(11_000)
    assert sum(rate(key) for key in QUEUE[:3]) * 1000 == amount(
        the(Decision, "D-6").cost_of_waiting
    )


def test_the_storm_lane_is_pinned_second_until_the_end_of_november() -> None:
    pin = the(Pin, "CAS-7")
    assert (pin.place, pin.pinned_by, pin.until) == (2, "ingrid.solheim", date(2026, 11, 30))
    regulator = the(Pin, "SEN-12")
    assert regulator.not_after == the(Milestone, "SENTINEL-LIVE").committed == date(2027, 1, 29)
    assert {each.agreed_on for each in today().all(AgreedRank)} == {date(2026, 11, 2)}
