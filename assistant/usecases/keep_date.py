"""“What is the cheapest way to keep that date?”, and “what if they want it earlier?”"""

from __future__ import annotations

from datetime import date

from assistant.errors import BadInput
from assistant.planning.scenarios.way_out import Crisis
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.assessment import Assessment
from assistant.usecases.find_way_out import crisis_desk
from assistant.usecases.names import NameKind, resolve
from assistant.values import Fact, Value


class DateKept(Value):
    """A promise, and what would keep it."""

    milestone: Fact
    crisis: Crisis


def keep_date(assessment: Assessment, name: str, by: date | None = None) -> DateKept:
    """Return whether a promise holds as planned, and at most three ways to hold it.

    `name` is a milestone, or a project, whose next promise is then meant. Raises NotFound where
    the asker sees none such, BadInput where nothing was promised or the day is over.
    """
    seen = assessment.seen
    if by is not None and by <= seen.as_of:
        raise BadInput(f"{by.isoformat()} is not ahead.", remedy="Give a later day.")
    found = promise_named(seen, name)
    if found.committed is None and by is None:
        raise BadInput(
            f"Nobody has promised a day for {found.name}.", remedy="Say by which day it should be."
        )
    crisis = crisis_desk(assessment).keep(found.key, by)
    return DateKept(milestone=Facts(seen).name(Milestone, found.key), crisis=crisis)


def promise_named(seen: Snapshot, name: str) -> Milestone:
    """Return the open milestone of a name, or the next one promised by a project of that name."""
    named = resolve(seen, name, (NameKind.MILESTONE, NameKind.PROJECT))
    ahead = [each for each in seen.all(Milestone) if each.actual is None]
    if named.kind is NameKind.PROJECT:
        own = [each for each in ahead if each.project == named.key]
        return _next_promise(own, named.name)
    found = next((each for each in ahead if each.key == named.key), None)
    if found is None:
        raise BadInput(f"{named.name} is over.", remedy="Ask about a day that lies ahead.")
    return found


def _next_promise(milestones: list[Milestone], name: str) -> Milestone:
    """Return what is promised first; a regulator's day before all others."""
    promised = [each for each in milestones if each.committed is not None]
    if not promised:
        raise BadInput(f"{name} has promised no day.", remedy="Name a milestone and a day.")
    return min(promised, key=lambda each: (not each.mandatory, each.committed or date.max))
