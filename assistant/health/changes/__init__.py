"""What changed between two snapshots, what matters most first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.health.changes.arrivals import arrivals
from assistant.health.changes.between import Between, cost_growth, date_slips
from assistant.health.changes.capacity import absence_changes, bau_changes
from assistant.health.changes.comparison import Comparison
from assistant.health.changes.control import scope_changes, status_changes
from assistant.health.changes.costs import cost_changes
from assistant.health.changes.dates import date_changes
from assistant.health.changes.due_dates import due_date_changes
from assistant.health.changes.field_rules import field_changes
from assistant.health.changes.minor import minor_changes
from assistant.health.changes.values import order_changes, value_changes
from assistant.health.changes.work import work_changes
from assistant.health.verdicts import Change
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot

__all__ = ["Between", "changes", "cost_growth", "date_slips", "material"]


def changes(before: Snapshot, after: Snapshot, policy: Policy) -> tuple[Change, ...]:
    """Return every difference somebody may care about, the most material first.

    Rows whose difference is told nowhere, such as another description, are counted in one last
    change of materiality 0.
    Nothing is returned when nothing differs. ValueError when `after` is the older snapshot.
    """
    comparison = Comparison(before, after)
    told = list(_told(comparison, policy))
    return tuple(sorted([*told, *minor_changes(comparison, told)], key=_most_material_first))


def material(found: tuple[Change, ...], policy: Policy) -> tuple[Change, ...]:
    """Return the changes that matter: the rest is routine, and told as a count at most."""
    least = policy.limit("change_material")
    return tuple(change for change in found if change.materiality >= least)


def _told(comparison: Comparison, policy: Policy) -> Iterator[Change]:
    yield from date_changes(comparison, policy)
    yield from due_date_changes(comparison, policy)
    yield from cost_changes(comparison, policy)
    yield from scope_changes(comparison, policy)
    yield from bau_changes(comparison, policy)
    yield from absence_changes(comparison)
    yield from status_changes(comparison)
    yield from field_changes(comparison)
    yield from value_changes(comparison)
    yield from order_changes(comparison)
    yield from work_changes(comparison)
    yield from arrivals(comparison)


def _most_material_first(change: Change) -> tuple[int, Decimal, str, str, str, str]:
    """Sort by what matters, then by how far it moved, in days or in percent."""
    sizes = (change.headline.facts.get(slot) for slot in ("days", "percent"))
    size = next((fact.value for fact in sizes if fact is not None), 0)
    moved = Decimal(size) if isinstance(size, int | Decimal) else Decimal(0)
    told = change.headline.text
    return (-change.materiality, -moved, change.kind, change.table, change.key, told)
