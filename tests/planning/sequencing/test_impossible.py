from __future__ import annotations

import itertools
from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.inputs.backlog import Backlog
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.impossible import Energy, smallest_conflict
from assistant.planning.sequencing.solve import Solver
from assistant.portfolio.noun import Noun
from tests.planning.backlogs import MONDAY, item, person, waits, worth
from tests.planning.orders import holds
from tests.planning.planned import read


def due(key: str, days: float, day: date, skill: str = "iam") -> list[Noun]:
    return [item(key, days, skill, mandatory=True, due=day), worth(key, 1000)]


def day(number: int) -> date:
    """Return the date of a working day, the first of which is a Monday."""
    weeks, rest = divmod(number - 1, 5)
    return MONDAY + timedelta(days=7 * weeks + rest)


def conflict(things: list[Noun]) -> tuple[str, ...]:
    backlog, staff = read(things)
    solution = Solver(backlog, staff, worthwhile=0.005).solve(500, 0, lambda *_: None)
    return backlog.keys(solution.impossible)


@pytest.mark.parametrize("people", [["p"], ["p", "q"]])
def test_only_the_dates_that_are_at_odds_are_named(people: list[str]) -> None:
    count = len(people)
    things: list[Noun] = [person(key, "iam") for key in people]
    for key in "ABC":
        things += due(key, 3 * count, day(6))
    things += [*due("LATE", 1, day(90)), *due("FREE", 1, day(30))]
    assert conflict(things) == ("A", "B", "C")


def test_what_must_come_before_a_date_counts_for_it() -> None:
    things = [
        person("p", "iam"), person("q", "iam"), person("r", "test"),
        item("X", 8), worth("X", 1), *due("A", 4, day(12), "test"), waits("A", "X"),
        *due("B", 9, day(9)), *due("C", 9, day(9)), *due("D", 1, day(60)),
    ]  # fmt: skip
    assert conflict(things) == ("A", "B", "C")


def test_nothing_is_named_where_all_dates_hold() -> None:
    things = [person("p", "iam"), person("q", "iam"), *due("A", 3, day(5)), *due("B", 3, day(5))]
    assert conflict(things) == ()


def test_none_of_the_dates_named_can_be_left_out() -> None:
    def cannot_hold(dated: Collection[int]) -> bool:
        return {2, 5} <= set(dated) or {1, 7, 8} <= set(dated)

    assert smallest_conflict(range(9), cannot_hold) == (2, 5)
    assert smallest_conflict([0, 1, 2, 7], cannot_hold) == ()
    assert smallest_conflict(range(50), lambda dated: len(dated) > 40) == tuple(range(50))


@st.composite
def dated_crews(draw: st.DrawFn) -> list[Noun]:
    things: list[Noun] = [person(key, *skills) for key, skills in (("p", "ab"), ("q", "b"))]
    for n in range(draw(st.integers(1, 5))):
        skill = draw(st.sampled_from("ab"))
        things += due(f"I{n}", draw(st.integers(1, 4)), day(draw(st.integers(1, 9))), skill)
        things += [waits(f"I{n}", f"I{m}") for m in range(n) if draw(st.integers(0, 3)) == 0]
    return things


def late_at_least(backlog: Backlog, evaluator: Evaluator) -> float:
    orders = itertools.permutations(range(len(backlog.candidates)))
    return min(evaluator.outcome(order)[0] for order in orders if holds(order, backlog.links))


@given(dated_crews())
@settings(max_examples=60, deadline=None)
def test_what_is_called_impossible_is_so_in_every_order(things: list[Noun]) -> None:
    backlog, staff = read(things)
    evaluator = Evaluator(backlog, staff)
    items = range(len(backlog.candidates))
    if Energy(evaluator, items).cannot_hold(items):
        assert late_at_least(backlog, evaluator) > 0
