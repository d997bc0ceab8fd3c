"""A generated portfolio with people, whose plan is run many times."""

from __future__ import annotations

import random
import time
from datetime import date
from typing import Any

import numpy as np

from assistant.planning.capacity.staffing import staff_backlog
from assistant.planning.forecast.planned_steps import planned_steps
from assistant.planning.forecast.replay import Replay
from assistant.planning.forecast.simulated_plan import simulate
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, WorkItem
from assistant.values import Effort

_AS_OF = date(2026, 11, 16)
_SKILLS = ("backend", "frontend", "data", "security", "test")
_SEED = 20261122
_CLOSE = 1e-6


def portfolio(items: int, people: int) -> Snapshot:
    """Return items of one skill each, with up to two links, and people of one skill each."""
    rng = random.Random(_SEED)  # noqa: S311 - nothing secret hangs on it
    things: list[Noun] = [
        Person(key=f"P-{n:03}", name=f"Person {n}", skills=(_SKILLS[n % len(_SKILLS)],))
        for n in range(people)
    ]
    for n in range(items):
        size = SkillEffort(
            skill=rng.choice(_SKILLS), effort=Effort.of_days(rng.choice((1, 2, 3, 5)))
        )
        things.append(WorkItem(key=_key(n), name=f"Item {n}", estimate=(size,)))
        for before in rng.sample(range(max(0, n - 100), n), min(n, rng.choice((0, 0, 1, 2)))):
            link = f"{_key(before)}/{_key(n)}"
            things.append(Dependency(key=link, predecessor=_key(before), successor=_key(n)))
    return Snapshot.of(_AS_OF, things)


def run_with_people(runs: int, items: int = 1_000, people: int = 60) -> dict[str, Any]:
    """Run the plan of a generated portfolio, and check that without doubt it is the plan."""
    snapshot, policy = portfolio(items, people), default_policy()
    order = [_key(n) for n in range(items)]
    simulate(snapshot, policy, order, runs=4)  # reads the rows into objects, which is not timed
    wall, cpu = time.perf_counter(), time.process_time()
    plan = simulate(snapshot, policy, order, runs=runs)
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    if plan is None:
        raise ValueError("the generated portfolio has people and sizes")
    done = plan.done_by(order)
    return {
        "items": items,
        "people": people,
        "runs": runs,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu_seconds, 3),
        "p85": str(done.percentile(85)) if done else None,
        "verified": _is_the_plan(snapshot, order),
    }


def _is_the_plan(snapshot: Snapshot, order: list[str]) -> bool:
    """Say whether the plan, run without any doubt, finishes everything as planned."""
    backlog = read_backlog(snapshot, default_policy())
    staff = staff_backlog(snapshot, backlog)
    times = Evaluator(backlog, staff).planned(backlog.numbers(order))
    planned = planned_steps(backlog, staff, times)
    replay = Replay(planned.items, planned.calendars, planned.watched, 1)
    finish = replay.run(planned.steps, lambda _: np.ones(1))[:, 0]
    return all(abs(finish[item] - end) < _CLOSE for item, end in times.finish.items())


def _key(number: int) -> str:
    return f"I-{number:05}"
