"""What can be funded: each candidate with its worth, its costs, what it needs, and what is missing.

A candidate whose cost nobody stated cannot be weighed: it is kept apart and named, and so is what
needs it. One whose worth nobody stated is taken only where it must be or something needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant.portfolio.facts import Cell
from assistant.portfolio.noun import Noun

ALL_WORK = "all work"
"""The measure of a candidate's work of all skills together."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a candidate costs on one measure: a currency, a skill or all work, in whole grains."""

    amount: int
    cells: tuple[Cell, ...] = ()
    arithmetic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundCandidate:
    """One project or work item. `value` is in grains; None where nobody stated any.

    `costs` is by measure; None where nobody stated one. `must` are the cells that say it has to
    be done, `missing` what nobody stated. What is in progress stays unless somebody stops it.
    """

    key: str
    noun: type[Noun]
    value: int | None
    value_cells: tuple[Cell, ...] = ()
    value_arithmetic: str | None = None
    costs: Mapping[str, Cost] | None
    needs: frozenset[str] = frozenset()
    must: tuple[Cell, ...] = ()
    in_progress: bool = False
    missing: tuple[str, ...] = ()

    @property
    def must_be_done(self) -> bool:
        """Whether a law, a date that must hold or its own row says so."""
        return bool(self.must)


@dataclass(frozen=True, slots=True)
class Field:
    """All candidates by key: those that can be weighed, and those kept apart."""

    weighed: Mapping[str, FundCandidate]
    aside: Mapping[str, FundCandidate] = field(default_factory=dict)


def field_of(candidates: Iterable[FundCandidate]) -> Field:
    """Split candidates by whether they, and all that they need, have a cost."""
    all_of_them = {each.key: each for each in sorted(candidates, key=lambda each: each.key)}
    weighed = {key: each for key, each in all_of_them.items() if each.costs is not None}
    while blocked := {
        k for k, e in weighed.items() if _waits_for_unknown(e, all_of_them, weighed)
    }:
        weighed = {key: each for key, each in weighed.items() if key not in blocked}
    known = {
        key: replace(each, needs=frozenset(n for n in each.needs if n in weighed))
        for key, each in weighed.items()
    }
    return Field(known, {key: e for key, e in all_of_them.items() if key not in weighed})


def _waits_for_unknown(
    candidate: FundCandidate,
    known: Mapping[str, FundCandidate],
    weighed: Mapping[str, FundCandidate],
) -> bool:
    """Say whether it needs an open candidate that cannot be weighed."""
    return any(need in known and need not in weighed for need in candidate.needs)
