from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.planning.capacity.load import CapacityReport, Load, LoadKind
from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.outlook import capacity
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Assignment, Availability, Reserve, ReserveKind, Team
from assistant.values import Effort
from tests.planning.backlogs import MONDAY, item, person, portfolio, started

FIRST, LAST = date(2026, 11, 23), date(2026, 12, 11)


def asks(key: str, days: float | None = None, **more: Any) -> Assignment:
    effort = None if days is None else Effort.of_days(str(days))
    return Assignment(**{"key": key, "start": FIRST, "end": LAST, "effort": effort} | more)


def report(*things: Noun, day: date = MONDAY, weeks: int = 8) -> CapacityReport:
    return capacity(portfolio(things, day), default_policy(), weeks)


def only(found: tuple[Load, ...]) -> Load:
    (load,) = found
    return load


SECURITY = Team(key="SEC", name="Security", change_work_percent=Decimal(80))
PRIYA = person("priya", "iam", team="SEC")
RESERVES = (
    Reserve(
        key="t", kind=ReserveKind.TRAINING, person="priya", start=date(2026, 11, 26),
        end=date(2026, 11, 26), effort=Effort.of_days(1),
    ),
    Reserve(
        key="o", kind=ReserveKind.ON_CALL, person="priya", start=date(2026, 12, 7), end=LAST,
        effort=Effort.of_days(2),
    ),
)  # fmt: skip
CLAIMS = tuple(
    asks(key, days, person="priya", item=key, claimed_by=who)
    for key, days, who in (
        ("KEY-3", 4, "farid"), ("SEN-3", 5, "farid"), ("KEY-8", 6, "farid"), ("BEA-6", 4, "aisha"),
    )
)  # fmt: skip


def test_nineteen_days_are_asked_of_nine_with_the_arithmetic() -> None:
    over = report(SECURITY, PRIYA, *RESERVES, *CLAIMS).over
    stretch = over[0]
    assert stretch.load.kind is LoadKind.PERSON
    assert (stretch.load.period.start, stretch.load.period.end) == (FIRST, LAST)
    assert stretch.load.available.value == 9
    assert stretch.load.available.arithmetic == "15 × 80 % − 1 training − 2 on-call"
    assert stretch.load.asked is not None
    assert stretch.load.asked.value == 19
    assert stretch.load.asked.arithmetic == "4 + 4 + 6 + 5"
    assert stretch.gap.value == 10
    assert {part.claimed_by for part in stretch.load.parts} == {"farid", "aisha"}
    assert [source.file for source in stretch.load.asked.sources] == ["assignments.csv"] * 4


def test_the_skill_and_the_team_are_told_beside_the_person() -> None:
    over = report(SECURITY, PRIYA, *RESERVES, *CLAIMS).over
    assert [(each.load.kind, each.load.key) for each in over] == [
        (LoadKind.PERSON, "priya"), (LoadKind.TEAM, "SEC"), (LoadKind.SKILL, "iam"),
    ]  # fmt: skip
    assert over[2].load.available.value == 9


def test_someone_without_assignments_has_no_known_load_and_is_not_idle() -> None:
    found = report(person("p", "a"), person("q", "a"), asks("A", 1, person="q"))
    assert all(load.asked is None for load in found.of(LoadKind.PERSON, "p"))
    assert {stretch.load.key for stretch in found.under} == {"q"}


def test_weeks_without_an_assignment_are_time_left() -> None:
    weeks = [asks("A", 4, person="p", start=MONDAY, end=date(2026, 11, 20))]
    weeks += [asks("B", 4, person="p", start=date(2026, 12, 7), end=LAST)]
    (stretch,) = report(person("p", "a"), *weeks, weeks=4).under
    assert (stretch.load.period.start, stretch.load.period.end) == (FIRST, date(2026, 12, 4))
    assert stretch.gap.value == 10


def test_being_away_is_not_idleness_nor_overload() -> None:
    away = Availability(key="a", person="p", start=FIRST, end=date(2026, 11, 27))
    found = report(person("p", "a"), away, asks("A", 9, person="p"), weeks=4)
    assert found.over == ()
    assert [load.asked and load.asked.value for load in found.of(LoadKind.PERSON, "p")][1:] == [
        Decimal("4.5"), Decimal("4.5"),
    ]  # fmt: skip


