from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.replanning import KeptPlan
from assistant.planning.sequencing.solve import Solver
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Factor, Pin, ValueInput, WorkItem
from assistant.values import Effort
from tests.planning.backlogs import item, person, skilled, started, stated, waits, worth
from tests.planning.planned import read


def crew(seed: int) -> list[Noun]:
    dice = random.Random(seed)
    things: list[Noun] = [person(f"p{n}", *dice.sample("abc", 2)) for n in range(3)]
    for n in range(dice.randint(1, 14)):
        make = started if dice.random() < 0.2 else item
        parts = tuple(skilled(dice.randint(1, 6), skill) for skill in dice.sample("abc", 2))
        things += [
            make(f"I{n:02}", estimate=parts, mandatory=dice.random() < 0.1),
            worth(f"I{n:02}", dice.randint(1, 20_000)),
            *(waits(f"I{n:02}", f"I{m:02}") for m in range(n) if dice.random() < 0.1),
        ]
    if dice.random() < 0.3:
        things.append(Pin(key="P", item="I00", place=2))
    return things


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_change_gives_the_plan_that_planning_anew_gives(seed: int) -> None:
    dice = random.Random(seed)
    things = crew(seed)
    kept = KeptPlan(Evaluator(*read(things)))
    for _ in range(3):
        keys = sorted(each.key for each in things if each.table == "work_items")
        key = dice.choice(keys)
        days, per_week = dice.randint(1, 9), dice.randint(1, 30_000)
        things = [_changed(each, key, days, per_week) for each in things]
        backlog, staff = read(things)
        number = backlog.number[key]
        minutes = [part.minutes for part in staff.parts[number]]
        kept.change(number, minutes, backlog.candidates[number].weight)
        solver = Solver(backlog, staff, worthwhile=0.005)
        first = solver.first_plan()
        assert list(kept.order) == list(first.finish)
        assert [kept.finish[n] for n in kept.order] == list(first.finish.values())
        assert kept.outcome == pytest.approx(solver.evaluator.outcome(kept.order))


def _changed(each: Noun, key: str, days: int, per_week: int) -> Noun:
    if isinstance(each, WorkItem) and each.key == key:
        first = each.estimate[0].model_copy(update={"effort": Effort.of_days(str(days))})
        return each.model_copy(update={"estimate": (first, *each.estimate[1:])})
    if isinstance(each, ValueInput) and each.item == key:
        return stated(key, Factor.COST_OF_DELAY, per_week, currency="EUR")
    return each


def test_what_stands_before_the_change_is_not_planned_again() -> None:
    things: list[Noun] = [person("p", "iam")]
    for n in range(9):
        things += [item(f"I{n}", 2), worth(f"I{n}", 9000 - 1000 * n)]
    kept = KeptPlan(Evaluator(*read(things)))
    assert list(kept.order) == list(range(9))
    assert kept.change(6, [2 * 480], 10) == 6
    assert list(kept.order) == [0, 1, 2, 3, 4, 5, 7, 8, 6]
    assert kept.change(6, [480], 10**9) == 0
    assert kept.order[0] == 6
