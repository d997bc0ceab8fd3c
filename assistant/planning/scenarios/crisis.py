"""People are away at short notice: what breaks, and at most three ways out, planned and costed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pydantic import Field

from assistant.planning.progress import ProgressStep
from assistant.planning.scenarios.comparing import Comparer, supposing
from assistant.planning.scenarios.deliveries import Delivery, deliveries
from assistant.planning.scenarios.levers import Lever, Levers
from assistant.planning.scenarios.planned import Planned, Planner
from assistant.planning.scenarios.reading import Scenario
from assistant.planning.scenarios.result import Outcome
from assistant.planning.scenarios.rule_changes import Move
from assistant.planning.scenarios.staff_changes import Away, Hire, Lend
from assistant.planning.scenarios.world import Change, World
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone
from assistant.values import Fact, Statement, Unit, Value, say
from assistant.values.statement import SLOT

MOST_OPTIONS = 3
_MOST_TOGETHER = 3
"""Changes that one way out is made of; more is a programme, not a way out of a crisis."""
_MOST_TRIED = 60
"""Combinations tried of each size, the most promising first."""


class WayOut(Value):
    """Changes that together help, with what they come to beside the plan of today."""

    outcome: Outcome
    helps: Statement


class Crisis(Value):
    """What an absence does, and the ways out."""

    headline: Statement
    nothing: Outcome = Field(description="what happens if nothing is done")
    options: tuple[WayOut, ...]
    notes: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class _Tried:
    """One combination, planned: the less it is, the better it helps."""

    changes: tuple[Change, ...]
    planned: Planned
    score: tuple[float, ...]


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
        if not endangered:
            text = "No promise breaks by it, as far as the plan says."
            return Crisis(headline=Statement(text=text), nothing=nothing, options=())
        options = tuple(self._options(away, hurt, planned, endangered))
        return Crisis(
            headline=self._headline(endangered, options),
            nothing=nothing,
            options=options,
        )

    @property
    def _facts(self) -> Facts:
        return Facts(self.comparer.seen)

    def _headline(
        self, endangered: Mapping[str, Delivery], options: Sequence[WayOut]
    ) -> Statement:
        names = [self._facts.name(Milestone, key) for key in sorted(endangered)]
        text = "{names} [breaks|break] its promise if nothing is done"
        if any(_holds(each.outcome, endangered) for each in options):
            return say(text + "; there is a way to hold it.", names=names)
        if options:
            return say(text + "; nothing found here holds it, this helps most.", names=names)
        return say(text + ", and nothing found here helps.", names=names)

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
        self,
        away: Sequence[Away],
        hurt: World,
        planned: Planned,
        endangered: Mapping[str, Delivery],
    ) -> Iterator[WayOut]:
        people = frozenset(each.person for each in away)
        levers = Levers(self.comparer.seen, planned, endangered, people).all()
        nothing = self._try((), hurt, endangered)
        picked: list[_Tried] = []
        for tried in sorted(self._combined(levers, hurt, endangered), key=_place):
            helps = tried.score[:2] < nothing.score[:2]
            new = all(_staff(tried) != _staff(each) for each in picked)
            more = any(
                set(map(str, each.changes)) < set(map(str, tried.changes)) for each in picked
            )
            if helps and new and not more and len(picked) < MOST_OPTIONS:
                picked.append(tried)
        yield from (self._way_out(tried, away, endangered) for tried in picked)
        if len(picked) < MOST_OPTIONS:
            yield self._other_day(away, hurt, endangered)

    def _combined(
        self, levers: Sequence[Lever], hurt: World, endangered: Mapping[str, Delivery]
    ) -> list[_Tried]:
        """Return single levers and combinations of them, each planned."""
        found = [self._try((lever,), hurt, endangered) for lever in levers]
        by_promise = sorted(range(len(levers)), key=lambda n: (found[n].score, n))
        for size in range(2, _MOST_TOGETHER + 1):
            sets = sorted(
                combinations(range(len(levers)), size),
                key=lambda each: (sum(by_promise.index(n) for n in each), each),
            )
            for done, chosen in enumerate(sets[:_MOST_TRIED]):
                self.tell("Trying ways out", done, min(len(sets), _MOST_TRIED))
                found.append(self._try([levers[n] for n in chosen], hurt, endangered))
        return found

    def _try(
        self, levers: Sequence[Lever], hurt: World, endangered: Mapping[str, Delivery]
    ) -> _Tried:
        changes = tuple(change for lever in levers for change in lever)
        world = supposing(Scenario("", changes), hurt)
        planned = self.planner.keep(world)
        after = deliveries(planned)
        late = [after[key].days_late for key in endangered if key in after]
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
        self, tried: _Tried, away: Sequence[Away], endangered: Mapping[str, Delivery]
    ) -> WayOut:
        name = "; ".join(_called(change, self._facts) for change in tried.changes)
        outcome = self.comparer.outcome(Scenario(name, (*away, *tried.changes)), tried.planned)
        return WayOut(outcome=outcome, helps=self._helps(deliveries(tried.planned), endangered))

    def _helps(
        self, after: Mapping[str, Delivery], endangered: Mapping[str, Delivery]
    ) -> Statement:
        parts: list[Fact | Statement] = []
        for key in sorted(endangered):
            name = self._facts.name(Milestone, key)
            day = after[key].day
            if day is None:
                parts.append(say("{name} has no day", name=name))
                continue
            told = self._facts.of(f"milestones:{key}", f"with help {day}", day, Unit.DATE)
            text = "{name} is late on {day}" if after[key].is_late else "{name} holds, on {day}"
            parts.append(say(text, name=name, day=told))
        return say("{parts}.", parts=parts)

    def _other_day(
        self, away: Sequence[Away], hurt: World, endangered: Mapping[str, Delivery]
    ) -> WayOut:
        """Return the way out that changes no work: another day, if whoever was promised agrees."""
        moves = [
            Move(milestone=key, to=each.day)
            for key, each in sorted(endangered.items())
            if each.day is not None
        ]
        name = "Agree another day"
        planned = self.planner.keep(supposing(Scenario(name, tuple(moves)), hurt))
        outcome = self.comparer.outcome(Scenario(name, (*away, *moves)), planned)
        parts = [
            say(
                "{name} would have to be agreed for {day}",
                name=self._facts.name(Milestone, key),
                day=self._facts.of(f"milestones:{key}", "day to agree", each.day, Unit.DATE),
            )
            for key, each in sorted(endangered.items())
            if each.day is not None
        ]
        return WayOut(outcome=outcome, helps=say("{parts}.", parts=parts))


def _was_as_late(before: Delivery | None, after: Delivery) -> bool:
    return before is not None and before.is_late and before.days_late >= after.days_late


def _holds(outcome: Outcome, endangered: Mapping[str, Delivery]) -> bool:
    late = {each.milestone for each in outcome.promises if not each.is_kept}
    moved = any("agreed" in each.text for each in outcome.supposes)
    return not moved and late.isdisjoint(endangered)


def _place(tried: _Tried) -> tuple[tuple[float, ...], int, str]:
    return tried.score, len(tried.changes), str(tried.changes)


def _staff(tried: _Tried) -> tuple[str, ...]:
    """Return who helps: two ways out that differ only in what waits are one."""
    return tuple(sorted(each.person for each in tried.changes if isinstance(each, Lend | Hire)))


def _called(change: Change, facts: Facts) -> str:
    told = change.told(facts)
    return SLOT.sub(lambda slot: str(told.facts[slot[1]].value), told.text)
