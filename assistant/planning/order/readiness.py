"""Whether an item could start in a period whoever is free: what it waits for, gates, stops."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.planning.capacity.staffing import Staff
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.order.ranking import Ranking, Standing
from assistant.planning.order.startable_answer import Hold
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.snapshot import Snapshot


@dataclass(frozen=True)
class Held:
    """An item that cannot start: why, and by which items, gates or skills."""

    item: int
    why: Hold
    by: tuple[str, ...] = ()


class Readiness:
    """Reads from the ranking of record when what items wait for is planned to be over."""

    def __init__(
        self, snapshot: Snapshot, backlog: Backlog, staff: Staff, ranking: Ranking, days: slice
    ) -> None:
        self._backlog = backlog
        self._restrictions = staff.restrictions
        self._line = staff.line
        self._ranked = {item.key: item for item in ranking.items}
        self._paused = {
            project.key for project in snapshot.all(Project) if project.stage is Stage.PAUSED
        }
        self._first: int = days.start
        self._end: int = days.stop

    def planned_end(self, number: int) -> float:
        """Return the time by which an item is planned to be finished; infinite where it is not."""
        ranked = self._ranked.get(self._backlog.candidates[number].key)
        day = ranked.finish if ranked is not None else None
        return float("inf") if day is None else self._line.end_of(day)

    def first_day(self, number: int) -> int:
        """Return the first day of the period on which nothing holds an item back."""
        before = [self.planned_end(each) for each in self._backlog.links[number]]
        ready = max([self._restrictions.not_before.get(number, 0.0), *before])
        return max(int(ready), self._first)

    def held(self, number: int) -> Held | None:
        """Return what keeps an item from starting in the period, if anything does."""
        late = [n for n in self._backlog.links[number] if self.planned_end(n) >= self._end]
        if late:
            return Held(number, Hold.BLOCKED, self._backlog.keys(late))
        gates = self._restrictions.gates.get(number, ())
        if gates and self._restrictions.not_before.get(number, self._end) >= self._end:
            return Held(number, Hold.GATE, gates)
        return Held(number, Hold.STOPPED) if self._is_stopped(number) else None

    def _is_stopped(self, number: int) -> bool:
        item = self._backlog.candidates[number].item
        ranked = self._ranked.get(item.key)
        stops = ranked is not None and ranked.standing is Standing.CONSIDER_STOPPING
        return stops or item.project in self._paused
