"""The part of the independent judge that knows what else holds work back: gates, freezes, limits.

It shares no code with planning. Times are working days from the snapshot's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Gate, Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from tests.planning.people_checker import SLIVER, DoneBy, weekdays


def holdback_violations(
    snapshot: Snapshot,
    start: Mapping[str, float],
    finish: Mapping[str, float],
    work: Sequence[DoneBy],
) -> list[str]:
    """Return what starts before its gate, goes live in a freeze, or is too much for its team."""
    checker = _Checker(snapshot, start, finish, work)
    return [*checker.gates(), *checker.freezes(), *checker.limits()]


class _Checker:
    def __init__(
        self,
        snapshot: Snapshot,
        start: Mapping[str, float],
        finish: Mapping[str, float],
        work: Sequence[DoneBy],
    ) -> None:
        self.snapshot = snapshot
        self.start = start
        self.finish = finish
        self.ends: dict[str, float] = {}
        for part in work:
            self.ends[part.item] = max(part.finish, self.ends.get(part.item, 0.0))
        self.items = {row.key: row for row in snapshot.all(WorkItem) if row.key in start}
        self.days = weekdays(snapshot.as_of)

    def gates(self) -> Iterator[str]:
        """Nothing new of an idea starts before the day its gate into building is planned for."""
        for gate in self.snapshot.all(Gate):
            project = self.snapshot.get(Project, gate.project)
            ahead = project is not None and project.stage is Stage.IDEA and gate.decision is None
            if not ahead or gate.decided_on is None or gate.stage is not Stage.BUILD:
                continue
            opens = sum(day < gate.decided_on for day in self.days)
            for key, row in self.items.items():
                new = row.project == gate.project and row.category is StatusCategory.TODO
                if new and self.start[key] < opens - SLIVER:
                    yield f"{key} starts at {self.start[key]:.2f}, its gate is at {opens}"

    def freezes(self) -> Iterator[str]:
        """What a release needs is not finished on a frozen day."""
        for milestone in self.snapshot.all(Milestone):
            key = milestone.needs_item
            if not milestone.is_release or milestone.actual is not None or key not in self.items:
                continue
            day = self._day(self.finish[key])
            for freeze in self.snapshot.all(Freeze):
                if not freeze.systems and freeze.start <= day <= freeze.end:
                    yield f"{key} goes live on {day}, in the freeze {freeze.key}"

    def _day(self, finish: float) -> date:
        whole = int(finish - SLIVER)
        return self.days[max(whole, 0)] if whole < len(self.days) else date.max

    def limits(self) -> Iterator[str]:
        """No team starts anything new while it has as many items under way as it may."""
        for key, row in self.items.items():
            team = self.snapshot.get(Team, self._team(row))
            if team is None or team.wip_limit is None or row.category is StatusCategory.DOING:
                continue
            beside = [
                other
                for other, each in self.items.items()
                if other != key and self._team(each) == team.key and self._is_on(other, key)
            ]
            if len(beside) >= team.wip_limit:
                yield f"{key} starts while {team.key} has {beside} under way"

    def _is_on(self, other: str, key: str) -> bool:
        """Say whether another item is worked on just after one starts."""
        moment = self.start[key] + SLIVER
        return self.start[other] <= moment < self.ends.get(other, 0.0) - SLIVER

    def _team(self, row: WorkItem) -> str | None:
        owner = self.snapshot.get(Person, row.owner)
        return row.team or (owner.team if owner else None)