def test_an_assignment_while_away_is_too_much() -> None:
    away = Availability(key="a", person="p", start=FIRST, end=LAST)
    (stretch, *_) = report(person("p", "a"), away, asks("A", 9, person="p")).over
    assert stretch.load.available.value == 0
    assert stretch.gap.value == 9


def test_a_share_is_of_the_time_somebody_works() -> None:
    half = person("p", "a", part_time_percent=Decimal(50))
    found = report(half, asks("A", person="p", percent=Decimal(40)), weeks=2)
    week = found.of(LoadKind.PERSON, "p")[1]
    assert week.asked is not None
    assert week.asked.value == 1


def test_a_team_that_is_asked_asks_its_people_who_do_change_work() -> None:
    lead = person("lead", team="SEC", change_work_percent=Decimal(0))
    found = report(SECURITY, PRIYA, lead, asks("A", team="SEC", percent=Decimal(30)), weeks=2)
    team = found.of(LoadKind.TEAM, "SEC")[1]
    assert team.asked is not None
    assert team.asked.value == Decimal("1.5")
    assert found.of(LoadKind.PERSON, "lead") == ()


def test_effort_asked_of_a_team_is_shared_by_who_has_the_skill() -> None:
    team = [SECURITY, PRIYA, person("q", "IAM", team="SEC"), person("r", "test", team="SEC")]
    found = report(*team, asks("A", 6, team="SEC", skill="iam"), weeks=4)
    shares = {
        key: sum(load.asked.value for load in found.of(LoadKind.PERSON, key) if load.asked)
        for key in ("priya", "q", "r")
    }
    assert shares == {"priya": 3, "q": 3, "r": 0}


def test_several_skills_count_once() -> None:
    both = person("p", "a", "b")
    found = report(both, asks("A", 12, person="p", skill="a"), weeks=4)
    load = sum(each.available.value for each in found.of(LoadKind.SKILL, "b")[1:])
    assert load == 15 - 12
    assert found.of(LoadKind.SKILL, "b")[1].asked is None


def test_the_current_week_counts_from_today() -> None:
    first = only(
        report(person("p", "a"), day=date(2026, 11, 18), weeks=1).of(LoadKind.PERSON, "p")
    )
    assert first.available.value == 3
    assert first.period.start == date(2026, 11, 18)


def test_more_than_the_weeks_shown_is_not_pressed_into_them() -> None:
    long = asks("A", 30, person="p", start=MONDAY, end=date(2026, 12, 25))
    found = report(person("p", "a"), long, weeks=2)
    assert sum(each.asked.value for each in found.of(LoadKind.PERSON, "p") if each.asked) == 10


def test_work_in_progress_and_due_is_kept_apart_by_skill() -> None:
    things = [
        person("p", "iam"), started("A", 3), item("B", 2, due=date(2026, 12, 1)),
        item("C", 5, due=date(2027, 12, 1)), item("D", 7), asks("X", 4, person="p"),
    ]  # fmt: skip
    load = only(report(*things).items)
    assert load.asked is not None
    assert load.asked.value == 5
    assert [part.item for part in load.parts] == ["A", "B"]
    assert load.available.value == 40


@pytest.mark.parametrize(
    ("people", "mode"),
    [
        ([], CapacityMode.NONE),
        ([person("p", team="T")], CapacityMode.COARSE),
        ([person("p", "a")], CapacityMode.FULL),
    ],
)
def test_the_mode_says_what_is_known(people: list[Noun], mode: CapacityMode) -> None:
    found = report(*people)
    assert found.mode is mode
    assert len(found.assumptions) == 1
    assert len(found.weeks) == 8


def test_assignments_without_an_amount_or_upside_down_ask_nothing() -> None:
    upside_down = asks("B", 3, person="p", start=LAST, end=FIRST)
    found = report(person("p", "a"), asks("A", person="p"), upside_down)
    assert all(load.asked is None for load in found.loads)
