"""Why an item left its agreed place, and how far the order drifted from what was agreed.

Written from places alone and from what the viewer's snapshot says, like every reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from assistant.planning.figures import rounded
from assistant.planning.inputs.deadlines import read_deadlines
from assistant.planning.inputs.scoring import read_values
from assistant.planning.item_names import ItemNames
from assistant.planning.order.moves import total
from assistant.planning.order.ranking import BindingKind, Move, Moved, Place
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, ValueInput
from assistant.values import Statement, Unit, say


class MoveReasons:
    """Tells moves with the facts of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._facts = Facts(snapshot)
        self._names = ItemNames(self._facts)
        self._agreed = {row.item: row for row in snapshot.all(AgreedRank)}
        self._values = read_values(snapshot)
        self._deadlines = read_deadlines(snapshot)

    def told(self, moves: Iterable[Move], places: Sequence[Place]) -> tuple[Moved, ...]:
        """Return the moves of visible items, with what visible items save by each.

        Places are counted among the visible agreed items. A move that saves the visible nothing is
        told without a gain: what it was for is not for its reader.
        """
        known = {place.key: place for place in places}
        ours = [key for key in known if key in self._agreed]
        before = {key: n for n, key in enumerate(sorted(ours, key=self._agreed_place), start=1)}
        now = {key: n for n, key in enumerate(ours, start=1)}
        return tuple(
            self._moved(move, known, before[move.item], now[move.item])
            for move in moves
            if move.item in now
        )

    def _agreed_place(self, key: str) -> tuple[int, str]:
        return self._agreed[key].place, key

    def _moved(
        self, move: Move, known: Mapping[str, Place], from_place: int, to_place: int
    ) -> Moved:
        place = known[move.item]
        saved = move.saved and {key: each for key, each in move.saved.items() if key in known}
        gain = total(saved)
        is_up = to_place < from_place
        fixed = self._fixed(place, is_up=is_up) if gain is None else None
        because = fixed or self._because(place, is_up=is_up)
        return Moved(
            item=move.item,
            from_place=from_place,
            to_place=to_place,
            gain=gain,
            saved=saved,
            because=because,
            statement=self._statement(place, (from_place, to_place), gain, because),
        )

    def _statement(
        self, place: Place, places: tuple[int, int], gain: Decimal | None, because: Statement
    ) -> Statement:
        subject = f"work_items:{place.key}"
        row = self._agreed[place.key]
        slots = {
            "item": self._names.one(place.key),
            "before": self._facts.of(
                subject,
                "agreed place among open items",
                places[0],
                Unit.COUNT,
                cells=[(AgreedRank, row.key, "place")],
            ),
            "now": self._facts.of(subject, "place among agreed items now", places[1], Unit.COUNT),
        }
        if gain is None:
            text = "{item} moves from place {before} to {now}, where it has to be: {because}."
            return say(text, because=because, **slots)
        if gain <= 0:
            text = "{item} moves from place {before} to {now}, to make room: {because}."
            return say(text, because=because, **slots)
        saves = self._facts.of(subject, "saved by its move", rounded(gain), Unit.SCORE)
        text = "{item} moves from place {before} to {now} and saves {saves} points: {because}."
        return say(text, because=because, saves=saves, **slots)

    def _fixed(self, place: Place, *, is_up: bool) -> Statement:
        """Return what leaves an item no other place than where it stands."""
        if place.start_place is None:
            return Statement(text="work on it has begun")
        if place.binding.kind is BindingKind.PIN and not place.binding.by:
            return Statement(text="it is pinned, and work in progress comes before what is not")
        if is_up:
            return self._must(place) or self._by_others(place, is_up=True)
        return self._waits(place) or Statement(
            text="work in progress, and what must be ready by a fixed day, come before it"
        )

    def _because(self, place: Place, *, is_up: bool) -> Statement:
        """Return what an item's move comes from: what changed, or what it is worth."""
        return self._restated(place.key) or self._by_others(place, is_up=is_up)

    def _restated(self, key: str) -> Statement | None:
        agreed_on = self._agreed[key].agreed_on
        later = [
            row
            for _, row in sorted(self._values.get(key, {}).items())
            if row.stated_on is not None and row.stated_on > agreed_on
        ]
        if not later:
            return None
        row = later[-1]
        return say(
            "its {factor} was stated anew on {day}",
            factor=self._facts.of(
                f"value_inputs:{row.key}",
                "factor",
                row.factor.value,
                Unit.NAME,
                cells=[(ValueInput, row.key, "factor")],
            ),
            day=self._facts.cell(ValueInput, row.key, "stated_on", Unit.DATE),
        )

    def _must(self, place: Place) -> Statement | None:
        dated = next((k for k in (place.key, *place.unblocks) if k in self._deadlines), None)
        if dated is None:
            return None
        deadline = self._deadlines[dated]
        day = self._facts.of(
            f"work_items:{dated}",
            "must be ready by",
            deadline.day,
            Unit.DATE,
            cells=[deadline.cell],
        )
        return say("{item} must be ready by {day}", item=self._names.one(dated), day=day)

    def _waits(self, place: Place) -> Statement | None:
        if not place.waits_for:
            return None
        names = self._names.some(place.waits_for, f"{place.key} waits for more")
        return say("it waits for {names}", names=names)

    def _by_others(self, place: Place, *, is_up: bool) -> Statement:
        if is_up and place.unblocks:
            names = self._names.some(place.unblocks, f"more wait for {place.key}")
            return say("{names} [waits|wait] for it", names=names)
        if place.binding.kind is BindingKind.CAPACITY:
            text = (
                "that is when its people are free" if is_up else "its people are taken until then"
            )
            return Statement(text=text)
        if is_up:
            return Statement(text="waiting for it costs more, for its size, than what it passes")
        return Statement(text="what passes it costs more by waiting, for its size")
