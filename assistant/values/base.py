"""What every value shares: frozen, keyword-only, no unknown fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; two values with the same fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")
