"""How late everything may be for a day still to hold: on the plan, where people take turns.

The critical sequence of a plan with scarce people (Wiest 1964): beside the links, what one person
does next waits for what they do before. Times go backward on each person's own calendar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.planning.consequences.planned import Planned
from assistant.planning.dependencies.network import FROM_START, TO_START
from assistant.planning.sequencing.schedule import PlannedPart

_NEVER = float("inf")
_SLIVER = 1e-9


@dataclass(frozen=True, slots=True)
class _Wait:
    """A link out of an item by number; `from_start` and `to_start` say which ends it joins."""

    after: int
    from_start: bool
    to_start: bool
    lag: int


class _Turns:
    """Who follows whom in a plan: parts on one person's time, and items along their links."""

    def __init__(self, planned: Planned) -> None:
        self.planned = planned
        work = planned.times.work
        self.parts = sorted(work, key=lambda part: (part.finish, part.start), reverse=True)
        self.of_item: dict[int, list[PlannedPart]] = {}
        self.next: dict[PlannedPart, PlannedPart] = {}
        self.before: dict[int, list[int]] = {}
        for part in self.parts:
            self.of_item.setdefault(part.item, []).append(part)
        for before, after in pairwise(sorted(work, key=lambda part: (part.person, part.begin))):
            if before.person == after.person:
                self.next[before] = after
            if before.person == after.person and before.item != after.item:
                self.before.setdefault(after.item, []).append(before.item)
        number, graph = planned.backlog.number, planned.backlog.graph
        self.out: dict[int, list[_Wait]] = {}
        for link in (*graph.links, *graph.time_lags):
            wait = _Wait(
                number[link.successor],
                link.kind in FROM_START,
                link.kind in TO_START,
                link.lag_days,
            )
            self.out.setdefault(number[link.predecessor], []).append(wait)


class PlanFloats:
    """The latest times of a plan; made once, asked for each day that has to hold."""

    def __init__(self, planned: Planned) -> None:
        self._planned = planned
        self._turns = _Turns(planned)

    def turns_before(self, item: int) -> Sequence[int]:
        """Return the items that an item's people do right before it."""
        return self._turns.before.get(item, ())

    def of(self, by: Mapping[int, float]) -> dict[int, float]:
        """Return the working days each item may be later for some items to finish `by` a time.

        Below zero where the plan misses it. Only items that something depends on are in it.
        """
        search = _Backward(self._turns, by)
        while search.passes():
            pass
        finish = self._planned.times.finish
        return {item: slack for item in finish if (slack := search.slack(item)) < _NEVER}


class _Backward:
    """Latest times, brought backward until nothing changes."""

    def __init__(self, turns: _Turns, by: Mapping[int, float]) -> None:
        self._turns = turns
        self._planned = turns.planned
        self._finish = {item: self._thawed(item, time) for item, time in by.items()}
        self._start: dict[int, float] = {}
        self._part_finish: dict[PlannedPart, float] = {}
        self._part_start: dict[PlannedPart, float] = {}

    def passes(self) -> bool:
        """Go over the whole plan once, from its end; say whether anything changed."""
        changed = False
        for part in self._turns.parts:
            self._bring_links(part.item)
            following = self._turns.next.get(part)
            finish = self._finish.get(part.item, _NEVER)
            if following is not None:
                finish = min(finish, self._part_start.get(following, _NEVER))
            start = min(self._latest_start(part, finish), self._start.get(part.item, _NEVER))
            if start < self._part_start.get(part, _NEVER) - _SLIVER:
                self._part_start[part] = start
                changed = True
            if finish < self._part_finish.get(part, _NEVER) - _SLIVER:
                self._part_finish[part] = finish
                changed = True
        return changed

    def slack(self, item: int) -> float:
        """Return how much later an item may be; infinite where nothing depends on it."""
        times = self._planned.times
        slack = self._finish.get(item, _NEVER) - times.finish[item]
        slack = min(slack, self._start.get(item, _NEVER) - times.start[item])
        for part in self._turns.of_item.get(item, ()):
            slack = min(slack, self._part_finish.get(part, _NEVER) - part.finish)
        return slack

    def _bring_links(self, item: int) -> None:
        """Bring what its successors allow at the latest to an item."""
        for wait in self._turns.out.get(item, ()):
            late = (
                self._latest_begin(wait.after) if wait.to_start else self._finish.get(wait.after)
            )
            if late is None or late == _NEVER:
                continue
            if wait.from_start:
                self._start[item] = min(self._start.get(item, _NEVER), late - wait.lag)
            else:
                latest = self._thawed(item, late - wait.lag)
                self._finish[item] = min(self._finish.get(item, _NEVER), latest)

    def _latest_begin(self, item: int) -> float:
        """Return the latest that all parts of an item may start."""
        parts = self._turns.of_item.get(item, ())
        return min((self._part_start.get(part, _NEVER) for part in parts), default=_NEVER)

    def _latest_start(self, part: PlannedPart, finish: float) -> float:
        """Return the latest start of a part that is finished by a time, on its person's days."""
        if finish == _NEVER:
            return _NEVER
        timeline = self._planned.staff.timelines[part.person]
        work = timeline.work_by(max(finish, 0.0)) - (part.end - part.begin)
        if finish < 0 or work < 0:
            return min(finish, 0.0) + min(work, 0.0) / (timeline.peak or 1.0)
        return timeline.start_of(work)

    def _thawed(self, item: int, latest: float) -> float:
        """Return a latest finish, before a freeze that an item could not go live in."""
        for frozen in self._planned.staff.restrictions.frozen.get(item, ()):
            if frozen.after < latest < frozen.thaw:
                latest = frozen.after
        return latest
