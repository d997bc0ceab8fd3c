"""Proposes to change a row: a wrong cell, a request's answer, a risk to live with, a decision."""

from __future__ import annotations

import re
from datetime import date

from pydantic import JsonValue, ValidationError

from assistant.errors import BadInput, NotFound
from assistant.governance.effects import (
    AcceptRisk,
    CorrectInput,
    DecideRequest,
    RecordDecision,
)
from assistant.governance.rights import EffectKind
from assistant.planning.scenarios.amounts import effort, money
from assistant.portfolio.control import RaidEntry
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request, RequestState
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.governed import BY_TABLE
from assistant.usecases.named import choice_named, person_named
from assistant.usecases.put_forward import Proposed, put_forward
from assistant.usecases.typed_text import typed_text
from assistant.values import Money

_MEASURED = re.compile(r"\b(?:Money|Effort|SkillEffort)\b")
"""Types whose values people write with a unit."""


def propose_correction(app: App, table: str, key: str, field: str, value: str) -> Proposed:
    """Propose another value for a cell; empty text empties it.

    NotFound for a row the asker cannot see, BadInput for a field or value that cannot be.
    """
    actor = Actor.of(app)
    row = _row(actor.view.seen, table, key)
    if field not in type(row).model_fields or field == "key":
        known = ", ".join(name for name in type(row).model_fields if name != "key")
        raise BadInput(f"{table} have no field “{field}”.", remedy=f"There is: {known}.")
    after = _cell(_changed(row, field, value or None), field)
    if after == cell_text(actor.view.seen, table, key, field):
        raise BadInput(f"{field} of {key} is that already.")
    before = cell_text(actor.view.full, table, key, field)
    effect = CorrectInput(table=table, key=row.key, field=field, before=before, after=after)
    return put_forward(actor, effect)


def propose_answer(app: App, request: str, state: RequestState, reason: str) -> Proposed:
    """Propose what becomes of a request."""
    actor = Actor.of(app)
    row = actor.view.seen.get(Request, request)
    if row is None:
        raise NotFound("request", request)
    if row.state is state:
        raise BadInput(f"{request} is {state.value} already.")
    said = typed_text(reason, "An answer needs a reason.")
    effect = DecideRequest(request=request, before=row.state, after=state, reason=said)
    return put_forward(actor, effect)


def propose_acceptance(app: App, entry: str, until: date) -> Proposed:
    """Propose to live with a risk until a day, which lies ahead."""
    actor = Actor.of(app)
    if actor.view.seen.get(RaidEntry, entry) is None:
        raise NotFound("risk", entry)
    if until <= actor.view.full.as_of:
        raise BadInput("A risk is accepted until a day that lies ahead.")
    return put_forward(actor, AcceptRisk(entry=entry, until=until))


def propose_record(
    app: App, text: str, chair: str, decided_on: date | None, project: str | None
) -> Proposed:
    """Put on record what somebody decided elsewhere; it stands once they confirm it."""
    actor = Actor.of(app)
    seen = actor.view.seen
    decided_on = decided_on or seen.as_of
    if decided_on > seen.as_of:
        raise BadInput("A decision that is put on record lies behind.")
    if project is not None and seen.get(Project, project) is None:
        raise NotFound("project", project)
    decider = person_named(seen, chair)
    if decider == actor.user.person:
        raise BadInput(
            "Whoever decided something confirms it, and somebody else puts it on record.",
            remedy="Let somebody else write it down.",
        )
    recorded = app.store.proposals_of(EffectKind.ORAL_DECISION)
    effect = RecordDecision(
        number=len(recorded) + 1,
        text=typed_text(text, "A decision that is put on record says something."),
        chair=decider,
        decided_on=decided_on,
        project=project,
    )
    return put_forward(actor, effect)


def read_answer(text: str) -> RequestState:
    """Return the state of that name; BadInput lists them."""
    return choice_named(RequestState, text)


def cell_text(snapshot: Snapshot, table: str, key: str, field: str) -> JsonValue:
    """Return a cell as JSON has it; None where it is empty or the row is gone."""
    noun = BY_TABLE.get(table)
    row = snapshot.get(noun, key) if noun is not None else None
    return None if row is None else _cell(row, field)


def _row(seen: Snapshot, table: str, key: str) -> Noun:
    noun = BY_TABLE.get(table)
    if noun is None:
        raise BadInput(f"There is no table “{table}”.", remedy=f"There is: {', '.join(BY_TABLE)}.")
    row = seen.get(noun, key)
    if row is None:
        raise NotFound(noun.title.lower(), key)
    return row


def _cell(row: Noun, field: str) -> JsonValue:
    cell: JsonValue = row.model_dump(mode="json")[field]
    return cell


def _typed(row: Noun, field: str, value: str | None) -> object:
    """Return what people write of money (“120000 EUR”) and of work (“4d”); else the text."""
    annotation = str(type(row).model_fields[field].annotation)
    if value is None or not _MEASURED.search(annotation):
        return value
    if "Money" in annotation:
        amount = money(value)
        if not isinstance(amount, Money):
            raise BadInput(f"“{value}” names no currency.", remedy="Write it like 120000 EUR.")
        return amount
    parts = effort(value)
    return parts if "SkillEffort" in annotation else parts[0].effort


def _changed(row: Noun, field: str, value: str | None) -> Noun:
    """Return a row with another value in a field; BadInput where it cannot stand there."""
    try:
        return type(row).model_validate(row.model_dump() | {field: _typed(row, field, value)})
    except ValidationError as error:
        raise _cannot_stand(error, field, value) from error


def _cannot_stand(error: ValidationError, field: str, value: str | None) -> BadInput:
    """Return why a value cannot stand in a field, in the words of whoever typed it."""
    if value is None:
        return BadInput(f"{field} cannot be empty.", remedy="Write what is right.")
    found = error.errors(include_url=False, include_input=False)[0]
    wanted = next((words for start, words in _WANTED if found["type"].startswith(start)), None)
    why = wanted or found["msg"].removeprefix("Value error, ")
    return BadInput(f"“{value}” cannot stand in {field}: {why}.")


_WANTED = (
    ("decimal", "it is a number, such as 3"),
    ("int", "it is a whole number, such as 3"),
    ("date", "it is a day, such as 2026-12-31"),
    ("bool", "it is yes or no"),
)
"""What kinds of pydantic's errors say that a cell wants."""
