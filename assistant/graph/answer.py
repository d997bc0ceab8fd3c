"""What came of a question: the answer as a checked document, and how it was found."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, Field, JsonValue, SerializeAsAny

from assistant.briefing.brief import Brief
from assistant.graph.understanding.outcome import Call, Style, Subject
from assistant.ports.model import Call as ModelCall
from assistant.values import Money, Statement, Value


class Kind(StrEnum):
    """What an answer is."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    ASKED_BACK = "asked back"
    DECLINED = "declined"
    NOT_UNDERSTOOD = "not understood"


class Outcome(StrEnum):
    """What came of one call."""

    FOUND = "found"
    REFUSED = "refused"
    LATE = "late"
    BROKEN = "broken"
    NOT_A_TOOL = "not a tool"


class Made(Value):
    """A call with what came of it; its data is the result itself, as the same command's --json."""

    tool: str
    arguments: Mapping[str, JsonValue]
    outcome: Outcome
    why: Statement | None = Field(default=None, description="why nothing was found, in words")
    data: SerializeAsAny[BaseModel] | tuple[SerializeAsAny[BaseModel], ...] | None = None


class Wording(StrEnum):
    """Who put the facts into words."""

    RULES = "rules"
    MODEL = "model"
    MENDED = "model, mended once"
    FELL_BACK = "rules, since the model's words were refused"


class Answer(Value):
    """What somebody gets for a question; every sentence of the brief is bound to facts."""

    kind: Kind
    brief: Brief
    document: Brief | None = Field(default=None, description="a whole document, where asked for")
    follow_ups: tuple[str, ...] = Field(default=(), description="questions that are understood")
    made: tuple[Made, ...] = ()
    subjects: tuple[Subject, ...] = ()
    style: Style = Style()
    wording: Wording = Wording.RULES
    planned_by_model: bool = False
    model_calls: tuple[ModelCall, ...] = ()
    trace: tuple[str, ...] = Field(default=(), description="what was done, step by step")

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls that found something."""
        return tuple(
            Call(tool=each.tool, arguments=each.arguments)
            for each in self.made
            if each.outcome is Outcome.FOUND
        )

    @property
    def cost(self) -> Money | None:
        """What the model's calls cost; None where there were none, or a price is not known."""
        costs = [call.cost for call in self.model_calls]
        known = [cost for cost in costs if cost is not None]
        if not costs or len(known) < len(costs):
            return None
        return Money(
            amount=sum((cost.amount for cost in known), Decimal()), currency=known[0].currency
        )
