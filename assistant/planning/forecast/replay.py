"""A plan run many times, with other durations each time.

Who does what, and in which sequence everybody takes their work, stays as planned (an
earliest-start policy: Radermacher, 1985; a partial-order schedule: Policella et al., 2004); only
days move. All runs go side by side: a time is an array with one entry a run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.planning.forecast.calendars import Calendar, Times
from assistant.planning.forecast.draws import Factors

_SLIVER = 1e-6


@dataclass(frozen=True, slots=True)
class Wait:
    """What one item leaves another waiting for: its start or finish, and so many days after it."""

    item: int
    days: float = 0.0
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One part of an item on one person's time, or something of an item that takes nobody's time.

    `work` is in minutes of the person, or in working days that pass where nobody is named. The
    step begins no sooner than `no_sooner`. What would be over within a span of `frozen` (after a
    time, before another) is over at its end.
    """

    item: int
    person: int | None
    work: float
    waits: tuple[Wait, ...] = ()
    no_sooner: float = 0.0
    frozen: tuple[tuple[float, float], ...] = ()


class Replay:
    """Takes steps one after another: each after what it waits for, and after its person's last.

    `watched` are the items that others wait for from their start.
    """

    def __init__(
        self, items: int, calendars: Sequence[Calendar], watched: Collection[int], runs: int
    ) -> None:
        self.finish: Times = np.zeros((items, runs))
        self._starts: dict[int, Times] = {}
        self._calendars = calendars
        self._watched = watched
        self._busy: dict[int, Times] = {}
        self._runs = runs

    def run(self, steps: Iterable[Step], factors: Callable[[int], Factors]) -> Times:
        """Return when each item is finished in each run; `factors` stretch an item's work."""
        for step in steps:
            self.take(step, factors(step.item) if step.work else None)
        return self.finish

    def take(self, step: Step, factors: Factors | None) -> None:
        """Take one step in all runs; without factors its work is as planned."""
        work = step.work if factors is None else factors * step.work
        if step.person is None:
            start = self._ready(step)
            end = start + work if step.work else start
        else:
            start, end = self._worked(step, step.person, work)
        if step.item in self._watched:
            known = self._starts.get(step.item)
            self._starts[step.item] = start if known is None else np.minimum(known, start)
        row = self.finish[step.item]
        np.maximum(row, end, out=row)
        for after, thaw in step.frozen:
            row[(row > after + _SLIVER) & (row < thaw)] = thaw

    def begin(self, step: Step, person: int) -> Times:
        """Return the minute of a person's time at which their part of an item begins."""
        begin = self._calendars[person].work_by(self._ready(step))
        busy = self._busy.get(person)
        return begin if busy is None else np.maximum(begin, busy)

    def _worked(self, step: Step, person: int, work: Factors | float) -> tuple[Times, Times]:
        begin = self.begin(step, person)
        end = begin + work
        self._busy[person] = end
        calendar = self._calendars[person]
        start = calendar.start_of(begin) if step.item in self._watched else begin
        return start, calendar.end_of(end)

    def _ready(self, step: Step) -> Times:
        """Return when everything that a step waits for is over."""
        ready: Times = np.full(self._runs, step.no_sooner)
        for wait in step.waits:
            before = self._starts[wait.item] if wait.from_start else self.finish[wait.item]
            np.maximum(ready, before + wait.days if wait.days else before, out=ready)
        return ready
