from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.capacity.workforce import PersonTime, Workforce
from assistant.planning.capacity.working_days import WorkingDays
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Holiday
from assistant.portfolio.people import Availability, Reserve, ReserveKind, Team
from assistant.values import Effort
from tests.planning.backlogs import person, portfolio

FIRST, LAST = date(2026, 11, 23), date(2026, 12, 11)


def time_of(*things: Noun, day: date = FIRST, days: int = 15) -> PersonTime:
    snapshot = portfolio(things, day)
    return Workforce(snapshot, WorkingDays.of(snapshot), days).people[0]


def free(*things: Noun, day: date = FIRST, days: int = 15) -> float:
    return float(time_of(*things, day=day, days=days).available.sum()) / 480


def reserve(kind: ReserveKind, **more: Any) -> Reserve:
    return Reserve(key=f"{kind}/{more.get('start')}", kind=kind, **more)


SECURITY = Team(key="SEC", name="Security", change_work_percent=Decimal(80))
PRIYA = person("priya", "iam", team="SEC")


def test_fifteen_days_by_80_percent_less_training_and_on_call_are_nine() -> None:
    day, week = date(2026, 11, 26), date(2026, 12, 7)
    training = reserve(
        ReserveKind.TRAINING, person="priya", start=day, end=day, effort=Effort.of_days(1)
    )
    on_call = reserve(
        ReserveKind.ON_CALL, person="priya", start=week, end=LAST, effort=Effort.of_days(2)
    )
    time = time_of(SECURITY, PRIYA, training, on_call)
    assert time.available.sum() / 480 == pytest.approx(9)
    by_week = [time.available[week].sum() / 480 for week in time.weeks]
    assert by_week == pytest.approx([3, 4, 2])


def test_a_persons_own_share_goes_before_the_teams() -> None:
    assert free(SECURITY, person("p", "iam", team="SEC", change_work_percent=Decimal(50))) == 7.5


def test_part_time_and_change_share_multiply() -> None:
    assert free(SECURITY, person("p", "a", team="SEC", part_time_percent=Decimal(60))) == (
        pytest.approx(15 * 0.6 * 0.8)
    )


def test_absence_holidays_and_contract_ends_leave_no_time() -> None:
    away = Availability(key="a", person="p", start=date(2026, 11, 30), end=date(2026, 12, 4))
    holiday = Holiday(key="h", day=date(2026, 12, 8))
    leaves = person("p", "a", start=date(2026, 11, 24), end=date(2026, 12, 10))
    assert free(leaves, away, holiday) == 15 - 1 - 1 - 5 - 1


def test_partly_away_is_the_share_that_is_left() -> None:
    half = Availability(key="a", person="p", start=FIRST, end=LAST, available_percent=Decimal(50))
    worse = half.model_copy(update={"key": "b", "end": FIRST, "available_percent": Decimal(20)})
    assert free(person("p", "a"), half, worse) == pytest.approx(14 * 0.5 + 0.2)


def test_bau_is_the_rest_of_a_declared_share_and_not_taken_off_twice() -> None:
    bau = reserve(ReserveKind.BAU, team="SEC", percent=Decimal(20))
    assert free(SECURITY, PRIYA, bau) == pytest.approx(12)
    undeclared = SECURITY.model_copy(update={"change_work_percent": None})
    assert free(undeclared, PRIYA, bau) == pytest.approx(12)


def test_where_no_share_is_declared_the_bau_last_measured_is_reckoned_from() -> None:
    undeclared = SECURITY.model_copy(update={"change_work_percent": None})
    rows = [
        Reserve(
            key=f"m{percent}",
            kind=ReserveKind.BAU,
            team="SEC",
            start=date(2026, 10, percent // 10),
            percent=Decimal(percent),
            measured=True,
        )
        for percent in (40, 60)
    ]
    assert free(undeclared, PRIYA, *rows) == pytest.approx(15 * 0.4)


def test_a_teams_reserve_is_shared_by_its_people() -> None:
    team = reserve(
        ReserveKind.UNPLANNED, team="SEC", start=FIRST, end=LAST, effort=Effort.of_days(6)
    )
    assert free(SECURITY, PRIYA, person("q", "a", team="SEC"), team) == pytest.approx(9)


def test_effort_without_dates_is_so_much_a_week() -> None:
    weekly = reserve(ReserveKind.ON_CALL, person="p", effort=Effort.of_days(1))
    assert free(person("p", "a"), weekly) == pytest.approx(12)
    midweek = free(person("p", "a"), weekly, day=date(2026, 11, 25), days=3)
    assert midweek == pytest.approx(3 - 3 / 5)


def test_only_the_part_of_a_reserve_that_lies_ahead_counts() -> None:
    begun = reserve(
        ReserveKind.ON_CALL, person="p", start=date(2026, 11, 9), end=LAST,
        effort=Effort.of_days(5),
    )  # fmt: skip
    assert free(person("p", "a"), begun) == pytest.approx(15 - 3)


def test_a_share_may_be_reserved() -> None:
    half = reserve(ReserveKind.TRAINING, person="p", percent=Decimal(50), end=date(2026, 11, 27))
    assert free(person("p", "a"), half) == 12.5


def test_people_without_team_or_skill_do_no_change_work() -> None:
    snapshot = portfolio([person("ceo"), person("p", "a")])
    people = Workforce(snapshot, WorkingDays.of(snapshot), 5).people
    assert [time.person.key for time in people] == ["p"]


@given(
    st.integers(0, 100), st.integers(0, 100),
    st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(0, 20)), max_size=4),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_time_is_never_negative_nor_more_than_there_is(
    part: int, change: int, drawn: list[tuple[int, int, int]]
) -> None:
    line = WorkingDays(FIRST, frozenset())
    rows = [
        Reserve(
            key=f"r{n}", kind=ReserveKind.ON_CALL, person="p", start=line.day(min(a, b)),
            end=line.day(max(a, b)), effort=Effort.of_days(days),
        )
        for n, (a, b, days) in enumerate(drawn)
    ]  # fmt: skip
    worker = person("p", "a", part_time_percent=Decimal(part), change_work_percent=Decimal(change))
    time = time_of(worker, *rows)
    most = 15 * part / 100 * change / 100
    total = float(time.available.sum()) / 480
    assert (time.available >= 0).all()
    assert most - sum(days for *_, days in drawn) - 1e-6 <= total <= most + 1e-6
