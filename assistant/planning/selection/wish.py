"""What somebody asks to be chosen: budgets, what to keep, what to leave out, what excludes what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.errors import BadInput
from assistant.planning.inputs.sizes import named
from assistant.values import Effort, EffortUnit, Money

_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}
_MONEY = re.compile(r"([\d_]+(?:\.\d+)?)\s*(k|m)?\s*([a-z]{3})", re.IGNORECASE | re.ASCII)
_EFFORT = re.compile(r"(?:(.*\S)\s+)?([\d_]+(?:\.\d+)?)\s*(d|w|h)", re.IGNORECASE | re.ASCII)
_PERCENT = re.compile(r"([\d_]+(?:\.\d+)?)\s*%?", re.ASCII)
_REMEDY = (
    "Write an amount of money, such as 500kEUR or 1.2M EUR, or of work, such as “backend 60d”."
)
_WHOLE = Decimal(100)


class CandidateKind(StrEnum):
    """What is chosen among."""

    PROJECTS = "projects"
    ITEMS = "work items"


@dataclass(frozen=True, slots=True)
class Limit:
    """One budget: money, or work of a skill; of all skills together where none is named."""

    amount: Money | Effort
    skill: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionWish:
    """What is asked for; keys are as people write them. `cut_percent` is taken off all costs."""

    kind: CandidateKind
    limits: tuple[Limit, ...] = ()
    cut_percent: Decimal | None = None
    keep: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def read_limit(text: str) -> Limit:
    """Return the budget a text names; BadInput where it names none."""
    if found := _MONEY.fullmatch(text.strip()):
        amount = Decimal(found[1]) * _SCALES[(found[2] or "").casefold()]
        return Limit(Money(amount=amount, currency=found[3].upper()))
    if found := _EFFORT.fullmatch(text.strip()):
        effort = Effort.of(Decimal(found[2]), EffortUnit(found[3].casefold()))
        return Limit(effort, named(found[1]) if found[1] else None)
    raise BadInput(f"“{text}” is not a budget.", remedy=_REMEDY)


def read_cut(text: str) -> Decimal:
    """Return the percentage to save; BadInput where a text is none between 0 and 100."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None or not 0 <= Decimal(found[1]) <= _WHOLE:
        raise BadInput(f"“{text}” cannot be cut.", remedy="Write a percentage, such as 10%.")
    return Decimal(found[1])


def read_pair(text: str) -> tuple[str, str]:
    """Return the two candidates that exclude each other; BadInput where there are not two."""
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2 or not all(names) or names[0].casefold() == names[1].casefold():  # noqa: PLR2004 - a pair
        raise BadInput(
            f"“{text}” does not name two candidates.", remedy="Write them with a comma: A,B."
        )
    return names[0], names[1]
