"""Scenarios on portfolios made in code or on the sample, planned and compared."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import Ranking
from assistant.planning.scenarios.change_making import Maker
from assistant.planning.scenarios.comparing import Comparer, supposing
from assistant.planning.scenarios.planned import PlannedWorld, Planner, Search
from assistant.planning.scenarios.reading import read_phrase
from assistant.planning.scenarios.result import ScenarioOutcome
from assistant.planning.scenarios.world import World
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot
from tests.planning.backlogs import portfolio
from tests.portfolio.larkfield import today

POLICY = default_policy()
BUDGET = 2000


class Scene:
    """One portfolio with its plan; `seen` is what the reader sees of it."""

    def __init__(self, full: Snapshot, seen: Snapshot | None = None) -> None:
        self.full = full
        self.seen = seen or full
        self.world = World(full, POLICY)
        self.ranking: Ranking = rank(full, POLICY, budget=BUDGET)
        self.planner = Planner(self.world, self.ranking)
        self.base = self.planner.keep(self.world)
        self.comparer = Comparer(self.base, self.seen)

    @classmethod
    def of(cls, things: Iterable[Noun]) -> Scene:
        return cls(portfolio(things))

    def planned(self, phrase: str) -> PlannedWorld:
        scenario = read_phrase(phrase, Maker(self.seen, POLICY))
        return self.planner.solve(supposing(scenario, self.world), Search(BUDGET, 0), _nobody)

    def outcome(self, phrase: str) -> ScenarioOutcome:
        scenario = read_phrase(phrase, Maker(self.seen, POLICY))
        return self.comparer.outcome(scenario, self.planned(phrase))


def _nobody(_what: str, _done: int, _total: int | None) -> None:
    """Stand in where nobody watches."""


@cache
def sample() -> Scene:
    """Return the sample as its engine sees it."""
    return Scene(today())
