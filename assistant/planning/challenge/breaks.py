"""Names one by one what an order breaks: links, pins, dates that must hold, rules of the house."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.planning.challenge.checked_order import Break, BreakKind
from assistant.planning.challenge.completing import BrokenLink, Completed
from assistant.planning.figures import rounded
from assistant.planning.inputs.backlog import Tier
from assistant.planning.item_names import ItemNames
from assistant.planning.order.plan import Plan
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.schedule import Times
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import Pin, WorkItem
from assistant.values import Fact, Statement, Unit, say

_NAMED = 6
"""Items named as standing below one and the same."""
_WORSE = 0.5
"""Working days later than ours that make a missed date worse."""


class Breaks:
    """What somebody's order breaks that the computed one does not, in a reader's words.

    An item that the reader may not see is another commitment.
    """

    def __init__(self, ours: Plan, evaluator: Evaluator, facts: Facts) -> None:
        self._ours = ours
        self._backlog = ours.backlog
        self._evaluator = evaluator
        self._facts = facts
        self._names = ItemNames(facts)

    def of(self, theirs: Completed, times: Times) -> tuple[Break, ...]:
        """Return everything: links, then pins, dates and rules, each in the order it stands."""
        links = [self._link(link) for link in theirs.broken]
        pins = self._pins(theirs.as_given)
        dates = self._dates(theirs.mended, times)
        return (*links, *pins, *dates, *self._rules(theirs.as_given))

    def _link(self, link: BrokenLink) -> Break:
        items = (link.before, *link.through, link.after)
        slots = {"before": self._name(link.before), "after": self._name(link.after)}
        if not link.through:
            said = say("{after} waits for {before}, which stands below it.", **slots)
        else:
            keys = self._visible(link.through)
            between = self._names.some(keys, f"more before {self._key(link.after)}")
            text = "{after} waits for {between}, and so for {before}, which stands below it."
            said = say(text, **slots, between=between)
        return self._break(BreakKind.LINK, items, said)

    def _pins(self, order: Sequence[int]) -> list[Break]:
        waiting = [item for item in order if not self._backlog.candidates[item].is_started]
        found: list[Break] = []
        for place, item in enumerate(waiting, start=1):
            pinned = self._backlog.candidates[item].place
            holds = pinned is None or place == min(pinned, len(waiting))
            if not holds and place != self._ours.start_places[item] and self._sees(item):
                found.append(self._pin(item, place))
        return found

    def _pin(self, item: int, place: int) -> Break:
        key = self._key(item)
        pin = next(row for row in self._facts.snapshot.all(Pin) if row.item == key)
        said = say(
            "{item} is pinned to place {pinned} and stands at {place}.",
            item=self._name(item),
            pinned=self._facts.cell(Pin, pin.key, "place", Unit.COUNT),
            place=self._facts.of(f"work_items:{key}", "given place", place, Unit.COUNT),
        )
        return self._break(BreakKind.PIN, (item,), said)

    def _dates(self, order: Sequence[int], times: Times) -> list[Break]:
        found: list[Break] = []
        for item in order:
            theirs, ours = times.finish[item], self._ours.times.finish[item]
            later = not self._evaluator.misses(item, ours) or theirs > ours + _WORSE
            if self._evaluator.misses(item, theirs) and later:
                found.append(self._date(item, theirs))
        return found

    def _date(self, item: int, finish: float) -> Break:
        deadline = self._backlog.candidates[item].deadline
        told = deadline is not None and self._facts.snapshot.get(*deadline.cell[:2]) is not None
        if deadline is None or not told or not self._sees(item):
            said = say("A date of {it} cannot hold.", it=self._name(item))
            return self._break(BreakKind.DATE, (item,), said)
        key, cell = self._key(item), deadline.cell
        ready = self._facts.of(
            f"work_items:{key}", "must be ready by", deadline.day, Unit.DATE, cells=[cell]
        )
        slots = {"item": self._name(item), "ready": ready}
        if item in self._ours.staff.unstaffed or finish == float("inf"):
            text = "{item} must be ready by {ready}, and would have no date."
            return self._break(BreakKind.DATE, (item,), say(text, **slots))
        late = self._facts.of(
            f"work_items:{key}",
            "given days late",
            rounded(finish - self._evaluator.deadline(item)),
            Unit.DAYS,
        )
        text = "{item} must be ready by {ready}, and would be {late} late."
        return self._break(BreakKind.DATE, (item,), say(text, **slots, late=late))

    def _rules(self, order: Sequence[int]) -> list[Break]:
        """Return what stands below something of a later tier, and does not in the computed order."""
        allowed = set(self._overtaken(self._ours.order))
        groups: dict[tuple[str, int], list[int]] = {}
        for item, above in self._overtaken(order).items():
            if item not in allowed and self._sees(item):
                groups.setdefault((self._rule_words(item), above), []).append(item)
        return [self._rule(words, above, items) for (words, above), items in groups.items()]

    def _overtaken(self, order: Sequence[int]) -> dict[int, int]:
        """Return each item that something of a later tier stands above, and the first of these."""
        first: dict[Tier, int] = {}
        found: dict[int, int] = {}
        for item in order:
            candidate = self._backlog.candidates[item]
            above = [first[tier] for tier in sorted(first) if tier > candidate.tier]
            if above and candidate.place is None:
                found[item] = above[0]
            if candidate.place is None:
                first.setdefault(candidate.tier, item)
        return found

    def _rule_words(self, item: int) -> str:
        if self._backlog.candidates[item].is_started:
            return "{items} [goes|go] on already and [stands|stand] below {above}, which is new."
        if self._backlog.candidates[item].tier is Tier.STARTED:
            return "Work that goes on waits for {items}, below {above}, which is new."
        return "{items} [has a date|have dates] that must hold and [stands|stand] below {above}."

    def _rule(self, words: str, above: int, items: Sequence[int]) -> Break:
        keys = self._visible(items)
        names = self._names.some(keys, f"more below {self._key(above)}", shown=_NAMED)
        said = say(words, items=names, above=self._name(above))
        return self._break(BreakKind.RULE, (*items, above), said)

    def _break(self, kind: BreakKind, items: Sequence[int], said: Statement) -> Break:
        return Break(kind=kind, items=self._visible(items), statement=said)

    def _visible(self, items: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._key(item) for item in items if self._sees(item))

    def _sees(self, item: int) -> bool:
        return self._facts.snapshot.get(WorkItem, self._key(item)) is not None

    def _key(self, item: int) -> str:
        return self._backlog.candidates[item].key

    def _name(self, item: int) -> Fact:
        return self._names.one(self._key(item)) if self._sees(item) else self._names.another()
