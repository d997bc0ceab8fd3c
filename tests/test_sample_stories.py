"""The sample's stories are found with their figures, and its decoys are not: health and risks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from assistant.health.project_load import loads_by_project
from assistant.health.rag import judge
from assistant.health.risks import find_risks
from assistant.health.verdicts import (
    Dimension,
    DimensionVerdict,
    ProjectHealth,
    Risk,
    RiskKind,
    Severity,
)
from assistant.planning.capacity.outlook import capacity
from assistant.policy import default_policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Rag
from assistant.values import Money, Scope
from tests.portfolio.larkfield import euros, mondays, today, told


@pytest.fixture(scope="module")
def health() -> Mapping[str, ProjectHealth]:
    policy = default_policy()
    overload = loads_by_project(capacity(today(), policy), Facts(today()))
    return {each.project: each for each in judge(today(), policy, overload=overload)}


@pytest.fixture(scope="module")
def risks() -> tuple[Risk, ...]:
    return find_risks(today(), default_policy(), mondays()[:-1])


def of_kind(risks: tuple[Risk, ...], kind: RiskKind) -> dict[tuple[str, ...], Risk]:
    return {each.projects: each for each in risks if each.kind is kind}


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


def test_atlas_is_late_into_the_freeze_and_dear(risks: tuple[Risk, ...]) -> None:
    assert set(of_kind(risks, RiskKind.WATERMELON)) == {("ATLAS",)}
    promise = told(of_kind(risks, RiskKind.COMMITMENT)["ATLAS",].headline)
    assert {date(2026, 11, 30), date(2026, 12, 18), date(2027, 1, 4), 35} <= set(promise)
    moved = told(of_kind(risks, RiskKind.DATE_MOVED)["ATLAS",].headline)
    assert {date(2026, 11, 30), date(2026, 12, 9), date(2026, 12, 18), 2} <= set(moved)
    assert set(of_kind(risks, RiskKind.BUDGET_DRIFT)) == {("ATLAS",), ("CASCADE",)}
    drift = told(of_kind(risks, RiskKind.BUDGET_DRIFT)["ATLAS",].headline)
    assert Money(amount=Decimal(184_000), currency="USD") in drift
    assert {6_200_000, 4_800_000} <= {round(m.amount) for m in drift if isinstance(m, Money)}


def test_cascade_grows_and_changes_more_than_before(risks: tuple[Risk, ...]) -> None:
    assert {euros(1_368_000), euros(1_200_000), Decimal(14)} <= set(
        told(of_kind(risks, RiskKind.BUDGET_DRIFT)["CASCADE",].headline)
    )
    (growth,) = of_kind(risks, RiskKind.SCOPE_GROWTH).items()
    assert growth[0] == ("CASCADE",)
    assert {Decimal(23), 9, 2} <= set(told(growth[1].headline))


def test_driftwood_is_silent_and_unowned(risks: tuple[Risk, ...]) -> None:
    (stale,) = of_kind(risks, RiskKind.STALE_UPDATE).items()
    assert stale[0] == ("DRIFTWOOD",)
    assert {date(2026, 10, 6), 41, "Greta Lindholm"} <= set(told(stale[1].headline))
    assert ("DRIFTWOOD",) in of_kind(risks, RiskKind.UNOWNED)


def test_the_cutover_needs_somebody_who_is_away(risks: tuple[Risk, ...]) -> None:
    (absence,) = of_kind(risks, RiskKind.ABSENCE_AT_MILESTONE).items()
    assert absence[0] == ("HARBOR",)
    values = set(told(absence[1].headline))
    assert {date(2026, 12, 10), date(2026, 12, 7), date(2026, 12, 18), "dba"} <= values
    assert "Rosa Almeida" in values
    assert "Rosa Almeida" not in told(absence[1].by_role().headline)


def test_harbor_and_quay_are_the_one_likely_duplicate(risks: tuple[Risk, ...]) -> None:
    (pair,) = of_kind(risks, RiskKind.DUPLICATE).items()
    assert pair[0] == ("HARBOR", "QUAY")
    assert "RDB-2" in told(pair[1].headline)


def test_one_decision_is_overdue_and_costs_every_week(risks: tuple[Risk, ...]) -> None:
    (overdue,) = of_kind(risks, RiskKind.DECISION_OVERDUE).values()
    assert overdue.owner == "ingrid.solheim"
    assert {date(2026, 11, 6), 10, euros(11_000)} <= set(told(overdue.headline))


def test_the_firewall_holds_up_three_projects(risks: tuple[Risk, ...]) -> None:
    chain = of_kind(risks, RiskKind.BLOCKED_CHAIN)["BEACON", "HARBOR", "LANTERN", "MOSAIC"]
    values = told(chain.headline)
    assert {date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 30)} <= set(values)
    assert {"Beacon release 2", "Harbor cutover", "Mosaic pilot with Birchway"} <= set(values)


def test_lantern_alone_skipped_a_gate(risks: tuple[Risk, ...]) -> None:
    (gate,) = of_kind(risks, RiskKind.GATE_SKIPPED).items()
    assert gate[0] == ("LANTERN",)
    assert "Design approval" in told(gate[1].headline)


def test_birchway_is_in_danger_with_its_penalty(risks: tuple[Risk, ...]) -> None:
    birchway = of_kind(risks, RiskKind.COMMITMENT)["MOSAIC",]
    assert birchway.severity is Severity.HIGH
    assert {date(2026, 12, 11), date(2027, 1, 4), euros(40_000)} <= set(told(birchway.headline))


def test_willow_is_neither_a_watermelon_nor_urgent(risks: tuple[Risk, ...]) -> None:
    found = [each for each in risks if "WILLOW" in each.projects]
    assert [(each.kind, each.severity) for each in found] == [(RiskKind.OVERDUE, Severity.LOW)]
    assert set(of_kind(risks, RiskKind.OVERDUE)) == {("WILLOW",)}


def test_priya_is_the_one_overload_and_the_one_specialist(risks: tuple[Risk, ...]) -> None:
    claimed = ("BEACON", "KEYSTONE", "SENTINEL")
    assert set(of_kind(risks, RiskKind.OVERLOAD)) == {claimed}
    assert set(of_kind(risks, RiskKind.SINGLE_SPECIALIST)) == {claimed}
    overload = of_kind(risks, RiskKind.OVERLOAD)[claimed]
    assert {Decimal(19), Decimal(9), "Priya Nair"} <= set(told(overload.headline))
    assert "Priya Nair" not in told(overload.by_role().headline)


def test_running_the_business_crowds_out_platform(risks: tuple[Risk, ...]) -> None:
    (crowding,) = [each for each in risks if each.kind is RiskKind.BAU_CROWDING]
    assert {Decimal(32), Decimal(51), "Platform"} <= set(told(crowding.headline))


def test_corvane_is_the_one_vendor_without_contingency(risks: tuple[Risk, ...]) -> None:
    (vendor,) = of_kind(risks, RiskKind.VENDOR_CONCENTRATION).items()
    assert vendor[0] == ("ATLAS", "CASCADE", "MOSAIC")
    assert {"Corvane", 3} <= set(told(vendor[1].headline))


def test_the_raised_value_is_found(risks: tuple[Risk, ...]) -> None:
    (raised,) = [each for each in risks if each.kind is RiskKind.INPUT_CHANGED]
    assert raised.projects == ("KEYSTONE",)
    assert {euros(3000), euros(7000), date(2026, 11, 11)} <= set(told(raised.headline))


def test_one_red_risk_has_no_mitigation(risks: tuple[Risk, ...]) -> None:
    (bare,) = [each for each in risks if each.kind is RiskKind.UNMITIGATED]
    assert bare.projects == ("SENTINEL",)
    assert 38 in told(bare.headline)


def test_a_public_view_of_the_risks_holds_nothing_of_falcon() -> None:
    history = [each.scoped(Scope.public()) for each in mondays()]
    text = "".join(
        each.model_dump_json() for each in find_risks(history[-1], default_policy(), history[:-1])
    )
    assert text
    assert not [word for word in ("Falcon", "FALCON", "FAL-", "Thornbury") if word in text]
