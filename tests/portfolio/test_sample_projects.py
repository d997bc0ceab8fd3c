"""The sample's projects: every figure their stories rest on can be computed from the rows."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from assistant.portfolio.control import (
    Benefit,
    BudgetKind,
    BudgetLine,
    ChangeRequest,
    RaidEntry,
    RaidState,
)
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Availability, Person
from assistant.portfolio.project import Gate, Milestone, Project, Rag, StatusUpdate
from assistant.portfolio.work import Dependency, ValueInput, WorkItem
from tests.portfolio.larkfield import TODAY, amount, euros, mondays, open_items, the, today


def test_atlas_earned_value() -> None:
    budget = the(BudgetLine, "B-ATLAS")
    assert budget.baseline == budget.forecast == euros(4_800_000)
    cpi = amount(budget.earned_value) / amount(budget.actual_cost)
    spi = amount(budget.earned_value) / amount(budget.planned_value)

    assert (round(cpi, 2), round(spi, 2)) == (Decimal("0.77"), Decimal("0.83"))
    assert round(amount(budget.baseline) / cpi) == 6_200_000
    invoices = [
        each.actual_cost
        for each in today().all(BudgetLine)
        if each.kind is BudgetKind.INVOICE and each.project == "ATLAS"
    ]
    assert [each.currency for each in invoices if each] == ["USD"]


def test_atlas_moves_into_the_freeze_while_it_is_reported_green_six_times() -> None:
    forecasts = [each.get(Milestone, "ATLAS-GOLIVE") for each in mondays()]
    days = [each.forecast for each in forecasts if each]
    assert list(dict.fromkeys(days)) == [
        date(2026, 11, 30),
        date(2026, 12, 9),
        date(2026, 12, 18),
    ]
    (freeze,) = today().all(Freeze)
    assert freeze.start <= date(2026, 12, 18) <= freeze.end == date(2027, 1, 3)
    told = [each.rag for each in today().all(StatusUpdate) if each.project == "ATLAS"]
    assert told == [Rag.GREEN] * 6


def test_cascade_costs_more_grows_and_changes_more() -> None:
    budget = the(BudgetLine, "B-CASCADE")
    assert (budget.baseline, budget.forecast) == (euros(1_200_000), euros(1_368_000))
    cascade = the(Project, "CASCADE")
    assert (cascade.scope_baseline, cascade.scope_current) == (Decimal(200), Decimal(246))
    six_weeks = timedelta(days=42)
    ages = [
        TODAY - each.raised_on for each in today().all(ChangeRequest) if each.project == "CASCADE"
    ]
    assert sum(age <= six_weeks for age in ages) == 9
    assert sum(six_weeks < age <= 2 * six_weeks for age in ages) == 2


def test_no_other_project_spends_or_grows_beyond_its_tolerance() -> None:
    for budget in today().all(BudgetLine):
        if budget.project in {"ATLAS", "CASCADE"}:
            continue
        assert amount(budget.forecast) / amount(budget.baseline) < Decimal("1.05")
        assert amount(budget.earned_value) / amount(budget.actual_cost) > Decimal("0.95")
    for each in today().all(Project):
        if each.key != "CASCADE" and each.scope_baseline and each.scope_current:
            assert each.scope_current / each.scope_baseline < Decimal("1.10")


def test_driftwood_is_silent_for_41_days_and_without_an_owner() -> None:
    driftwood = the(Project, "DRIFTWOOD")
    owner = the(Person, driftwood.owner or "nobody")
    assert owner.end == date(2026, 10, 9)
    assert driftwood.sponsor is None
    last = max(
        (each for each in today().all(StatusUpdate) if each.project == "DRIFTWOOD"),
        key=lambda each: each.day,
    )
    assert (TODAY - last.day).days == 41
    assert "report Driftwood as Green" in last.text
    assert the(WorkItem, "DRI-3").restarts == 2


def test_the_oldest_other_update_is_within_two_weeks() -> None:
    last = {each.project: each.day for each in today().all(StatusUpdate)}
    assert set(last) == {each.key for each in today().all(Project)}
    assert [key for key, day in last.items() if (TODAY - day).days > 14] == ["DRIFTWOOD"]
    assert last["WILLOW"] + timedelta(days=14) == date(2026, 11, 18)


def test_harbor_and_quay_share_a_system_and_no_word() -> None:
    harbor, quay = the(Project, "HARBOR"), the(Project, "QUAY")
    assert set(harbor.systems) & set(quay.systems) == {"RDB-2"}
    assert not set(harbor.name.lower().split()) & set(quay.name.lower().split())
    shared = [
        {one.key, other.key}
        for one, other in combinations(today().all(Project), 2)
        if set(one.systems) & set(other.systems)
    ]
    assert shared == [{"HARBOR", "QUAY"}]
    decoys = [the(Project, "ATLAS"), the(Project, "DRIFTWOOD")]
    assert all("migration" in (each.description or "").lower() for each in decoys)


def test_quay_claims_the_highest_value_everywhere_without_evidence() -> None:
    inputs = [each for each in today().all(ValueInput) if each.item.startswith("QUA-")]
    assert {each.item for each in inputs} == {
        each.key for each in open_items() if each.project == "QUAY"
    }
    assert {(each.value, each.evidence) for each in inputs} == {(Decimal(5), None)}
    assert set(Counter(each.item for each in inputs).values()) == {5}


def test_harbor_needs_its_only_dba_while_she_is_away() -> None:
    assert [each.key for each in today().all(Person) if "dba" in each.skills] == ["rosa.almeida"]
    cutover = the(Milestone, "HARBOR-CUTOVER")
    assert (cutover.needs_person, cutover.forecast) == ("rosa.almeida", date(2026, 12, 10))
    away = the(Availability, "rosa.almeida/2026-12-07")
    assert (away.end, away.available_percent) == (date(2026, 12, 18), Decimal(0))
    unowned = [each for each in today().all(Benefit) if each.owner is None]
    assert [(each.project, each.per_year) for each in unowned] == [("HARBOR", euros(600_000))]


def test_lantern_slips_twice_and_started_to_build_without_its_design_approval() -> None:
    dues = [each.get(WorkItem, "LAN-4") for each in mondays()]
    assert list(dict.fromkeys(each.due for each in dues if each)) == [
        date(2026, 11, 16),
        date(2026, 11, 23),
        date(2026, 11, 30),
    ]
    hit = {each.successor for each in today().all(Dependency) if each.predecessor == "LAN-4"}
    assert {"BEA-9", "HAR-8", "MOS-8"} <= hit
    undecided = [each for each in today().all(Gate) if each.decision is None]
    assert [(each.project, each.artefact) for each in undecided] == [
        ("LANTERN", "Design approval")
    ]


def test_birchway_is_a_promise_with_a_penalty() -> None:
    live = the(Milestone, "MOSAIC-LIVE")
    assert (live.committed, live.committed_to) == (date(2026, 12, 11), "Birchway Brokers")
    assert (live.penalty, live.penalty_per) == (euros(40_000), "month")
    assert the(WorkItem, "MOS-12").release is None
    links = today().all(Dependency)
    assert not [each for each in links if "MOS-12" in {each.predecessor, each.successor}]


def test_willow_is_green_with_one_small_thing_overdue() -> None:
    overdue = [each for each in open_items() if each.due and each.due < TODAY]
    assert [(each.key, each.minor) for each in overdue] == [("WIL-5", True)]
    late = [
        each.key
        for each in today().all(Milestone)
        if each.actual is None and each.forecast and each.forecast < TODAY
    ]
    assert late == []
    assert the(Project, "WILLOW").running_cost == euros(90_000)


def test_one_vendor_has_three_projects_without_contingency() -> None:
    alone = [
        each.key
        for each in today().all(Project)
        if each.vendor == "CORVANE" and not each.contingency
    ]
    covered = [
        each.key for each in today().all(Project) if each.vendor == "LUMEN" and each.contingency
    ]
    assert alone == ["ATLAS", "CASCADE", "MOSAIC"]
    assert covered == ["HARBOR", "LANTERN", "WILLOW"]


def test_one_red_risk_is_unmitigated_and_38_days_old() -> None:
    bare = [
        each
        for each in today().all(RaidEntry)
        if each.rating is Rag.RED and each.state is RaidState.OPEN and not each.mitigation
    ]
    assert [(each.key, each.project) for each in bare] == [("R-12", "SENTINEL")]
    assert bare[0].raised_on == TODAY - timedelta(days=38)
    decoy = the(RaidEntry, "R-15")
    assert (decoy.state, decoy.accepted_until) == (RaidState.ACCEPTED, date(2026, 12, 31))
