"""The computed order of record: `rank(snapshot, policy, seed, budget, progress) → Ranking`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assistant.planning.capacity.assumptions import about_ranking
from assistant.planning.order.bindings import bindings
from assistant.planning.order.conflicts import Conflicts
from assistant.planning.order.cuts import cut_line, skill_cuts
from assistant.planning.order.cycle_statements import cut_edge
from assistant.planning.order.finding import find_order, tell_nobody
from assistant.planning.order.move_reasons import MoveReasons
from assistant.planning.order.moves import moves_against_agreed
from assistant.planning.order.places import Judged, places_of
from assistant.planning.order.plan import Plan
from assistant.planning.order.questions import Questions
from assistant.planning.order.ranking import Place, RankedItem, Ranking, SolveStatus
from assistant.planning.order.reasons import Reasons
from assistant.planning.order.score_facts import ScoreFacts
from assistant.planning.order.sensitivity import Sensitivity
from assistant.planning.order.standings import Standings
from assistant.planning.order.ties import tie_bands
from assistant.planning.progress import ProgressStep
from assistant.planning.sequencing.comparisons import simpler_orders
from assistant.planning.sequencing.solve import Solution, Solver
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank

DEFAULT_BUDGET = 20_000
"""Placed items the search may cost: a fraction of a second for some hundred items."""

_GRAIN = Decimal("0.0001")
_HUNDREDTH = Decimal("0.01")
_PROVEN = Decimal("1e-7")
"""Share of the cost by which cost and bound may differ in arithmetic alone."""


class Ranker:
    """Ranks open work; holds nothing."""

    def rank(
        self,
        snapshot: Snapshot,
        policy: Policy,
        seed: int = 0,
        budget: int = DEFAULT_BUDGET,
        progress: ProgressStep | None = None,
    ) -> Ranking:
        """Return the order of all open work; see the function `rank`."""
        return rank(snapshot, policy, seed, budget, progress)


def rank(
    snapshot: Snapshot,
    policy: Policy,
    seed: int = 0,
    budget: int = DEFAULT_BUDGET,
    progress: ProgressStep | None = None,
) -> Ranking:
    """Return the order of all open work that costs least in waiting, and how sure that is.

    It holds every dependency, pin and mandatory date, or says in words which cannot hold.
    `budget` counts placed items, not seconds: the same arguments give the same bytes.
    """
    tell = progress or tell_nobody
    found = find_order(snapshot, policy, seed, budget, tell)
    tell("Giving the reasons", 0, None)
    solution = found.solution
    plan = Plan.of(
        found.backlog, found.staff, solution.order, solution.times, solution.index, policy
    )
    report = _Report(snapshot, policy, plan, solution, found.solver)
    return report.ranking(seed, budget)


class _Report:
    """Turns a solution into a ranking."""

    def __init__(
        self, snapshot: Snapshot, policy: Policy, plan: Plan, solution: Solution, solver: Solver
    ) -> None:
        self._snapshot = snapshot
        self._policy = policy
        self._plan = plan
        self._solution = solution
        self._facts = Facts(snapshot)
        self._scores = ScoreFacts(self._facts, policy.scoring, plan.backlog.measure)
        scores = [self._scores.governing(each).value for each in plan.backlog.candidates]
        self._simpler = simpler_orders(solver.evaluator, scores)
        agreed = {row.item: row.place for row in snapshot.all(AgreedRank)}
        self._moves = moves_against_agreed(plan, solver.evaluator, agreed)
        self._standings = Standings(snapshot, policy)

    def ranking(self, seed: int, budget: int) -> Ranking:
        plan, facts, simpler = self._plan, self._facts, self._simpler
        sensitivity = Sensitivity(plan.backlog, plan.staff, self._policy, self._standings)
        tried = sensitivity.sizes_tried(facts)
        judged = self._judged(sensitivity.tried(plan.order, budget), budget)
        places = places_of(plan, judged, self._scores)
        reasons = Reasons(self._snapshot)
        conflicts = Conflicts(self._snapshot).of(plan, self._solution)
        cost = _decimal(self._solution.outcome[1])
        bound = min(_decimal(self._solution.bound), cost)
        return Ranking(
            as_of=self._snapshot.as_of,
            revision=self._snapshot.revision,
            policy_hash=self._policy.hash,
            seed=seed,
            budget=budget,
            method=self._policy.scoring.method,
            mode=plan.staff.mode,
            assumptions=about_ranking(plan.backlog, plan.staff, facts),
            items=tuple(_ranked(place, reasons) for place in places),
            status=SolveStatus.INFEASIBLE if conflicts else self._status(cost, bound),
            cost=cost,
            bound=bound,
            gap_percent=_gap(cost, bound),
            score_sort_cost=_decimal_or_none(simpler.score_sort_cost),
            score_sort_breaks=simpler.score_sort_breaks,
            ready_first_cost=_decimal(simpler.ready_first_cost),
            cut_line=cut_line(plan),
            cuts=skill_cuts(plan, facts),
            conflicts=conflicts,
            cycles=tuple(cut_edge(cut, facts) for cut in plan.backlog.graph.cuts),
            questions=Questions(self._snapshot, tried).about(places),
            sizes_tried=tried,
            moves=MoveReasons(self._snapshot).told(self._moves, places),
            tolerance_percent=self._policy.limit("stability_percent"),
        )

    def _judged(self, matters: Mapping[int, bool], budget: int) -> Judged:
        plan = self._plan
        return Judged(
            standing=self._standings.of(plan),
            binding=bindings(plan),
            band=tie_bands(plan, self._policy.scoring.input_error_percent, budget),
            own_place=self._simpler.own_places,
            matters=matters,
        )

    def _status(self, cost: Decimal, bound: Decimal) -> SolveStatus:
        if cost - bound <= cost * _PROVEN:
            return SolveStatus.OPTIMAL
        within = _gap(cost, bound) <= self._policy.limit("gap_within_percent")
        return SolveStatus.WITHIN if within else SolveStatus.FEASIBLE


def _ranked(place: Place, reasons: Reasons) -> RankedItem:
    return RankedItem(**dict(place), reason=reasons.of(place))


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value))).quantize(_GRAIN)


def _decimal_or_none(value: float | None) -> Decimal | None:
    return None if value is None else _decimal(value)


def _gap(cost: Decimal, bound: Decimal) -> Decimal:
    return ((cost - bound) / cost * 100).quantize(_HUNDREDTH) if cost else Decimal(0)
