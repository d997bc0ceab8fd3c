"""Dates that must hold: of pins, of mandatory items, and of milestones set by law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Pin, WorkItem


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day an item must be finished by, and the cell that says so."""

    day: date
    cell: Cell


def pins_in_force(snapshot: Snapshot) -> dict[str, Pin]:
    """Return the pins that have not expired, by item; the last row of one item holds."""
    pins = [pin for pin in snapshot.all(Pin) if not _is_over(pin, snapshot.as_of)]
    return {pin.item: pin for pin in pins}


def read_deadlines(snapshot: Snapshot) -> dict[str, Deadline]:
    """Return the earliest date that must hold for each item that has one."""
    found: dict[str, Deadline] = {}
    for key, deadline in (*_of_pins(snapshot), *_of_items(snapshot), *_of_milestones(snapshot)):
        if key not in found or deadline.day < found[key].day:
            found[key] = deadline
    return found


def _of_pins(snapshot: Snapshot) -> Iterator[tuple[str, Deadline]]:
    for key, pin in sorted(pins_in_force(snapshot).items()):
        if pin.not_after is not None:
            yield key, Deadline(pin.not_after, (Pin, pin.key, "not_after"))


def _of_items(snapshot: Snapshot) -> Iterator[tuple[str, Deadline]]:
    for item in snapshot.all(WorkItem):
        if item.mandatory and item.due is not None:
            yield item.key, Deadline(item.due, (WorkItem, item.key, "due"))


def _of_milestones(snapshot: Snapshot) -> Iterator[tuple[str, Deadline]]:
    """Yield what a milestone set by law needs: the item it names, and what is released with it."""
    released: dict[str, list[str]] = {}
    for item in snapshot.all(WorkItem):
        if item.release is not None:
            released.setdefault(item.release, []).append(item.key)
    for milestone in snapshot.all(Milestone):
        field = "committed" if milestone.committed else "baseline"
        day = milestone.committed or milestone.baseline
        if not milestone.mandatory or milestone.actual is not None or day is None:
            continue
        needed = [milestone.needs_item] if milestone.needs_item else []
        for key in (*needed, *released.get(milestone.key, ())):
            yield key, Deadline(day, (Milestone, milestone.key, field))


def _is_over(pin: Pin, today: date) -> bool:
    return pin.until is not None and pin.until < today
