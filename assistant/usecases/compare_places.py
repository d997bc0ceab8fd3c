"""“Is 4th really better than 5th?”"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import Field

from assistant.errors import BadInput
from assistant.planning.order.ranking import RankedItem, Ranking
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import WorkItem
from assistant.usecases.assessment import Assessment
from assistant.usecases.explain_item import named_item
from assistant.values import Fact, Statement, Unit, Value, say


class PlacesCompared(Value):
    """Two items of the order beside each other."""

    first: str = Field(description="key of the one that stands higher")
    second: str
    is_level: bool = Field(description="their order means nothing on today's data")
    statement: Statement
    reasons: tuple[Statement, ...]
    basis: Statement = Field(description="how far the inputs were varied")


def compare_places(assessment: Assessment, one: str, other: str) -> PlacesCompared:
    """Return whether one item really stands before another; each by place, key or title.

    Raises NotFound for what the asker cannot see, BadInput for a place that nothing has.
    """
    ranking = assessment.ranking
    chosen = [_ranked(assessment, ranking, name) for name in (one, other)]
    first, second = sorted(chosen, key=lambda item: item.position)
    if first.key == second.key:
        raise BadInput("That is the same item twice.", remedy="Name two items or two places.")
    facts = Facts(assessment.seen)
    level = first.tie_band == second.tie_band
    return PlacesCompared(
        first=first.key,
        second=second.key,
        is_level=level,
        statement=_statement(facts, first, second, level=level),
        reasons=tuple(_reasons(facts, first, second)),
        basis=_basis(facts, assessment.app.policy.scoring.input_error_percent),
    )


def _ranked(assessment: Assessment, ranking: Ranking, name: str) -> RankedItem:
    """Return the item of a place in the order, or of a key or title."""
    digits = name.strip().rstrip(".").removesuffix("th").removesuffix("st")
    digits = digits.removesuffix("nd").removesuffix("rd")
    if digits.isdecimal():
        found = next((e for e in ranking.items if e.position == int(digits)), None)
        if found is None:
            raise BadInput(
                f"Nothing you can see stands at place {digits}.",
                remedy="The places are in the order (pmo rank --all).",
            )
        return found
    item = named_item(assessment.seen, name)
    ranked = ranking.item(item.key)
    if ranked is None:
        raise BadInput(f"{item.key} is not open, so it has no place.")
    return ranked


def _statement(facts: Facts, first: RankedItem, second: RankedItem, *, level: bool) -> Statement:
    slots = {
        "first": facts.key(WorkItem, first.key),
        "second": facts.key(WorkItem, second.key),
        "here": _place(facts, first),
        "there": _place(facts, second),
    }
    if level:
        text = (
            "No: {first} (place {here}) and {second} (place {there}) are level on today's data; "
            "take whichever the team prefers."
        )
    else:
        text = (
            "Yes: {first} (place {here}) stays before {second} (place {there}) when the inputs "
            "are varied."
        )
    return say(text, **slots)


def _place(facts: Facts, item: RankedItem) -> Fact:
    return facts.of(f"work_items:{item.key}", "place", item.position, Unit.COUNT)


def _reasons(facts: Facts, *items: RankedItem) -> Iterator[Statement]:
    for item in items:
        yield item.reason
        if item.score is not None:
            yield say(
                "{item} scores {score}.", item=facts.key(WorkItem, item.key), score=item.score
            )


def _basis(facts: Facts, error: Decimal) -> Statement:
    varied = facts.of("ranking", "input_error", error, Unit.PERCENT)
    return say("Inputs were varied by up to {varied} either way.", varied=varied)
