"""A wish about candidates as a problem in numbers, and its solutions in keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.planning.selection.candidates import Field, FundCandidate
from assistant.planning.solvers.selection.problem import (
    Impossible,
    Selection,
    SelectionProblem,
    Watch,
)
from assistant.planning.solvers.selection.solve import Work, select


@dataclass(frozen=True)
class Funding:
    """What is asked, resolved to candidates. `budgets` are grains by measure.

    `keep` and `without` are what was asked for; what must be done comes on top.
    """

    field: Field
    budgets: Mapping[str, int]
    currency: str
    keep: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    apart: tuple[tuple[str, str], ...] = ()
    work: Work = Work()  # noqa: RUF009 - frozen, so one instance serves all

    @cached_property
    def candidates(self) -> tuple[FundCandidate, ...]:
        """What can be weighed, by key; the problem's items have these numbers."""
        return tuple(self.field.weighed.values())

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Key → number."""
        return {each.key: place for place, each in enumerate(self.candidates)}

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """What is limited, in the order of the problem's budgets."""
        return tuple(self.budgets)

    @cached_property
    def problem(self) -> SelectionProblem:
        """The wish in whole numbers."""
        return SelectionProblem(
            values=[each.value or 0 for each in self.candidates],
            costs=[[self.cost(each, name) for each in self.candidates] for name in self.measures],
            budgets=list(self.budgets.values()),
            needs=[sorted(self.number[key] for key in each.needs) for each in self.candidates],
            apart=[sorted(self.numbers(pair)) for pair in self.apart],
            must=frozenset(self.numbers(self.musts)),
            never=frozenset(self.numbers(self.without)),
        )

    @cached_property
    def musts(self) -> tuple[str, ...]:
        """Keys of what must be done, is kept on request, or is in progress and not stopped."""
        return tuple(
            each.key
            for each in self.candidates
            if each.must_be_done
            or each.key in self.keep
            or (each.in_progress and each.key not in self.without)
        )

    def solved(self, watch: Watch | None = None) -> Selection | Impossible:
        """Return the best choice, or why there is none."""
        return select(self.problem, self.work, watch)

    def keeping(self, key: str) -> Funding:
        """Return the same wish with one candidate more that has to be in."""
        return replace(self, keep=self.keep | {key})

    def with_more(self, measure: str, grains: int) -> Funding:
        """Return the same wish with more of one budget."""
        return replace(self, budgets={**self.budgets, measure: self.budgets[measure] + grains})

    def cost(self, candidate: FundCandidate, measure: str) -> int:
        """Return what a candidate costs on a measure; what it does not need costs nothing."""
        cost = (candidate.costs or {}).get(measure)
        return cost.amount if cost else 0

    def spent(self, keys: Iterable[str], measure: str) -> int:
        """Return what candidates cost together on a measure."""
        return sum(self.cost(self.field.weighed[key], measure) for key in keys)

    def closure(self, keys: Iterable[str]) -> frozenset[str]:
        """Return keys with those of everything they need."""
        return frozenset(self.keys(self.problem.closure(self.numbers(keys))))

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """Return the numbers of keys."""
        return [self.number[key] for key in keys]

    def keys(self, numbers: Iterable[int]) -> Sequence[str]:
        """Return the keys of numbers, sorted."""
        return [self.candidates[number].key for number in sorted(numbers)]
