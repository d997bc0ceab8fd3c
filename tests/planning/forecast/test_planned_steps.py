"""A plan that is run without any doubt is the plan; with longer work nothing is sooner."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import staff_backlog
from assistant.planning.forecast.calendars import Times
from assistant.planning.forecast.planned_steps import PlannedSteps, planned_steps
from assistant.planning.forecast.replay import Replay
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.policy import default_policy
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import DependencyKind
from tests.planning.backlogs import item, person, portfolio, waits
from tests.planning.portfolios import random_portfolio
from tests.planning.soaking import seeds, tell
from tests.portfolio.larkfield import today

_FAR = 1e8


def plan_of(snapshot: Snapshot) -> tuple[PlannedSteps, dict[int, float]] | None:
    backlog = read_backlog(snapshot, default_policy())
    staff = staff_backlog(snapshot, backlog)
    if staff.mode is CapacityMode.NONE:
        return None
    times = Evaluator(backlog, staff).planned(backlog.numbers(backlog.graph.order))
    return planned_steps(backlog, staff, times), dict(times.finish)


def run(plan: PlannedSteps, factor: float, runs: int = 1) -> Times:
    replay = Replay(plan.items, plan.calendars, plan.watched, runs)
    return replay.run(plan.steps, lambda _: np.full(runs, factor))


def check(snapshot: Snapshot) -> bool:
    found = plan_of(snapshot)
    if found is None:
        return False
    plan, finish = found
    again, longer = run(plan, 1.0)[:, 0], run(plan, 1.3)[:, 0]
    for number, end in finish.items():
        assert again[number] == pytest.approx(end, abs=1e-6) or end > _FAR
    assert (longer >= again - 1e-6).all()
    return True


def test_random_plans(capsys: pytest.CaptureFixture[str]) -> None:
    tried = seeds(40, 10_000)
    planned = sum(check(portfolio(random_portfolio(seed))) for seed in tried)
    tell(capsys, f"{planned} plans of the seeds {tried.start} to {tried.stop - 1} run as planned")
    assert planned > len(tried) / 2


def test_the_sample() -> None:
    assert check(today())


@pytest.mark.parametrize("kind", [kind for kind in DependencyKind if kind != "relates to"])
@pytest.mark.parametrize("lag", [-3, 0, 2])
def test_every_kind_of_link_moves_with_what_it_waits_for(kind: DependencyKind, lag: int) -> None:
    link = waits("B", "A", kind=kind, lag_days=lag)
    found = plan_of(portfolio([item("A", 10), item("B", 1), person("ann", "iam"), link]))
    assert found is not None
    plan, finish = found
    assert run(plan, 1.0)[:, 0] == pytest.approx([finish[0], finish[1]])
    assert (run(plan, 2.0)[:, 0] >= run(plan, 1.0)[:, 0] - 1e-6).all()


def test_a_lag_below_zero_may_run_against_somebodys_sequence() -> None:
    assert check(
        portfolio([item("A", 5), item("B", 2), person("ann", "iam"), waits("B", "A", lag_days=-9)])
    )


def test_all_runs_are_the_same_as_each_alone() -> None:
    found = plan_of(today())
    assert found is not None
    plan, _ = found
    together = Replay(plan.items, plan.calendars, plan.watched, 3)
    factors = np.array([0.7, 1.0, 1.9])
    at_once = together.run(plan.steps, lambda _: factors)
    for place, factor in enumerate(factors):
        assert np.array_equal(at_once[:, place], run(plan, float(factor))[:, 0])
