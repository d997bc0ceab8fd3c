"""More is asked of somebody than they have time for: the claims, priced ways out, and a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assistant.errors import BadInput, NotFound
from assistant.governance.effects import DecidedRow, RowChange, SettleConflict
from assistant.planning.capacity.load import LoadKind, Stretch
from assistant.planning.capacity.named_load import may_see_named_load
from assistant.planning.consequences.capacity_review import OverloadReview
from assistant.planning.consequences.options import Option, OptionKind, Options
from assistant.planning.consequences.overload_words import OverloadWords
from assistant.planning.consequences.promises import Promises
from assistant.planning.inputs.open_items import open_items
from assistant.portfolio.people import Assignment
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.usecases.acting import Actor
from assistant.usecases.assessment import Assessment
from assistant.usecases.named import person_named
from assistant.usecases.put_forward import Proposed, put_forward
from assistant.usecases.typed_text import typed_text


@dataclass(frozen=True, slots=True)
class Conflict:
    """Who asks for too much of whom, and the ways out in the order they are told in."""

    person: str
    claims: tuple[str, ...]
    review: OverloadReview
    options: tuple[Option, ...]
    stretch: Stretch


def find_conflict(assessment: Assessment, name: str) -> Conflict:
    """Return the gravest conflict about a person, with its ways out priced by planning.

    NotFound where there is none that the asker may know of: how much is asked of somebody is
    between them, the lead of their team and the PMO lead.
    """
    seen, whole = assessment.seen, assessment.whole_capacity
    person = person_named(seen, name)
    stretch = next((each for each in whole.over if _is_of(each, person)), None)
    claims = _claims(stretch, seen) if stretch is not None else None
    if stretch is None or claims is None or not may_see_named_load(seen, person):
        raise NotFound("conflict about", name)
    planned = assessment.whole_planned
    options = Options(planned, Promises(planned.snapshot, open_items(planned.snapshot)))
    told = next(each for each in assessment.capacity.over if _is_same(each, stretch))
    overload = options.about(stretch.load)
    found = options.of(overload) if overload is not None else ()
    return Conflict(
        person=person,
        claims=claims,
        review=OverloadWords(seen, planned, whole).review(stretch, told, options),
        options=tuple(each for each in found if _is_told(each, seen)),
        stretch=stretch,
    )


def settle_conflict(assessment: Assessment, name: str, option: int, because: str) -> Proposed:
    """Propose one of the ways out, by its number as they are listed; BadInput for another one."""
    conflict = find_conflict(assessment, name)
    if not 1 <= option <= len(conflict.options):
        raise BadInput(
            f"There is no way out {option}.",
            remedy=f"Choose from 1 to {len(conflict.options)}."
            if conflict.options
            else "Nothing was found but fewer or later asks: correct one of them.",
        )
    reason = typed_text(because, "A decision needs a reason.")
    chosen = conflict.options[option - 1]
    effect = SettleConflict(
        person=conflict.person,
        period=conflict.stretch.load.period,
        claims=conflict.claims,
        option=chosen.kind.value,
        item=chosen.item,
        who=chosen.who,
        rows=tuple(_rows(chosen, conflict, assessment.view.full)),
        reason=reason,
    )
    return put_forward(Actor(assessment.app, assessment.view), effect)


def _rows(option: Option, conflict: Conflict, full: Snapshot) -> Iterator[DecidedRow]:
    """Yield what the asks say from then on; of a hire and of agreed days only the record is kept."""
    period = conflict.stretch.load.period
    asked = {part.assignment for part in conflict.stretch.load.parts}
    for row in full.all(Assignment):
        if row.key not in asked or row.item != option.item or row.person != conflict.person:
            continue
        if option.kind is OptionKind.OTHER_PERSON:
            yield _changed(row, {"person": option.who or ""})
        elif option.kind is OptionKind.OTHER_TURN and row.start <= period.end:
            later = period.end + timedelta(days=1) - row.start
            days = {"start": row.start + later, "end": row.end + later}
            yield _changed(row, {name: day.isoformat() for name, day in days.items()})


def _changed(row: Assignment, values: dict[str, str]) -> DecidedRow:
    old = row.model_dump(mode="json")
    change = RowChange(table=row.table, key=row.key, values=values)
    return DecidedRow(change=change, before={name: old[name] for name in values})


def _is_of(stretch: Stretch, person: str) -> bool:
    return stretch.load.kind is LoadKind.PERSON and stretch.load.key == person


def _is_same(told: Stretch, stretch: Stretch) -> bool:
    return _is_of(told, stretch.load.key) and told.load.period == stretch.load.period


def _is_told(option: Option, seen: Snapshot) -> bool:
    return option.item is None or seen.get(WorkItem, option.item) is not None


def _claims(stretch: Stretch, seen: Snapshot) -> tuple[str, ...] | None:
    """Return the projects that ask; None where the asker may not know all of them."""
    keys = sorted({part.project for part in stretch.load.parts if part.project is not None})
    whole = all(seen.get(Project, key) is not None for key in keys)
    return tuple(keys) if whole and keys else None
