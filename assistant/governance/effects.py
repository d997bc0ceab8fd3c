"""What a proposal would do, spelled out to the last detail: a closed set.

All but an agreed order and a publication change cells of rows that a source once said; such an effect says which.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, TypeAdapter, model_validator

from assistant.governance.rights import EffectKind
from assistant.portfolio.control import Decision, DecisionState, RaidEntry, RaidState
from assistant.portfolio.work import Request, RequestState
from assistant.values import Value


class RowChange(Value):
    """Other values for some fields of a row; a row that no source has is made of them."""

    table: str
    key: str
    values: Mapping[str, JsonValue]


class SetAgreedOrder(Value):
    """Make an order of open work the agreed one."""

    kind: Literal[EffectKind.AGREED_ORDER] = EffectKind.AGREED_ORDER
    before: tuple[str, ...] = Field(description="the agreed order as it is, open items only")
    after: tuple[str, ...] = Field(description="as it would be; every item once")

    @model_validator(mode="after")
    def _names_every_item_once(self) -> Self:
        for order in (self.before, self.after):
            if len(set(order)) < len(order):
                raise ValueError("an item stands in an order twice")
        return self


class DecideRequest(Value):
    """Give a request its answer."""

    kind: Literal[EffectKind.INTAKE] = EffectKind.INTAKE
    request: str
    before: RequestState
    after: RequestState
    reason: str = Field(min_length=1, max_length=500)

    @property
    def change(self) -> RowChange:
        """The request with its answer."""
        answer = {"state": self.after.value, "reason": self.reason}
        return RowChange(table=Request.table, key=self.request, values=answer)


class CorrectInput(Value):
    """Change one cell of one row; texts as a portfolio folder has them."""

    kind: Literal[EffectKind.INPUT_CORRECTION] = EffectKind.INPUT_CORRECTION
    table: str
    key: str
    field: str
    before: JsonValue
    after: JsonValue

    @property
    def change(self) -> RowChange:
        """The row with the other value."""
        return RowChange(table=self.table, key=self.key, values={self.field: self.after})


class AcceptRisk(Value):
    """Live with a risk until a day."""

    kind: Literal[EffectKind.RISK_ACCEPTANCE] = EffectKind.RISK_ACCEPTANCE
    entry: str
    until: date

    @property
    def change(self) -> RowChange:
        """The risk as accepted."""
        values = {"state": RaidState.ACCEPTED.value, "accepted_until": self.until.isoformat()}
        return RowChange(table=RaidEntry.table, key=self.entry, values=values)


class RecordDecision(Value):
    """Put on record what was decided elsewhere; whoever chaired confirms that it was so."""

    kind: Literal[EffectKind.ORAL_DECISION] = EffectKind.ORAL_DECISION
    number: int = Field(ge=1, description="of the record: D-1 and so on")
    text: str = Field(min_length=1, max_length=500)
    chair: str
    decided_on: date
    project: str | None = None

    @property
    def change(self) -> RowChange:
        """The decision as a row of its own."""
        return RowChange(
            table=Decision.table,
            key=f"recorded-{self.number}",
            values={
                "name": self.text,
                "state": DecisionState.APPROVED.value,
                "decider": self.chair,
                "decided_on": self.decided_on.isoformat(),
                "projects": [self.project] if self.project else [],
            },
        )


class PublishBrief(Value):
    """Bring the exact text of a brief to one place outside."""

    kind: Literal[EffectKind.PUBLISH_BRIEF] = EffectKind.PUBLISH_BRIEF
    brief: str
    audience: str
    as_of: date
    text_hash: str = Field(pattern=r"^[0-9a-f]{64}$", description="sha256 of the bytes that leave")
    to: str = Field(min_length=1, description="the exact address")
    shows: tuple[str, ...] = Field(description="confidential projects its writer could see")


Effect = Annotated[
    SetAgreedOrder | DecideRequest | CorrectInput | AcceptRisk | RecordDecision | PublishBrief,
    Field(discriminator="kind"),
]
"""Everything that a proposal can do."""


def row_change(effect: Effect) -> RowChange | None:
    """Return which cells of which row an effect changes; None where it changes no row."""
    return None if isinstance(effect, SetAgreedOrder | PublishBrief) else effect.change


_EFFECT: TypeAdapter[Effect] = TypeAdapter(Effect)


def effect_hash(effect: Effect) -> str:
    """Return the sha256 of an effect: what an approval in the audit is bound to."""
    return hashlib.sha256(effect_bytes(effect)).hexdigest()


def effect_bytes(effect: Effect) -> bytes:
    """Return an effect as the bytes that are hashed."""
    return _EFFECT.dump_json(effect)
