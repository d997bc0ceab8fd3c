"""Does what was approved, once: the same effect applied twice changes nothing the second time.

What was agreed and decided here are sources of their own. A row that a source says and a decision
changes is shown with the decided cells in front; everything else of it stays as its source says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl
from pydantic import JsonValue

from assistant.governance import proposal as steps
from assistant.governance.audit.event import AuditKind
from assistant.governance.effects import (
    ChangePolicy,
    OverrideRag,
    PublishBrief,
    RowChange,
    SetAgreedOrder,
    SettleConflict,
    row_changes,
)
from assistant.governance.lines import order_with
from assistant.governance.proposal import Proposal, ProposalState, Step
from assistant.portfolio.batch import Batch
from assistant.portfolio.control import Decision
from assistant.portfolio.frames import frame_schema, physical, row_hashes, to_cells, to_frame
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.several_sources import SameAs
from assistant.portfolio.work import AgreedRank
from assistant.ports.progress import Silent
from assistant.ports.store import UnitOfWork
from assistant.usecases.acting import Actor
from assistant.usecases.governed import BY_TABLE
from assistant.usecases.policy_in_force import put_in_force

AGREED_HERE = "agreed-here"
"""The source that says which order was agreed by approving a proposal."""

DECIDED_HERE = "decided-here"
"""The source that says which cells were decided by approving proposals."""


def apply_decisions(actor: Actor, wanted: str) -> Proposal:
    """Do everything that was approved and not done yet, oldest first; return the wanted proposal.

    A crash in between leaves a proposal approved: the next call does it again, to the same end.
    """
    store = actor.app.store
    for approved in store.proposals(ProposalState.APPROVED):
        if isinstance(approved.effect, PublishBrief):
            continue  # it is in the outbox since it was approved, and the worker brings it out
        if isinstance(approved.effect, SetAgreedOrder):
            _agree(actor, approved, approved.effect)
        else:
            _change_rows(actor, approved)
        with store.unit_of_work() as unit:
            done = unit.proposal(approved.id)
            if done.state is ProposalState.APPROVED:
                _take_effect(actor, unit, done)
                unit.keep_proposal(steps.applied(done, actor.app.clock.now()))
                actor.note(unit, AuditKind.APPLIED, done.id, {})
    return store.proposal(wanted)


def _take_effect(actor: Actor, unit: UnitOfWork, proposal: Proposal) -> None:
    """Do what changes no row, in the transaction that says it was done."""
    effect = proposal.effect
    if isinstance(effect, ChangePolicy):
        chosen = effect.tables.keys() if proposal.accepted is None else proposal.accepted
        policy = put_in_force(actor.app, unit, effect, frozenset(chosen))
        actor.note(unit, AuditKind.POLICY_CHANGED, proposal.id, {"policy": policy.hash})
    if isinstance(effect, OverrideRag):
        facts = {"rule": effect.rule.value, "shown": effect.status.value}
        facts["until"] = effect.until.isoformat()
        actor.note(unit, AuditKind.OVERRIDDEN, proposal.id, facts)


def accepted_order(proposal: Proposal) -> tuple[str, ...]:
    """Return the order that an approval sets; nothing for what is no order."""
    effect = proposal.effect
    if not isinstance(effect, SetAgreedOrder):
        return ()
    if proposal.accepted is None:
        return effect.after
    return order_with(effect.before, effect.after, proposal.accepted)


def _agree(actor: Actor, proposal: Proposal, effect: SetAgreedOrder) -> None:
    decided = next(each for each in proposal.history if each.step is Step.APPROVE)
    today = actor.view.full.as_of
    rows = [
        AgreedRank(key=item, item=item, place=place, agreed_on=today, agreed_by=decided.by)
        for place, item in enumerate(accepted_order(proposal), start=1)
    ]
    frame = to_frame(AgreedRank, rows, file=proposal.id, as_of=today)
    location = f"{proposal.id}, {effect.kind.value}"
    batch = Batch(AGREED_HERE, location, today, complete=True, frames={AgreedRank: frame})
    actor.app.store.import_batch(batch, actor.app.clock.now(), Silent())
    _put_in_front(actor, AgreedRank, {row.key for row in rows}, AGREED_HERE)


def _change_rows(actor: Actor, proposal: Proposal) -> None:
    """Write the decided cells of every row, with those that earlier decisions gave it."""
    changes = row_changes(proposal.effect, proposal.accepted)
    frames: dict[type[Noun], list[pl.DataFrame]] = {}
    for number, change in enumerate(changes, start=1):
        noun, values = BY_TABLE[change.table], _decided_cells(actor, proposal, change)
        place = (proposal.id, number)
        frames.setdefault(noun, []).append(_decided_frame(actor, noun, change.key, values, place))
    if not frames:
        return
    today = actor.view.full.as_of
    location = f"{proposal.id}, {proposal.effect.kind.value}"
    whole = {noun: pl.concat(rows) for noun, rows in frames.items()}
    batch = Batch(DECIDED_HERE, location, today, complete=False, frames=whole)
    actor.app.store.import_batch(batch, actor.app.clock.now(), Silent())
    for noun, rows in whole.items():
        _put_in_front(actor, noun, set(rows["key"]), DECIDED_HERE)


def _decided_cells(actor: Actor, last: Proposal, wanted: RowChange) -> dict[str, JsonValue]:
    """Return everything that was decided about a row, the newest last."""
    values: dict[str, JsonValue] = {}
    known = actor.app.store.proposals_on(wanted.table, wanted.key)
    done = (each for each in known if each.state is ProposalState.APPLIED)
    for each in (*sorted(done, key=_applied_at), last):
        for change in row_changes(each.effect, each.accepted):
            if (change.table, change.key) == (wanted.table, wanted.key):
                values |= {**change.values, **_signed(each, change)}
    return values


def _signed(proposal: Proposal, change: RowChange) -> dict[str, JsonValue]:
    """Return who decided a conflict and when, for the decision that is put on record of it."""
    if not isinstance(proposal.effect, SettleConflict) or change.table != Decision.table:
        return {}
    by = next(each.by for each in proposal.history if each.step is Step.APPROVE)
    day = proposal.decided_on
    return {"decider": by, "decided_on": day.isoformat() if day is not None else None}


def _applied_at(proposal: Proposal) -> str:
    return next(each.at for each in proposal.history if each.step is Step.APPLY).isoformat()


def _decided_frame(
    actor: Actor,
    noun: type[Noun],
    key: str,
    values: dict[str, JsonValue],
    place: tuple[str, int],
) -> pl.DataFrame:
    """Return a row of the decided cells; one that no source has is whole."""
    today = actor.view.full.as_of
    known = actor.view.full.get(noun, key)
    whole = (known.model_dump(mode="json") if known is not None else {"key": key}) | values
    cells = to_cells(noun.model_validate(whole))
    if known is not None:
        decided = {
            name for column in columns(noun) if column.name in values for name in physical(column)
        }
        cells = {name: cell if name in decided else None for name, cell in cells.items()}
    cells["key"] = key
    file, number = place
    meta = {"_import": 0, "_file": file, "_row": number, "_rule": 0, "_effective": today}
    frame = pl.DataFrame([cells | meta], schema=dict(frame_schema(noun)), orient="row")
    return frame.with_columns(row_hashes(noun, frame))


def _put_in_front(actor: Actor, noun: type[Noun], keys: Collection[str], source: str) -> None:
    links = list(_superseded(actor, noun, keys, source))
    with actor.app.store.unit_of_work() as unit:
        for link in links:
            unit.link(link)


def _superseded(
    actor: Actor, noun: type[Noun], keys: Collection[str], ours: str
) -> Iterator[SameAs]:
    """Yield what other sources said of the same rows: what is decided here comes before it."""
    sources = {state.number: state.source for state in actor.app.store.imports()}
    known = actor.view.full.frame(noun).select("key", "_import").sort("key")
    for key, number in known.iter_rows():
        if key in keys and sources.get(number, ours) != ours:
            yield SameAs(
                table=noun.table,
                source=sources[number],
                key=key,
                primary_source=ours,
                primary_key=key,
            )
