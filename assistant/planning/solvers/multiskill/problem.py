"""Work that needs people with skills: durations, how many of each skill, and what waits for what.

The multi-skill project scheduling problem of Néron and Baptista (2002): a task has its people from
start to finish, each gives it one skill that they have and does nothing else meanwhile. A task
without duration needs its people for the moment at which it happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.errors import BadInput
from assistant.planning.solvers.multiskill.staffing import staff


@dataclass(frozen=True)
class MultiSkillProblem:
    """Tasks, skills and workers by number, from zero; durations in any whole unit of time.

    `needs[task][skill]` is how many workers give that skill, `skills[worker]` what they can give,
    `predecessors[task]` what must be finished before. Raises BadInput, in words that count from
    one, for what nobody could schedule.
    """

    durations: tuple[int, ...]
    needs: tuple[tuple[int, ...], ...]
    skills: tuple[frozenset[int], ...]
    predecessors: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        """Refuse what cannot be scheduled by anyone."""
        _check_numbers(self)
        _check_people(self)
        if len(self.topological) < self.size:
            stuck = min(set(range(self.size)) - set(self.topological))
            raise BadInput(_cycle(self, stuck))

    @property
    def size(self) -> int:
        """How many tasks there are."""
        return len(self.durations)

    @cached_property
    def successors(self) -> tuple[tuple[int, ...], ...]:
        """What waits for each task."""
        found: list[list[int]] = [[] for _ in self.durations]
        for task, before in enumerate(self.predecessors):
            for each in before:
                found[each].append(task)
        return tuple(map(tuple, found))

    @cached_property
    def topological(self) -> tuple[int, ...]:
        """The tasks, each after what it waits for; those in a circle are left out."""
        waits = [len(before) for before in self.predecessors]
        order = [task for task, count in enumerate(waits) if not count]
        for task in order:
            for after in self.successors[task]:
                waits[after] -= 1
                if not waits[after]:
                    order.append(after)
        return tuple(order)

    @cached_property
    def tails(self) -> tuple[int, ...]:
        """For each task the longest chain from its start to the end of all work."""
        tails = [0] * self.size
        for task in reversed(self.topological):
            after = max((tails[each] for each in self.successors[task]), default=0)
            tails[task] = self.durations[task] + after
        return tuple(tails)

    @cached_property
    def reversed(self) -> MultiSkillProblem:
        """The same work with time running backwards."""
        return MultiSkillProblem(self.durations, self.needs, self.skills, self.successors)


def _check_numbers(problem: MultiSkillProblem) -> None:
    size = problem.size
    if not len(problem.needs) == len(problem.predecessors) == size:
        raise BadInput("Durations, needs and predecessors are not of the same number of tasks.")
    if len(set(map(len, problem.needs))) > 1:
        raise BadInput("The tasks' needs are not of the same number of skills.")
    for task, before in enumerate(problem.predecessors):
        if any(not 0 <= each < size for each in before):
            raise BadInput(f"Task {task + 1} waits for a task that is not there.")
        if problem.durations[task] < 0 or any(count < 0 for count in problem.needs[task]):
            raise BadInput(f"Task {task + 1} has a negative duration or need.")


def _check_people(problem: MultiSkillProblem) -> None:
    everyone = range(len(problem.skills))
    for task, needs in enumerate(problem.needs):
        for skill, count in enumerate(needs):
            holders = sum(skill in skills for skills in problem.skills)
            if count > holders:
                has = f"only {holders} of the workers can give" if holders else "nobody has"
                raise BadInput(f"Task {task + 1} needs {count} with skill {skill + 1}, {has} it.")
        if sum(needs) and staff(needs, problem.skills, everyone) is None:
            raise BadInput(
                f"Task {task + 1} needs {sum(needs)} people at once, and those who have its "
                "skills are too few to give each only one."
            )


def _cycle(problem: MultiSkillProblem, stuck: int) -> str:
    """Say which tasks wait in a circle, found from one that never becomes free."""
    free = set(problem.topological)
    walked: list[int] = []
    task = stuck
    while task not in walked:
        walked.append(task)
        task = next(each for each in problem.predecessors[task] if each not in free)
    circle = [str(each + 1) for each in reversed(walked[walked.index(task) :])]
    if not circle[1:]:
        return f"Task {circle[0]} waits for itself."
    return f"Tasks {', '.join(circle[:-1])} and {circle[-1]} wait for each other."
