"""What is said of a decision or a forecast once its time has come."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.values import Fact, Statement, Value


class Verdict(StrEnum):
    """Whether what was advised or forecast held."""

    HELD = "held"
    DID_NOT_HOLD = "did not hold"
    TOO_EARLY = "too early"
    CANNOT_BE_TOLD = "cannot be told"


JUDGED = frozenset({Verdict.HELD, Verdict.DID_NOT_HOLD})
"""Verdicts that count in a record."""


class ScoredKind(StrEnum):
    """What was said."""

    ADVICE = "advice"
    FORECAST = "forecast"
    ORDER = "order"
    DECISION = "decision"


class Scored(Value):
    """One decision or forecast beside what came of it, as its reader may see both."""

    subject: str = Field(description="such as decisions:D-1 or proposals:P-3")
    kind: ScoredKind
    taken: bool | None = Field(description="whether advice was followed; None for what is none")
    decided_on: date | None
    verdict: Verdict
    chance: int | None = Field(
        default=None, description="of a forecast, of a hundred: what it was given at"
    )
    advised: Statement = Field(description="what was said, and who decided what, when")
    known: Statement | None = Field(default=None, description="what was known then")
    happened: tuple[Statement, ...] = Field(
        default=(), description="computed from the rows of later days"
    )
    recorded: Statement | None = Field(default=None, description="what people put on record")
    judged: Statement = Field(description="the verdict and why")

    @property
    def is_loss(self) -> bool:
        """Whether it cost something: good advice that was not taken, or ours that was wrong."""
        lost = self.verdict is Verdict.HELD and self.taken is False
        return lost or self.verdict is Verdict.DID_NOT_HOLD


class Tally(Value):
    """How many forecasts at one chance held."""

    at: int = Field(description="the chance they were given at, of a hundred")
    held: Fact
    given: Fact
    low: Fact = Field(description="percent: lower bound of the true rate, 95 in 100, exact")
    high: Fact = Field(description="percent: upper bound of the true rate")
    enough: bool
    statement: Statement


class Scoreboard(Value):
    """The record of advice and forecasts; losses stand first."""

    as_of: date
    revision: str
    headline: Statement
    scored: tuple[Scored, ...]
    tallies: tuple[Tally, ...]
    tried: tuple[Statement, ...] = Field(
        default=(), description="how often the same method would have held on the past"
    )
    assumptions: tuple[Statement, ...]
