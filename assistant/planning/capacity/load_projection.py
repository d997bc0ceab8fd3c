"""Load of record as a viewer may see it: hidden work has no name, and load has few names.

Hidden work is time reserved. How much a person is asked for is told to them, their lead and the
PMO lead; to everyone else it is the load of a skill or a role, from whose rows and figures
nothing leads to the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.planning.capacity.load import CapacityReport, Load, LoadPart, Stretch
from assistant.planning.capacity.load_facts import sum_of
from assistant.planning.capacity.roles import Roles
from assistant.portfolio.people import Assignment
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement


def project_capacity(report: CapacityReport, viewer: Snapshot) -> CapacityReport:
    """Return a capacity report as the viewer of a snapshot may see it.

    What is asked stays as much as it is; what hidden work asks of it is one part without a name.
    """
    report = reserve_hidden(report, viewer)
    roles = Roles(viewer)
    return report.model_copy(
        update={
            "loads": roles.loads(report.loads),
            "months": tuple(roles.load(load) for load in report.months),
            "items": tuple(roles.load(load) for load in report.items),
            "over": roles.stretches(report.over),
            "under": roles.stretches(report.under),
        }
    )


def reserve_hidden(report: CapacityReport, viewer: Snapshot) -> CapacityReport:
    """Return a report without what its viewer may not see of the work, people still named.

    For what is computed on from it; it is not for showing.
    """
    sight = _Sight(viewer)
    return report.model_copy(
        update={
            "loads": tuple(sight.load(load) for load in report.loads),
            "months": tuple(sight.load(load) for load in report.months),
            "items": tuple(sight.load(load) for load in report.items),
            "over": tuple(sight.stretch(stretch) for stretch in report.over),
            "under": tuple(sight.stretch(stretch) for stretch in report.under),
        }
    )


class _Sight:
    """What one viewer sees."""

    def __init__(self, viewer: Snapshot) -> None:
        self._assignments = frozenset(viewer.frame(Assignment)["key"])
        self._items = frozenset(viewer.frame(WorkItem)["key"])

    def load(self, load: Load) -> Load:
        hidden = [part for part in load.parts if not self._sees(part)]
        if not hidden or load.asked is None:
            return load
        parts = (*(part for part in load.parts if self._sees(part)), _reserved(hidden))
        return load.model_copy(update={"parts": parts, "asked": _asked(load.asked, parts)})

    def stretch(self, stretch: Stretch) -> Stretch:
        load = self.load(stretch.load)
        if load is stretch.load or load.asked is None:
            return stretch
        asked = load.asked
        said = {
            slot: asked if fact.id == asked.id else fact
            for slot, fact in stretch.headline.facts.items()
        }
        headline = Statement(text=stretch.headline.text, facts=said)
        return stretch.model_copy(update={"load": load, "headline": headline})

    def _sees(self, part: LoadPart) -> bool:
        """Say whether the row a part was read of is visible: an assignment, else an item."""
        if part.assignment is not None:
            return part.assignment in self._assignments
        return part.item is None or part.item in self._items


def _reserved(hidden: Sequence[LoadPart]) -> LoadPart:
    first = hidden[0].days
    days = [part.days.value for part in hidden]
    total = sum((value for value in days if isinstance(value, Decimal)), Decimal(0))
    fact = first.model_copy(
        update={"measure": "reserved", "value": total, "sources": (), "arithmetic": None}
    )
    return LoadPart(
        assignment=None,
        project=None,
        item=None,
        claimed_by=None,
        days=Fact.model_validate(fact.model_dump(exclude={"id"})),
    )


def _asked(asked: Fact, parts: Sequence[LoadPart]) -> Fact:
    sources = tuple(dict.fromkeys(source for part in parts for source in part.days.sources))
    return asked.model_copy(update={"sources": sources, "arithmetic": sum_of(parts)})
