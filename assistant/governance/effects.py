"""What a proposal would do, spelled out to the last detail: a closed set."""

from __future__ import annotations

import hashlib
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.governance.rights import EffectKind
from assistant.values import Value


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


Effect = SetAgreedOrder
"""Everything that a proposal can do."""


def effect_hash(effect: Effect) -> str:
    """Return the sha256 of an effect: what an approval in the audit is bound to."""
    return hashlib.sha256(effect.model_dump_json().encode()).hexdigest()
