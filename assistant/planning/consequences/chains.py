"""The chains of work that decide whether a day holds, and how much room they have.

Twice, each labelled: on the plan, where people take turns, and on the links alone, as if everybody
had time at once. A chain goes back from the last item through what each one starts after: the
predecessor, or on the plan the earlier work of the same people, that is finished last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.planning.consequences.floats import PlanFloats
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.promises import Promises
from assistant.planning.dependencies.links import Link
from assistant.planning.dependencies.network import FROM_START, Span

_SLIVER = 1e-6

_Turns = Callable[[str], Iterable[str]]
"""The items that an item's people do right before it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that has to hold: of a milestone, else of an item alone, and the items it waits for.

    `last` is the last day the work may be finished on; a freeze before the day brings it forward.
    """

    key: str
    is_milestone: bool
    day: date
    last: date
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An item of a chain; `busy_with` is what its people do until then, where it waits for them."""

    key: str
    finish: float
    slack: float
    busy_with: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain, first to last, with the working days it may slip; `near` has hardly more room."""

    slack: float
    steps: tuple[Step, ...]
    near: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DatedChains:
    """What decides one day: on the plan, and by links alone; None where that is not known."""

    dated: Dated
    planned: Chain | None
    by_links: Chain | None


def dated_days(planned: Planned, promises: Promises) -> tuple[Dated, ...]:
    """Return every day that has to hold and waits for open work, the earliest first."""
    found = [
        Dated(
            promise.key,
            True,
            promise.day,
            promises.last_day(promise) or promise.day,
            promise.items,
        )
        for promise in promises.all
        if promise.day is not None
    ]
    in_milestones = {key for each in found for key in each.items}
    for candidate in planned.backlog.candidates:
        if candidate.deadline is not None and candidate.key not in in_milestones:
            day = candidate.deadline.day
            found.append(Dated(candidate.key, False, day, day, (candidate.key,)))
    return tuple(sorted(found, key=lambda each: (each.day, each.key)))


class Chains:
    """Finds the chains to days of one plan."""

    def __init__(self, planned: Planned, near: float) -> None:
        self._planned = planned
        self._near = near

    def to(self, dated: Dated) -> DatedChains:
        """Return the chains that decide a day."""
        return DatedChains(
            dated=dated,
            planned=self._on_plan(dated) if self._is_planned(dated) else None,
            by_links=self._by_links(dated) if self._planned.has_network else None,
        )

    @cached_property
    def _floats(self) -> PlanFloats:
        return PlanFloats(self._planned)

    def _is_planned(self, dated: Dated) -> bool:
        numbers = self._planned.backlog.numbers(dated.items)
        return self._planned.has_times and all(self._planned.is_planned(n) for n in numbers)

    def _on_plan(self, dated: Dated) -> Chain:
        planned = self._planned
        by = planned.staff.line.end_of(dated.last)
        numbers = planned.backlog.numbers(dated.items)
        found = self._floats.of(dict.fromkeys(numbers, by))
        keys = planned.backlog.keys(range(len(planned.backlog.candidates)))
        slack = {keys[number]: each for number, each in found.items()}
        spans = {
            keys[number]: Span(planned.times.start[number], finish)
            for number, finish in planned.times.finish.items()
        }

        def turns(key: str) -> Iterable[str]:
            number = planned.backlog.number[key]
            return (keys[before] for before in self._floats.turns_before(number))

        return self._chain(dated, slack, spans, turns)

    def _by_links(self, dated: Dated) -> Chain:
        planned = self._planned
        by = planned.staff.line.end_of(dated.last)
        latest = planned.network.latest(dict.fromkeys(dated.items, by))
        spans = planned.earliest
        slack = {
            key: min(span.finish - spans[key].finish, span.start - spans[key].start)
            for key, span in latest.items()
        }
        return self._chain(dated, slack, spans, lambda _key: ())

    def _chain(
        self, dated: Dated, slack: Mapping[str, float], spans: Mapping[str, Span], turns: _Turns
    ) -> Chain:
        last = max(dated.items, key=lambda key: (spans[key].finish, key))
        steps = tuple(self._back_from(last, slack, spans, turns))[::-1]
        tightest = slack.get(last, 0.0)
        own = {step.key for step in steps}
        near = [
            Step(key, spans[key].finish, room)
            for key, room in slack.items()
            if key not in own and room <= tightest + self._near + _SLIVER
        ]
        near.sort(key=lambda step: (step.slack, step.finish, step.key))
        return Chain(tightest, steps, tuple(near))

    def _back_from(
        self, key: str, slack: Mapping[str, float], spans: Mapping[str, Span], turns: _Turns
    ) -> Iterator[Step]:
        """Yield a chain from its last item back to one that waits for nothing."""
        seen: set[str] = set()
        at: str | None = key
        while at is not None and at not in seen:
            seen.add(at)
            linked = [
                (_release(link, spans), link.predecessor)
                for link in self._planned.network.into(at)
                if link.predecessor not in seen
            ]
            turn = max(((spans[each].finish, each) for each in turns(at)), default=(0.0, None))
            waits = max(linked, default=turn)
            busy = turn[1] if turn[0] > waits[0] + _SLIVER or not linked else None
            yield Step(at, spans[at].finish, slack.get(at, slack[key]), busy)
            at = waits[1]


def _release(link: Link, spans: Mapping[str, Span]) -> float:
    """Return the time from which a link lets its successor start; of one to a finish, finish."""
    before = spans[link.predecessor]
    return (before.start if link.kind in FROM_START else before.finish) + link.lag_days
