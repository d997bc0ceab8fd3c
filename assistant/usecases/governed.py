"""What an effect is about: the project it concerns, whether the asker sees it, what is at stake."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from decimal import Decimal

from pydantic import JsonValue

from assistant.errors import NotFound
from assistant.governance.effects import (
    ChangePolicy,
    CorrectInput,
    DecidedRow,
    DecideRequest,
    DecideScenario,
    Effect,
    OverrideRag,
    PublishBrief,
    RecordDecision,
    RowChange,
    SetAgreedOrder,
    SettleConflict,
    row_changes,
)
from assistant.governance.proposal import Proposal
from assistant.governance.rights import EffectKind, Resource
from assistant.portfolio.control import BudgetLine, RaidEntry
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import RequestState, ValueInput, WorkItem
from assistant.usecases.app import App
from assistant.usecases.view import View
from assistant.values import Money

BY_TABLE: dict[str, type[Noun]] = {noun.table: noun for noun in NOUNS}

_APPROVED_MONEY = "baseline"
"""What of a budget people agree to; the rest is counted or expected."""


def resource_of(effect: Effect, view: View) -> Resource:
    """Return an effect as something to have a right to; invisible where its row is.

    A correction of a budget, and work that is stopped, are decided as what they are.
    """
    if isinstance(effect, SetAgreedOrder | PublishBrief | ChangePolicy | SettleConflict):
        return Resource(effect=decided_as(effect), visible=is_seen(effect, view.seen))
    if isinstance(effect, DecideScenario):
        kind = EffectKind.STOP if _stops(row_changes(effect)) else effect.kind
        return Resource(effect=kind, visible=is_seen(effect, view.seen))
    if isinstance(effect, RecordDecision | OverrideRag):
        row, project = None, effect.project
    else:
        row = _row_of(effect, view.full)
        project = project_of(row, view.full)
    known = view.full.get(Project, project)
    return Resource(
        effect=decided_as(effect),
        project=project,
        program=known.program if known else None,
        visible=is_seen(effect, view.seen),
        amount=_amount(effect, view.full),
        severity=_severity(row),
        chair=effect.chair if isinstance(effect, RecordDecision) else None,
    )


def decided_as(effect: Effect) -> EffectKind:
    """Return what an effect is to whoever decides: a corrected budget is a budget change."""
    if isinstance(effect, CorrectInput):
        if effect.table == BudgetLine.table and effect.field == _APPROVED_MONEY:
            return EffectKind.BUDGET_CHANGE
        if _stops(row_changes(effect)):
            return EffectKind.STOP
    return effect.kind


def known_proposal(app: App, proposal_id: str, view: View) -> Proposal:
    """Return a proposal the asker may know of; unknown and hidden look the same: NotFound."""
    with suppress(NotFound):
        found = app.store.proposal(proposal_id.strip().upper())
        if is_seen(found.effect, view.seen):
            return found
    raise NotFound("proposal", proposal_id)


def put_resource(proposal: Proposal, view: View) -> Resource:
    """Return a proposal as something to have a right to, with who wrote and did it."""
    asked_for = proposal.reviews[-1].by if proposal.reviews else None
    about = {
        "authors": proposal.authors,
        "acted": proposal.acted_alone,
        "at_least": asked_for,
    }
    return resource_of(proposal.effect, view).model_copy(update=about)


def is_seen(effect: Effect, seen: Snapshot) -> bool:  # noqa: PLR0911 - a kind after the other
    """Say whether a reader may know of an effect: an order is shown as far as they see it."""
    if isinstance(effect, SetAgreedOrder | ChangePolicy):
        return True
    if isinstance(effect, PublishBrief):
        return all(seen.get(Project, key) is not None for key in effect.shows)
    if isinstance(effect, RecordDecision):
        return effect.project is None or seen.get(Project, effect.project) is not None
    if isinstance(effect, OverrideRag):
        return seen.get(Project, effect.project) is not None
    if isinstance(effect, DecideScenario):
        return all(is_row_seen(row, seen) for part in effect.parts for row in part.rows)
    if isinstance(effect, SettleConflict):
        claims = all(seen.get(Project, key) is not None for key in effect.claims)
        return claims and all(is_row_seen(row, seen) for row in effect.rows)
    (change,) = row_changes(effect)
    noun = BY_TABLE.get(change.table)
    return noun is not None and seen.get(noun, change.key) is not None


def is_row_seen(row: DecidedRow, seen: Snapshot) -> bool:
    """Say whether a reader sees a row that would change, or all that a new one speaks of."""
    noun = BY_TABLE[row.change.table]
    if row.before is not None:
        return seen.get(noun, row.change.key) is not None
    return all(
        seen.get(BY_TABLE[column.ref], key) is not None
        for column in columns(noun)
        if column.ref is not None
        for key in _keys(row.change.values.get(column.name))
    )


def _keys(cell: JsonValue) -> list[str]:
    """Return the keys in a cell that refers to other rows."""
    return [str(each) for each in (cell if isinstance(cell, list) else [cell]) if each is not None]


def as_seen(proposal: Proposal, view: View) -> Effect:
    """Return an effect without the keys, in the cell it corrects, of rows the asker cannot see.

    What they wrote themselves is shown as they wrote it: leaving it out would tell that it exists.
    """
    effect = proposal.effect
    if not isinstance(effect, CorrectInput):
        return effect
    known = {column.name: column.ref for column in columns(BY_TABLE[effect.table])}
    noun = BY_TABLE.get(known.get(effect.field) or "")
    if noun is None:
        return effect
    hidden = set(view.full.frame(noun)["key"]) - set(view.seen.frame(noun)["key"])
    cells = {"before": effect.before}
    if view.scope.viewer not in proposal.authors:
        cells["after"] = effect.after
    return effect.model_copy(
        update={name: _cell_without(cell, hidden) for name, cell in cells.items()}
    )


def _cell_without(cell: JsonValue, hidden: Collection[str]) -> JsonValue:
    if isinstance(cell, list):
        return [each for each in cell if each not in hidden]
    return None if cell in hidden else cell


def project_of(row: Noun | None, full: Snapshot) -> str | None:
    """Return the project that a row belongs to, directly or through its item."""
    if isinstance(row, Project):
        return row.key
    if isinstance(row, ValueInput):
        row = full.get(WorkItem, row.item)
    found = getattr(row, "project", None)
    return found if isinstance(found, str) else None


def _row_of(effect: Effect, full: Snapshot) -> Noun | None:
    """Return the row that an effect changes; None where it changes none, or it is not there."""
    change = next(iter(row_changes(effect)), None)
    noun = BY_TABLE.get(change.table) if change is not None else None
    return full.get(noun, change.key) if noun is not None and change is not None else None


def _stops(changes: Iterable[RowChange]) -> bool:
    return any(
        change.table == Project.table and change.values.get("stage") == Stage.STOPPED.value
        for change in changes
    )


def _amount(effect: Effect, full: Snapshot) -> Money | None:
    """Return the money an effect commits: none for whoever is turned away or put off."""
    if isinstance(effect, CorrectInput):
        return _difference(effect)
    if isinstance(effect, DecideRequest) and effect.after is not RequestState.ACCEPTED:
        return Money(amount=Decimal(0), currency=full.organisation.currency)
    return None


def _severity(row: Noun | None) -> str | None:
    rating = row.rating if isinstance(row, RaidEntry) else None
    return rating.value if rating else None


def _difference(effect: CorrectInput) -> Money | None:
    """Return by how much money a correction differs; None where that is not known.

    From no budget to one the whole is the difference; two currencies have none.
    """
    if decided_as(effect) is not EffectKind.BUDGET_CHANGE:
        return None
    held = [Money.model_validate(each) for each in (effect.before, effect.after) if each]
    if len({money.currency for money in held}) != 1:
        return None
    first, *other = held
    return Money(
        amount=abs(first.amount - sum(money.amount for money in other)), currency=first.currency
    )
