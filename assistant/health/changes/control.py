"""What changed in what a PMO keeps watch with: reported status, scope and change requests."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.changes.comparison import Comparison
from assistant.health.changes.telling import cell_of, counted_by_project, went
from assistant.health.growth import growth_percent
from assistant.health.naming import called
from assistant.health.updates import Reported, reported
from assistant.health.verdicts import Change, ChangeKind
from assistant.policy import Policy
from assistant.portfolio.control import ChangeRequest
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project, Rag
from assistant.values import Fact, Unit

TO_RED = 80
OTHER_STATUS = 65
SCOPE = 65
SCOPE_WITHIN_LIMIT = 20
REQUESTS_CAME_IN = 55


def status_changes(comparison: Comparison) -> Iterator[Change]:
    """Yield the projects that are reported with another status now."""
    then, now = reported(comparison.before), reported(comparison.after)
    for key in sorted(then.keys() | now.keys()):
        old, new = then.get(key), now.get(key)
        if (old and old.rag) != (new and new.rag):
            yield _reported(comparison, key, old, new)


def scope_changes(comparison: Comparison, policy: Policy) -> Iterator[Change]:
    """Yield scope that grew or shrank, and change requests that came in, by project."""
    for key in comparison.edited(Project, "scope_current"):
        yield _scope(comparison, policy, key)
    yield from counted_by_project(
        comparison,
        ChangeRequest,
        comparison.added(ChangeRequest),
        what="requests_added",
        kind=ChangeKind.SCOPE,
        materiality=REQUESTS_CAME_IN,
        text="{count} change [request|requests] came in for {project}.",
    )


def _reported(
    comparison: Comparison, key: str, old: Reported | None, new: Reported | None
) -> Change:
    to_red = new is not None and new.rag is Rag.RED
    return Change(
        kind=ChangeKind.STATUS,
        table=Project.table,
        key=key,
        project=key,
        materiality=TO_RED if to_red else OTHER_STATUS,
        headline=went(
            called(comparison.new, Project, key),
            "the reported status",
            _as_fact(comparison.old, key, old),
            _as_fact(comparison.new, key, new),
        ),
        subjects=(f"{new.cell[0].table}:{new.cell[1]}",) if new else (),
    )


def _as_fact(facts: Facts, project: str, said: Reported | None) -> Fact | None:
    if said is None:
        return None
    subject = f"{Project.table}:{project}"
    return facts.of(subject, "reported", said.rag.value, Unit.STATUS, cells=[said.cell])


def _scope(comparison: Comparison, policy: Policy, key: str) -> Change:
    field = "scope_current"
    old = cell_of(comparison.old, Project, key, field, Unit.COUNT)
    new = cell_of(comparison.new, Project, key, field, Unit.COUNT)
    before = getattr(comparison.before.get(Project, key), field)
    after = getattr(comparison.after.get(Project, key), field)
    percent = growth_percent(before, after) if before is not None and after is not None else None
    what = called(comparison.new, Project, key)
    small = percent is not None and abs(percent) <= policy.limit("change_minor_percent")
    return Change(
        kind=ChangeKind.SCOPE,
        table=Project.table,
        key=key,
        project=key,
        materiality=SCOPE_WITHIN_LIMIT if small else SCOPE,
        headline=went(what, "the scope", old, new),
    )
