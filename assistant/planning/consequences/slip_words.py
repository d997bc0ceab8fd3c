"""Writes what a slip comes to for one viewer, who reads nothing of what they may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from assistant.planning.capacity.assumptions import about_mode
from assistant.planning.consequences.cascade import Slipped
from assistant.planning.consequences.impact import Fate, Move, PromiseMove
from assistant.planning.consequences.promises import penalty
from assistant.planning.consequences.slip_report import ItemHit, PromiseHit, SlipReport
from assistant.planning.figures import rounded
from assistant.planning.item_names import ItemNames
from assistant.planning.order.waiting_cost import WaitingCost, cost_words
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Person
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Money, Statement, Unit, say

_SHOWN = 3
_ENDS = {
    Fate.IMPOSSIBLE: "links alone rule out {promised}",
    Fate.BREAKS: "{promised} no longer holds",
    Fate.LATER: "{promised} did not hold before either",
    Fate.HOLDS: "{promised} still holds",
}


class SlipWords:
    """Writes for the viewer of a snapshot."""

    def __init__(self, seen: Snapshot) -> None:
        self._seen = seen
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)

    def report(self, slipped: Slipped, called: Statement) -> SlipReport:
        """Return the report of a slip; `called` is what slips, in words."""
        planned = slipped.planned
        moves = [move for move in slipped.impact.moves if self._sees(WorkItem, move.key)]
        shown = [
            move for move in slipped.impact.promises if self._sees(Milestone, move.promise.key)
        ]
        later = [move for move in moves if move.days > 0 and move.key not in slipped.keys]
        sooner = [move.key for move in moves if move.days < 0]
        promises = tuple(self._promise(move) for move in shown)
        costs = WaitingCost(planned.backlog, self._facts)
        days = {move.key: move.days for move in moves}
        report = SlipReport(
            as_of=self._seen.as_of,
            revision=self._seen.revision,
            policy_hash=planned.policy.hash,
            mode=planned.staff.mode,
            slipped=slipped.keys,
            headline=self._headline(slipped, called, later, shown),
            promises=promises,
            items=tuple(self._item(slipped, move) for move in later),
            penalties=tuple(self._penalties(slipped, promises)),
            cost=costs.fact(_subject(slipped), "cost of the slip", days) if days else None,
            sooner=self._count(slipped, "items sooner", sooner) if sooner else None,
            statements=(),
            assumptions=(about_mode(planned.staff.mode), *_assumptions(slipped)),
        )
        said = tuple(self._beside(report, slipped))
        return report.model_copy(update={"statements": said})

    def _headline(
        self,
        slipped: Slipped,
        called: Statement,
        later: Sequence[Move],
        promises: Sequence[PromiseMove],
    ) -> Statement:
        if not slipped.days:
            return say("{what} does not slip, so nothing moves.", what=called)
        start = say(
            "If {what} slips by {days}, to {day},",
            what=called,
            days=self._days(slipped, "slip", slipped.days),
            day=self._day(slipped, "after the slip", slipped.finish),
        )
        broken = [each for each in promises if each.fate in (Fate.IMPOSSIBLE, Fate.BREAKS)]
        if broken:
            count = self._promised(slipped, broken, "promises broken")
            text = "{start} {count} [promised day|promised days] no longer [holds|hold]: {names}."
            names = [self._facts.name(Milestone, each.promise.key) for each in broken[:_SHOWN]]
            return say(text, start=start, count=count, names=names)
        if not later and not promises:
            return say("{start} it is absorbed: nothing else moves.", start=start)
        if not later:
            return say("{start} no other item moves, and no promise breaks.", start=start)
        count = self._count(slipped, "items later", [move.key for move in later])
        text = (
            "{start} {count} [item|items] come later, and it breaks no promise that holds today."
        )
        return say(text, start=start, count=count)

    def _beside(self, report: SlipReport, slipped: Slipped) -> Iterator[Statement]:
        if report.penalties:
            yield say("Penalties: {amounts} more than today's plan.", amounts=report.penalties)
        if report.cost is not None and not _is_gain(report.cost):
            yield say("Waiting costs {cost} in all.", cost=cost_words(report.cost))
        room = self._room(slipped)
        if room is not None and slipped.days:
            yield room
        if report.sooner is not None:
            text = (
                "{count} [item comes|items come] sooner, since their people have time meanwhile."
            )
            yield say(text, count=report.sooner)

    def _room(self, slipped: Slipped) -> Statement | None:
        """Say how much room the tightest promise that still holds has left."""
        rooms = [
            ((each.promise.day - day).days, each.promise.key)
            for each in slipped.impact.promises
            if each.fate is Fate.HOLDS
            and each.promise.day is not None
            and (day := each.worst) is not None
            and self._sees(Milestone, each.promise.key)
        ]
        if not rooms:
            return None
        days, key = min(rooms)
        left = self._facts.of(
            f"milestones:{key}", f"room after {_subject(slipped)}", Decimal(days), Unit.DAYS
        )
        return say(
            "{what} still has {left} left.", what=self._facts.name(Milestone, key), left=left
        )

    def _item(self, slipped: Slipped, move: Move) -> ItemHit:
        item = self._seen.get(WorkItem, move.key)
        owner = item.owner if item is not None else None
        planned = slipped.planned

        def days(measure: str, value: float) -> Fact:
            return self._facts.of(
                f"work_items:{move.key}",
                f"{measure} if {_subject(slipped)} slips",
                rounded(value),
                Unit.DAYS,
                cells=[(WorkItem, move.key)],
            )

        return ItemHit(
            key=move.key,
            project=item.project if item is not None else None,
            owner=self._facts.name(Person, owner) if owner else None,
            planned=planned.day(move.before),
            after=planned.day(move.after),
            late=days("late", move.days),
            by_links=days("late by links", move.by_links),
            by_people=days("late by people", move.days - move.by_links),
        )

    def _promise(self, move: PromiseMove) -> PromiseHit:
        promise = move.promise
        freeze = self._facts.name(Freeze, move.freeze.key) if move.freeze else None
        return PromiseHit(
            key=promise.key,
            project=promise.milestone.project,
            fate=move.fate,
            promised=promise.day,
            stated=promise.stated,
            planned=move.before,
            after=move.after,
            certain=move.certain,
            freeze=freeze,
            penalty=self._penalty(move, move.worst, "penalty by then"),
            penalty_before=self._penalty(move, move.before, "penalty as planned"),
            statement=self._told(move, freeze),
        )

    def _told(self, move: PromiseMove, freeze: Fact | None) -> Statement:
        promise = move.promise
        what = say("{name}", name=self._facts.name(Milestone, promise.key))
        if promise.day is not None:
            promised = self._facts.cell(Milestone, promise.key, promise.field, Unit.DATE)
            end = say(_ENDS[move.fate], promised=promised)
            what = say("{what}: {end}", what=what, end=end)
        for clause in self._clauses(move, freeze):
            what = say("{what}; {clause}", what=what, clause=clause)
        return say("{what}.", what=what)

    def _clauses(self, move: PromiseMove, freeze: Fact | None) -> Iterator[Statement]:
        if move.after is not None:
            after = self._on(move, "planned after", move.after)
            if move.before is None or move.before == move.after:
                yield say("planned for {after} as before", after=after)
            else:
                before = self._on(move, "planned before", move.before)
                yield say("planned for {after} instead of {before}", after=after, before=before)
        if move.certain is not None:
            day = self._on(move, "earliest by links", move.certain)
            yield say("links alone allow {day} at the soonest", day=day)
        if freeze is not None:
            yield say("{freeze} is counted", freeze=freeze)
        cost = self._penalty(move, move.worst, "penalty by then")
        if cost is not None:
            yield say("missing it costs {cost} by then", cost=cost)

    def _penalty(self, move: PromiseMove, day: date | None, measure: str) -> Fact | None:
        promise = move.promise
        if promise.day is None or day is None:
            return None
        amount = penalty(promise.milestone, promise.day, day)
        if amount is None:
            return None
        rows: list[Cell] = [(Milestone, promise.key, "penalty"), *promise.cells]
        return self._facts.of(
            f"milestones:{promise.key}",
            f"{measure} {day.isoformat()}",
            amount,
            Unit.MONEY,
            cells=rows,
            arithmetic=f"{(day - promise.day).days} days after the promised one",
        )

    def _penalties(self, slipped: Slipped, hits: Iterable[PromiseHit]) -> Iterator[Fact]:
        """Yield what all penalties come to beyond the plan as it is, a fact for each currency."""
        more: dict[str, Decimal] = {}
        rows: dict[str, list[Cell]] = {}
        for hit in hits:
            for fact, sign in ((hit.penalty, 1), (hit.penalty_before, -1)):
                if fact is not None and isinstance(fact.value, Money):
                    currency = fact.value.currency
                    more[currency] = more.get(currency, Decimal(0)) + sign * fact.value.amount
                    rows.setdefault(currency, []).append((Milestone, hit.key, "penalty"))
        for currency, amount in sorted(more.items()):
            if amount > 0:
                yield self._facts.of(
                    _subject(slipped),
                    f"penalties in {currency}",
                    Money(amount=amount, currency=currency),
                    Unit.MONEY,
                    cells=dict.fromkeys(rows[currency]),
                )

    def _promised(self, slipped: Slipped, moves: Sequence[PromiseMove], what: str) -> Fact:
        cells = [cell for move in moves for cell in move.promise.cells]
        return self._facts.of(_subject(slipped), what, len(moves), Unit.COUNT, cells=cells)

    def _count(self, slipped: Slipped, what: str, keys: Sequence[str]) -> Fact:
        cells = [(WorkItem, key) for key in keys]
        return self._facts.of(_subject(slipped), what, len(keys), Unit.COUNT, cells=cells)

    def _days(self, slipped: Slipped, what: str, days: float) -> Fact:
        return self._facts.of(_subject(slipped), what, rounded(days), Unit.DAYS)

    def _day(self, slipped: Slipped, what: str, time: float) -> Fact:
        cells = [(WorkItem, key) for key in slipped.keys]
        day = slipped.planned.day(time)
        return self._facts.of(_subject(slipped), what, day, Unit.DATE, cells=cells)

    def _on(self, move: PromiseMove, what: str, day: date) -> Fact:
        return self._facts.of(
            f"milestones:{move.promise.key}", f"{what} the slip", day, Unit.DATE,
            cells=[(Milestone, move.promise.key)],
        )  # fmt: skip

    def _sees(self, noun: type[WorkItem | Milestone], key: str) -> bool:
        return self._seen.get(noun, key) is not None


def _is_gain(cost: Fact) -> bool:
    amount = cost.value.amount if isinstance(cost.value, Money) else cost.value
    return isinstance(amount, Decimal) and amount <= 0


def _subject(slipped: Slipped) -> str:
    return f"work_items:{'+'.join(slipped.keys)}"


def _assumptions(slipped: Slipped) -> Iterator[Statement]:
    planned = slipped.planned
    if planned.has_times:
        yield Statement(
            text="Planned days are those if everybody keeps today's order; another order may do "
            "better. “By links alone” counts what waits for what as if all had time at once: "
            "nothing can be earlier than that."
        )
    else:
        yield Statement(text="Only links count here, since nobody's time is known.")
    yield Statement(text="Days of items are working days, penalties count calendar days.")
