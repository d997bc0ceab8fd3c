"""What a proposal would do: a closed set, each spelled out to the last detail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from assistant.governance.rights import EffectKind
from assistant.portfolio.project import Rag
from assistant.portfolio.work import RequestState
from assistant.values import Value


class SetAgreedOrder(Value):
    """Make an order of open work the agreed one."""

    kind: Literal[EffectKind.AGREED_ORDER] = EffectKind.AGREED_ORDER
    before: tuple[str, ...] = Field(description="the agreed order as it is, open items only")
    after: tuple[str, ...] = Field(description="as it would be; every item once")

    @model_validator(mode="after")
    def _names_every_item_once(self) -> SetAgreedOrder:
        for order in (self.before, self.after):
            if len(set(order)) < len(order):
                raise ValueError("an item stands in an order twice")
        return self


class PublishBrief(Value):
    """Send a brief, exactly these bytes, to one place."""

    kind: Literal[EffectKind.PUBLISH_BRIEF] = EffectKind.PUBLISH_BRIEF
    brief: str
    text_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    to: str = Field(min_length=1, description="a channel, an address or a file")


class OverrideRag(Value):
    """Show a project in another colour than the rule says, until a day."""

    kind: Literal[EffectKind.RAG_OVERRIDE] = EffectKind.RAG_OVERRIDE
    project: str
    before: Rag
    after: Rag
    until: date


class DecideRequest(Value):
    """Give a request its answer."""

    kind: Literal[EffectKind.INTAKE] = EffectKind.INTAKE
    request: str
    before: RequestState
    after: RequestState


class CorrectInput(Value):
    """Change one cell of one row."""

    kind: Literal[EffectKind.INPUT_CORRECTION] = EffectKind.INPUT_CORRECTION
    table: str
    key: str
    field: str
    before: str | None
    after: str | None


class ChangePolicy(Value):
    """Put other decision tables in force; `tables` holds all that are the organisation's own."""

    kind: Literal[EffectKind.POLICY_CHANGE] = EffectKind.POLICY_CHANGE
    before: str = Field(description="the hash of the policy in force")
    after: str = Field(description="the hash of the policy that would be")
    tables: Mapping[str, str]


class AcceptRisk(Value):
    """Live with a risk until a day."""

    kind: Literal[EffectKind.RISK_ACCEPTANCE] = EffectKind.RISK_ACCEPTANCE
    entry: str
    until: date


Effect = Annotated[
    SetAgreedOrder
    | PublishBrief
    | OverrideRag
    | DecideRequest
    | CorrectInput
    | ChangePolicy
    | AcceptRisk,
    Field(discriminator="kind"),
]
"""Everything that a proposal can do."""
