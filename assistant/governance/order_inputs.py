"""Reads what an order of some items rests on: their rows, and the days of whoever works on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from assistant.governance.weighing import Input, InputKind
from assistant.planning.capacity.workforce import Workforce
from assistant.planning.capacity.working_days import DAYS_PER_WEEK, WorkingDays
from assistant.planning.inputs.deadlines import pins_in_force, read_deadlines
from assistant.portfolio.control import RaidEntry, RaidState
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Assignment, Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, Pin, ValueInput, WorkItem
from assistant.values.effort import MINUTES_PER_DAY

_WEEKS = 8
"""Over how many weeks from its day the time of people is compared."""


def inputs_behind(snapshot: Snapshot, items: Iterable[str], since: date) -> tuple[Input, ...]:
    """Return what an order rests on as far as some items go, sorted by cell.

    People's days are those of eight weeks from `since`, whatever the snapshot's own day, so that
    two readings compare the same weeks.
    """
    wanted = frozenset(items)
    found = [
        *_of_items(snapshot, wanted),
        *_of_values(snapshot, wanted),
        *_of_pins(snapshot, wanted),
        *_of_links(snapshot, wanted),
        *_of_risks(snapshot, wanted),
        *_of_people(snapshot, wanted, since),
    ]
    return tuple(sorted(found, key=lambda each: each.place))


def _input(
    kind: InputKind, item: str, noun: type[Noun], key: str, field: str, said: object
) -> Input:
    text = None if said is None else str(said)
    return Input(kind=kind, item=item, table=noun.table, key=key, field=field, said=text)


def _of_items(snapshot: Snapshot, wanted: frozenset[str]) -> Iterator[Input]:
    deadlines = read_deadlines(snapshot)
    for key in sorted(wanted):
        item = snapshot.get(WorkItem, key)
        if item is None:
            continue
        size = _days(item) or item.points
        day = deadlines[key].day if key in deadlines else item.due
        yield _input(InputKind.SIZE, key, WorkItem, key, "estimate", size)
        yield _input(InputKind.DATE, key, WorkItem, key, "due", day)
        yield _input(InputKind.STATUS, key, WorkItem, key, "category", item.category.value)


def _days(item: WorkItem) -> str:
    """Return an estimate as a portfolio folder has it: “iam 4d; backend 2d”."""
    parts = (f"{each.skill} {each.effort.days.normalize():f}d" for each in item.estimate)
    return "; ".join(parts)


def _of_values(snapshot: Snapshot, wanted: frozenset[str]) -> Iterator[Input]:
    for row in snapshot.all(ValueInput):
        if row.item in wanted:
            said = f"{row.value.normalize():f}{f' {row.currency}' if row.currency else ''}"
            yield _input(InputKind.VALUE, row.item, ValueInput, row.key, row.factor.value, said)


def _of_pins(snapshot: Snapshot, wanted: frozenset[str]) -> Iterator[Input]:
    for item, pin in sorted(pins_in_force(snapshot).items()):
        if item in wanted:
            yield _input(InputKind.PIN, item, Pin, pin.key, "pin", "in force")


def _of_links(snapshot: Snapshot, wanted: frozenset[str]) -> Iterator[Input]:
    for row in snapshot.all(Dependency):
        if row.successor in wanted:
            key, said = row.key, row.predecessor
            yield _input(InputKind.DEPENDENCY, row.successor, Dependency, key, "predecessor", said)


def _of_risks(snapshot: Snapshot, wanted: frozenset[str]) -> Iterator[Input]:
    """Yield the open risks of the items' projects, with their rating."""
    projects: dict[str, str] = {}
    for key in sorted(wanted):
        item = snapshot.get(WorkItem, key)
        if item is not None and item.project is not None:
            projects.setdefault(item.project, key)
    for row in snapshot.all(RaidEntry):
        if row.project in projects and row.state is RaidState.OPEN:
            said = row.rating.value if row.rating else "unrated"
            yield _input(InputKind.RISK, projects[row.project], RaidEntry, row.key, "rating", said)


def _of_people(snapshot: Snapshot, wanted: frozenset[str], since: date) -> Iterator[Input]:
    """Yield the days that the items' teams, and whoever is asked for by name, have for them."""
    working = _working_on(snapshot, wanted)
    line = WorkingDays.of(snapshot.seen_on(since))
    for time in Workforce(snapshot, line, _WEEKS * DAYS_PER_WEEK).people:
        item = working.get(time.person.key)
        if item is not None:
            days = round(float(time.available.sum()) / MINUTES_PER_DAY)
            yield _input(InputKind.TIME, item, Person, time.person.key, "days", days)


def _working_on(snapshot: Snapshot, wanted: frozenset[str]) -> dict[str, str]:
    """Return by person the first of the items that they are to work on."""
    items = [item for key in sorted(wanted) if (item := snapshot.get(WorkItem, key))]
    teams: dict[str, str] = {}
    found: dict[str, str] = {}
    for item in items:
        if item.team is not None:
            teams.setdefault(item.team, item.key)
    for row in snapshot.all(Assignment):
        if row.person is not None and row.item in wanted:
            found.setdefault(row.person, row.item or "")
    for person in snapshot.all(Person):
        if person.team in teams:
            found.setdefault(person.key, teams[person.team])
    return found
