from __future__ import annotations

import itertools
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.inputs.backlog import Backlog
from assistant.planning.sequencing.bounds import Bounds
from assistant.planning.sequencing.clusters import clusters_of
from assistant.planning.sequencing.solve import Solution, Solver
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Availability
from assistant.portfolio.work import Pin
from tests.planning.backlogs import MONDAY, item, person, queue, started, waits, worth
from tests.planning.orders import holds
from tests.planning.planned import broken_links, overbooked, read
from tests.planning.sequencing.test_schedule import FRIDAY, portfolios


def solved(things: list[Noun], budget: int = 0, seed: int = 0) -> tuple[Backlog, Solution]:
    backlog, staff = read(things)
    return backlog, Solver(backlog, staff, worthwhile=0.005).solve(budget, seed, lambda *_: None)


def keys(things: list[Noun]) -> str:
    backlog, solution = solved(things)
    return " ".join(backlog.keys(solution.order))


@pytest.mark.parametrize("people", [[], [person("priya", "iam")]])
def test_the_queue_checked_by_hand(people: list[Noun]) -> None:
    things = [*queue(), *people]
    backlog, solution = solved(things)
    assert backlog.keys(solution.order) == ("KEY-3", "SEN-3", "BEA-6", "KEY-8")
    assert solution.outcome[1] == pytest.approx(79)
    assert solution.bound == pytest.approx(79)


def test_with_bea_6_pinned_second_it_costs_ten_more_and_that_is_proven() -> None:
    _, solution = solved([*queue(), Pin(key="P", item="BEA-6", place=2)])
    assert solution.outcome[1] == pytest.approx(89)
    assert solution.bound == pytest.approx(89)


def test_a_pin_that_lifts_work_over_a_tier_proves_nothing_by_it() -> None:
    things: list[Noun] = [person("p", "iam"), person("q", "test"), item("X", 1, "test")]
    things += [item("LAW", 5, mandatory=True), worth("LAW", 1000)]
    things += [item("RICH", 5), worth("RICH", 9000), item("POOR", 1), worth("POOR", 1)]
    things.append(Pin(key="P", item="POOR", place=1))
    backlog, solution = solved(things)
    assert backlog.keys(solution.order)[0] == "POOR"
    free = [each for each in things if each.table != "pins"]
    unordered = [
        each.model_copy(update={"mandatory": False}) if each.key == "LAW" else each
        for each in free
    ]
    assert solution.bound <= solved(unordered)[1].outcome[1] + 1e-9


def test_what_is_in_progress_goes_before_new_work_whatever_it_is_worth() -> None:
    things: list[Noun] = [started("A", 9), worth("A", 1), item("B", 1), worth("B", 99_000)]
    assert keys(things) == "A B"


def test_what_work_in_progress_waits_for_goes_with_it() -> None:
    things: list[Noun] = [
        started("S", 1), item("A", 9), item("B", 1), waits("S", "A"), worth("B", 99_000),
    ]  # fmt: skip
    assert keys(things) == "A S B"


def test_mandatory_work_and_what_it_waits_for_go_before_the_rest() -> None:
    things: list[Noun] = [
        item("LAW", 5, mandatory=True), item("ITS", 3), waits("LAW", "ITS"),
        item("RICH", 1), *(worth(key, 1) for key in ("LAW", "ITS")), worth("RICH", 50_000),
    ]  # fmt: skip
    assert keys(things) == "ITS LAW RICH"


def test_dates_that_must_hold_are_kept_where_an_order_keeps_them() -> None:
    things: list[Noun] = [
        person("p", "iam"),
        item("A", 5, mandatory=True), worth("A", 50_000),
        item("B", 5, mandatory=True, due=FRIDAY), worth("B", 1),
    ]  # fmt: skip
    assert keys(things) == "B A"
    _, solution = solved(things)
    assert solution.outcome[0] == 0
    assert solution.impossible == ()


def test_dates_that_no_order_keeps_are_proven_so() -> None:
    things: list[Noun] = [person("p", "iam")]
    for key in "AB":
        things += [item(key, 5, mandatory=True, due=FRIDAY), worth(key, 1)]
    backlog, solution = solved(things)
    assert backlog.keys(solution.impossible) == ("A", "B")
    assert solution.outcome[0] == 5


def test_search_finds_dates_that_worth_would_miss() -> None:
    people = [person(key, "iam") for key in "pq"]
    rich = [item(f"R{n}", 5, mandatory=True) for n in range(6)]
    things: list[Noun] = [*people, *rich, *(worth(f"R{n}", 90_000) for n in range(6))]
    things += [item("LAW", 10, mandatory=True, due=MONDAY.replace(day=27)), worth("LAW", 1)]
    _, solution = solved(things, budget=5000)
    assert solution.outcome[0] == 0


