"""Amounts in other currencies: without a dated rate they are in no total."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.caveats.finding import caveat, subjects
from assistant.health.naming import count_of, listed
from assistant.health.project_cost import project_costs
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.control import BudgetLine
from assistant.values import Statement, say


def unconverted(survey: Survey) -> Iterator[Caveat]:
    """Yield the budget lines and invoices that are left out of their project's cost."""
    keys = [
        key
        for project, cost in sorted(project_costs(survey.snapshot).items())
        if survey.is_running(project)
        for key in cost.left_out
    ]
    if not keys:
        return
    yield caveat(
        "other-currencies",
        severity=Severity.LOW,
        subjects=subjects(BudgetLine, keys),
        headline=say(
            "{count} [amount is|amounts are] in another currency and in no total: {few}.",
            count=count_of(survey.facts, BudgetLine, keys, what="lines_left_out"),
            few=listed(survey.facts, BudgetLine, keys, what="lines_left_out"),
        ),
        remedy=Statement(text="Give them in the project's currency, with the rate that was used."),
        unlocks="The cost of their projects is then whole.",
    )
