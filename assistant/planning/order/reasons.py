"""Why an item stands where it stands, in one or two sentences.

Written from the place alone and from what the viewer's snapshot says, so that a projected
ranking gets its reasons from what its viewer may see.
"""

from __future__ import annotations

from assistant.planning.inputs.deadlines import pins_in_force, read_deadlines
from assistant.planning.item_names import ItemNames
from assistant.planning.order.not_now import NotNow
from assistant.planning.order.ranking import BindingKind, Place, Standing
from assistant.planning.order.running_costs import RunningCosts
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Pin
from assistant.values import Statement, Unit, say

_FAR = 3
"""Places by which score alone would rank an item lower before it is called worth little itself."""


class Reasons:
    """Writes reasons with the facts of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._facts = Facts(snapshot)
        self._names = ItemNames(self._facts)
        self._costs = RunningCosts(snapshot)
        self._not_now = NotNow(snapshot, self._costs)
        self._pins = pins_in_force(snapshot)
        self._deadlines = read_deadlines(snapshot)

    def of(self, place: Place) -> Statement:
        """Return the reason for a place."""
        write = {
            Standing.KEEP_GOING: self._keep_going,
            Standing.START_NEXT: self._start_next,
            Standing.NOT_NOW: self._not_now.of,
            Standing.CONSIDER_STOPPING: self._consider_stopping,
        }
        return write[place.standing](place)

    def _keep_going(self, place: Place) -> Statement:
        item = self._names.one(place.key)
        if not place.unblocks:
            return say("Keep going with {item}: it is under way.", item=item)
        return say(
            "Keep going with {item}: it is under way, and {names} [waits|wait] for it.",
            item=item,
            names=self._names.some(place.unblocks, f"more wait for {place.key}"),
        )

    def _start_next(self, place: Place) -> Statement:
        lead = "Start {item} first" if place.start_place == 1 else "Start {item} next"
        item = self._names.one(place.key)
        why = self._why_start(place)
        must = self._must(place)
        if must is None:
            return say(lead + ": {why}.", item=item, why=why)
        return say(lead + ": {why}. {must}.", item=item, why=why, must=must)

    def _why_start(self, place: Place) -> Statement:
        if place.binding.kind is BindingKind.PIN and not place.binding.by:
            return self._pinned(place.key)
        if place.unblocks:
            return self._inherits(place)
        if place.effort is None:
            return Statement(
                text="nothing holds it up, though nobody has said how much work it is"
            )
        if place.score is None:
            return Statement(text="nothing holds it up, though nobody has said what it is worth")
        return say("it scores {score} for its size, and nothing holds it up", score=place.score)

    def _inherits(self, place: Place) -> Statement:
        names = self._names.some(place.unblocks, f"more wait for {place.key}")
        if _is_worth_little(place):
            text = "it is worth little itself, but {names} [waits|wait] for it"
            return say(text, names=names)
        return say("{names} [waits|wait] for it", names=names)

    def _pinned(self, key: str) -> Statement:
        pin = self._pins.get(key)
        if pin is None or pin.pinned_by is None or pin.place is None:
            return Statement(text="it is pinned to its place")
        who = self._facts.name(Person, pin.pinned_by)
        place = self._facts.cell(Pin, pin.key, "place", Unit.COUNT)
        if pin.until is None:
            return say("{who} pinned it to place {place}", who=who, place=place)
        until = self._facts.cell(Pin, pin.key, "until", Unit.DATE)
        text = "{who} pinned it to place {place} until {until}"
        return say(text, who=who, place=place, until=until)

    def _must(self, place: Place) -> Statement | None:
        """Return the date that an item, or the nearest that waits for it, must meet."""
        keys = (place.key, *place.unblocks)
        dated = next((key for key in keys if key in self._deadlines), None)
        if dated is None:
            return None
        deadline = self._deadlines[dated]
        subject, cells = f"work_items:{dated}", [deadline.cell]
        day = self._facts.of(subject, "must be ready by", deadline.day, Unit.DATE, cells=cells)
        return say("{item} must be ready by {day}", item=self._names.one(dated), day=day)

    def _consider_stopping(self, place: Place) -> Statement:
        why = self._costs.why(place.project) or Statement(
            text="for what is left of it, it is worth far less than what waits for the same people"
        )
        item = self._names.one(place.key)
        if place.effort is None:
            return say("Consider pausing {item}: {why}.", item=item, why=why)
        text = "Consider pausing {item}: {why}. That frees {effort}."
        return say(text, item=item, why=why, effort=place.effort)


def _is_worth_little(place: Place) -> bool:
    """Say whether score alone would place an item at least twice as far down."""
    own = place.own_place or 0
    return own - place.position >= _FAR and own >= 2 * place.position
