"""The facts about named things that a statement of anybody can be held against.

Every fact is read from the rows that the asker may see, so what they may not see is not in it.
A list of fields a table, each with the unit its value has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.briefing.claims.names import Names
from assistant.health.project_cost import ProjectCost, earned_value, project_costs
from assistant.portfolio.control import Benefit, Decision, RaidEntry
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze, Theme
from assistant.portfolio.ownership import Ownership
from assistant.portfolio.people import Contractor, Person, Team
from assistant.portfolio.project import Milestone, Program, Project, Vendor
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, Request, StatusCategory, WorkItem
from assistant.values import Fact, Money, Unit

_FIELDS: Mapping[type[Noun], tuple[tuple[str, Unit], ...]] = {
    Project: (
        ("stage", Unit.STATUS), ("start", Unit.DATE), ("end", Unit.DATE),
        ("baseline_end", Unit.DATE), ("running_cost", Unit.MONEY),
    ),
    Milestone: (
        ("baseline", Unit.DATE), ("forecast", Unit.DATE), ("actual", Unit.DATE),
        ("committed", Unit.DATE), ("committed_to", Unit.NAME), ("penalty", Unit.MONEY),
    ),
    WorkItem: (("due", Unit.DATE), ("estimate", Unit.EFFORT), ("finished", Unit.DATE)),
    Decision: (("due", Unit.DATE), ("cost_of_waiting", Unit.MONEY), ("decided_on", Unit.DATE)),
    RaidEntry: (("rating", Unit.STATUS), ("due", Unit.DATE)),
    Person: (("role", Unit.TEXT),),
}  # fmt: skip
_REFERENCES: Mapping[type[Noun], tuple[tuple[str, str, type[Noun]], ...]] = {
    Project: (
        ("owner", "owner", Person), ("sponsor", "sponsor", Person),
        ("program", "program", Program), ("vendor", "vendor", Vendor),
    ),
    Program: (("lead", "owner", Person),),
    Team: (("lead", "owner", Person),),
    Milestone: (("project", "of", Project),),
    WorkItem: (("owner", "owner", Person), ("project", "project", Project)),
    Decision: (("decider", "decider", Person),),
    RaidEntry: (("owner", "owner", Person), ("project", "of", Project)),
    Person: (("team", "team", Team),),
}  # fmt: skip
_NAMED: tuple[type[Noun], ...] = (
    Project, Program, Vendor, Team, Milestone, Decision, RaidEntry, Theme, Freeze, Contractor,
    Request, Benefit, WorkItem,
)  # fmt: skip
_BY_KEY = frozenset({WorkItem, Decision, RaidEntry, Request})
_AMOUNTS = (
    ("budget", "baseline"), ("planned_value", "planned_value"),
    ("earned_value", "earned_value"), ("actual_cost", "actual_cost"),
)  # fmt: skip
"""What a project's money is called here, and the field of its budget lines."""

_STATES = {
    StatusCategory.DONE: "is_done",
    StatusCategory.DOING: "is_doing",
    StatusCategory.TODO: "is_waiting",
}
_OPEN = (StatusCategory.DOING, StatusCategory.TODO)


def names_of(seen: Snapshot) -> Names:
    """Return what everything is called that the asker may see."""
    names = Names()
    for name, subject in _called(seen):
        names.add(name, subject)
    for person in seen.all(Person):
        names.add_person(person.name, f"{Person.table}:{person.key}")
    return names


def _called(seen: Snapshot) -> Iterator[tuple[str, str]]:
    for noun in _NAMED:
        for thing in seen.all(noun):
            subject = f"{noun.table}:{thing.key}"
            yield getattr(thing, "name", None) or thing.key, subject
            yield from ((alias, subject) for alias in getattr(thing, "aliases", ()))
            if noun in _BY_KEY:
                yield thing.key, subject
    for person in seen.all(Person):
        if person.role:
            yield person.role, f"called:{person.role.casefold()}"


def inventory(seen: Snapshot) -> Iterator[Fact]:
    """Give the facts about everything that has a name, as its rows have them."""
    facts = Facts(seen)
    for noun in _REFERENCES:
        for thing in seen.all(noun):
            yield facts.key(noun, thing.key) if noun is WorkItem else facts.name(noun, thing.key)
            yield from _of_row(facts, noun, thing)
    yield from _missing(facts, seen)
    yield from _states(facts, seen)
    yield from _money(facts, seen)
    yield from _links(facts, seen)


