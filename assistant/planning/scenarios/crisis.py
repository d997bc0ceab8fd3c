"""People are away at short notice: what breaks, and at most three ways out, planned and costed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from assistant.planning.progress import ProgressStep
from assistant.planning.scenarios.comparing import Comparer, supposing
from assistant.planning.scenarios.crisis_words import CrisisWords
from assistant.planning.scenarios.deliveries import Delivery, deliveries
from assistant.planning.scenarios.levers import Lever, Levers
from assistant.planning.scenarios.lost_asks import lost_asks
from assistant.planning.scenarios.planned import PlannedWorld, Planner
from assistant.planning.scenarios.reading import Scenario
from assistant.planning.scenarios.result import ScenarioOutcome, Shift
from assistant.planning.scenarios.rule_changes import Move
from assistant.planning.scenarios.staff_changes import Away, Hire, Lend
from assistant.planning.scenarios.way_out import Crisis, WayOut
from assistant.planning.scenarios.world import Change, World
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone
from assistant.values import Statement, say

MOST_OPTIONS = 3
_MOST_TOGETHER = 3
"""Changes that one way out is made of; more is a programme, not a way out of a crisis."""
_MOST_TRIED = 60
"""Combinations tried of each size, the most promising first."""


_NO_DAY = 10_000
"""Days that a promise counts as late by for which no day is left."""


@dataclass(frozen=True)
class _Tried:
    """One combination, planned: the less it is, the better it helps."""

    changes: tuple[Change, ...]
    planned: PlannedWorld
    score: tuple[float, ...]


@dataclass(frozen=True)
class _Trouble:
    """What was given, the world and plan with it, the promises that break, and who is away."""

    changes: tuple[Change, ...]
    hurt: World
    planned: PlannedWorld
    endangered: Mapping[str, Delivery]
    away: frozenset[str]


@dataclass(frozen=True)
class CrisisDesk:
    """Looks for ways out against one plan, for one reader; levers are what the reader sees."""

    world: World
    planner: Planner
    comparer: Comparer
    tell: ProgressStep

    def answer(self, away: Sequence[Away]) -> Crisis:
        """Return what breaks while people are away, and at most three ways out."""
        hurt = supposing(Scenario("nothing is done", tuple(away)), self.world)
        planned = self.planner.keep(hurt)
        nothing = self.comparer.outcome(Scenario("Nothing is done", tuple(away)), planned)
        endangered = self._endangered(deliveries(planned))
        notes = tuple(lost_asks(self.comparer.seen, away, self.comparer.before))
        if not endangered:
            text = "No promise breaks by it, as far as the plan says."
            return Crisis(headline=Statement(text=text), nothing=nothing, options=(), notes=notes)
        people = frozenset(each.person for each in away)
        trouble = _Trouble(tuple(away), hurt, planned, endangered, people)
        return self._ways_out(trouble, nothing, notes)

    def keep(self, milestone: str, by: date | None = None) -> Crisis:
        """Return what would keep a promise, made for its own day or for another one.

        The milestone is one that the reader sees and that has a promised day, or is given one.
        """
        moves = () if by is None else (Move(milestone=milestone, to=by),)
        hurt = supposing(Scenario("as planned", moves), self.world)
        planned = self.planner.keep(hurt)
        nothing = self.comparer.outcome(Scenario("As planned", moves), planned)
        found = deliveries(planned).get(milestone)
        if found is None or found.day is None:
            text = "No plan says when {name} is there: what it needs is not known in full."
            name = self._facts.name(Milestone, milestone)
            return Crisis(headline=say(text, name=name), nothing=nothing, options=())
        if not found.is_late:
            return Crisis(headline=self._words.kept(found, found.day), nothing=nothing, options=())
        trouble = _Trouble(moves, hurt, planned, {milestone: found}, frozenset())
        return self._ways_out(trouble, nothing, ())

    def _ways_out(
        self, trouble: _Trouble, nothing: ScenarioOutcome, notes: tuple[Statement, ...]
    ) -> Crisis:
        endangered, hurt = trouble.endangered, trouble.hurt
        before = self.comparer.base
        levers = Levers(
            self.comparer.seen, before, trouble.planned, endangered, trouble.away
        ).all()
        singles = [self._try((lever,), hurt, endangered) for lever in levers]
        options = tuple(self._options(trouble, levers, singles))
        return Crisis(
            headline=self._words.headline(endangered, options),
            nothing=nothing,
            options=options,
            notes=notes,
            alone=tuple(self._alone(each, endangered) for each in singles),
        )

    @property
    def _facts(self) -> Facts:
        return Facts(self.comparer.seen)

    @property
    def _words(self) -> CrisisWords:
        return CrisisWords(self._facts)

    def _endangered(self, after: Mapping[str, Delivery]) -> Mapping[str, Delivery]:
        """Return the visible promises that break by the absence, or become later by it."""
        return {
            key: each
            for key, each in after.items()
            if each.is_late
            and each.day is not None
            and self.comparer.seen.get(Milestone, key) is not None
            and not _was_as_late(self.comparer.before.get(key), each)
        }

    def _options(
        self, trouble: _Trouble, levers: Sequence[Lever], singles: Sequence[_Tried]
    ) -> Iterator[WayOut]:
        hurt, endangered = trouble.hurt, trouble.endangered
        nothing = self._try((), hurt, endangered)
        picked: list[_Tried] = []
        for tried in sorted(self._combined(levers, singles, hurt, endangered), key=_place):
            helps = tried.score[:2] < nothing.score[:2]
            if (
                helps
                and len(picked) < MOST_OPTIONS
                and all(_is_other(tried, each) for each in picked)
            ):
                picked.append(tried)
        yield from (
            self._way_out(f"way out {number}", tried, trouble.changes, endangered)
            for number, tried in enumerate(picked, start=1)
        )
        if len(picked) < MOST_OPTIONS:
            yield self._other_day(trouble)

    def _combined(
        self,
        levers: Sequence[Lever],
        singles: Sequence[_Tried],
        hurt: World,
        endangered: Mapping[str, Delivery],
    ) -> list[_Tried]:
        """Return single levers and combinations of them, each planned; the promising first."""
        by_promise = sorted(range(len(levers)), key=lambda n: (singles[n].score, n))
        found = list(singles)
        for size in range(2, _MOST_TOGETHER + 1):
            together = sorted(combinations(range(len(levers)), size), key=sum)[:_MOST_TRIED]
            for done, places in enumerate(together):
                self.tell("Trying ways out", done, len(together))
                chosen = [levers[by_promise[place]] for place in places]
                found.append(self._try(chosen, hurt, endangered))
        return found

    def _alone(self, tried: _Tried, endangered: Mapping[str, Delivery]) -> Statement:
        told = [change.told(self._facts) for change in tried.changes]
        helps = self._words.helps(deliveries(tried.planned), endangered)
        return say("{changes}, and nothing else: {helps}", changes=told, helps=helps)

    def _try(
        self, levers: Sequence[Lever], hurt: World, endangered: Mapping[str, Delivery]
    ) -> _Tried:
        changes = tuple(change for lever in levers for change in lever)
        world = supposing(Scenario("", changes), hurt)
        planned = self.planner.keep(world)
        after = deliveries(planned)
        late = [_days_late(after[key]) for key in endangered if key in after]
        others = [
            key
            for key, each in after.items()
            if key not in endangered
            and each.is_late
            and not _was_as_late(self.comparer.before.get(key), each)
        ]
        prices = [price for change in changes if (price := change.price(self.world)) is not None]
        score = (
            float(sum(1 for days in late if days) + len(others)),
            float(sum(late)),
            float(len(prices)),
            float(sum(price.amount for price in prices)),
            planned.outcome[1],
        )
        return _Tried(changes, planned, score)

    def _way_out(
        self,
        name: str,
        tried: _Tried,
        given: Sequence[Change],
        endangered: Mapping[str, Delivery],
    ) -> WayOut:
        does = say("{changes}.", changes=[change.told(self._facts) for change in tried.changes])
        outcome = self.comparer.outcome(Scenario(name, (*given, *tried.changes)), tried.planned)
        helps = self._words.helps(deliveries(tried.planned), endangered)
        effects = self._side_effects(outcome, endangered)
        return WayOut(does=does, helps=helps, side_effects=effects, outcome=outcome)

    def _other_day(self, trouble: _Trouble) -> WayOut:
        """Return the way out that changes no work: another day, if whoever was promised agrees."""
        endangered = trouble.endangered
        moves = tuple(
            Move(milestone=key, to=each.day)
            for key, each in sorted(endangered.items())
            if each.day is not None
        )
        name = "another day"
        planned = self.planner.keep(supposing(Scenario(name, moves), trouble.hurt))
        told = [change.told(self._facts) for change in moves]
        outcome = self.comparer.outcome(Scenario(name, (*trouble.changes, *moves)), planned)
        return WayOut(
            does=say("Another day is agreed, with whoever it was promised to: {told}.", told=told),
            helps=self._words.helps(deliveries(planned), endangered),
            side_effects=self._side_effects(outcome, endangered),
            outcome=outcome,
        )

    def _side_effects(
        self, outcome: ScenarioOutcome, endangered: Mapping[str, Delivery]
    ) -> tuple[Shift, ...]:
        graph = self.comparer.base.plan.backlog.graph
        items = {key for each in endangered.values() for key in each.items}
        needed = items.union(*(graph.everything_before(key) for key in items))
        return tuple(shift for shift in outcome.later if shift.item not in needed)


def _days_late(delivery: Delivery) -> int:
    """Return days after the promise; having no day at all is worse than any day."""
    return delivery.days_late if delivery.day is not None else _NO_DAY


def _was_as_late(before: Delivery | None, after: Delivery) -> bool:
    return before is not None and before.is_late and before.days_late >= after.days_late


def _is_other(tried: _Tried, picked: _Tried) -> bool:
    """Say whether a way out differs in who helps, and is not another one with more beside."""
    more = {str(each) for each in picked.changes} < {str(each) for each in tried.changes}
    return _staff(tried) != _staff(picked) and not more


def _place(tried: _Tried) -> tuple[object, ...]:
    """Return what sorts ways out: promises, money, how few changes, and waiting."""
    *first, waiting = tried.score
    return (*first, len(tried.changes), waiting, str(tried.changes))


def _staff(tried: _Tried) -> tuple[str, ...]:
    """Return who helps: two ways out that differ only in what waits are one."""
    return tuple(sorted(each.person for each in tried.changes if isinstance(each, Lend | Hire)))
