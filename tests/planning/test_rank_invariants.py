"""What holds of every ranking: dependencies, places, proofs, and the same bytes every time."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import Ranking, SolveStatus, Standing
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Team
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, Pin, StatusCategory, ValueInput, WorkItem
from tests.planning.backlogs import (
    five_factors,
    item,
    person,
    portfolio,
    skilled,
    waits,
)
from tests.planning.seeded import any_item
from tests.planning.told import ranked

ROOT = Path(__file__).parents[2]


@st.composite
def messy(draw: st.DrawFn) -> list[Noun]:
    """Portfolios with everything that real ones have: gaps, cycles, pins, people, points."""
    dice = random.Random(draw(st.integers(0, 10**6)))
    things: list[Noun] = [Team(key="T", name="T", change_work_percent=Decimal(80))]
    things += [
        person(f"p{n}", *dice.sample("abc", dice.randint(0, 2)), team="T")
        for n in range(dice.randint(0, 3))
    ]
    things += [Project(key=f"P{n}", name=f"P{n}") for n in range(2)]
    count = dice.randint(0, 12)
    for n in range(count):
        things += any_item(n, dice)
    for _ in range(dice.randint(0, count)):
        one, other = dice.randrange(count), dice.randrange(count)
        things.append(
            waits(f"I{one}", f"I{other}", key=f"{one}>{other}>{len(things)}",
                  soft=dice.random() < 0.3, lag_days=dice.choice([0, 0, 0, 2, -1]))
        )  # fmt: skip
    if count and dice.random() < 0.3:
        things.append(Pin(key="pin", item=f"I{dice.randrange(count)}", place=dice.randint(1, 4)))
    return things


def of(things: list[Noun], seed: int = 0, budget: int = 300) -> Ranking:
    return rank(portfolio(things), default_policy(), seed, budget)


@given(messy())
@settings(max_examples=80, deadline=None)
def test_every_ranking_holds_together(things: list[Noun]) -> None:
    ranking = of(things)
    _places_are_whole(things, ranking)
    _dependencies_hold(things, ranking)
    assert 0 <= ranking.bound <= ranking.cost
    assert 0 <= ranking.gap_percent <= 100
    assert (ranking.status is SolveStatus.INFEASIBLE) == bool(ranking.conflicts)
    if ranking.status is SolveStatus.OPTIMAL:
        assert ranking.gap_percent == 0
    known = ranking.mode is not CapacityMode.NONE
    assert all((each.above_cut is not None) == known for each in ranking.items)
    assert (ranking.cut_line is not None) == known


def _places_are_whole(things: list[Noun], ranking: Ranking) -> None:
    open_keys = {
        each.key
        for each in things
        if isinstance(each, WorkItem)
        and each.category in (StatusCategory.TODO, StatusCategory.DOING)
    }
    items = ranking.items
    assert sorted(each.key for each in items) == sorted(open_keys)
    assert [each.position for each in items] == list(range(1, len(items) + 1))
    starts = [each.start_place for each in items if each.start_place is not None]
    assert starts == list(range(1, len(starts) + 1))
    bands = [each.tie_band for each in items]
    assert bands == sorted(bands)
    assert set(bands) == set(range(1, max(bands, default=0) + 1))
    per_team: dict[str | None, int] = {}
    for each in items:
        if each.standing is Standing.START_NEXT:
            per_team[each.team] = per_team.get(each.team, 0) + 1
    assert all(count <= 3 for count in per_team.values())


def _dependencies_hold(things: list[Noun], ranking: Ranking) -> None:
    place = {each.key: each.position for each in ranking.items}
    given_up = {(cycle.predecessor, cycle.successor) for cycle in ranking.cycles}
    for link in things:
        if not isinstance(link, Dependency):
            continue
        pair = (link.predecessor, link.successor)
        if {*pair} <= place.keys() and pair[0] != pair[1] and pair not in given_up:
            assert place[pair[0]] < place[pair[1]]
    if not any(isinstance(each, Pin) for each in things):
        _work_in_progress_comes_first(ranking)


def _work_in_progress_comes_first(ranking: Ranking) -> None:
    """Nothing new stands above work in progress but what that waits for."""
    going = [each for each in ranking.items if each.start_place is None]
    needed = {key for each in going for key in _all_before(each.key, ranking)}
    last = max((each.position for each in going), default=0)
    assert all(
        each.position > last or each.key in needed
        for each in ranking.items
        if each.start_place is not None
    )


def _all_before(key: str, ranking: Ranking) -> set[str]:
    waits_for = {each.key: each.waits_for for each in ranking.items}
    found: set[str] = set()
    to_visit = [key]
    while to_visit:
        fresh = set(waits_for[to_visit.pop()]) - found
        found |= fresh
        to_visit += fresh
    return found


@given(messy(), st.integers(0, 10**6), st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_rows_in_any_order_give_the_same_bytes(
    things: list[Noun], shuffle: int, seed: int
) -> None:
    shuffled = list(things)
    random.Random(shuffle).shuffle(shuffled)
    one, other = (of(each, seed).model_dump_json() for each in (things, shuffled))
    assert _without_rows(one) == _without_rows(other)


def _without_rows(text: str) -> str:
    """Return a ranking without the numbers of the rows that facts were read from."""
    return re.sub(r'"row":\d+', '"row":0', text)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.planning.seeded"],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    digests = [run.communicate()[0] for run in runs]
    assert digests[0] == digests[1] != b""


def large(count: int, people: int) -> Snapshot:
    dice = random.Random(count)
    teams = max(people // 8, 1)
    things: list[Noun] = [
        person(f"p{n}", *dice.sample("abcde", 2), team=f"T{n % teams}") for n in range(people)
    ]
    for n in range(count):
        skills = dice.sample("abcde", dice.randint(1, 2))
        parts = tuple(skilled(dice.randint(1, 8), skill) for skill in skills)
        team = f"T{dice.randrange(teams)}"
        things.append(item(f"I{n}", estimate=parts if dice.random() < 0.9 else (), team=team))
        things += five_factors(f"I{n}", *(dice.randint(1, 5) for _ in range(4)))
        if n and dice.random() < 0.6:
            things.append(waits(f"I{n}", f"I{dice.randrange(n)}"))
    return portfolio(things)


@pytest.mark.parametrize("people", [0, 60])
def test_a_thousand_items_are_ranked_in_about_a_second(people: int) -> None:
    snapshot = large(1000, people)
    snapshot.all(WorkItem), snapshot.all(ValueInput)
    began = time.process_time()
    ranking = rank(snapshot, default_policy())
    assert len(ranking.items) == 1000
    assert time.process_time() - began < 3


def test_a_smaller_budget_still_gives_an_order_that_holds() -> None:
    things: list[Noun] = [person("p", "a"), person("q", "a", "b")]
    dice = random.Random(2)
    for n in range(15):
        things += any_item(n, dice)
    for budget in (0, 1):
        _places_are_whole(things, ranked(*things, budget=budget))
