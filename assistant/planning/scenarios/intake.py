"""“If we say yes, what slips?”: one request taken in, at its best place, and who makes room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from assistant.planning.inputs.backlog import Candidate, Tier
from assistant.planning.item_names import ItemNames
from assistant.planning.order.waiting_cost import cost_words
from assistant.planning.scenarios.comparing import Comparer
from assistant.planning.scenarios.item_changes import Add, Drop, Work
from assistant.planning.scenarios.outcome_words import amount_of
from assistant.planning.scenarios.planned import PlannedWorld, Planner
from assistant.planning.scenarios.reading import Scenario
from assistant.planning.scenarios.result import ScenarioOutcome
from assistant.planning.scenarios.world import World
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import SkillEffort
from assistant.portfolio.work import Factor, ValueInput, WorkItem
from assistant.values import Effort, Fact, Money, Statement, Unit, Value, say

_MOST_TRIED = 24
"""Items tried as what could be dropped instead."""
_NO_DIFFERENCE = Decimal("0.005")


class Intake(Value):
    """What taking a request in would come to. Nothing is stored."""

    request: str
    headline: Statement
    place: Fact = Field(description="its best place among what is not started")
    finish: Fact | None
    worth: Fact | None = Field(description="what a week of waiting for it costs, as stated")
    own: Statement | None = Field(description="what waiting for it costs, against the others")
    outcome: ScenarioOutcome = Field(description="what it does to all others")
    instead: Statement = Field(description="the smallest thing to drop so that nothing slips")
    intervals: tuple[Statement, ...] = Field(description="what the missing inputs could change")


@dataclass(frozen=True)
class IntakeDesk:
    """Tries requests against one plan, for one reader."""

    world: World
    planner: Planner
    comparer: Comparer

    def answer(self, request: Add) -> Intake:
        """Return what a request would displace at its best place."""
        key = request.item.key
        planned = self.planner.place_best(request.applied(self.world), key)
        outcome = self.comparer.outcome(Scenario(key, (request,)), planned)
        place = self._place(key, planned)
        finish = self._finish(key, planned)
        return Intake(
            request=key,
            headline=self._headline(key, place, finish, outcome),
            place=place,
            finish=finish,
            worth=self._worth(request),
            own=self._own(request),
            outcome=outcome,
            instead=self._instead(request, outcome, planned),
            intervals=tuple(self._intervals(request)),
        )

    @property
    def _facts(self) -> Facts:
        return Facts(self.comparer.seen)

    def _headline(
        self, key: str, place: Fact, finish: Fact | None, outcome: ScenarioOutcome
    ) -> Statement:
        item = ItemNames(self._facts).one(key)
        slots: dict[str, Fact | Statement] = {"item": item, "place": place}
        done = Statement(text="") if finish is None else say(" and be done on {day}", day=finish)
        slots["done"] = done
        text = "{item} would start at place {place}{done}; "
        if not outcome.later:
            return say(text + "nothing else slips.", **slots)
        count = self._facts.of(f"work_items:{key}", "displaced", len(outcome.later), Unit.COUNT)
        slots["count"] = count
        if amount_of(outcome.waiting) <= _NO_DIFFERENCE:
            return say(text + "{count} [item comes|items come] later, at no cost in all.", **slots)
        text += "{count} [item comes|items come] later, which costs {cost} of waiting."
        return say(text, **slots, cost=cost_words(outcome.waiting))

    def _place(self, key: str, planned: PlannedWorld) -> Fact:
        visible = frozenset(self.comparer.seen.frame(WorkItem)["key"])
        candidates = planned.plan.backlog.candidates
        waiting = [
            candidates[n].key
            for n in planned.plan.order
            if not candidates[n].is_started
            and (candidates[n].key in visible or candidates[n].key == key)
        ]
        place = waiting.index(key) + 1
        return self._facts.of(f"work_items:{key}", "place if taken in", place, Unit.COUNT)

    def _finish(self, key: str, planned: PlannedWorld, when: str = "") -> Fact | None:
        day = planned.finish(key)
        if day is None:
            return None
        return self._facts.of(f"work_items:{key}", f"finish if taken in{when}", day, Unit.DATE)

    def _own(self, request: Add) -> Statement | None:
        worth = self._worth(request)
        if worth is None:
            return None
        item = ItemNames(self._facts).one(request.item.key)
        return say("Every week without {item} costs {worth}.", item=item, worth=cost_words(worth))

    def _worth(self, request: Add) -> Fact | None:
        row = next(iter(request.worth), None)
        if row is None:
            return None
        value: Money | Decimal = row.value
        if row.currency is not None:
            value = Money(amount=row.value, currency=row.currency)
        unit = Unit.SCORE if row.currency is None else Unit.MONEY
        return self._facts.of(f"work_items:{request.item.key}", "worth a week", value, unit)

    def _instead(self, request: Add, outcome: ScenarioOutcome, planned: PlannedWorld) -> Statement:
        """Say what the smallest thing is without which nothing else would slip."""
        if not outcome.later:
            return Statement(text="Nothing has to be dropped for it.")
        names, key = ItemNames(self._facts), request.item.key
        for candidate in self._droppable(planned, key):
            drop = Drop(work=Work(items=(candidate.key,)))
            world = drop.applied(request.applied(self.world))
            without = self.planner.place_best(world, key)
            tried = self.comparer.outcome(Scenario(candidate.key, (request, drop)), without)
            breaks = any(each.breaks for each in tried.promises)
            if not breaks and amount_of(tried.waiting) <= _NO_DIFFERENCE:
                size = self._facts.of(
                    f"work_items:{candidate.key}",
                    "work",
                    Effort(minutes=candidate.work),
                    Unit.EFFORT,
                )
                text = "The smallest thing to drop instead is {item} ({size}): then the rest waits no longer in all."
                return say(text, item=names.one(candidate.key), size=size)
        return Statement(
            text="No single item can be dropped instead so that the rest waits no longer."
        )

    def _droppable(self, planned: PlannedWorld, key: str) -> list[Candidate]:
        """Return what may be dropped for the request: sized, free to go, done by the same people."""
        plan = planned.plan
        backlog, seen = plan.backlog, self.comparer.seen
        own = plan.people(backlog.number[key])
        found = [
            each
            for number, each in enumerate(backlog.candidates)
            if each.key != key
            and each.size is not None
            and each.tier is Tier.REST
            and each.place is None
            and not backlog.graph.successors(each.key)
            and not own.isdisjoint(plan.people(number))
            and seen.get(WorkItem, each.key) is not None
        ]
        return sorted(found, key=lambda each: (each.work, each.key))[:_MOST_TRIED]

    def _intervals(self, request: Add) -> Iterator[Statement]:
        """Yield what the inputs nobody stated could change, tried at both ends."""
        limit = self.world.policy.limit
        if not request.item.estimate:
            ends = [limit("unsized_low_days"), limit("unsized_high_days")]
            sized = [self._with_size(request, days) for days in ends]
            yield self._interval(sized, "size", "Nobody has sized {item}: {tried}.")
        usual = self._usual_worths()
        if not request.worth and usual:
            worths = [self._with_worth(request, each) for each in usual]
            yield self._interval(worths, "worth", "Nobody says what {item} is worth: {tried}.")

    def _with_size(self, request: Add, days: Decimal) -> tuple[Fact, Add]:
        estimate = (SkillEffort(skill="", effort=Effort.of_days(days)),)
        item = request.item.model_copy(update={"estimate": estimate})
        size = self._facts.of("what-if", f"size tried {days}", Effort.of_days(days), Unit.EFFORT)
        return size, request.model_copy(update={"item": item})

    def _with_worth(self, request: Add, points: Decimal) -> tuple[Fact, Add]:
        key = request.item.key
        row = ValueInput(key=f"{key}/tried", item=key, factor=Factor.COST_OF_DELAY, value=points)
        worth = self._facts.of("what-if", f"points a week tried {points}", points, Unit.SCORE)
        return worth, request.model_copy(update={"worth": (row,)})

    def _usual_worths(self) -> list[Decimal]:
        """Return the least and the most points a week that visible work is worth."""
        seen = self.comparer.seen
        candidates = self.comparer.base.plan.backlog.candidates
        points = [
            each.rate.points
            for each in candidates
            if each.rate is not None and seen.get(WorkItem, each.key) is not None
        ]
        return [min(points), max(points)] if points else []

    def _interval(self, ends: list[tuple[Fact, Add]], what: str, text: str) -> Statement:
        key = ends[0][1].item.key
        parts: list[Fact | Statement] = []
        for number, (fact, request) in enumerate(ends):
            planned = self.planner.place_best(request.applied(self.world), key)
            finish = self._finish(key, planned, f" ({what} {number})")
            place = self._place(key, planned)
            renamed = place.model_dump(exclude={"id"}) | {"measure": f"place ({what} {number})"}
            slots = {"end": fact, "place": Fact.model_validate(renamed)}
            unit = " [point|points] a week" if what == "worth" else ""
            if finish is None:
                parts.append(say(f"with {{end}}{unit} it stands at place {{place}}", **slots))
            else:
                told = f"with {{end}}{unit} it stands at place {{place}}, done on {{day}}"
                parts.append(say(told, **slots, day=finish))
        item = ItemNames(self._facts).one(key)
        return say(text, item=item, tried=parts)
