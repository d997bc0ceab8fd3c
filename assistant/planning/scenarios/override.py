"""What an order would cost that somebody overrides: an item pinned to a place, or put off to a day.

The rest keeps the computed order, so that what changes is the override's doing. A pin that is in
force keeps its place; what an item waits for stays before it.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.errors import BadInput
from assistant.planning.inputs.deadlines import pins_in_force
from assistant.planning.item_names import ItemNames
from assistant.planning.order.ranking import Ranking
from assistant.planning.scenarios.comparing import Comparer
from assistant.planning.scenarios.item_changes import Defer, Fix, Work
from assistant.planning.scenarios.planned import PlannedWorld, Planner
from assistant.planning.scenarios.reading import Scenario
from assistant.planning.scenarios.result import ScenarioOutcome
from assistant.planning.scenarios.world import Change, World, supposed
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, Pin, WorkItem
from assistant.values import Fact, Statement, Unit, Value, say

_NAME = "override"
_NAMED = 5
_NEEDS = "To put it forward, say who answers for it, why, and until when. Nothing was changed."


class Override(Value):
    """What an override of one item would do and cost; nothing is stored."""

    item: str
    from_place: int = Field(description="among visible items that are not started")
    to_place: int
    impossible: Statement | None = Field(
        default=None, description="why it cannot have the place that was asked for"
    )
    statement: Statement
    outcome: ScenarioOutcome = Field(description="the price, what comes later, what breaks")
    needs: Statement = Field(description="what is asked before it can be put forward")


class Overriding:
    """Prices overrides of one computed order, as one reader may see them."""

    def __init__(self, full: Snapshot, seen: Snapshot, policy: Policy, ranking: Ranking) -> None:
        agreed = [(AgreedRank, row.key) for row in full.all(AgreedRank)]
        self._world = World(full.supposing([], agreed), policy)
        self._planner = Planner(self._world, ranking)
        self._before = self._planner.keep(self._world)
        self._seen = seen
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)

    def pinned(self, key: str, place: int) -> Override:
        """Return what it costs that an item stands at a place among what its reader sees.

        Where it cannot stand there, that is said with the reason, and the next place that it can
        have is priced. Raises BadInput where there are not as many places.
        """
        last = len(self._visible(self._before))
        if place > last:
            raise BadInput(
                f"There is no place {place} to start.", remedy=f"The last one is {last}."
            )
        planned = self._planner.keep(self._fixed(key, place).applied(self._world))
        reached = self._place(planned, key)
        why = None if reached == place else self._why_not(key, place)
        return self._told(key, Fix(item=key, place=reached), planned, why)

    def put_off(self, key: str, until: date) -> Override:
        """Return what it costs that an item starts on a day and not before."""
        change = Defer(work=Work(items=(key,)), until=until)
        planned = self._planner.keep(change.applied(self._world))
        return self._told(key, change, planned, None)

    def _fixed(self, key: str, place: int) -> Fix:
        """Return a pin to the place of the whole order that its reader counts as this one."""
        others = [each for each in _waiting(self._before) if each != key]
        visible = [n for n, each in enumerate(others) if self._is_visible(each)]
        whole = visible[place - 2] + 2 if place > 1 else 1
        taken = {pin.place for pin in self._pins_beside(key)}
        while whole in taken:
            whole += 1
        return Fix(item=key, place=whole)

    def _pins_beside(self, key: str) -> list[Pin]:
        pins = pins_in_force(self._world.snapshot)
        return [pin for item, pin in sorted(pins.items()) if item != key]

    def _visible(self, planned: PlannedWorld) -> list[str]:
        return [key for key in _waiting(planned) if self._is_visible(key)]

    def _is_visible(self, key: str) -> bool:
        return self._seen.get(WorkItem, key) is not None

    def _place(self, planned: PlannedWorld, key: str) -> int:
        return self._visible(planned).index(key) + 1

    def _why_not(self, key: str, place: int) -> Statement:
        """Say what must come before an item, or whose pin holds the place."""
        waiting = self._visible(self._before)
        before = self._before.plan.backlog.graph.everything_before(key)
        must = [each for each in waiting if each in before]
        held = [pin.item for pin in self._pins_beside(key) if pin.item == waiting[place - 1]]
        text = "{item} cannot stand at place {place}: {others} must come before it."
        if held and len(must) < place:
            text = "{item} cannot stand at place {place}: {others} [is|are] pinned there."
            must = held
        others = self._names.some(must, f"must come before {key}", shown=_NAMED)
        return say(text, item=self._names.one(key), place=self._count(key, place), others=others)

    def _told(
        self, key: str, change: Change, planned: PlannedWorld, why: Statement | None
    ) -> Override:
        now, then = self._place(self._before, key), self._place(planned, key)
        scenario = Scenario(_NAME, (change,))
        return Override(
            item=key,
            from_place=now,
            to_place=then,
            impossible=why,
            statement=self._statement(key, now, then, change),
            outcome=Comparer(self._before, self._seen).outcome(scenario, planned),
            needs=Statement(text=_NEEDS),
        )

    def _statement(self, key: str, now: int, then: int, change: Change) -> Statement:
        item = self._names.one(key)
        if isinstance(change, Defer):
            day = supposed(self._facts, f"{key} put off until", change.until, Unit.DATE)
            return say("{item} would start no sooner than {day}.", item=item, day=day)
        slots: dict[str, Fact | Statement] = {"item": item, "then": self._count(key, then)}
        if now == then:
            return say("{item} stands at place {then} to start as it is.", **slots)
        text = "{item} would stand at place {then} to start instead of {now}."
        return say(text, now=self._count(key, now), **slots)

    def _count(self, key: str, place: int) -> Fact:
        subject = f"work_items:{key}"
        return self._facts.of(subject, f"place {place} to start", place, Unit.COUNT)


def _waiting(planned: PlannedWorld) -> list[str]:
    """Return the keys of what is not started, in the order of a plan."""
    candidates = planned.plan.backlog.candidates
    return [candidates[n].key for n in planned.plan.order if not candidates[n].is_started]
