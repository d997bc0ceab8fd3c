"""No bound is above what an order costs, and the bound is close where it can be."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.capacity.timeline import GRAINS, Timeline
from assistant.planning.dependencies.topology import sorted_by
from assistant.planning.sequencing.bounds import Bounds
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.pooled import PooledWork, Stream
from assistant.portfolio.noun import Noun
from tests.planning.backlogs import item, person, queue, waits, worth
from tests.planning.planned import read
from tests.planning.sequencing.test_placing import teams_at_work
from tests.planning.sequencing.test_schedule import portfolios


def bound(things: list[Noun]) -> float:
    evaluator = Evaluator(*read(things))
    return Bounds(evaluator).of(range(len(evaluator.backlog.candidates)), in_sequence=False)


def test_the_bound_of_the_queue_checked_by_hand_is_nearly_what_it_costs() -> None:
    assert 76 < bound([*queue(), person("priya", "iam")]) <= 79


def test_people_who_share_nothing_are_bounded_apart() -> None:
    things: list[Noun] = [person("p", "a"), person("q", "b")]
    for n in range(4):
        things += [item(f"A{n}", 5, "a"), worth(f"A{n}", 1000)]
        things += [item(f"B{n}", 5, "b"), worth(f"B{n}", 1000)]
    assert bound(things) == pytest.approx(2 * (1 + 2 + 3 + 4))


def test_a_chain_and_a_lag_are_waited_for() -> None:
    things = [
        person("p", "a"), person("q", "b"), item("A", 5, "a"), item("B", 5, "b"),
        worth("A", 0), worth("B", 1000), waits("B", "A", lag_days=5),
    ]  # fmt: skip
    assert bound(things) == pytest.approx(3)


def test_time_together_is_worked_through_from_its_first_day() -> None:
    stream = Stream([Timeline([480, 0, 240], 480), Timeline([], 240)])
    assert stream.work_by(2.5) == (600 + 600) * GRAINS
    work = PooledWork(stream, [720 * GRAINS, 240 * GRAINS], [0.0, 0.0], [1.0, 1.0])
    first, second = work.ends(np.array([3.0, 1.0])).tolist()
    assert first == pytest.approx(0.5 + 0.5)
    assert second == pytest.approx(1.5 + 0.5)


@given(portfolios(), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_no_order_costs_less_than_the_bound(things: list[Noun], seed: int) -> None:
    dice = random.Random(seed)
    things = teams_at_work(things, dice)
    things += [
        worth(each.key, dice.randint(0, 9000)) for each in things if each.table == "work_items"
    ]
    evaluator = Evaluator(*read(things))
    items = list(range(len(evaluator.backlog.candidates)))
    least = Bounds(evaluator).of(items, in_sequence=False)
    order = evaluator.backlog.numbers(evaluator.backlog.graph.order)
    for _ in range(20):
        assert least <= evaluator.outcome(order)[1] + 1e-6
        dice.shuffle(order)
        order = _with_links(order, evaluator)


def _with_links(order: list[int], evaluator: Evaluator) -> list[int]:
    rank = {n: place for place, n in enumerate(order)}
    return sorted_by(lambda n: (rank[n], n), evaluator.backlog.links)