def _of_row(facts: Facts, noun: type[Noun], thing: Noun) -> Iterator[Fact]:
    for field, unit in _FIELDS.get(noun, ()):
        value = getattr(thing, field, None)
        if value is not None and not isinstance(value, tuple):
            yield facts.cell(noun, thing.key, field, unit)
    for field, measure, other in _REFERENCES[noun]:
        key = getattr(thing, field)
        row = facts.snapshot.get(other, key)
        if row is not None:
            subject, name = f"{noun.table}:{thing.key}", getattr(row, "name", row.key)
            cells = [(noun, thing.key, field)]
            yield facts.of(subject, measure, name, Unit.NAME, cells=cells)


def _missing(facts: Facts, seen: Snapshot) -> Iterator[Fact]:
    """Give what a row says by leaving a cell empty, or by naming somebody who has left."""
    here = Ownership(seen).is_here
    for project in seen.all(Project):
        for field in ("owner", "sponsor"):
            if not here(getattr(project, field)):
                yield _mark(facts, Project, project.key, f"without_{field}", field)
    for item in seen.all(WorkItem):
        if not here(item.owner):
            yield _mark(facts, WorkItem, item.key, "without_owner", "owner")
    yield from _empty(facts, WorkItem, "estimate")
    yield from _empty(facts, RaidEntry, "mitigation")


def _empty(facts: Facts, noun: type[Noun], field: str) -> Iterator[Fact]:
    for thing in facts.snapshot.all(noun):
        if not getattr(thing, field):
            yield _mark(facts, noun, thing.key, f"without_{field}", field)


def _states(facts: Facts, seen: Snapshot) -> Iterator[Fact]:
    for item in seen.all(WorkItem):
        state = _STATES.get(item.category)
        if state is not None:
            yield _mark(facts, WorkItem, item.key, state, "category")
        if item.category in _OPEN:
            yield _mark(facts, WorkItem, item.key, "is_open", "category")


def _money(facts: Facts, seen: Snapshot) -> Iterator[Fact]:
    """Give what a project may cost, has cost and has earned, in its main currency."""
    for project, cost in project_costs(seen).items():
        subject = f"{Project.table}:{project}"
        for measure, field in _AMOUNTS:
            totals = cost.totals(field)
            if totals is not None:
                value = Money(amount=totals[field], currency=cost.currency)
                yield facts.of(subject, measure, value, Unit.MONEY, cells=totals.cells())
        yield from _performance(facts, subject, cost)


def _performance(facts: Facts, subject: str, cost: ProjectCost) -> Iterator[Fact]:
    totals = cost.totals("baseline", "planned_value", "earned_value", "actual_cost")
    if totals is None:
        return
    earned = earned_value(totals)
    indices = (
        ("cost_performance", earned.cpi, earned.ac),
        ("schedule_performance", earned.spi, earned.pv),
    )
    for measure, index, divisor in indices:
        if index is not None:
            how = f"{earned.ev} ÷ {divisor}"
            yield facts.of(
                subject, measure, index, Unit.RATIO, cells=totals.cells(), arithmetic=how
            )


def _links(facts: Facts, seen: Snapshot) -> Iterator[Fact]:
    """Give what waits for what, while it does."""
    for link in seen.all(Dependency):
        before = seen.get(WorkItem, link.predecessor)
        if before is None or before.category not in _OPEN:
            continue
        for field in ("predecessor", "successor"):
            key = getattr(link, field)
            if seen.get(WorkItem, key) is not None:
                subject = f"{Dependency.table}:{link.key}"
                cells = [(Dependency, link.key, field)]
                yield facts.of(subject, field, key, Unit.NAME, cells=cells)


def _mark(facts: Facts, noun: type[Noun], key: str, measure: str, field: str) -> Fact:
    """Return a fact that something is so; its value is yes."""
    subject = f"{noun.table}:{key}"
    return facts.of(subject, measure, True, Unit.STATUS, cells=[(noun, key, field)])
