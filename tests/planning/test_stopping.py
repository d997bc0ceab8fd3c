"""A safety stop with a clock that is set by hand, and what a ranking is that it ended."""

from __future__ import annotations

from functools import cache

import pytest

from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import Ranking, SolveStatus
from assistant.planning.stopping import NEVER, Stop
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import AgreedRank
from tests.planning.backlogs import MONDAY, item, person, portfolio, waits, worth

BUDGET = 4000


class Ticking:
    """A clock on which a second passes each time that somebody looks."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return float(self.looks)


def team() -> list[Noun]:
    """Return work of three people that no shortcut settles; some of it has no size."""
    things: list[Noun] = [person("p", "iam"), person("q", "iam", "test"), person("r", "test")]
    for n in range(24):
        size = None if n % 8 == 7 else 1 + n * 7 % 5
        things += [
            item(f"W-{n}", size, ("iam", "test")[n % 2]),
            worth(f"W-{n}", 100 + n * 37 % 90),
        ]
        things.append(AgreedRank(key=f"A-{n}", item=f"W-{n}", place=24 - n, agreed_on=MONDAY))
    return [*things, *(waits(f"W-{n}", f"W-{n - 5}") for n in range(5, 24, 3))]


@cache
def whole() -> Ranking:
    return rank(portfolio(team()), default_policy(), 0, BUDGET)


def looks_in_all() -> int:
    clock = Ticking()
    stop = Stop(1e9, clock)
    assert rank(portfolio(team()), default_policy(), 0, BUDGET, stop=stop) == whole()
    return clock.looks


def stopped(after: int) -> Ranking:
    return rank(portfolio(team()), default_policy(), 0, BUDGET, stop=Stop(after, Ticking()))


def test_it_is_over_when_its_seconds_have_passed_and_stays_so() -> None:
    times = iter([100.0, 101.0, 103.0])
    stop = Stop(3, lambda: next(times))
    assert not stop.is_over()
    assert not stop.has_ended_something
    assert stop.is_over()
    assert stop.has_ended_something
    assert stop.is_over(), "a clock that is not asked again"
    assert not NEVER.is_over()


def test_what_comes_to_its_end_in_time_is_the_same_as_without_a_stop() -> None:
    assert whole().stopped_after is None
    assert looks_in_all() > BUDGET // 24, "the search, the bound and the runs look at the clock"


@pytest.mark.parametrize("share", [0, 0.01, 0.2, 0.5, 0.9, 0.999])
def test_wherever_it_is_stopped_the_order_holds_and_says_so(share: float) -> None:
    after = int(looks_in_all() * share)
    ranking = stopped(after)
    assert ranking.stopped_after == after
    assert 0 < ranking.bound <= ranking.cost
    place = {each.key: each.position for each in ranking.items}
    assert place.keys() == {each.key for each in whole().items}
    assert all(
        place[before] < place[each.key] for each in ranking.items for before in each.waits_for
    )
    assert ranking.cost <= (ranking.ready_first_cost or 0) * 2


def test_stopped_at_once_nothing_is_tried_that_could_be_left() -> None:
    at_once = stopped(0)
    assert at_once.gap_percent > whole().gap_percent
    assert {each.matters for each in at_once.items} == {None}
    assert {each.matters for each in whole().items} > {None}
    assert at_once.status is SolveStatus.FEASIBLE


def test_more_time_brings_no_higher_a_bound_gap() -> None:
    looks = looks_in_all()
    gaps = [stopped(int(looks * share)).gap_percent for share in (0, 0.5)]
    assert gaps[0] > gaps[1] >= whole().gap_percent
