"""When a change of the agreed order is worth asking for, and when it was asked for already.

What people turned down is not put to them again until something has changed that answers the
reason they gave; what then is different is kept with the new proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from assistant.governance.effects import SetAgreedOrder
from assistant.governance.lines import moved_items
from assistant.governance.proposal import Proposal, ProposalState, RejectReason, Step, Taken
from assistant.governance.weighing import Answer, Input, InputChange, InputKind, Weighing

_DATA = frozenset({
    InputKind.VALUE, InputKind.SIZE, InputKind.DATE, InputKind.DEPENDENCY,
})  # fmt: skip

ANSWERED_BY: Mapping[RejectReason, frozenset[InputKind]] = {
    RejectReason.DATA_IS_WRONG: _DATA,
    RejectReason.CAPACITY_IS_WRONG: frozenset({InputKind.TIME}),
    RejectReason.OTHER_PLANS: frozenset({InputKind.PIN, InputKind.DATE}),
    RejectReason.NOT_NOW: frozenset({InputKind.DATE}),
    RejectReason.TOO_COSTLY: frozenset({InputKind.SIZE, InputKind.VALUE}),
    RejectReason.TOO_RISKY: frozenset({InputKind.RISK}),
    RejectReason.ALREADY_DONE: frozenset({InputKind.STATUS}),
}
"""Which changes answer a reason. A new need, or a gain that doubled since, answers every one."""


_ANY = frozenset(InputKind) - {InputKind.STATUS}
"""What answers lines that were left out without a reason; that work goes on does not."""


def drift(agreed: Sequence[str], now: Sequence[str]) -> int:
    """Return how many items have to move to turn one order into the other.

    Items that only one of them has do not count. On orders of the same items it is a metric
    (Ulam's distance): zero for equal orders only, the same both ways, and no way round is shorter.
    """
    return len(moved_items(agreed, now))


def is_worthwhile(weighing: Weighing, least_percent: Decimal) -> bool:
    """Say whether a change saves enough to ask people for it, or has a reason besides."""
    gain = weighing.gain_percent
    return gain is None or gain >= least_percent or bool(weighing.needs)


def turned_down(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Return the orders that were turned down, whole or in part, since one was agreed to whole.

    They are those that a new proposal has to differ from, the latest first.
    """
    orders = (each for each in proposals if isinstance(each.effect, SetAgreedOrder))
    decided = sorted((each for each in orders if _decided(each)), key=_decided_at, reverse=True)
    found: list[Proposal] = []
    for each in decided:
        if each.state is not ProposalState.REJECTED and each.accepted is None:
            break
        found.append(each)
    return tuple(found)


def decision_on(proposal: Proposal) -> Taken:
    """Return the step by which a decided proposal was decided."""
    return next(taken for taken in reversed(proposal.history) if taken.step in _DECIDING)


_DECIDING = frozenset({Step.REJECT, Step.APPROVE})


def answer_to(
    refused: Proposal, now: Weighing, said_now: Sequence[Input], least_percent: Decimal
) -> Answer:
    """Return what is different from a proposal that was turned down.

    `said_now` are the inputs that the earlier proposal watched, as they are said today.
    """
    then = refused.weighing
    if then is None:
        return Answer(to=refused.id)
    changes = changed_inputs(then.inputs, said_now)
    grew = bool(changes) and _has_grown(then.gain_percent, now.gain_percent, least_percent)
    return Answer(
        to=refused.id,
        changes=changes,
        needs=tuple(need for need in now.needs if need not in then.needs),
        gain_then=then.gain_percent if grew else None,
        gain_now=now.gain_percent if grew else None,
    )


def _has_grown(then: Decimal | None, now: Decimal | None, least: Decimal) -> bool:
    """Say whether a gain has at least doubled, and by enough to ask for that alone.

    Time that passes moves a gain a little all by itself: less remains to wait for.
    """
    return then is not None and now is not None and now >= 2 * then and now - then >= least


def answers(answer: Answer, reason: RejectReason | None) -> bool:
    """Say whether a difference answers a reason; lines left out without one, any change answers."""
    kinds = _ANY if reason is None else ANSWERED_BY[reason]
    changed = any(change.input.kind in kinds for change in answer.changes)
    return changed or bool(answer.needs) or answer.gain_then is not None or answer.is_another


def changed_inputs(then: Iterable[Input], now: Iterable[Input]) -> tuple[InputChange, ...]:
    """Return the inputs that are said otherwise now, in the order of their cells."""
    old = {each.place: each for each in then}
    new = {each.place: each for each in now}
    return tuple(
        InputChange(input=_before(old.get(place), new.get(place)), now=_said(new.get(place)))
        for place in sorted(old.keys() | new.keys())
        if _said(old.get(place)) != _said(new.get(place))
    )


def _before(old: Input | None, new: Input | None) -> Input:
    """Return an input as it was said; one that was not said then says nothing."""
    if old is not None:
        return old
    if new is None:
        raise ValueError("an input that was never said")
    return new.model_copy(update={"said": None})


def _said(each: Input | None) -> str | None:
    return each.said if each is not None else None


def _decided(proposal: Proposal) -> bool:
    return any(taken.step in _DECIDING for taken in proposal.history)


def _decided_at(proposal: Proposal) -> tuple[datetime, int]:
    return decision_on(proposal).at, int(proposal.id.removeprefix("P-"))
