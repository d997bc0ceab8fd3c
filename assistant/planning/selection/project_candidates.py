"""Open projects as candidates: worth their benefits a year, costing what is still to be spent.

A project needs another where an open item of it waits for an open item of the other. It must be
done where a law, a pin or an item of it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.planning.figures import figure
from assistant.planning.inputs.backlog import Backlog, Candidate
from assistant.planning.selection.candidates import ALL_WORK, Cost, FundCandidate
from assistant.planning.selection.item_candidates import item_candidates
from assistant.portfolio.control import Benefit, BudgetKind, BudgetLine
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money

_OVER = frozenset({Stage.CLOSED, Stage.STOPPED})
_UNSPENT = frozenset({Stage.IDEA, Stage.APPROVAL})
"""Before approval nothing has been spent, even where nobody says so."""


def project_candidates(
    snapshot: Snapshot, backlog: Backlog, *, by_work: bool
) -> list[FundCandidate]:
    """Return every open project that is not confidential; `by_work` adds its open items' work.

    Confidential projects are in nobody's choice: what a budget buys would tell what they cost.
    """
    reader = _Reader(snapshot, backlog, by_work=by_work)
    return [
        reader.candidate(project)
        for project in snapshot.all(Project)
        if project.stage not in _OVER and not project.confidential
    ]


class _Reader:
    def __init__(self, snapshot: Snapshot, backlog: Backlog, *, by_work: bool) -> None:
        self._currency = snapshot.organisation.currency
        self._by_work = by_work
        self._assumed = backlog.assumed_work
        self._work = {each.key: each for each in item_candidates(backlog)}
        self._open = _by_project(backlog.candidates)
        self._home = {each.key: each.item.project for each in backlog.candidates}
        self._lines = [line for line in snapshot.all(BudgetLine) if line.kind is BudgetKind.BUDGET]
        self._benefits = snapshot.all(Benefit)
        self._laws: dict[str, list[Cell]] = {}
        for milestone in snapshot.all(Milestone):
            if milestone.mandatory and milestone.actual is None:
                cell = (Milestone, milestone.key, "mandatory")
                self._laws.setdefault(milestone.project, []).append(cell)

    def candidate(self, project: Project) -> FundCandidate:
        value, cells, arithmetic, no_value = self._value(project.key)
        costs, no_cost = self._costs(project)
        return FundCandidate(
            key=project.key,
            noun=Project,
            value=value,
            value_cells=cells,
            value_arithmetic=arithmetic,
            costs=costs,
            needs=self._needs(project.key),
            must=self._must(project.key),
            missing=(*no_value, *no_cost),
        )

    def _value(
        self, project: str
    ) -> tuple[int | None, tuple[Cell, ...], str | None, tuple[str, ...]]:
        rows = [row for row in self._benefits if row.project == project]
        stated: list[tuple[Money, Cell]] = []
        for row in rows:
            if row.expected_per_year is not None:
                stated.append((row.expected_per_year, (Benefit, row.key, "expected_per_year")))
            elif row.per_year is not None:
                stated.append((row.per_year, (Benefit, row.key, "per_year")))
        if not stated:
            return None, (), None, ("benefit per year",)
        if foreign := self._foreign(money for money, _ in stated):
            return None, (), None, foreign
        terms = " + ".join(figure(money.amount) for money, _ in stated)
        total = sum(max(money.units, 0) for money, _ in stated)
        return total, tuple(cell for _, cell in stated), terms, ()

    def _costs(self, project: Project) -> tuple[dict[str, Cost] | None, tuple[str, ...]]:
        money, missing = self._money(project)
        if money is None:
            return None, missing
        costs = {self._currency: money}
        if not self._by_work:
            return costs, ()
        return costs | self._summed_work(project.key), self._unsized(project.key)

    def _money(self, project: Project) -> tuple[Cost | None, tuple[str, ...]]:
        """Return what is still to be spent: expected at completion less spent by now."""
        lines = [line for line in self._lines if line.project == project.key]
        if not lines:
            return None, ("budget",)
        left, cells, terms = 0, [], []
        for line in lines:
            field = "forecast" if line.forecast is not None else "baseline"
            whole = line.forecast or line.baseline
            spent = line.actual_cost
            if whole is None:
                return None, ("forecast",)
            if spent is None and project.stage not in _UNSPENT:
                return None, ("actual cost",)
            if foreign := self._foreign(each for each in (whole, spent) if each is not None):
                return None, foreign
            left += max(whole.units - (spent.units if spent else 0), 0)
            cells.append((BudgetLine, line.key, field))
            terms.append(figure(whole.amount))
            if spent is not None:
                cells.append((BudgetLine, line.key, "actual_cost"))
                terms[-1] += f" − {figure(spent.amount)}"
        return Cost(left, tuple(cells), " + ".join(terms)), ()

    def _foreign(self, amounts: Iterable[Money]) -> tuple[str, ...]:
        other = sorted({each.currency for each in amounts} - {self._currency})
        return tuple(f"a rate for {currency}" for currency in other)

    def _summed_work(self, project: str) -> dict[str, Cost]:
        """Return the work of a project's open items; one without a size counts as the middle."""
        costs: dict[str, Cost] = {ALL_WORK: Cost(0)}
        for each in self._open.get(project, ()):
            assumed = {ALL_WORK: Cost(self._assumed)}
            for measure, cost in (self._work[each.key].costs or assumed).items():
                so_far = costs.get(measure, Cost(0))
                costs[measure] = Cost(so_far.amount + cost.amount, so_far.cells + cost.cells)
        return costs

    def _unsized(self, project: str) -> tuple[str, ...]:
        opened = self._open.get(project, ())
        return tuple(
            f"size of {each.key}" for each in opened if self._work[each.key].costs is None
        )

    def _needs(self, project: str) -> frozenset[str]:
        needed = {
            self._home.get(before)
            for each in self._open.get(project, ())
            for before in self._work[each.key].needs
        }
        return frozenset(key for key in needed if key is not None and key != project)

    def _must(self, project: str) -> tuple[Cell, ...]:
        said = [
            cell
            for each in self._open.get(project, ())
            if each.item.mandatory or each.deadline is not None
            for cell in self._work[each.key].must
        ]
        return (*self._laws.get(project, ()), *said)


def _by_project(candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    for each in candidates:
        if each.item.project is not None:
            found.setdefault(each.item.project, []).append(each)
    return found
