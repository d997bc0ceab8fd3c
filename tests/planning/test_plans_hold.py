"""Random portfolios of every shape: an independent checker finds nothing broken in their plans."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import staff_backlog
from assistant.planning.inputs.backlog import Backlog, read_backlog
from assistant.planning.order.finding import find_order, tell_nobody
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import Ranking, SolveStatus
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.pins import place_pins
from assistant.planning.sequencing.solve import Solution
from assistant.policy import default_policy
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Availability, Team
from assistant.portfolio.project import Gate, Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, Pin
from tests.planning.backlogs import MONDAY, item, person, portfolio, started, waits, worth
from tests.planning.orders import holds
from tests.planning.people_checker import DoneBy
from tests.planning.plan_checker import CheckedPlan, violations
from tests.planning.portfolios import random_portfolio
from tests.planning.soaking import seeds, tell

BUDGET = 300


def planned(snapshot: Snapshot) -> tuple[Ranking, CheckedPlan]:
    """Return the ranking of a portfolio, and its plan in the checker's plain words."""
    policy = default_policy()
    ranking = rank(snapshot, policy, 0, BUDGET)
    found = find_order(snapshot, policy, 0, BUDGET, tell_nobody)
    keys = [candidate.key for candidate in found.backlog.candidates]
    assert [item.key for item in ranking.items] == [keys[n] for n in found.solution.order]
    return ranking, in_plain_words(ranking, found.solution, keys)


def in_plain_words(ranking: Ranking, solution: Solution, keys: list[str]) -> CheckedPlan:
    return CheckedPlan(
        order=[item.key for item in ranking.items],
        start={keys[n]: time for n, time in solution.times.start.items()},
        finish={keys[n]: time for n, time in solution.times.finish.items()},
        work=[
            DoneBy(
                keys[part.item],
                part.skill,
                part.person,
                part.end - part.begin,
                part.start,
                part.finish,
            )
            for part in solution.work
        ],
        given_up=frozenset((cut.predecessor, cut.successor) for cut in ranking.cycles),
        excused=frozenset(key for conflict in ranking.conflicts for key in conflict.items),
        has_people=ranking.mode is not CapacityMode.NONE,
    )


