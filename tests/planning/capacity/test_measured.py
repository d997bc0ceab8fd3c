"""The time people really have: what was measured counts where it leaves less than was declared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.planning.capacity.load import LoadKind
from assistant.planning.capacity.measured import usual_unplanned
from assistant.planning.capacity.outlook import capacity
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Reserve, ReserveKind, Team
from tests.planning.backlogs import MONDAY, person, portfolio
from tests.planning.told import text, with_limit


def team(declared: int | None) -> Team:
    share = None if declared is None else Decimal(declared)
    return Team(key="T", name="Platform", change_work_percent=share)


def measured(percent: float, kind: ReserveKind = ReserveKind.BAU, **more: Any) -> Reserve:
    fields: dict[str, Any] = {"key": f"m{percent}", "kind": kind, "team": "T", "measured": True}
    return Reserve(**fields | {"percent": Decimal(str(percent))} | more)


def week(*things: Noun, **limit: float) -> tuple[Decimal, str | None, list[str]]:
    policy = with_limit(*next(iter(limit.items()))) if limit else default_policy()
    report = capacity(portfolio([person("p", "a", team="T"), *things]), policy, 1)
    (load,) = report.of(LoadKind.PERSON, "p")
    assert isinstance(load.available.value, Decimal)
    said = [text(each) for each in report.assumptions[1:]]
    return load.available.value, load.available.arithmetic, said


def test_what_bau_leaves_counts_where_it_is_less_than_declared() -> None:
    days, arithmetic, said = week(team(68), measured(51))
    assert (days, arithmetic) == (Decimal("2.45"), "5 × 49 %")
    assert said == [
        "Platform declares 68 % for change work; BAU was measured at 51 %, so 49 % is counted."
    ]


def test_what_is_declared_counts_where_bau_leaves_more() -> None:
    assert week(team(68), measured(20)) == (Decimal("3.4"), "5 × 68 %", [])


def test_without_a_declared_share_bau_is_what_the_share_is_reckoned_from() -> None:
    assert week(team(None), measured(20))[:2] == (Decimal(4), "5 × 80 %")


def test_somebodys_own_share_stands() -> None:
    own = person("p", "a", team="T", change_work_percent=Decimal(90))
    report = capacity(portfolio([own, team(68), measured(51)]), default_policy(), 1)
    assert report.of(LoadKind.PERSON, "p")[0].available.arithmetic == "5 × 90 %"


def unplanned(*percents: float) -> list[Noun]:
    days = (date(2026, 9, 7 + place) for place in range(len(percents)))
    return [
        measured(percent, ReserveKind.UNPLANNED, start=day, end=day)
        for percent, day in zip(percents, days, strict=True)
    ]


def test_what_was_unplanned_in_four_weeks_of_five_is_kept_free() -> None:
    days, arithmetic, _ = week(team(80), *unplanned(30, 4, 6, 8, 10))
    assert (days, arithmetic) == (Decimal("3.5"), "5 × 80 % − 0.5 unplanned")


@pytest.mark.parametrize(("percentile", "kept"), [(0, 4), (50, 8), (80, 10), (99, 30), (100, 30)])
def test_the_policy_says_how_safe(percentile: int, kept: int) -> None:
    found = usual_unplanned(portfolio(unplanned(30, 4, 6, 8, 10)), Decimal(percentile))
    assert found["T"].percent == kept


def test_a_declared_reserve_for_the_unplanned_stands() -> None:
    declared = measured(2, ReserveKind.UNPLANNED, key="d", measured=False)
    _, arithmetic, _ = week(team(80), declared, *unplanned(30, 30))
    assert arithmetic == "5 × 80 % − 0.1 unplanned"


def test_somebody_new_works_at_half_pace_for_the_weeks_declared() -> None:
    new = person("p", "a", team="T", start=MONDAY)
    report = capacity(portfolio([new, team(80)]), with_limit("ramp_up_weeks", 1), 2)
    found = [load.available for load in report.of(LoadKind.PERSON, "p")]
    assert [(each.value, each.arithmetic) for each in found] == [
        (2, "(5 − 2.5 settling in) × 80 %"),
        (4, "5 × 80 %"),
    ]


def test_nobody_is_slower_where_no_ramp_up_is_declared() -> None:
    new = person("p", "a", team="T", start=MONDAY)
    report = capacity(portfolio([new, team(80)]), default_policy(), 1)
    assert report.of(LoadKind.PERSON, "p")[0].available.value == 4
