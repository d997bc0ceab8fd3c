"""What would be if: scenarios side by side, beside the plan of today. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import BadInput
from assistant.planning.order.ranking import Ranking
from assistant.planning.scenarios.change_making import Maker
from assistant.planning.scenarios.comparing import Comparer, supposing
from assistant.planning.scenarios.outcome_words import verdict
from assistant.planning.scenarios.planned import PlannedWorld, Planner, Search
from assistant.planning.scenarios.promise_words import PromiseWords
from assistant.planning.scenarios.reading import Scenario, read_phrase, read_scenarios
from assistant.planning.scenarios.result import Comparison
from assistant.planning.scenarios.world import World
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank
from assistant.usecases.assessment import Assessment
from assistant.values import Statement, Unit, say

_BASE = "as planned"


def run_scenarios(
    assessment: Assessment, phrases: Sequence[str], files: Sequence[tuple[str, str]] = ()
) -> Comparison:
    """Return scenarios compared with the agreed plan, or with today's where none is agreed.

    `files` are names and texts of scenario files. Raises BadInput for what cannot be read.
    """
    view, policy = assessment.view, assessment.app.policy
    maker = Maker(view.seen, policy)
    scenarios = [
        *(each for name, text in files for each in read_scenarios(text, name, maker)),
        *(read_phrase(phrase, maker) for phrase in phrases),
    ]
    if not scenarios:
        raise BadInput(
            "Say what would be different.",
            remedy='Such as pmo what-if --if "pause WILLOW"; docs/scenarios.md lists the changes.',
        )
    world = World(view.full, policy)
    ranking = assessment.whole_ranking
    planner = Planner(world, ranking)
    comparer = Comparer(planner.keep(world), view.seen)
    facts = Facts(view.seen)
    outcomes = tuple(
        comparer.outcome(scenario, _planned(planner, scenario, world, ranking, assessment))
        for scenario in scenarios
    )
    return Comparison(
        as_of=view.seen.as_of,
        basis=basis(view.seen, ranking),
        late_already=tuple(PromiseWords(facts, _BASE).late(comparer.before)),
        scenarios=outcomes,
        verdict=verdict(outcomes),
    )


def basis(seen: Snapshot, ranking: Ranking) -> Statement:
    """Say what scenarios are compared with."""
    keys = {item.key for item in ranking.items}
    rows = [row for row in seen.all(AgreedRank) if row.item in keys]
    if not rows:
        return Statement(text="Compared with today's plan.")
    last = max(rows, key=lambda row: (row.agreed_on, row.key))
    day = Facts(seen).cell(AgreedRank, last.key, "agreed_on", Unit.DATE)
    return say("Compared with the order agreed on {day}.", day=day)


def _planned(
    planner: Planner, scenario: Scenario, world: World, ranking: Ranking, assessment: Assessment
) -> PlannedWorld:
    search = Search(ranking.budget, ranking.seed)
    return planner.solve(supposing(scenario, world), search, assessment.progress.step)
