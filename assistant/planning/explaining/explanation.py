"""Why an item stands where it stands, and what its place rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from assistant.planning.order.ranking import RankedItem
from assistant.values import Fact, Statement, Value


class Flip(Value):
    """From which worth, or below which size, an item stands at a higher place."""

    start_place: int
    worth: Fact | None = Field(description="cost of delay per week from which it does")
    size: Fact | None = Field(description="size below which it does")
    is_exact: bool = Field(
        description="a hundredth less does not move it and a hundredth more does; "
        "else it takes at least that much"
    )
    statement: Statement


class StatedInput(Value):
    """One input of an item's worth: who stated it, when, and on what evidence."""

    factor: Fact
    value: Fact
    owner: Fact | None = None
    stated_on: Fact | None = None
    evidence: Fact | None = None
    is_own: bool = Field(
        default=False, description="stated by who gains by it, and no evidence is named"
    )


class Move(Value):
    """What another place would cost, by the same evaluator that made the order."""

    start_place: int = Field(description="the place tried, among what is not started")
    cost: Fact | None = Field(
        description="what it costs more; money where all that moves is stated in money, else "
        "points; None where it cannot be"
    )
    statement: Statement


class Explanation(Value):
    """Everything there is to say about one item's place; `item` is None where it is not ranked."""

    key: str
    item: RankedItem | None
    headline: Statement
    reason: Statement | None = None
    not_higher: Statement | None = Field(
        default=None, description="what binds it, where the reason does not say so"
    )
    own_score: Statement | None = None
    missing: Statement | None = None
    waiting: Statement | None = None
    agreed: Statement | None = Field(default=None, description="the place it was last given")
    moves: tuple[Move, ...] = ()
    flips: tuple[Flip, ...] = Field(default=(), description="what would move it up")
    without_reason: Statement | None = Field(
        default=None, description="where it would stand if its reason were gone"
    )
    pin: Statement | None = Field(
        default=None, description="who pinned it, until when, why, and at what price"
    )
    inputs: tuple[StatedInput, ...] = ()
    inflation: Statement | None = Field(
        default=None, description="inputs of its project at the highest mark without evidence"
    )
    comparison: Mapping[str, Fact] = Field(default_factory=dict)
    comparison_lacks: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict, description="comparison score → the inputs it is missing"
    )
    method: Fact | None = Field(default=None, description="the governing score, for a footer")

    def told(self) -> Iterator[Statement]:
        """Yield every sentence in reading order."""
        said = (
            self.headline,
            self.reason,
            self.not_higher,
            self.without_reason,
            self.pin,
            self.own_score,
            self.missing,
            self.waiting,
            self.agreed,
        )
        yield from (statement for statement in said if statement is not None)
        yield from (move.statement for move in self.moves)
        yield from (flip.statement for flip in self.flips)
        if self.inflation is not None:
            yield self.inflation
