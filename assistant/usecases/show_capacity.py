"""Load against capacity with what can be done about it, as the asker may see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.errors import BadInput
from assistant.planning.capacity.load import CapacityReport, Load, LoadKind, Stretch
from assistant.planning.capacity.named_load import RoleNames
from assistant.planning.consequences.capacity_review import CapacityReview, OverloadReview
from assistant.planning.consequences.headcount import headcount
from assistant.planning.consequences.headcount_words import HeadcountWords
from assistant.planning.consequences.options import Options
from assistant.planning.consequences.overload_words import OverloadWords
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.promises import Promises
from assistant.planning.consequences.review_words import ReviewWords
from assistant.planning.consequences.scarcity import bottleneck
from assistant.planning.consequences.specialists import specialists
from assistant.planning.inputs.open_items import open_items
from assistant.planning.inputs.sizes import named
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.assessment import Assessment
from assistant.usecases.follow_dependencies import refuse_past

OVERLOADS = 5
"""Overloads that ways out are worked out for, the gravest first."""


def review_capacity(assessment: Assessment, finish_by: date | None = None) -> CapacityReview:
    """Return ways out of each overload, the bottleneck, specialists, BAU, and people needed.

    `finish_by` asks how many people it takes to finish everything by a day; BadInput where nobody's
    time is known, and for a day that is over.
    """
    if finish_by is not None:
        refuse_past(finish_by, assessment)
    planned = assessment.whole_planned
    if finish_by is not None and not planned.has_times:
        raise BadInput(
            "Without people's time and sizes in days it is not known how many people it takes.",
            remedy="Import people with their skills, and estimates in days.",
        )
    seen, policy = assessment.seen, assessment.app.policy
    promises = Promises(planned.snapshot, open_items(planned.snapshot))
    words = ReviewWords(seen, planned)
    scarce = bottleneck(planned, len(assessment.capacity.weeks))
    found = specialists(planned, promises, int(policy.limit("specialist_away_weeks")))
    error = policy.scoring.input_error_percent
    needed = None
    if finish_by is not None:
        needed = headcount(planned, promises, finish_by, float(error) / 100)
    over = [each for each in assessment.capacity.over if not _is_explained(each, assessment)]
    return CapacityReview(
        overloads=tuple(_overloads(over[:OVERLOADS], assessment, planned, promises)),
        left_out=max(len(over) - OVERLOADS, 0),
        bottleneck=None if scarce is None else words.bottleneck(scarce, assessment.capacity),
        specialists=tuple(told for each in found if (told := words.specialist(each)) is not None),
        bau=tuple(words.bau(assessment.history)),
        finish_by=None
        if needed is None
        else HeadcountWords(seen, planned).finish_by(needed, error),
    )


def _overloads(
    told: Sequence[Stretch], assessment: Assessment, planned: Planned, promises: Promises
) -> Iterator[OverloadReview]:
    seen, whole = assessment.seen, assessment.whole_capacity
    words = OverloadWords(seen, planned, whole)
    options = Options(planned, promises)
    for stretch in told:
        yield words.review(_of_record(stretch, whole, seen), stretch, options)


def _is_explained(stretch: Stretch, assessment: Assessment) -> bool:
    """Say whether somebody of that team or skill is told to be asked for too much then."""
    if stretch.load.kind is LoadKind.PERSON:
        return False
    return any(
        other.load.kind is LoadKind.PERSON
        and _belongs(other.load, stretch.load, assessment.seen)
        and other.load.period.start <= stretch.load.period.end
        and stretch.load.period.start <= other.load.period.end
        for other in assessment.capacity.over
    )


def _belongs(somebody: Load, group: Load, seen: Snapshot) -> bool:
    if group.kind is LoadKind.TEAM:
        return somebody.team == group.key
    known = seen.get(Person, somebody.key)
    return known is not None and group.key in {named(skill) for skill in known.skills}


def _of_record(told: Stretch, whole: CapacityReport, seen: Snapshot) -> Stretch:
    """Return the stretch of record that is told so: of a role, that of the first of its people."""
    roles, facts = RoleNames(seen), Facts(seen)
    same = [each for each in whole.over if each.load.period == told.load.period]
    exact = [e for e in same if (e.load.kind, e.load.key) == (told.load.kind, told.load.key)]
    by_role = [
        each
        for each in same
        if each.load.kind is LoadKind.PERSON
        and roles.of(each.load.key).name(facts) == told.load.key
    ]
    return (exact or by_role or [told])[0]