def test_no_plan_of_a_random_portfolio_breaks_anything(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tried = seeds(usually=120, soak=10_000)
    broken = {}
    for seed in tried:
        snapshot = portfolio(random_portfolio(seed))
        _, plan = planned(snapshot)
        if found := violations(snapshot, plan):
            broken[seed] = found
    tell(capsys, f"{len(tried)} random portfolios, {tried}: {len(broken)} with violations")
    assert broken == {}


def test_the_shapes_that_are_tried_are_many() -> None:
    rankings = [
        rank(portfolio(random_portfolio(seed)), default_policy(), 0, 0) for seed in range(60)
    ]
    assert {ranking.mode for ranking in rankings} == set(CapacityMode)
    assert {ranking.status for ranking in rankings} == set(SolveStatus)
    assert any(ranking.cycles for ranking in rankings)
    assert any(ranking.moves for ranking in rankings)


def sound() -> tuple[Snapshot, CheckedPlan]:
    """Return a plan of two people that holds, with a link, a pin, a date and an absence."""
    day = MONDAY.replace(day=27)
    things = [
        person("p", "a"), person("q", "b"), started("S", 2, "a"), item("A", 3, "a"),
        item("B", 2, "b", mandatory=True, due=day), item("C", 1, "b"), waits("B", "A"),
        Pin(key="pin", item="C", place=1),
        Availability(key="x", person="q", start=MONDAY, end=MONDAY),
        *(worth(key, 5000) for key in "SABC"),
    ]  # fmt: skip
    snapshot = portfolio(things)
    _, plan = planned(snapshot)
    assert violations(snapshot, plan) == []
    return snapshot, plan


def change_of(plan: CheckedPlan, key: str, days: float) -> CheckedPlan:
    """Return the plan with one item so many days later, work and all."""
    return replace(
        plan,
        start={**plan.start, key: plan.start[key] + days},
        finish={**plan.finish, key: plan.finish[key] + days},
        work=[
            replace(part, start=part.start + days, finish=part.finish + days)
            if part.item == key
            else part
            for part in plan.work
        ],
    )


@pytest.mark.parametrize(
    ("sabotage", "words"),
    [
        (lambda plan: change_of(plan, "B", -2), "finish-start"),
        (lambda plan: change_of(plan, "B", 20), "must be ready by"),
        (lambda plan: change_of(plan, "C", -1), "q has 0 minutes"),
        (lambda plan: change_of(plan, "A", -2), "at once"),
        (lambda plan: replace(plan, order=[*plan.order[::-1]]), "stands before"),
        (lambda plan: replace(plan, order=["S", "A", "C", "B"]), "is pinned to 1"),
        (lambda plan: replace(plan, order=plan.order[1:]), "the order holds"),
        (lambda plan: replace(plan, work=plan.work[1:]), "planned"),
        (
            lambda plan: replace(plan, work=[replace(p, person=1) for p in plan.work]),
            "has no such skill",
        ),
    ],
)
def test_the_checker_sees_what_is_broken(
    sabotage: Callable[[CheckedPlan], CheckedPlan], words: str
) -> None:
    snapshot, plan = sound()
    assert any(words in found for found in violations(snapshot, sabotage(plan)))


def test_new_work_above_work_in_progress_is_seen() -> None:
    snapshot, _ = sound()
    free = snapshot.supposing([], [(Pin, "pin")])
    _, unpinned = planned(free)
    moved = replace(unpinned, order=["C", "S", "A", "B"])
    assert any("stands above work in progress" in found for found in violations(free, moved))


def held_back() -> tuple[Snapshot, CheckedPlan]:
    """Return a plan that waits for a gate, a freeze and a team's limit."""
    things = [
        person("p", "a", team="T"), person("q", "a", team="T"),
        Team(key="T", name="T", wip_limit=1),
        Project(key="P", name="P", stage=Stage.IDEA),
        Gate(key="g", project="P", stage=Stage.BUILD, decided_on=MONDAY.replace(day=25)),
        Freeze(key="f", name="f", start=MONDAY, end=MONDAY.replace(day=20)),
        Milestone(key="M", project="P", name="M", is_release=True, needs_item="B"),
        item("A", 1, "a", project="P"), item("B", 1, "a"), item("C", 2, "a", team="T"),
        item("D", 2, "a", team="T"), *(worth(key, 5000) for key in "ABCD"),
    ]  # fmt: skip
    snapshot = portfolio(things)
    _, plan = planned(snapshot)
    assert violations(snapshot, plan) == []
    return snapshot, plan


@pytest.mark.parametrize(
    ("key", "start", "words"),
    [("A", 1.0, "its gate is at"), ("B", 0.0, "goes live on"), ("D", 0.0, "under way")],
)
def test_the_checker_sees_what_is_not_held_back(key: str, start: float, words: str) -> None:
    snapshot, plan = held_back()
    days = start - plan.start[key] if key != "D" else plan.start["C"] - plan.start["D"]
    early = change_of(plan, key, days)
    early = replace(early, finish={**early.finish, "B": 1.0}) if key == "B" else early
    assert any(words in found for found in violations(snapshot, early))


def best_by_force(snapshot: Snapshot) -> float | None:
    """Return the least cost over every order that keeps links, tiers and pins; None if none does.

    Orders that miss a day that must hold count only where every order misses one.
    """
    backlog = read_backlog(snapshot, default_policy())
    evaluator = Evaluator(backlog, staff_backlog(snapshot, backlog))
    candidates = backlog.candidates
    pinned = any(candidate.place is not None for candidate in candidates)
    outcomes = [
        evaluator.outcome(order)
        for order in itertools.permutations(range(len(candidates)))
        if holds(order, backlog.links) and (pinned or _in_tiers(order, backlog))
        if place_pins(order, backlog).order == order
    ]
    return min(outcomes)[1] if outcomes else None


def _in_tiers(order: Sequence[int], backlog: Backlog) -> bool:
    tiers = [backlog.candidates[n].tier for n in order]
    return tiers == sorted(tiers)


def test_brute_force_agrees_on_small_portfolios(capsys: pytest.CaptureFixture[str]) -> None:
    tried = seeds(usually=60, soak=2_000)
    proven = 0
    for seed in tried:
        things = [t for t in random_portfolio(seed, most=5) if not isinstance(t, AgreedRank)]
        snapshot = portfolio(things)
        ranking = rank(snapshot, default_policy(), 0, BUDGET)
        least = best_by_force(snapshot)
        if least is None or ranking.conflicts:
            continue
        assert float(ranking.bound) <= least + 1e-3, seed
        if ranking.status is SolveStatus.OPTIMAL:
            proven += 1
            assert float(ranking.cost) == pytest.approx(least, abs=1e-3), seed
    assert proven >= len(tried) // 10
    tell(capsys, f"{len(tried)} small portfolios, {tried}: {proven} proven best, all agreed with")


def test_a_busy_machine_changes_no_byte() -> None:
    snapshot = portfolio(random_portfolio(3, most=40))
    calm = rank(snapshot, default_policy(), 0, 5000).model_dump_json()
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        assert rank(snapshot, default_policy(), 0, 5000).model_dump_json() == calm
    finally:
        busy.kill()
        busy.wait()


def test_rows_in_any_order_give_the_same_plan() -> None:
    for seed in seeds(usually=10, soak=300):
        things = random_portfolio(seed)
        shuffled = random.Random(seed).sample(things, len(things))
        orders = [
            [
                (item.key, item.start, item.finish)
                for item in rank(portfolio(each), default_policy(), 0, BUDGET).items
            ]
            for each in (things, shuffled)
        ]
        assert orders[0] == orders[1], seed
