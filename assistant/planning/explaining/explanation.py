"""Why an item stands where it stands, and what its place rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from assistant.planning.order.ranking import RankedItem
from assistant.values import Fact, Statement, Value


class StatedInput(Value):
    """One input of an item's worth: who stated it, when, and on what evidence."""

    factor: Fact
    value: Fact
    owner: Fact | None = None
    stated_on: Fact | None = None
    evidence: Fact | None = None


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
    to_first: Statement | None = None
    inputs: tuple[StatedInput, ...] = ()
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
            self.own_score,
            self.missing,
            self.waiting,
            self.agreed,
        )
        yield from (statement for statement in said if statement is not None)
        yield from (move.statement for move in self.moves)
        if self.to_first is not None:
            yield self.to_first
