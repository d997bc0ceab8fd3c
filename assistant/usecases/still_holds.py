"""Whether what a proposal would do still fits the portfolio and the rules of today."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.errors import Refused
from assistant.governance.effects import (
    ChangePolicy,
    CorrectInput,
    DecidedRow,
    DecideRequest,
    DecideScenario,
    OverrideRag,
    SetAgreedOrder,
    SettleConflict,
)
from assistant.governance.lines import order_with
from assistant.governance.proposal import Proposal, ProposalState
from assistant.planning.challenge.check import Record, check_order
from assistant.planning.challenge.checked_order import CheckedOrder, OrderVerdict
from assistant.planning.challenge.given_order import GivenOrder
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request
from assistant.usecases.assessment import Assessment
from assistant.usecases.correct_input import cell_text
from assistant.usecases.governed import BY_TABLE
from assistant.usecases.override_rag import check_override
from assistant.usecases.propose_policy import check_policy_change


def still_holds(assessment: Assessment, proposal: Proposal, chosen: Iterable[str] | None) -> None:
    """Raise Refused where what would be done is out of date, or would break something."""
    if proposal.state is not ProposalState.PENDING:
        return
    effect = proposal.effect
    if not isinstance(effect, SetAgreedOrder):
        _row_still_stands(proposal, assessment.view.full)
        _choice_still_stands(assessment, proposal)
        return
    record = Record(assessment.view.full, assessment.app.policy, assessment.whole_ranking)
    still_open = {item.key for item in assessment.whole_ranking.items}
    changed = proposal.revision != assessment.view.full.revision
    if changed and still_open != set(effect.after):
        raise _stale(proposal)
    order = (
        effect.after if chosen is None else order_with(effect.before, effect.after, set(chosen))
    )
    found = check_order(GivenOrder(keys=order), record, assessment.view.full)
    if found.verdict is OrderVerdict.BREAKS:
        raise _stale(proposal) if changed and chosen is None else _breaks(found, record)
    if changed and chosen is None and found.verdict is OrderVerdict.COSTS_MORE:
        raise _stale(proposal)


def _row_still_stands(proposal: Proposal, full: Snapshot) -> None:
    """Raise Refused where a cell that would be changed is not what it was when that was proposed."""
    effect = proposal.effect
    if isinstance(effect, DecideRequest):
        row = full.get(Request, effect.request)
        stands = row is not None and row.state is effect.before
    elif isinstance(effect, CorrectInput):
        stands = cell_text(full, effect.table, effect.key, effect.field) == effect.before
    else:
        stands = True
    if not stands:
        raise Refused(
            f"What {proposal.id} would change has changed meanwhile.",
            remedy="See it as it is now, and propose it again.",
        )


def _stale(proposal: Proposal) -> Refused:
    return Refused(
        f"The portfolio has changed since {proposal.id} was proposed, and the order with it.",
        remedy="See pmo changes, and propose it again: pmo propose order.",
    )


def _breaks(found: CheckedOrder, record: Record) -> Refused:
    from assistant.briefing.wording import render

    named = " ".join(render(each.statement, today=record.full.as_of) for each in found.breaks[:3])
    return Refused(
        f"With these lines alone the order would not hold. {named}",
        remedy="Accept what goes with them, or all of it.",
    )


def _choice_still_stands(assessment: Assessment, proposal: Proposal) -> None:
    """Raise Refused where what a proposal rests on is not as it was, or is not allowed any more."""
    effect = proposal.effect
    if isinstance(effect, OverrideRag):
        check_override(assessment, effect)
    elif isinstance(effect, ChangePolicy):
        check_policy_change(assessment.app, effect)
    elif isinstance(effect, DecideScenario):
        _rows_stand(proposal, [row for part in effect.parts for row in part.rows], assessment)
    elif isinstance(effect, SettleConflict):
        _rows_stand(proposal, list(effect.rows), assessment)


def _rows_stand(proposal: Proposal, rows: list[DecidedRow], assessment: Assessment) -> None:
    if not all(_stands(row, assessment.view.full) for row in rows):
        raise Refused(
            f"Rows that {proposal.id} would change have changed meanwhile.",
            remedy="See what they say now (pmo changes), and propose it again.",
        )


def _stands(row: DecidedRow, full: Snapshot) -> bool:
    table, key = row.change.table, row.change.key
    if row.before is None:
        return full.get(BY_TABLE[table], key) is None
    return all(cell_text(full, table, key, field) == cell for field, cell in row.before.items())
