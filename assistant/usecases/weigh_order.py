"""Weighs whether the computed order is worth asking people to agree on it anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.governance.effects import SetAgreedOrder
from assistant.governance.lines import moved_items
from assistant.governance.memory import answer_to, answers, is_worthwhile, turned_down
from assistant.governance.order_cost import held_against, percent_dearer
from assistant.governance.order_inputs import inputs_behind
from assistant.governance.proposal import Proposal
from assistant.governance.rights import EffectKind
from assistant.governance.weighing import Answer, Weighing
from assistant.planning.challenge.check import Record
from assistant.planning.challenge.checked_order import BreakKind, CheckedOrder
from assistant.planning.inputs.deadlines import pins_in_force
from assistant.planning.order.ranking import Standing
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, Pin, StatusCategory, WorkItem
from assistant.usecases.app import App

WATCHED = 40
"""Most items whose inputs are kept with a proposal."""

_REMEMBERED = 10
"""How many of the orders last turned down a new one is held against."""

_HARD = frozenset({BreakKind.LINK, BreakKind.PIN, BreakKind.DATE})
"""What an agreed order cannot go on breaking; rules of the house follow what has begun."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found: whether it saves enough, and whom it was put to already without an answer."""

    weighing: Weighing
    is_worthwhile: bool
    unanswered: Proposal | None


def weigh_order(app: App, effect: SetAgreedOrder, record: Record) -> Weighed:
    """Return what speaks for asking people to agree on an order, and what against it."""
    least = app.policy.limit("agreed_order_gain_percent")
    full = record.full
    moving = moved_items(effect.before, effect.after)[:WATCHED]
    found = held_against(effect.before, record)
    bare = Weighing(
        since=full.as_of,
        gain_percent=_percent(found) if effect.before else None,
        needs=tuple(dict.fromkeys(_needs(effect, found, record))) if effect.before else (),
        inputs=inputs_behind(full, moving, full.as_of),
    )
    refused = turned_down(app.store.proposals_of(EffectKind.AGREED_ORDER))[:_REMEMBERED]
    told = [(each, _answer(each, bare, record, least)) for each in refused]
    unanswered = next((r for r, said in told if not answers(said, r.reject_reason)), None)
    return Weighed(
        weighing=bare.model_copy(update={"answers": tuple(said for _, said in told[:1])}),
        is_worthwhile=is_worthwhile(bare, least),
        unanswered=unanswered,
    )


def _answer(refused: Proposal, now: Weighing, record: Record, least: Decimal) -> Answer:
    """Return what is different from an order that was turned down."""
    then = refused.weighing
    watched = {each.item for each in then.inputs} if then is not None else ()
    since = then.since if then is not None else record.full.as_of
    said = answer_to(refused, now, inputs_behind(record.full, watched, since), least)
    effect = refused.effect
    if not isinstance(effect, SetAgreedOrder):
        return said
    found = held_against(effect.after, record)
    is_another = bool(_hard(found)) or _percent(found) >= least
    return said.model_copy(update={"is_another": is_another})


def _percent(found: CheckedOrder) -> Decimal:
    return percent_dearer(found.cost, found.our_cost)


def _hard(found: CheckedOrder) -> list[str]:
    return [f"{each.kind.value} {each.items[0]}" for each in found.breaks if each.kind in _HARD]


def _needs(effect: SetAgreedOrder, found: CheckedOrder, record: Record) -> Iterator[str]:
    """Yield what the agreed order breaks or lacks, by kind and the item it is about."""
    yield from _hard(found)
    yield from (f"gone {item}" for item in _gone(record.full))
    moving = frozenset(moved_items(effect.before, effect.after))
    agreed_on = _agreed_on(record.full)
    yield from (f"pin over {item}" for item in _expired(record.full, agreed_on, moving))
    placed = frozenset(effect.before)
    for item in record.ranking.items:
        if item.standing is Standing.START_NEXT and item.key not in placed:
            yield f"new {item.key}"


def _gone(full: Snapshot) -> list[str]:
    """Return what was agreed and is there no longer; what was finished is not gone."""
    found: list[str] = []
    for row in full.all(AgreedRank):
        item = full.get(WorkItem, row.item)
        if item is None or item.category is StatusCategory.DROPPED:
            found.append(row.item)
    return found


def _expired(full: Snapshot, agreed_on: date, moving: Iterable[str]) -> Sequence[str]:
    """Return the moving items whose pin ran out since the order was agreed."""
    held = pins_in_force(full)
    over = {
        pin.item
        for pin in full.all(Pin)
        if pin.until is not None and agreed_on <= pin.until < full.as_of
    }
    return sorted(item for item in moving if item in over and item not in held)


def _agreed_on(full: Snapshot) -> date:
    return max((row.agreed_on for row in full.all(AgreedRank)), default=full.as_of)
