"""Projects that cost more in a year than they are expected to bring."""

from __future__ import annotations

from assistant.portfolio.control import Benefit
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money, Statement, Unit, say


class RunningCosts:
    """Compares running costs with yearly benefits.

    Only where both are known, in the same currency: an unstated benefit is not a benefit of zero.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._facts = Facts(snapshot)
        self._benefits: dict[str, list[Benefit]] = {}
        for benefit in snapshot.all(Benefit):
            self._benefits.setdefault(benefit.project, []).append(benefit)
        found = ((project.key, self._compare(project)) for project in snapshot.all(Project))
        self._losing = {key: amounts for key, amounts in found if amounts is not None}

    def is_losing(self, project: str | None) -> bool:
        """Say whether a project costs more than it brings."""
        return project in self._losing

    def why(self, project: str | None) -> Statement | None:
        """Say what a project costs and brings in a year, where it costs more; else None."""
        if project is None or project not in self._losing:
            return None
        brings = self._losing[project]
        rows: list[Cell] = [(Benefit, row.key) for row in self._benefits[project]]
        return say(
            "{project} costs {cost} a year to run and is expected to bring {benefit}",
            project=self._facts.name(Project, project),
            cost=self._facts.cell(Project, project, "running_cost", Unit.MONEY),
            benefit=self._facts.of(
                f"projects:{project}", "benefit a year", brings, Unit.MONEY, cells=rows
            ),
        )

    def _compare(self, project: Project) -> Money | None:
        """Return the yearly benefit where it is below the running cost, else None."""
        cost = project.running_cost
        amounts = [
            row.expected_per_year or row.per_year for row in self._benefits.get(project.key, ())
        ]
        known = [amount for amount in amounts if amount is not None]
        if cost is None or not known or any(each.currency != cost.currency for each in known):
            return None
        total = sum((each.amount for each in known), cost.amount * 0)
        return Money(amount=total, currency=cost.currency) if total < cost.amount else None
