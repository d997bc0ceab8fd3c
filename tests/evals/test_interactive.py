"""The benchmark of first plans measures and checks; the checker finds what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.planning.capacity.staffing import staff_backlog
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.policy import default_policy
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from evals.benchmarks.checking.plans import Stint, faults
from evals.benchmarks.instances.portfolios import generated_portfolio
from evals.benchmarks.interactive import measure


def plan(items: int) -> tuple[Snapshot, list[Stint]]:
    snapshot = generated_portfolio(items, seed=3)
    backlog = read_backlog(snapshot, default_policy())
    times = Evaluator(backlog, staff_backlog(snapshot, backlog)).planned(
        backlog.numbers(backlog.graph.order)
    )
    people = [person.key for person in snapshot.all(Person)]
    keys = backlog.keys(range(items))
    return snapshot, [
        Stint(keys[part.item], part.skill, people[part.person], part.start, part.finish)
        for part in times.work
    ]


def test_a_seed_gives_one_portfolio() -> None:
    assert generated_portfolio(50, 1).revision == generated_portfolio(50, 1).revision
    assert generated_portfolio(50, 1).revision != generated_portfolio(50, 2).revision


def test_the_checker_finds_what_is_wrong_with_a_plan() -> None:
    snapshot, stints = plan(200)
    assert faults(snapshot, stints) == []
    assert any("takes" in fault for fault in faults(snapshot, stints[1:]))
    last = max(range(len(stints)), key=lambda n: stints[n].start)
    early = [*stints]
    early[last] = replace(stints[last], start=0.0, finish=stints[last].finish - stints[last].start)
    assert any("at once" in fault or "before" in fault for fault in faults(snapshot, early))
    swapped = [*stints]
    swapped[0] = replace(stints[0], skill="juggling")
    assert any("has no juggling" in fault for fault in faults(snapshot, swapped))


@pytest.mark.parametrize("items", [60])
def test_a_portfolio_is_measured(items: int) -> None:
    figures = measure(items)
    assert figures["faults"] == []
    assert figures["compiles"] is False
    assert 0 <= figures["gap_percent"] <= figures["ready_first_gap_percent"] < 100
    assert figures["replan_ms"] > 0
