"""How much is known about people's time."""

from __future__ import annotations

from enum import StrEnum


class CapacityMode(StrEnum):
    """How much is known about people's time; every ranking says which it rests on."""

    NONE = "none"
    COARSE = "coarse"
    FULL = "full"
