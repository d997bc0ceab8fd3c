"""What an effect is about: the project it concerns, whether the asker sees it, what is at stake."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from decimal import Decimal

from pydantic import JsonValue

from assistant.errors import NotFound
from assistant.governance.effects import (
    CorrectInput,
    DecideRequest,
    Effect,
    PublishBrief,
    RecordDecision,
    SetAgreedOrder,
    row_change,
)
from assistant.governance.proposal import Proposal
from assistant.governance.rights import Resource
from assistant.portfolio.control import RaidEntry
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.project import Project
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import RequestState, ValueInput, WorkItem
from assistant.usecases.app import App
from assistant.usecases.view import View
from assistant.values import Money

BY_TABLE: dict[str, type[Noun]] = {noun.table: noun for noun in NOUNS}


def resource_of(effect: Effect, view: View) -> Resource:
    """Return an effect as something to have a right to; invisible where its row is."""
    if isinstance(effect, SetAgreedOrder):
        return Resource(effect=effect.kind)
    if isinstance(effect, PublishBrief):
        return Resource(effect=effect.kind, visible=is_seen(effect, view.seen))
    noun, key = subject_of(effect)
    row = view.full.get(noun, key) if noun is not None else None
    project = effect.project if isinstance(effect, RecordDecision) else _project(row, view.full)
    known = view.full.get(Project, project)
    return Resource(
        effect=effect.kind,
        project=project,
        program=known.program if known else None,
        visible=is_seen(effect, view.seen),
        amount=_amount(effect, view.full),
        severity=_severity(row),
        chair=effect.chair if isinstance(effect, RecordDecision) else None,
    )


def known_proposal(app: App, proposal_id: str, view: View) -> Proposal:
    """Return a proposal the asker may know of; unknown and hidden look the same: NotFound."""
    with suppress(NotFound):
        found = app.store.proposal(proposal_id.strip().upper())
        if is_seen(found.effect, view.seen):
            return found
    raise NotFound("proposal", proposal_id)


def put_resource(proposal: Proposal, view: View) -> Resource:
    """Return a proposal as something to have a right to, with who wrote and did it."""
    people = {"authors": proposal.authors, "acted": proposal.acted_alone}
    return resource_of(proposal.effect, view).model_copy(update=people)


def is_seen(effect: Effect, seen: Snapshot) -> bool:
    """Say whether a reader may know of an effect: an order is shown as far as they see it."""
    if isinstance(effect, SetAgreedOrder):
        return True
    if isinstance(effect, PublishBrief):
        return all(seen.get(Project, key) is not None for key in effect.shows)
    if isinstance(effect, RecordDecision):
        return effect.project is None or seen.get(Project, effect.project) is not None
    noun, key = subject_of(effect)
    return noun is not None and seen.get(noun, key) is not None


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


def subject_of(effect: Effect) -> tuple[type[Noun] | None, str]:
    """Return the row that an effect changes: its noun and key."""
    change = row_change(effect)
    if change is None:
        return None, ""
    return BY_TABLE.get(change.table), change.key


def _cell_without(cell: JsonValue, hidden: Collection[str]) -> JsonValue:
    if isinstance(cell, list):
        return [each for each in cell if each not in hidden]
    return None if cell in hidden else cell


def _project(row: Noun | None, full: Snapshot) -> str | None:
    """Return the project that a row belongs to, directly or through its item."""
    if isinstance(row, Project):
        return row.key
    if isinstance(row, ValueInput):
        row = full.get(WorkItem, row.item)
    found = getattr(row, "project", None)
    return found if isinstance(found, str) else None


def _amount(effect: Effect, full: Snapshot) -> Money | None:
    """Return the money an effect commits: none for whoever is turned away or put off."""
    if isinstance(effect, DecideRequest) and effect.after is not RequestState.ACCEPTED:
        return Money(amount=Decimal(0), currency=full.organisation.currency)
    return None


def _severity(row: Noun | None) -> str | None:
    rating = row.rating if isinstance(row, RaidEntry) else None
    return rating.value if rating else None
