"""What holds back work on people's time, and taking back what was placed last."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.sequencing.placing import place, take_back
from assistant.planning.sequencing.problem import State, build_problem, empty_state
from assistant.planning.sequencing.schedule import Scheduler, Times
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze, Holiday
from assistant.portfolio.people import Team
from assistant.portfolio.project import Gate, GateDecision, Milestone, Project, Stage
from tests.planning.backlogs import MONDAY, item, person, skilled, started, waits
from tests.planning.planned import by_key, read
from tests.planning.sequencing.test_schedule import portfolios

DECEMBER = date(2026, 11, 25)
FREEZE = Freeze(key="F", name="Freeze", start=DECEMBER, end=date(2026, 12, 6))
SLIVER = 1e-6


def planned(*things: Noun, order: str) -> tuple[dict[str, float], dict[str, float], Times]:
    backlog, staff = read(things)
    times = Scheduler(backlog, staff).times(backlog.numbers(order.split()), with_work=True)
    return by_key(backlog, times.start), by_key(backlog, times.finish), times


def release(**more: Any) -> Milestone:
    fields: dict[str, Any] = {"key": "R", "project": "P", "name": "Live", "is_release": True}
    return Milestone(**fields | more)


def test_what_goes_live_in_a_freeze_goes_live_after_it_and_work_goes_on() -> None:
    things = [
        person("p", "iam"), FREEZE, release(needs_item="A"), item("A", 9), item("B", 1),
        item("C", 1, "test"), person("q", "test"), waits("C", "A"),
    ]  # fmt: skip
    _, finish, _ = planned(*things, order="A B C")
    monday_after = 15 + 1
    assert finish == {"A": monday_after, "B": 10, "C": monday_after + 1}
    _, finish, _ = planned(*things, item("Z", 1), order="A")
    assert finish == {"A": monday_after}


def test_what_is_live_before_the_freeze_or_has_other_systems_is_not_held() -> None:
    early = [person("p", "iam"), FREEZE, release(needs_item="A"), item("A", 7)]
    assert planned(*early, order="A")[1] == {"A": 7}
    other = FREEZE.model_copy(update={"systems": ("core",)})
    elsewhere = item("A", 9, systems=("portal",))
    assert planned(person("p", "iam"), other, release(needs_item="A"), elsewhere, order="A")[
        1
    ] == {"A": 9}
    over = release(needs_item="A", actual=MONDAY)
    assert planned(person("p", "iam"), FREEZE, over, item("A", 9), order="A")[1] == {"A": 9}


def test_work_for_a_release_goes_on_and_only_its_go_live_waits() -> None:
    things = [
        person("p", "iam"), FREEZE, release(needs_item="B"), item("A", 9, release="R"),
        item("B", 1), waits("B", "A"),
    ]  # fmt: skip
    assert planned(*things, order="A B")[1] == {"A": 9, "B": 16}
    unnamed = [*things[:2], release(), item("B", 1, release="R"), *things[3:4], things[5]]
    assert planned(*unnamed, order="A B")[1] == {"A": 9, "B": 16}


def test_what_goes_out_with_a_release_is_held_and_the_first_day_is_one_of_work() -> None:
    things = [
        person("p", "iam"), FREEZE, release(), item("A", 9, release="R"),
        Holiday(key="h", day=date(2026, 12, 7)),
    ]  # fmt: skip
    assert planned(*things, order="A")[1] == {"A": 17}


def gate(**more: Any) -> Gate:
    fields: dict[str, Any] = {"key": "P/build", "project": "P", "stage": Stage.BUILD}
    return Gate(**fields | more)


def test_a_gate_holds_new_work_of_its_project_until_its_day() -> None:
    project = Project(key="P", name="P", stage=Stage.DESIGN)
    people = [person("p", "iam"), person("q", "iam"), project]
    things = [*people, item("A", 1, project="P"), started("B", 1, project="P")]
    planned_for = gate(decided_on=DECEMBER)
    assert planned(*things, planned_for, order="A B")[1] == {"A": 8, "B": 1}
    for free in (
        gate(decision=GateDecision.APPROVED, decided_on=MONDAY),
        gate(),
        gate(stage=Stage.RELEASE, decided_on=DECEMBER),
    ):
        assert planned(*things, free, order="A B")[1] == {"A": 1, "B": 1}
    skipped = [project.model_copy(update={"stage": Stage.BUILD}), *things[:2], *things[3:]]
    assert planned(*skipped, planned_for, order="A B")[1] == {"A": 1, "B": 1}


def test_a_team_at_its_limit_starts_nothing_new() -> None:
    people = [person(key, "iam", team="T") for key in "pqr"]
    things = [*people, Team(key="T", name="T", wip_limit=2)]
    things += [item(key, days, team="T") for key, days in zip("ABC", (3, 5, 1), strict=True)]
    start, _, times = planned(*things, order="A B C")
    assert start == {"A": 0, "B": 0, "C": 3}
    assert times.held == {2}
    free = [*things[:3], *things[4:]]
    assert planned(*free, order="A B C")[0] == {"A": 0, "B": 0, "C": 0}


def test_what_is_started_goes_on_above_the_limit() -> None:
    people = [person(key, "iam", team="T") for key in "pqr"]
    things = [*people, Team(key="T", name="T", wip_limit=1)]
    things += [started("A", 3, team="T"), started("B", 5, team="T"), item("C", 1, team="T")]
    assert planned(*things, order="A B C")[0] == {"A": 0, "B": 0, "C": 5}


def test_who_does_what_and_when_is_told() -> None:
    parts = (skilled(2, "iam"), skilled(1, "test"))
    things = [
        person("p", "iam", part_time_percent=Decimal(50)), person("q", "test"),
        item("A", estimate=parts), item("B", 1, "test"),
    ]  # fmt: skip
    work = planned(*things, order="B A")[2].work
    told = [(each.item, each.skill, each.person, each.start, each.finish) for each in work]
    assert told == [(1, "test", 1, 0, 1), (0, "iam", 0, 0, 4), (0, "test", 1, 1, 2)]
    assert [(each.begin, each.end) for each in work] == [(0, 480), (0, 960), (480, 960)]


def teams_at_work(things: list[Noun], dice: random.Random) -> list[Noun]:
    """Give items teams, and teams limits."""
    made: list[Noun] = [
        each.model_copy(update={"team": dice.choice(["T", "U", None])})
        if each.table == "work_items"
        else each
        for each in things
    ]
    return [*made, *(Team(key=key, name=key, wip_limit=dice.randint(1, 2)) for key in "TU")]


def rows(state: State) -> tuple[object, ...]:
    """Return what of a state is more than scratch paper."""
    chains = []
    for free in state.first_free:
        chain, at = [], free
        while at >= 0:
            chain.append((state.free_low[at], state.free_high[at]))
            at = state.free_next[at]
        chains.append(chain)
    return chains, list(state.finish), list(state.last_of_team), state.used[0]


@given(portfolios(), st.integers(0, 10**6))
@settings(max_examples=80, deadline=None)
def test_what_is_taken_back_leaves_no_trace(things: list[Noun], seed: int) -> None:
    dice = random.Random(seed)
    backlog, staff = read(teams_at_work(things, dice))
    problem = build_problem(backlog, staff)
    order = backlog.numbers(backlog.graph.order)
    state = empty_state(problem)
    fresh = rows(state)
    first = dice.randrange(len(order))
    place(order[:first], 0, problem, state)
    half = rows(state)
    place(order, first, problem, state)
    finish, cost = list(state.finish), state.cost[len(order)]
    take_back(order, first, problem, state)
    assert rows(state) == half
    place(order, first, problem, state)
    assert (list(state.finish), state.cost[len(order)]) == (finish, cost)
    take_back(order, 0, problem, state)
    assert rows(state) == fresh


@given(portfolios(), st.integers(0, 10**6))
@settings(max_examples=80, deadline=None)
def test_nobody_is_in_two_places_and_no_team_over_its_limit(things: list[Noun], seed: int) -> None:
    backlog, staff = read(teams_at_work(things, random.Random(seed)))
    times = Scheduler(backlog, staff).times(backlog.numbers(backlog.graph.order), with_work=True)
    by_person: dict[int, list[tuple[float, float]]] = {}
    for each in times.work:
        assert each.person in staff.parts[each.item][0].pool + staff.parts[each.item][-1].pool
        by_person.setdefault(each.person, []).append((each.begin, each.end))
    for spans in by_person.values():
        spans.sort()
        assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))
    for team, limit in staff.restrictions.limits.items():
        own = [n for n, each in enumerate(backlog.candidates) if each.team == team]
        for one in own:
            moment = times.start[one] + SLIVER
            at_once = [n for n in own if times.start[n] <= moment < times.finish[n] - SLIVER]
            assert len(at_once) <= limit
