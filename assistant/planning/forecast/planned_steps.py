"""The plan of record as steps to run: who does what after what.

Without any doubt about durations the steps give the planned times again. Where the plan holds a
part or a finish back for a reason that is no link and nobody's work (a gate, a limit on work in
progress, an owner's own date), the step is held back to the same time.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.planning.capacity.staffing import Staff
from assistant.planning.forecast.calendars import NEVER, Calendar
from assistant.planning.forecast.replay import Replay, Step, Wait
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.sequencing.schedule import PlannedPart, Times
from assistant.portfolio.work import DependencyKind

_SLIVER = 1e-6
_A_MOMENT = 0.1
"""Minutes of work that a plan's rounding may make of nothing."""

_FROM_START = frozenset({DependencyKind.START_START, DependencyKind.START_FINISH})
_TO_START = frozenset({DependencyKind.FINISH_START, DependencyKind.START_START})


@dataclass(frozen=True, slots=True)
class PlannedSteps:
    """Steps in an order in which they can be taken, and whose starts others wait for."""

    steps: tuple[Step, ...]
    calendars: tuple[Calendar, ...]
    watched: frozenset[int]
    items: int


def planned_steps(backlog: Backlog, staff: Staff, times: Times) -> PlannedSteps:
    """Return the steps of a plan."""
    waits = _Waits(backlog)
    calendars = tuple(Calendar(timeline) for timeline in staff.timelines)
    ordered = _in_sequence(times, waits)
    count = len(backlog.candidates)
    replay = Replay(count, calendars, waits.watched, 1)
    steps = tuple(_held_back(ordered, times, staff, replay))
    return PlannedSteps(steps, calendars, waits.watched, count)


class _Waits:
    """What each item waits for before it starts, and before it finishes."""

    def __init__(self, backlog: Backlog) -> None:
        self.to_start: dict[int, list[Wait]] = defaultdict(list)
        self.to_finish: dict[int, list[Wait]] = defaultdict(list)
        for link in (*backlog.graph.links, *backlog.graph.time_lags):
            side = self.to_start if link.kind in _TO_START else self.to_finish
            before = backlog.number[link.predecessor]
            wait = Wait(before, float(link.lag_days), link.kind in _FROM_START)
            side[backlog.number[link.successor]].append(wait)
        found = (*self.to_start.values(), *self.to_finish.values())
        self.watched = frozenset(wait.item for waits in found for wait in waits if wait.from_start)


@dataclass(frozen=True, slots=True)
class _Node:
    """A part, or the finish of an item where there is none, and its planned time."""

    item: int
    time: float
    part: PlannedPart | None


def _in_sequence(times: Times, waits: _Waits) -> Iterator[tuple[_Node, tuple[Wait, ...]]]:
    """Yield every part and finish after what it waits for, the earliest planned first.

    Where waits run in a circle with somebody's sequence of work (a lag below zero can do that),
    the earliest planned goes first and does not wait.
    """
    parts = sorted(times.work, key=lambda part: (part.person, part.begin, part.item))
    nodes = [_Node(part.item, part.start, part) for part in parts]
    finishes = {item: len(nodes) + place for place, item in enumerate(sorted(times.finish))}
    nodes += [_Node(item, times.finish[item], None) for item in finishes]
    before, sources = _before_each(nodes, finishes, waits)
    taken: set[int] = set()
    for number in _sorted(nodes, before):
        taken.add(number)
        met = (wait for wait, needs in sources[number] if taken.issuperset(needs))
        yield nodes[number], tuple(met)


def _before_each(
    nodes: Sequence[_Node], finishes: Mapping[int, int], waits: _Waits
) -> tuple[list[set[int]], list[list[tuple[Wait, frozenset[int]]]]]:
    """Return for each node those before it, and each of its waits with the nodes it rests on."""
    parts_of: dict[int, set[int]] = defaultdict(set)
    for number, node in enumerate(nodes):
        if node.part is not None:
            parts_of[node.item].add(number)
    before: list[set[int]] = [set() for _ in nodes]
    sources: list[list[tuple[Wait, frozenset[int]]]] = [[] for _ in nodes]
    for number, node in enumerate(nodes):
        side = waits.to_finish if node.part is None else waits.to_start
        for wait in side.get(node.item, ()):
            if wait.item not in finishes:
                continue
            needs = parts_of[wait.item] if wait.from_start else {finishes[wait.item]}
            sources[number].append((wait, frozenset(needs)))
            before[number] |= needs
        if node.part is None:
            before[number] |= parts_of[node.item]
        elif number and _is_after(nodes[number - 1].part, node.part):
            before[number].add(number - 1)
    return before, sources


def _is_after(one: PlannedPart | None, other: PlannedPart) -> bool:
    return one is not None and one.person == other.person


def _sorted(nodes: Sequence[_Node], before: Sequence[set[int]]) -> Iterator[int]:
    """Yield the nodes in an order (Kahn, 1962) that takes the earliest planned of those ready."""
    after: dict[int, list[int]] = defaultdict(list)
    for number, earlier in enumerate(before):
        for each in earlier:
            after[each].append(number)
    waiting = [len(earlier) for earlier in before]
    ready = [(node.time, number) for number, node in enumerate(nodes) if not waiting[number]]
    heapq.heapify(ready)
    by_time = iter(sorted((node.time, number) for number, node in enumerate(nodes)))
    done: set[int] = set()
    while len(done) < len(nodes):
        number = heapq.heappop(ready)[1] if ready else next(n for _, n in by_time if n not in done)
        if number in done:
            continue
        done.add(number)
        yield number
        for each in after[number]:
            waiting[each] -= 1
            if not waiting[each]:
                heapq.heappush(ready, (nodes[each].time, each))


def _held_back(
    ordered: Iterable[tuple[_Node, tuple[Wait, ...]]], times: Times, staff: Staff, replay: Replay
) -> Iterator[Step]:
    """Yield the steps, each held back to its planned time where nothing else holds it there."""
    for node, waits in ordered:
        part = node.part
        if part is not None:
            step = Step(node.item, part.person, part.end - part.begin, waits)
            if part.begin > replay.begin(step, part.person)[0] + _A_MOMENT:
                step = replace(step, no_sooner=min(part.start, NEVER))
            replay.take(step, None)
        else:
            frozen = staff.restrictions.frozen.get(node.item, ())
            spans = tuple((span.after, span.thaw) for span in frozen)
            step = Step(node.item, None, 0.0, waits, frozen=spans)
            replay.take(step, None)
            if times.finish[node.item] > replay.finish[node.item][0] + _SLIVER:
                step = replace(step, no_sooner=min(times.finish[node.item], NEVER))
                replay.take(step, None)
        yield step
