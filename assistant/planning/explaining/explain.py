"""Explains one item of a ranking: its place, why, why not higher, and what it rests on."""

from __future__ import annotations

from difflib import get_close_matches

from assistant.errors import NotFound
from assistant.planning.capacity.staffing import staff_backlog
from assistant.planning.explaining.counterfactual import Counterfactual
from assistant.planning.explaining.explanation import Explanation, Flip, StatedInput
from assistant.planning.explaining.flips import Flips
from assistant.planning.explaining.input_marks import InputMarks
from assistant.planning.explaining.moves import Moves
from assistant.planning.explaining.not_ranked import why_not_ranked
from assistant.planning.explaining.overrides import Overrides
from assistant.planning.explaining.replay import Replay
from assistant.planning.inputs.backlog import Backlog, Candidate, read_backlog
from assistant.planning.inputs.scoring import comparison_scores
from assistant.planning.item_names import ItemNames
from assistant.planning.order.not_now import NotNow
from assistant.planning.order.ranking import (
    BindingKind,
    RankedItem,
    Ranking,
    SolveStatus,
    Standing,
)
from assistant.planning.order.running_costs import RunningCosts
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.trials import Trials
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, ValueInput, WorkItem
from assistant.values import Fact, Money, Statement, Unit, say

_BISECTED = 40
"""Items up to which a point is found by finding the order again and again."""

_NAMED = 6
"""How many items are named as waiting before the rest is counted."""


def explain(
    ranking: Ranking, snapshot: Snapshot, policy: Policy, key: str, full: Snapshot | None = None
) -> Explanation:
    """Explain an item of a ranking, both as their viewer sees them.

    What other places would cost is computed on what the snapshot shows; what would happen if
    rows were different on the whole (`full`, the snapshot itself where nothing is hidden), and
    told as far as the viewer may see. An item that is not ranked is explained by why it is not.
    Raises NotFound where the snapshot has no such item.
    """
    if snapshot.get(WorkItem, key) is None:
        known = snapshot.frame(WorkItem)["key"].to_list()
        raise NotFound("work item", key, near=tuple(get_close_matches(key, known, n=3)))
    item = ranking.item(key)
    if item is None:
        return Explanation(key=key, item=None, headline=why_not_ranked(snapshot, key))
    return _Explainer(snapshot, policy, ranking, full or snapshot).explain(item)


