"""Answers “which of our candidates do we fund?” with a choice, its reasons and its proof.

Confidential projects are in nobody's choice, whoever asks: budgets are free to vary, and what a
budget buys beside a hidden project would tell what that costs. So everybody gets one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.errors import BadInput, NotFound
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.inputs.sizes import Measure
from assistant.planning.progress import ProgressStep
from assistant.planning.selection.candidates import ALL_WORK, Field, FundCandidate, field_of
from assistant.planning.selection.fund_words import FundWords
from assistant.planning.selection.funding import Funding
from assistant.planning.selection.item_candidates import item_candidates
from assistant.planning.selection.project_candidates import project_candidates
from assistant.planning.selection.report import SelectionReport
from assistant.planning.selection.tell import tell_choice, tell_conflict
from assistant.planning.selection.wish import CandidateKind, Limit, SelectionWish
from assistant.planning.solvers.selection.problem import Impossible
from assistant.policy import Policy
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money

_WHOLE = Decimal(100)


def fund(
    public: Snapshot, policy: Policy, wish: SelectionWish, progress: ProgressStep
) -> SelectionReport:
    """Return what to fund within the budgets that are asked for.

    `public` holds nothing confidential. Raises BadInput for a wish that makes no sense, NotFound
    for a candidate or a skill that is not there.
    """
    funding = _Resolving(public, policy, wish).funding()
    words = FundWords(public, wish.kind)
    found = funding.solved(_watching(progress))
    if isinstance(found, Impossible):
        return tell_conflict(public, policy, funding, found, words)
    return tell_choice(public, policy, funding, found, words)


class _Resolving:
    """Finds what a wish names among what there is."""

    def __init__(self, public: Snapshot, policy: Policy, wish: SelectionWish) -> None:
        self._wish = wish
        self._snapshot = public
        self._currency = public.organisation.currency
        self._backlog = read_backlog(public, policy)
        self._field = field_of(self._candidates())
        self._names = self._by_name()

    def funding(self) -> Funding:
        """Return the wish with candidates instead of names."""
        wish = self._wish
        if not self._field.weighed:
            raise BadInput(
                f"No {wish.kind.value} have a cost, so there is nothing to choose from.",
                remedy="State budgets with forecast and actual cost, or sizes in days.",
            )
        return Funding(
            field=self._field,
            budgets=self._budgets(),
            currency=self._currency,
            keep=frozenset(self._key(name) for name in wish.keep),
            without=frozenset(self._key(name) for name in wish.without),
            apart=tuple((self._key(one), self._key(two)) for one, two in wish.apart),
        )

    def _candidates(self) -> Sequence[FundCandidate]:
        if self._wish.kind is CandidateKind.ITEMS:
            return item_candidates(self._backlog)
        by_work = any(not isinstance(limit.amount, Money) for limit in self._wish.limits)
        return project_candidates(self._snapshot, self._backlog, by_work=by_work)

    def _budgets(self) -> dict[str, int]:
        budgets: dict[str, int] = {}
        for limit in self._wish.limits:
            measure, grains = self._limit(limit)
            if measure in budgets:
                raise BadInput(f"There are two budgets of {measure}.", remedy="Give one of each.")
            budgets[measure] = grains
        if self._wish.cut_percent is not None:
            measure = self._currency if self._is_of_projects else ALL_WORK
            total = sum(
                each.costs[measure].amount for each in self._field.weighed.values() if each.costs
            )
            left = int(total * (_WHOLE - self._wish.cut_percent) / _WHOLE)
            budgets[measure] = min(left, budgets.get(measure, left))
        if not budgets:
            raise BadInput(
                "There is no budget to choose within.",
                remedy="Name one, such as --budget 500kEUR, or --cut 10%.",
            )
        return budgets

    def _limit(self, limit: Limit) -> tuple[str, int]:
        if isinstance(limit.amount, Money):
            if not self._is_of_projects:
                raise BadInput(
                    "Work items have no cost in money.",
                    remedy="Give a budget of days, such as 60d.",
                )
            if limit.amount.currency != self._currency:
                raise BadInput(
                    f"Costs are in {self._currency}, and there is no rate for "
                    f"{limit.amount.currency}.",
                    remedy=f"Give the budget in {self._currency}.",
                )
            return self._currency, limit.amount.units
        if self._backlog.measure is not Measure.WORK:
            raise BadInput(
                "Sizes are stated in story points, which are no time.",
                remedy="State estimates in days, or give a budget of money.",
            )
        if limit.skill is None:
            return ALL_WORK, limit.amount.minutes
        skills = sorted({m for each in self._field.weighed.values() for m in each.costs or ()})
        skills = [skill for skill in skills if skill not in (ALL_WORK, self._currency)]
        if limit.skill not in skills:
            raise NotFound("skill", limit.skill, near=tuple(skills[:5]))
        return limit.skill, limit.amount.minutes

    @property
    def _is_of_projects(self) -> bool:
        return self._wish.kind is CandidateKind.PROJECTS

    def _by_name(self) -> dict[str, set[str]]:
        """Return keys by everything a candidate may be called; a key is no other's name."""
        names: dict[str, set[str]] = {}
        keys = {key.casefold(): {key} for key in (*self._field.weighed, *self._field.aside)}
        for project in self._snapshot.all(Project) if self._is_of_projects else ():
            for called in (*project.aliases, project.name):
                if project.key.casefold() in keys:
                    names.setdefault(called.casefold(), set()).add(project.key)
        return names | keys

    def _key(self, name: str) -> str:
        keys = sorted(self._names.get(name.strip().casefold(), ()))
        if not keys:
            raise NotFound(self._noun, name, near=_near(name, self._field))
        if len(keys) > 1:
            raise BadInput(
                f"“{name}” is a name of {' and '.join(keys)}.",
                remedy="Name one of them by its key.",
            )
        if keys[0] in self._field.aside:
            raise BadInput(
                f"{keys[0]} cannot be weighed, so it is neither chosen nor left out.",
                remedy="State its cost first.",
            )
        return keys[0]

    @property
    def _noun(self) -> str:
        return "project" if self._is_of_projects else "work item"


def _near(name: str, field: Field) -> tuple[str, ...]:
    from rapidfuzz import process

    keys = [*field.weighed, *field.aside]
    close = process.extract(name.upper(), keys, limit=3, score_cutoff=60)
    return tuple(key for key, _, _ in close)


def _watching(progress: ProgressStep) -> Callable[[int, int | None], None]:
    def watch(value: int, bound: int | None) -> None:
        progress("Proving", value, bound)

    return watch
