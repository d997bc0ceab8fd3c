"""Runs of steps, checked by plain code and by exact distributions."""

from __future__ import annotations

import random

import numpy as np
import pytest

from assistant.planning.forecast.replay import Replay, Step, Wait
from evals.benchmarks.checking.replays import finishes, worst_distance
from evals.benchmarks.montecarlo import chain_distance


@pytest.mark.parametrize("seed", range(20))
def test_a_network_of_links_is_its_longest_chains(seed: int) -> None:
    dice = random.Random(seed)
    before = [sorted(dice.sample(range(n), min(n, dice.randint(0, 3)))) for n in range(25)]
    steps = [
        Step(n, None, 1.0, tuple(Wait(each) for each in needed)) for n, needed in enumerate(before)
    ]
    factors = np.array([[dice.uniform(0, 9) for _ in range(3)] for _ in before])
    ends = Replay(25, (), (), 3).run(steps, lambda number: factors[number])
    for run in range(3):
        assert ends[:, run] == pytest.approx(finishes(before, factors[:, run].tolist()))


def test_a_chain_has_its_exact_distribution() -> None:
    assert chain_distance(4_000) <= worst_distance(4_000)


def test_a_start_is_waited_for_with_its_lag() -> None:
    steps = [Step(0, None, 4.0), Step(1, None, 1.0, (Wait(0, 2.0, from_start=True),))]
    assert Replay(2, (), {0}, 1).run(steps, lambda _: np.ones(1))[:, 0].tolist() == [4.0, 3.0]


def test_what_would_be_over_in_a_freeze_is_over_after_it() -> None:
    steps = [Step(0, None, 1.0, frozen=((3.0, 8.0),))]
    ends = Replay(1, (), (), 4).run(steps, lambda _: np.array([2.0, 3.0, 4.0, 9.0]))
    assert ends[0].tolist() == [2.0, 3.0, 8.0, 9.0]