class _Explainer:
    def __init__(
        self, snapshot: Snapshot, policy: Policy, ranking: Ranking, full: Snapshot
    ) -> None:
        self._snapshot = snapshot
        self._policy = policy
        self._ranking = ranking
        self._facts = Facts(snapshot)
        self._names = ItemNames(self._facts)
        self._marks = InputMarks(snapshot, policy.scoring)
        visible = (item.key for item in ranking.items)
        self._replay = Replay(full, policy, ranking, visible)

    def explain(self, item: RankedItem) -> Explanation:
        backlog = read_backlog(self._snapshot, self._policy)
        candidate = backlog.candidates[backlog.number[item.key]]
        lacks = comparison_scores(candidate.stated, candidate.size, self._policy.scoring)
        moves = None if item.start_place is None else self._moves(backlog, item.key)
        return Explanation(
            key=item.key,
            item=item,
            headline=self._headline(item),
            reason=item.reason,
            not_higher=self._not_higher(item),
            own_score=self._own_score(item),
            missing=self._missing(item),
            waiting=self._waiting(item),
            agreed=self._agreed(item),
            moves=moves.told() if moves else (),
            flips=self._flips(item, candidate, moves) if moves else (),
            without_reason=Counterfactual(self._snapshot, backlog, self._replay).told(item),
            pin=Overrides(self._snapshot, backlog, self._replay).told(item.key),
            inflation=self._marks.inflation(item.key),
            inputs=tuple(self._input(row) for _, row in sorted(candidate.stated.items())),
            comparison=item.comparison,
            comparison_lacks={
                name: score.missing for name, score in lacks.items() if score.missing
            },
            method=self._facts.of("ranking", "method", self._ranking.method, Unit.NAME),
        )

    def _moves(self, backlog: Backlog, key: str) -> Moves:
        """Try other places in the ranking's own order, on what this snapshot shows."""
        staff = staff_backlog(self._snapshot, backlog)
        order = backlog.numbers(item.key for item in self._ranking.items)
        trials = Trials(Evaluator(backlog, staff), order)
        return Moves(trials, backlog.number[key], self._facts)

    def _flips(self, item: RankedItem, candidate: Candidate, moves: Moves) -> tuple[Flip, ...]:
        """Return exact flip distances where the order is proven, else at most one “at least”."""
        place = item.start_place or 1
        if place == 1 or not moves.is_measured:
            return ()
        flips = Flips(self._replay, candidate, place, self._facts)
        if self._ranking.status is SolveStatus.OPTIMAL and len(self._ranking.items) <= _BISECTED:
            return flips.exact()
        weight = moves.weight_to_be_first()
        flip = flips.at_least(weight) if weight is not None else None
        return (flip,) if flip is not None else ()

    def _headline(self, item: RankedItem) -> Statement:
        name = self._names.one(item.key)
        if item.start_place is None:
            status = self._facts.cell(WorkItem, item.key, "category", Unit.STATUS)
            return say("{item} is {status} and goes before new work.", item=name, status=status)
        waiting = [each for each in self._ranking.items if each.start_place is not None]
        return say(
            "{item} stands at place {place} of {total} to start.",
            item=name,
            place=self._count(item, "place to start", item.start_place),
            total=self._facts.of("portfolio", "items not started", len(waiting), Unit.COUNT),
        )

    def _not_higher(self, item: RankedItem) -> Statement | None:
        """Say what binds an item that is to start; the reason of any other says so already."""
        free = item.binding.kind is BindingKind.NOTHING
        if item.standing is not Standing.START_NEXT or free:
            return None
        return NotNow(self._snapshot, RunningCosts(self._snapshot)).not_higher(item)

    def _own_score(self, item: RankedItem) -> Statement | None:
        if item.score is None or item.own_place is None:
            return None
        scored = [each for each in self._ranking.items if each.own_place is not None]
        return say(
            "Its own score is {score}: place {place} of {total} by score alone.",
            score=item.score,
            place=self._count(item, "place by score", item.own_place),
            total=self._facts.of("portfolio", "items with a score", len(scored), Unit.COUNT),
        )

    def _missing(self, item: RankedItem) -> Statement | None:
        if not item.missing:
            return None
        names = [
            self._facts.of(f"work_items:{item.key}", f"missing {name}", name, Unit.NAME)
            for name in item.missing
        ]
        return say("Nobody has stated its {names}.", names=names)

    def _waiting(self, item: RankedItem) -> Statement | None:
        slots = {
            "before": self._names.some(item.waits_for, f"{item.key} waits for more", shown=_NAMED),
            "after": self._names.some(item.unblocks, f"more wait for {item.key}", shown=_NAMED),
        }
        if item.waits_for and item.unblocks:
            return say("It waits for {before}; {after} [waits|wait] for it.", **slots)
        if item.waits_for:
            return say("It waits for {before}.", before=slots["before"])
        if item.unblocks:
            return say("{after} [waits|wait] for it.", after=slots["after"])
        return None

    def _agreed(self, item: RankedItem) -> Statement | None:
        """Say which place it was last given, and by whom."""
        row = next((row for row in self._snapshot.all(AgreedRank) if row.item == item.key), None)
        if row is None:
            return None
        slots = {
            "place": self._facts.cell(AgreedRank, row.key, "place", Unit.COUNT),
            "day": self._facts.cell(AgreedRank, row.key, "agreed_on", Unit.DATE),
        }
        if row.agreed_by is None:
            return say("It was last agreed at place {place}, on {day}.", **slots)
        who = self._facts.name(Person, row.agreed_by)
        return say("{who} last agreed it at place {place}, on {day}.", **slots, who=who)

    def _input(self, row: ValueInput) -> StatedInput:
        subject, cells = f"value_inputs:{row.key}", [(ValueInput, row.key, "factor")]
        money = None if row.currency is None else Money(amount=row.value, currency=row.currency)
        value = self._facts.of(
            subject,
            "value",
            row.value if money is None else money,
            Unit.SCORE if money is None else Unit.MONEY,
            cells=[(ValueInput, row.key, "value")],
        )
        return StatedInput(
            factor=self._facts.of(subject, "factor", row.factor.value, Unit.NAME, cells=cells),
            value=value,
            owner=self._facts.name(Person, row.owner) if row.owner else None,
            stated_on=self._cell(row, "stated_on", Unit.DATE),
            evidence=self._cell(row, "evidence", Unit.TEXT),
            is_own=self._marks.is_own(row),
        )

    def _cell(self, row: ValueInput, field: str, unit: Unit) -> Fact | None:
        held = getattr(row, field) is not None
        return self._facts.cell(ValueInput, row.key, field, unit) if held else None

    def _count(self, item: RankedItem, measure: str, count: int) -> Fact:
        return self._facts.of(f"work_items:{item.key}", measure, count, Unit.COUNT)
