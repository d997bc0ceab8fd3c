"""Small portfolios of projects with budgets and benefits, and what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.planning.selection.fund import fund
from assistant.planning.selection.report import FundedCandidate, SelectionReport
from assistant.planning.selection.wish import (
    CandidateKind,
    SelectionWish,
    read_cut,
    read_limit,
    read_pair,
)
from assistant.policy import default_policy
from assistant.portfolio.control import Benefit, BudgetLine
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.values import Money
from tests.planning.backlogs import portfolio
from tests.planning.told import text


def euros(thousands: float, currency: str = "EUR") -> Money:
    return Money(amount=int(thousands * 1000), currency=currency)


def project(key: str, left: float, worth: float, *, spent: float = 10, **more: Any) -> list[Noun]:
    """Return a project that needs so many thousand more and brings so many a year."""
    return [
        Project(key=key, name=key.capitalize(), **more),
        BudgetLine(
            key=f"B-{key}",
            project=key,
            baseline=euros(left + spent),
            actual_cost=euros(spent),
        ),
        Benefit(key=f"N-{key}", project=key, name="saves", per_year=euros(worth)),
    ]


def funded(
    things: Sequence[Noun],
    *budgets: str,
    cut: str | None = None,
    kind: CandidateKind = CandidateKind.PROJECTS,
    apart: Sequence[str] = (),
    **more: Sequence[str],
) -> SelectionReport:
    wish = SelectionWish(
        kind=kind,
        limits=tuple(read_limit(budget) for budget in budgets),
        cut_percent=None if cut is None else read_cut(cut),
        apart=tuple(read_pair(pair) for pair in apart),
        **{name: tuple(keys) for name, keys in more.items()},
    )
    return fund(portfolio(things), default_policy(), wish, lambda _what, _done, _of: None)


def keys(candidates: Sequence[FundedCandidate]) -> str:
    return " ".join(each.key for each in candidates)


def fate(report: SelectionReport, key: str) -> FundedCandidate:
    everything = (*report.chosen, *report.left_out, *report.aside)
    return next(each for each in everything if each.key == key)


def said(report: SelectionReport) -> str:
    parts = (*report.headline, *report.more_budget, *report.questions)
    return " ".join(text(each) for each in parts)
