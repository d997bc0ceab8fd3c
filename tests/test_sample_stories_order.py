"""The sample's stories are found with their figures: the order of work and what data it lacks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.health.caveats import caveats
from assistant.health.verdicts import Caveat
from assistant.planning.capacity.load import LoadKind
from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.outlook import capacity
from assistant.planning.explaining.explain import explain
from assistant.planning.order.projection import project_capacity, project_ranking
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import RankedItem, Ranking, SolveStatus, Standing
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, Factor, ValueInput, WorkItem
from assistant.values import Effort, Scope
from tests.portfolio.larkfield import TODAY, euros, the, today, told

FALCON_WEEK = date(2026, 11, 30)
QUEUE = ("KEY-3", "SEN-3", "BEA-6", "KEY-8")


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    return rank(today(), default_policy())


@pytest.fixture(scope="module")
def gaps(ranking: Ranking) -> dict[str, Caveat]:
    return {each.key: each for each in caveats(today(), default_policy(), ranking)}


def placed(ranking: Ranking, key: str) -> RankedItem:
    found = ranking.item(key)
    assert found is not None
    return found


def new_work(ranking: Ranking) -> list[str]:
    """What is not yet under way, in order."""
    under_way = {Standing.KEEP_GOING, Standing.CONSIDER_STOPPING}
    return [each.key for each in ranking.items if each.standing not in under_way]


def of(ranking: Ranking, standing: Standing) -> set[str]:
    return {each.key for each in ranking.items if each.standing is standing}


def queue_alone() -> Snapshot:
    """The four items and their links, for one person with all of her time."""
    things: list[Noun] = [the(WorkItem, key) for key in QUEUE]
    things += [the(ValueInput, f"{key}/{Factor.COST_OF_DELAY.value}") for key in QUEUE]
    things += [
        each
        for each in today().all(Dependency)
        if {each.predecessor, each.successor} <= set(QUEUE)
    ]
    things += [Person(key="one", name="One", skills=("iam",), change_work_percent=Decimal(100))]
    return Snapshot.of(TODAY, things)


def test_the_queue_alone_is_proven_best_at_79_thousand() -> None:
    found = rank(queue_alone(), default_policy())
    assert tuple(each.key for each in found.items) == QUEUE
    assert found.cost == Decimal("79.0")
    assert found.status is SolveStatus.OPTIMAL
    assert found.ready_first_cost == Decimal("93.2")
    assert set(found.score_sort_breaks) == {"KEY-3 → SEN-3", "KEY-3 → BEA-6"}


def test_other_places_in_the_queue_have_their_price() -> None:
    policy = default_policy()
    found = rank(queue_alone(), policy)
    moves = explain(found, queue_alone(), policy, "BEA-6").moves
    assert {each.start_place: each.cost and each.cost.value for each in moves} == {
        2: euros(10_000),
        1: None,
    }
    third, first = explain(found, queue_alone(), policy, "KEY-8").flips
    assert euros(9000) in told(third.statement)
    assert {euros(14_000), Effort.of_days(3)} <= set(told(first.statement))


def test_key_3_comes_first_though_it_is_worth_little(ranking: Ranking) -> None:
    assert new_work(ranking)[0] == "KEY-3"
    key_3 = placed(ranking, "KEY-3")
    assert {"SEN-3", "BEA-6"} <= set(key_3.unblocks)
    own = {key: placed(ranking, key).own_place or 0 for key in QUEUE}
    assert max(own, key=lambda key: own[key]) == "KEY-3"


def test_the_pinned_item_stands_second(ranking: Ranking) -> None:
    assert new_work(ranking)[1] == "CAS-7"
    assert "Ingrid Solheim" in told(placed(ranking, "CAS-7").reason)


def test_sentinel_is_planned_before_its_date(ranking: Ranking) -> None:
    live = placed(ranking, "SEN-12")
    assert live.finish is not None
    assert live.finish <= (the(WorkItem, "SEN-12").due or TODAY)


def test_the_cycle_is_cut_where_it_costs_least(ranking: Ranking) -> None:
    (cycle,) = ranking.cycles
    assert set(cycle.items) == {"CAS-9", "BEA-14", "KEY-11"}
    assert (cycle.predecessor, cycle.successor) == ("CAS-9", "BEA-14")


def test_quay_is_low_in_spite_of_its_high_values(ranking: Ranking) -> None:
    quay = [each for each in ranking.items if each.project == "QUAY" and each.key != "QUA-2"]
    assert {each.standing for each in quay} == {Standing.NOT_NOW}
    assert min(each.position for each in quay) > len(ranking.items) / 2


def test_willow_is_the_one_to_consider_stopping(ranking: Ranking) -> None:
    assert of(ranking, Standing.CONSIDER_STOPPING) == {"WIL-3"}


def test_at_most_three_starts_a_team_and_none_that_waits(ranking: Ranking) -> None:
    starts = [placed(ranking, key) for key in of(ranking, Standing.START_NEXT)]
    teams = [each.team for each in starts]
    assert max(teams.count(team) for team in teams) <= 3
    waiting = {key for each in starts for key in each.waits_for}
    assert waiting <= of(ranking, Standing.KEEP_GOING)


def test_the_order_knows_people_and_weeks(ranking: Ranking) -> None:
    assert ranking.mode is CapacityMode.FULL
    assert len(ranking.items) == len({each.key for each in ranking.items}) == 114


def test_fourteen_have_no_size_and_three_of_them_matter(
    ranking: Ranking, gaps: dict[str, Caveat]
) -> None:
    unsized = [each for each in ranking.items if each.effort is None]
    matter = ["HAR-11", "LAN-7", "MOS-9"]
    assert len(unsized) == 14
    assert sorted(each.key for each in unsized if each.matters) == matter
    assert [each.partition(":")[2] for each in gaps["unsized-work"].subjects] == matter
    assert {14, 3} <= set(told(gaps["unsized-work"].headline))


def test_other_messy_cells_are_caveats(gaps: dict[str, Caveat]) -> None:
    assert gaps["unowned-work"].subjects == (
        "work_items:CAS-15",
        "work_items:DRI-7",
        "work_items:LAN-9",
    )
    assert gaps["orphans"].subjects == ("work_items:INF-1",)
    assert gaps["projects-without:theme"].subjects == ("projects:WILLOW",)
    assert gaps["impossible-dates:work_items:started-finished"].subjects == ("work_items:WIL-4",)
    assert gaps["other-currencies"].subjects == ("budgets:INV-2217",)


def test_two_items_that_only_relate_are_no_cycle(gaps: dict[str, Caveat]) -> None:
    assert [key for key in gaps if key.startswith("cycle:")] == ["cycle:BEA-14+CAS-9+KEY-11"]


def test_nobody_else_sees_falcon_in_the_order_or_the_load(ranking: Ranking) -> None:
    viewer = today().scoped(Scope.public())
    seen = project_ranking(ranking, viewer)
    load = project_capacity(capacity(today(), default_policy()), viewer)
    text = seen.model_dump_json() + load.model_dump_json()
    assert not [word for word in ("Falcon", "FALCON", "FAL-", "Thornbury") if word in text]
    assert [each.key for each in seen.items] == [
        each.key for each in ranking.items if each.project != "FALCON"
    ]


def test_falcon_is_kept_free_of_platform_without_its_name() -> None:
    viewer = today().scoped(Scope.public())
    load = project_capacity(capacity(today(), default_policy()), viewer)
    weeks = {each.period.start: each for each in load.of(LoadKind.TEAM, "PLATFORM")}
    reserved = [part for part in weeks[FALCON_WEEK].parts if part.project is None]
    assert [part.assignment for part in reserved] == [None]
    assert [part for part in weeks[TODAY].parts if part.project is None] == []
