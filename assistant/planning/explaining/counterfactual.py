"""What an item's place would be without the reason that is given for it.

The reason is taken out of the rows, and the order found again: a reason that changes nothing by
going is said to change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.planning.explaining.replay import Replay, Row
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.inputs.deadlines import pins_in_force
from assistant.planning.item_names import ItemNames
from assistant.planning.order.ranking import BindingKind, RankedItem, Standing
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, Pin, StatusCategory, WorkItem
from assistant.values import Statement, Unit, say
from assistant.values.saying import Part

_BY_OTHERS = (BindingKind.VALUE, BindingKind.PIN, BindingKind.MANDATORY_DATE)


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows that take a reason away, and how that is said: “Without its pin”."""

    words: Statement
    put: Sequence[Noun] = ()
    without: Sequence[Row] = ()


class Counterfactual:
    """Takes away the reasons of items, with the facts of what their reader sees."""

    def __init__(self, seen: Snapshot, backlog: Backlog, replay: Replay) -> None:
        self._seen = seen
        self._backlog = backlog
        self._replay = replay
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)

    def told(self, item: RankedItem) -> Statement | None:
        """Say where an item would stand without its reason; None where none can be taken away."""
        removal = self.removal(item)
        if removal is None:
            return None
        then = self._replay.supposing(removal.put, removal.without)
        place, start = then.places.get(item.key), then.starts.get(item.key)
        if place is None:
            return None
        subject = f"work_items:{item.key}"
        slots: dict[str, Part] = {
            "without": removal.words,
            "item": self._names.one(item.key),
            "place": self._facts.of(subject, "place without its reason", place, Unit.COUNT),
        }
        if place != item.start_place:
            return say("{without}, {item} would stand at place {place} to start.", **slots)
        if start is None or start == item.start:
            return say("{without}, {item} would still stand at place {place} to start.", **slots)
        day = self._facts.of(subject, "start without its reason", start, Unit.DATE)
        text = "{without}, {item} would stand at the same place, {place}, and start on {day}."
        return say(text, day=day, **slots)

    def removal(self, item: RankedItem) -> Removal | None:
        """Return how the reason that is given for an item is taken out of the rows."""
        if item.start_place is None:
            return self._not_begun(item)
        own_pin = item.binding.kind is BindingKind.PIN and not item.binding.by
        if own_pin:
            return self._unpinned(item)
        starts = item.standing is Standing.START_NEXT
        if item.unblocks and starts:
            return self._unlinked(item.key, item.unblocks, is_first=True)
        if item.waits_for and not starts:
            return self._unlinked(item.key, item.waits_for, is_first=False)
        return self._unbound(item)

    def _unbound(self, item: RankedItem) -> Removal | None:
        """Take away what binds an item: its people's time, or what stands above it."""
        kind, by = item.binding.kind, item.binding.by
        if kind is BindingKind.CAPACITY and by:
            return self._staffed(item)
        return self._alone(by[0]) if kind in _BY_OTHERS and by else None

    def _not_begun(self, item: RankedItem) -> Removal | None:
        row = self._seen.get(WorkItem, item.key)
        if row is None:
            return None
        todo = row.model_copy(update={"category": StatusCategory.TODO})
        return Removal(Statement(text="Were it not under way"), put=[todo])

    def _unpinned(self, item: RankedItem) -> Removal | None:
        pin = pins_in_force(self._seen).get(item.key)
        if pin is None:
            return None
        return Removal(Statement(text="Without its pin"), without=[(Pin, pin.key)])

    def _unlinked(self, key: str, others: Sequence[str], *, is_first: bool) -> Removal | None:
        """Take away the links between an item and those named, in one direction."""
        ends = {(key, other) if is_first else (other, key) for other in others}
        rows = {link.row for link in self._backlog.graph.links if link.ends in ends}
        visible = sorted(row for row in rows if self._seen.get(Dependency, row))
        if not visible or len(visible) < len(rows):
            return None
        if is_first:
            words = Statement(text="If nothing waited for it")
        else:
            names = self._names.some(others, f"{key} would not wait for more")
            words = say("If it did not wait for {names}", names=names)
        return Removal(words, without=[(Dependency, row) for row in visible])

    def _staffed(self, item: RankedItem) -> Removal:
        another = Person(
            key="~another",
            name="another",
            team=item.team,
            skills=item.binding.by,
            change_work_percent=Decimal(100),
        )
        skills = [
            self._facts.of(f"skills:{name}", "name", name, Unit.NAME) for name in item.binding.by
        ]
        return Removal(say("With another person for {skills}", skills=skills), put=[another])

    def _alone(self, other: str) -> Removal | None:
        row = self._seen.get(WorkItem, other)
        if row is None:
            return None
        gone = row.model_copy(update={"category": StatusCategory.DROPPED})
        return Removal(say("Without {other}", other=self._names.one(other)), put=[gone])
