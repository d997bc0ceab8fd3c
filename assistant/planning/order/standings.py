"""What to do with each item now: keep going, start next, not now, or consider stopping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from assistant.planning.inputs.backlog import Tier
from assistant.planning.inputs.sizes import Measure
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import Standing
from assistant.planning.order.running_costs import RunningCosts
from assistant.policy import Policy
from assistant.portfolio.people import Team
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.values.effort import MINUTES_PER_DAY

_FEWEST_RIVALS = 3
"""Items waiting for the same people that are enough to compare with."""


class Standings:
    """Decides standings by the policy's limits and what is known of projects and teams."""

    def __init__(self, snapshot: Snapshot, policy: Policy) -> None:
        self._paused = {
            project.key for project in snapshot.all(Project) if project.stage is Stage.PAUSED
        }
        self._costs = RunningCosts(snapshot)
        self._wip_limits = {
            team.key: team.wip_limit for team in snapshot.all(Team) if team.wip_limit is not None
        }
        self._per_team = int(policy.limit("start_next_per_team"))
        self._soon = float(policy.limit("start_within_days"))
        self._worth = float(policy.limit("stop_below_percent")) / 100
        self._switching = float(policy.limit("switching_cost_days")) * MINUTES_PER_DAY

    def of(self, plan: Plan) -> dict[int, Standing]:
        """Return the standing of every item."""
        next_up = self.start_next(plan)
        stopping = self._to_stop(plan)
        return {item: self._one(item, plan, next_up, stopping) for item in plan.order}

    def start_next(self, plan: Plan) -> frozenset[int]:
        """Return what to start next: of what can start, the first few of each team."""
        candidates = plan.backlog.candidates
        going = Counter(each.team for each in candidates if each.is_started)
        started: Counter[str | None] = Counter()
        chosen: list[int] = []
        for item in plan.order:
            team = candidates[item].team
            room = min(self._per_team, self._wip_limits.get(team or "", 10**9) - going[team])
            if started[team] < room and self._can_start(item, plan):
                chosen.append(item)
                started[team] += 1
        return frozenset(chosen)

    def _one(
        self, item: int, plan: Plan, next_up: frozenset[int], stopping: frozenset[int]
    ) -> Standing:
        if item in stopping:
            return Standing.CONSIDER_STOPPING
        if plan.backlog.candidates[item].is_started:
            return Standing.KEEP_GOING
        return Standing.START_NEXT if item in next_up else Standing.NOT_NOW

    def _can_start(self, item: int, plan: Plan) -> bool:
        """Say whether its gates are passed, what it waits for is under way and its people are free."""
        candidate = plan.backlog.candidates[item]
        before = plan.backlog.links[item]
        project = candidate.item.project
        held = project in self._paused or self._costs.is_losing(project)
        if item in plan.staff.restrictions.gates:
            return False
        if candidate.is_started or (held and candidate.tier is Tier.REST):
            return False
        if not plan.has_times:
            return not before
        under_way = all(plan.backlog.candidates[each].is_started for each in before)
        return under_way and plan.is_planned(item) and plan.times.start[item] <= self._soon

    def _to_stop(self, plan: Plan) -> frozenset[int]:
        started = [item for item in plan.order if plan.backlog.candidates[item].is_started]
        waiting = [item for item in plan.order if not plan.backlog.candidates[item].is_started]
        rivals = _Rivals(waiting, plan)
        return frozenset(
            item
            for item in started
            if self._should_stop(item, plan, rivals) and self._may_stop(item, plan)
        )

    def _may_stop(self, item: int, plan: Plan) -> bool:
        """Say whether nothing that must be, and no other project, hangs on an item."""
        candidate = plan.backlog.candidates[item]
        if candidate.item.mandatory or candidate.deadline is not None:
            return False
        after = plan.backlog.numbers(plan.backlog.graph.everything_after(candidate.key))
        others = [plan.backlog.candidates[each] for each in after]
        return all(
            other.item.project == candidate.item.project and other.tier is not Tier.MANDATORY
            for other in others
        )

    def _should_stop(self, item: int, plan: Plan, rivals: _Rivals) -> bool:
        candidate = plan.backlog.candidates[item]
        if self._costs.is_losing(candidate.item.project):
            return True
        if candidate.rate is None or candidate.size is None:
            return False
        if plan.backlog.measure is Measure.WORK and candidate.work <= self._switching:
            return False
        middle = rivals.middle(item)
        return middle is not None and plan.index[item] < self._worth * middle


class _Rivals:
    """What waits for the same people, in other projects."""

    def __init__(self, waiting: Iterable[int], plan: Plan) -> None:
        self._plan = plan
        self._projects: dict[str | None, int] = {}
        self._middles: dict[tuple[object, ...], float | None] = {}
        self._queues: dict[tuple[object, ...], NDArray[np.float64]] = {}
        self._by_holder: dict[object, list[int]] = {}
        for item in waiting:
            for holder in self._holders(item):
                self._by_holder.setdefault(holder, []).append(item)

    def middle(self, item: int) -> float | None:
        """Return the middle index of an item's rivals, or None where they are too few."""
        project = self._project(item)
        holders = self._holders(item)
        key = (project, *holders)
        if key not in self._middles:
            self._middles[key] = self._middle(project, holders)
        return self._middles[key]

    def _middle(self, project: int, holders: tuple[object, ...]) -> float | None:
        """Return the lower of the two middle ones where there are two."""
        if holders not in self._queues:
            self._queues[holders] = self._queue(holders)
        projects, index = self._queues[holders]
        among = index[projects != project]
        return float(among[(len(among) - 1) // 2]) if len(among) >= _FEWEST_RIVALS else None

    def _queue(self, holders: Iterable[object]) -> NDArray[np.float64]:
        """Return all that waits for these people by index: its project's number, and its index."""
        found = {each for holder in holders for each in self._by_holder.get(holder, ())}
        queue = sorted((self._plan.index[each], self._project(each)) for each in found)
        return np.array([[project, index] for index, project in queue]).reshape(-1, 2).T

    def _project(self, item: int) -> int:
        """Return a number for the project of an item."""
        project = self._plan.backlog.candidates[item].item.project
        return self._projects.setdefault(project, len(self._projects))

    def _holders(self, item: int) -> tuple[object, ...]:
        """Return who does an item: its people where they are known, else its team."""
        if self._plan.has_times:
            return tuple(sorted(self._plan.people(item)))
        return (self._plan.backlog.candidates[item].team,)