def test_clusters_share_neither_people_nor_links() -> None:
    things: list[Noun] = [
        person("p", "a"), person("q", "b"), item("A", 1, "a"), item("B", 1, "a"),
        item("C", 1, "b"), item("D", 1, "b"), waits("D", "C", lag_days=1),
    ]  # fmt: skip
    backlog, staff = read(things)
    found = {backlog.keys(each.items): each.is_sequence for each in clusters_of(backlog, staff)}
    assert found == {("A", "B"): True, ("C", "D"): False}


def best_by_force(backlog: Backlog, solver: Solver) -> tuple[float, float]:
    """Return the least outcome over every order that holds links, tiers and pins."""
    candidates = backlog.candidates
    tiers = [candidate.tier for candidate in candidates]
    return min(
        solver.evaluator.outcome(order)
        for order in itertools.permutations(range(len(candidates)))
        if holds(order, backlog.links) and [tiers[n] for n in order] == sorted(tiers)
    )


@st.composite
def crews(draw: st.DrawFn) -> list[Noun]:
    """Portfolios of a few items with worth, some started, some mandatory."""
    things = draw(portfolios())[: draw(st.integers(2, 12))]
    items = [each for each in things if each.table == "work_items"]
    if len(items) > 6:
        things = [each for each in things if each.table != "dependencies"]
        things = [each for each in things if each not in items[5:]]
        items = items[:5]
    if draw(st.booleans()):
        things = [each for each in things if each.table != "people"]
    for each in items:
        things.append(worth(each.key, 1000 * draw(st.integers(0, 9))))
    return things


@given(crews())
@settings(max_examples=60, deadline=None)
def test_no_order_beats_the_bound_and_what_is_proven_is_best(things: list[Noun]) -> None:
    backlog, staff = read(things)
    solver = Solver(backlog, staff, worthwhile=0.005)
    solution = solver.solve(400, 1, lambda *_: None)
    assert holds(solution.order, backlog.links)
    assert broken_links(backlog, solution.times) == []
    assert overbooked(staff, solution.times) == []
    if not backlog.candidates:
        return
    _, least = best_by_force(backlog, solver)
    cost = solution.outcome[1]
    assert solution.bound <= least + 1e-6
    assert cost >= least - 1e-6
    whole = Bounds(solver.evaluator).of(range(len(backlog.candidates)), in_sequence=False)
    assert whole <= least + 1e-6


@st.composite
def lone_queues(draw: st.DrawFn) -> list[Noun]:
    """Queues for one person, away for a week or not, of up to seven items."""
    count = draw(st.integers(1, 6))
    things: list[Noun] = [person("p", "iam", part_time_percent=Decimal(60))]
    if draw(st.booleans()):
        things.append(Availability(key="x", person="p", start=MONDAY, end=FRIDAY))
    if draw(st.booleans()):
        things = []
    for n in range(count):
        make = started if draw(st.integers(0, 5)) == 0 else item
        things.append(make(f"I{n}", draw(st.integers(1, 6)), mandatory=draw(st.booleans())))
        things.append(worth(f"I{n}", 1000 * draw(st.integers(0, 9))))
        things += [
            waits(f"I{n}", f"I{before}") for before in range(n) if draw(st.integers(0, 2)) == 0
        ]
    return things


@given(lone_queues())
@settings(max_examples=100, deadline=None)
def test_one_persons_queue_is_proven_best_and_brute_force_agrees(things: list[Noun]) -> None:
    backlog, staff = read(things)
    solver = Solver(backlog, staff, worthwhile=0.005)
    solution = solver.solve(0, 0, lambda *_: None)
    _, least = best_by_force(backlog, solver)
    assert solution.outcome[1] == pytest.approx(least, abs=1e-6)
    assert solution.bound == pytest.approx(least, abs=1e-6)


def test_a_larger_budget_is_never_worse() -> None:
    dice = random.Random(3)
    things: list[Noun] = [person(key, "iam", "test") for key in "pqr"]
    for n in range(30):
        things += [item(f"I{n:02}", dice.randint(1, 9)), worth(f"I{n:02}", dice.randint(1, 9999))]
        things += [waits(f"I{n:02}", f"I{m:02}") for m in range(n) if dice.random() < 0.08]
    costs = [solved(things, budget)[1].outcome[1] for budget in (0, 1000, 10_000)]
    assert costs == sorted(costs, reverse=True)


def test_thousands_of_weights_add_up_without_overflow() -> None:
    things: list[Noun] = []
    for n in range(40):
        things += [item(f"I{n}", 2000), worth(f"I{n}", 10**11)]
    _, solution = solved(things)
    expected = sum(400 * n for n in range(1, 41)) * 10**8
    assert solution.outcome[1] == pytest.approx(expected)
