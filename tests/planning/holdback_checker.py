"""The part of the independent judge that knows what else holds work back: gates, freezes, limits.

It shares no code with planning. Times are working days from the snapshot's day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Gate, Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, DependencyKind, StatusCategory, WorkItem
from tests.planning.people_checker import SLIVER, DoneBy, weekdays


def holdback_violations(
    snapshot: Snapshot,
    order: Sequence[str],
    start: Mapping[str, float],
    finish: Mapping[str, float],
    work: Sequence[DoneBy],
    given_up: Collection[tuple[str, str]],
) -> list[str]:
    """Return what starts before its gate, goes live in a freeze, or is too much for its team."""
    checker = _Checker(snapshot, order, start, finish, work, given_up)
    return [*checker.gates(), *checker.freezes(), *checker.limits()]


class _Checker:
    def __init__(
        self,
        snapshot: Snapshot,
        order: Sequence[str],
        start: Mapping[str, float],
        finish: Mapping[str, float],
        work: Sequence[DoneBy],
        given_up: Collection[tuple[str, str]],
    ) -> None:
        self.snapshot = snapshot
        self.place = {key: n for n, key in enumerate(order)}
        self.start = start
        self.finish = finish
        self.given_up = given_up
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
        for key in self._released():
            day = self._day(self.finish[key])
            for freeze in self.snapshot.all(Freeze):
                if not freeze.systems and freeze.start <= day <= freeze.end:
                    yield f"{key} goes live on {day}, in the freeze {freeze.key}"

    def _released(self) -> set[str]:
        """Return the items that go live when they are finished: those a release needs."""
        return {
            row.needs_item
            for row in self.snapshot.all(Milestone)
            if row.is_release and row.actual is None and row.needs_item in self.items
        }

    def _day(self, finish: float) -> date:
        whole = int(finish - SLIVER)
        return self.days[max(whole, 0)] if whole < len(self.days) else date.max

    def limits(self) -> Iterator[str]:
        """No team starts anything new while it has as many items under way as it may.

        Only work in progress and what that waits for go on whatever their number; what somebody
        pinned above some of it does not wait for that.
        """
        going = self._work_in_progress()
        for key, row in self.items.items():
            team = self.snapshot.get(Team, self._team(row))
            if team is None or team.wip_limit is None or key in going:
                continue
            beside = [
                other
                for other, each in self.items.items()
                if other != key and self._team(each) == team.key and self._is_on(other, key)
                if other not in going or self.place[other] < self.place[key]
            ]
            if len(beside) >= team.wip_limit:
                yield f"{key} starts while {team.key} has {beside} under way"

    def _work_in_progress(self) -> set[str]:
        """Return what is in progress, and all that it waits for, whether to start or to finish."""
        found = {k for k, row in self.items.items() if row.category is StatusCategory.DOING}
        links = [
            (row.predecessor, row.successor)
            for row in self.snapshot.all(Dependency)
            if row.kind is not DependencyKind.RELATES and row.successor in self.items
        ]
        before = -1
        while before < len(found):
            before = len(found)
            found |= {ends[0] for ends in links if ends[1] in found and ends not in self.given_up}
        return found

    def _is_on(self, other: str, key: str) -> bool:
        """Say whether another item is under way just after one starts.

        What is in progress is so from today, whether or not anybody has time for it; all is until
        it is done, though what waits for a freeze to end is done when its work is.
        """
        moment = self.start[key] + SLIVER
        is_going = self.items[other].category is StatusCategory.DOING
        begun = is_going or self.start[other] <= moment
        done = self.ends.get(other, 0.0) if other in self._released() else self.finish[other]
        return begun and moment < done - SLIVER

    def _team(self, row: WorkItem) -> str | None:
        owner = self.snapshot.get(Person, row.owner)
        return row.team or (owner.team if owner else None)
