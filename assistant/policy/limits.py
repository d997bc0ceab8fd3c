"""Named limits: the single numbers that detectors and rankings compare with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field

from assistant.policy.table import Name
from assistant.values import Unit, Value


class Limit(Value):
    """One number, its unit, why it is what it is, and what to do when it is passed."""

    value: Decimal = Field(ge=0)
    unit: Unit
    because: str
    remedy: str


class Limits(Value):
    """The file `limits.yaml`."""

    table: Literal["limits"]
    title: str
    limits: Mapping[Name, Limit]


class Tolerance(Value):
    """One number in three strengths."""

    unit: Unit
    strict: Decimal = Field(ge=0)
    normal: Decimal = Field(ge=0)
    lenient: Decimal = Field(ge=0)
    because: str


class Tolerances(Value):
    """The file `tolerances.yaml`: what a project without tolerances of its own is judged by."""

    table: Literal["tolerances"]
    title: str
    tolerances: Mapping[Name, Tolerance]
