"""The sample's stories are found with their figures, and its decoys are not: health and risks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from assistant.health.project_load import loads_by_project
from assistant.health.rag import judge
from assistant.health.verdicts import Dimension, DimensionVerdict, ProjectHealth
from assistant.planning.capacity import capacity
from assistant.policy import default_policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Rag
from assistant.values import Money
from tests.portfolio.larkfield import euros, today, told


@pytest.fixture(scope="module")
def health() -> Mapping[str, ProjectHealth]:
    policy = default_policy()
    overload = loads_by_project(capacity(today(), policy), Facts(today()))
    return {each.project: each for each in judge(today(), policy, overload=overload)}


def verdict(of: ProjectHealth, dimension: Dimension) -> DimensionVerdict:
    return next(each for each in of.dimensions if each.dimension is dimension)


def test_atlas_is_the_one_watermelon(health: Mapping[str, ProjectHealth]) -> None:
    assert [key for key, each in health.items() if each.watermelon] == ["ATLAS"]
    atlas = health["ATLAS"]
    assert (atlas.reported, atlas.overall) == (Rag.GREEN, Rag.RED)
    cost = told(verdict(atlas, Dimension.COST).because)
    assert 6_200_000 in [round(each.amount) for each in cost if isinstance(each, Money)]
    assert date(2027, 1, 4) in told(verdict(atlas, Dimension.SCHEDULE).because)


def test_the_projects_that_are_red_by_rule(health: Mapping[str, ProjectHealth]) -> None:
    assert [key for key, each in health.items() if each.overall is Rag.RED] == [
        "ATLAS",
        "CASCADE",
    ]


def test_cascade_is_over_in_cost_and_scope(health: Mapping[str, ProjectHealth]) -> None:
    cascade = health["CASCADE"]
    cost, scope = (verdict(cascade, each) for each in (Dimension.COST, Dimension.SCOPE))
    assert (cost.rag, scope.rag) == (Rag.RED, Rag.RED)
    assert euros(1_368_000) in told(cost.because)
    assert Decimal(14) in told(cost.because)
    assert Decimal(23) in told(scope.because)


def test_beacon_is_honestly_amber(health: Mapping[str, ProjectHealth]) -> None:
    assert (health["BEACON"].reported, health["BEACON"].overall) == (Rag.AMBER, Rag.AMBER)


def test_driftwood_alone_is_grey_and_says_why(health: Mapping[str, ProjectHealth]) -> None:
    assert [key for key, each in health.items() if each.overall is Rag.GREY] == ["DRIFTWOOD"]
    assert [key for key, each in health.items() if each.stale] == ["DRIFTWOOD"]
    assert date(2026, 10, 6) in told(health["DRIFTWOOD"].because)
    assert health["DRIFTWOOD"].owner == "owen.brandt"


def test_willow_is_green_in_spite_of_its_overdue_item(
    health: Mapping[str, ProjectHealth],
) -> None:
    willow = health["WILLOW"]
    assert (willow.reported, willow.overall, willow.watermelon) == (Rag.GREEN, Rag.GREEN, False)


def test_what_a_status_text_asks_for_changes_nothing(health: Mapping[str, ProjectHealth]) -> None:
    driftwood = health["DRIFTWOOD"]
    assert driftwood.reported is Rag.AMBER
    said = [driftwood.because, *(each.because for each in driftwood.dimensions)]
    assert not [each for each in said if "ignore your rules" in f"{each.text}{told(each)}"]
