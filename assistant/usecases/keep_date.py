"""“What is the cheapest way to keep that date?”, and “what if they want it earlier?”"""

from __future__ import annotations

from datetime import date

from assistant.errors import BadInput, NotFound
from assistant.planning.scenarios.way_out import Crisis
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.assessment import Assessment
from assistant.usecases.find_way_out import crisis_desk
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
    wanted = name.strip().casefold()
    ahead = [each for each in seen.all(Milestone) if each.actual is None]
    exact = [each for each in ahead if wanted in (each.key.casefold(), each.name.casefold())]
    if exact:
        return exact[0]
    for project in seen.all(Project):
        if wanted in (each.casefold() for each in (project.key, project.name, *project.aliases)):
            return _next_promise([each for each in ahead if each.project == project.key], name)
    near = tuple(each.name for each in ahead if wanted in _words(each))
    if len(near) == 1:
        return next(each for each in ahead if each.name == near[0])
    raise NotFound("promise", name, near=near)


def _next_promise(milestones: list[Milestone], name: str) -> Milestone:
    """Return what is promised first; a regulator's day before all others."""
    promised = [each for each in milestones if each.committed is not None]
    if not promised:
        raise BadInput(f"{name} has promised no day.", remedy="Name a milestone and a day.")
    return min(promised, key=lambda each: (not each.mandatory, each.committed or date.max))


def _words(milestone: Milestone) -> str:
    return f"{milestone.name} {milestone.committed_to or ''}".casefold()
