"""Searches orders of tasks, and who is asked first, for a short schedule.

Late acceptance hill climbing (Burke and Bykov, 2017) over activity lists; every step is improved
by scheduling it backwards and forwards again (Li and Willis, 1992).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from assistant.planning.solvers.multiskill.problem import MultiSkillProblem
from assistant.planning.solvers.multiskill.schedule import MultiSkillSchedule, schedule_in

_MEMORY = 30
"""A step is taken that is no worse than the one so many steps before."""

_ASK_OTHERS = 0.25
"""How often a step changes who is asked first, not the order."""


@dataclass(frozen=True)
class Searched:
    """The best schedule found, and how many were made for it."""

    best: MultiSkillSchedule
    schedules: int
    stopped: bool


@dataclass(frozen=True)
class _State:
    order: tuple[int, ...]
    preferred: tuple[int, ...]
    schedule: MultiSkillSchedule

    @property
    def cost(self) -> tuple[int, int]:
        return self.schedule.makespan, sum(self.schedule.starts)


def first_schedule(problem: MultiSkillProblem) -> MultiSkillSchedule:
    """Return the schedule of one rule: the longest chain ahead first, scarce people asked last."""
    return _firsts(problem)[0].schedule


def search(
    problem: MultiSkillProblem,
    seed: int,
    schedules: int,
    bound: int,
    is_over: Callable[[], bool],
) -> Searched:
    """Return the best of about so many schedules; less where the bound is reached or time is up."""
    random = Random(seed)  # noqa: S311 - a search, not a secret
    firsts = _firsts(problem)
    now = best = min(firsts, key=lambda state: state.cost)
    made = len(firsts)
    memory = [now.cost] * _MEMORY
    while made < schedules and best.schedule.makespan > bound and not is_over():
        step = _justified(problem, _neighbour(problem, now, random))
        place = made // 3 % _MEMORY
        if step.cost <= now.cost or step.cost <= memory[place]:
            now = step
        memory[place] = min(memory[place], now.cost)
        best = min(best, now, key=lambda state: state.cost)
        made += 3
    unfinished = made < schedules and best.schedule.makespan > bound
    return Searched(best.schedule, made, stopped=unfinished)


def _firsts(problem: MultiSkillProblem) -> list[_State]:
    """Return a state for each priority rule; ties go to the lower number."""
    scarce = _scarcity(problem)
    asked = tuple(sorted(range(len(problem.skills)), key=lambda worker: (scarce[worker], worker)))
    work = [
        length * sum(needs) for length, needs in zip(problem.durations, problem.needs, strict=True)
    ]
    tasks = range(problem.size)
    behind = [len(problem.successors[task]) for task in tasks]
    after = [work[task] + sum(work[each] for each in problem.successors[task]) for task in tasks]
    rules = (problem.tails, after, work, behind)
    orders = [tuple(sorted(tasks, key=lambda task: (-rule[task], task))) for rule in rules]
    return [_State(order, asked, schedule_in(problem, order, asked)) for order in orders]


def _scarcity(problem: MultiSkillProblem) -> list[float]:
    """Return for each worker how much of what their skills are asked for hangs on them."""
    asked = [0] * len(problem.needs[0]) if problem.needs else []
    for length, needs in zip(problem.durations, problem.needs, strict=True):
        for skill, count in enumerate(needs):
            asked[skill] += length * count
    held = [sum(skill in skills for skills in problem.skills) for skill in range(len(asked))]
    return [
        sum(asked[skill] / held[skill] for skill in sorted(skills) if skill < len(asked))
        for skills in problem.skills
    ]


def _neighbour(problem: MultiSkillProblem, state: _State, random: Random) -> _State:
    order, preferred = list(state.order), list(state.preferred)
    if random.random() < _ASK_OTHERS:
        _move(preferred, random)
    else:
        for _ in range(random.randint(1, 3)):
            _move(order, random)
    schedule = schedule_in(problem, order, preferred)
    return _State(tuple(order), tuple(preferred), schedule)


def _move(places: list[int], random: Random) -> None:
    if places:
        moved = places.pop(random.randrange(len(places)))
        places.insert(random.randint(0, len(places)), moved)


def _justified(problem: MultiSkillProblem, state: _State) -> _State:
    """Return the state whose tasks were pushed to the end and back to the start."""
    back = schedule_in(
        problem.reversed, tuple(_by_finish(problem, state.schedule)), state.preferred
    )
    order = tuple(_by_finish(problem, back))
    forth = _State(order, state.preferred, schedule_in(problem, order, state.preferred))
    return min(forth, state, key=lambda each: each.cost)


def _by_finish(problem: MultiSkillProblem, schedule: MultiSkillSchedule) -> Iterator[int]:
    """Return the tasks, the last to finish first: an order for time running the other way."""
    ends = [
        start + length for start, length in zip(schedule.starts, problem.durations, strict=True)
    ]
    yield from sorted(
        range(problem.size), key=lambda task: (-ends[task], -schedule.starts[task], task)
    )
