"""What a correction of an input would do: where its item would stand, and who would be displaced."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from assistant.planning.explaining.replay import Replay, Replayed
from assistant.planning.item_names import ItemNames
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Statement, Unit, Value, say

_NAMED = 5


class Displaced(Value):
    """An item that would stand lower."""

    item: str
    from_place: int
    to_place: int


class Preview(Value):
    """What would be if inputs of one item were others; nothing is stored."""

    item: str
    changes: tuple[Statement, ...] = Field(description="what is supposed, with what it is now")
    from_place: int
    to_place: int
    displaced: tuple[Displaced, ...]
    statement: Statement


def preview(
    replay: Replay, seen: Snapshot, key: str, rows: Sequence[Noun], changes: Sequence[Statement]
) -> Preview:
    """Return what changed rows of an item that is not started would do to the visible order."""
    now, then = replay.as_it_is, replay.supposing(rows)
    displaced = _displaced(key, now, then)
    return Preview(
        item=key,
        changes=tuple(changes),
        from_place=now.places[key],
        to_place=then.places[key],
        displaced=displaced,
        statement=_statement(seen, key, (now.places[key], then.places[key]), displaced),
    )


def _displaced(key: str, now: Replayed, then: Replayed) -> tuple[Displaced, ...]:
    """Return what the item passes and pushes down, the highest first."""
    passed = [
        other
        for other, place in now.places.items()
        if place < now.places[key] and then.places[other] > max(place, then.places[key])
    ]
    return tuple(
        Displaced(item=other, from_place=now.places[other], to_place=then.places[other])
        for other in sorted(passed, key=lambda other: now.places[other])
    )


def _statement(
    seen: Snapshot, key: str, places: tuple[int, int], displaced: Sequence[Displaced]
) -> Statement:
    facts = Facts(seen)
    names, subject = ItemNames(facts), f"work_items:{key}"
    slots = {
        "item": names.one(key),
        "now": facts.of(subject, "place to start", places[0], Unit.COUNT),
        "then": facts.of(subject, "supposed place to start", places[1], Unit.COUNT),
    }
    if places[0] == places[1]:
        text = "{item} would still stand at place {now} to start. Nothing was changed."
        return say(text, item=slots["item"], now=slots["now"])
    text = "{item} would stand at place {then} to start instead of {now}"
    if not displaced:
        return say(text + ". Nothing was changed.", **slots)
    others = names.some([each.item for each in displaced], "more are displaced", shown=_NAMED)
    return say(
        text + "; {others} would come after it. Nothing was changed.", others=others, **slots
    )
