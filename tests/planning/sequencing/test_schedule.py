from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.sequencing.schedule import Scheduler
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Availability
from assistant.portfolio.work import DependencyKind
from tests.planning.backlogs import MONDAY, item, person, skilled, started, waits
from tests.planning.planned import broken_links, by_key, overbooked, read, too_quick

FRIDAY = date(2026, 11, 20)


def finishes(*things: Noun, order: str) -> dict[str, float]:
    backlog, staff = read(things)
    times = Scheduler(backlog, staff).times(backlog.numbers(order.split()))
    return by_key(backlog, times.finish)


def test_one_person_does_one_thing_after_another() -> None:
    things = [person("p", "iam"), item("A", 2), item("B", 3)]
    assert finishes(*things, order="B A") == {"B": 3, "A": 5}


def test_two_people_work_side_by_side() -> None:
    things = [person("p", "iam"), person("q", "iam"), item("A", 2), item("B", 3)]
    assert finishes(*things, order="A B") == {"A": 2, "B": 3}


def test_parts_of_different_skills_run_side_by_side() -> None:
    parts = (skilled(2, "iam"), skilled(5, "test"))
    things = [person("p", "iam"), person("q", "test"), item("A", estimate=parts)]
    assert finishes(*things, order="A") == {"A": 5}


def test_whoever_would_be_finished_first_takes_the_work() -> None:
    slow = person("a", "iam", part_time_percent=Decimal(20))
    things = [slow, person("b", "iam"), item("A", 2), item("B", 2)]
    assert finishes(*things, order="A B") == {"A": 2, "B": 4}


def test_people_with_one_skill_go_before_people_with_several() -> None:
    things = [
        person("a", "iam", "test"), person("b", "iam"),
        item("A", 2), item("B", 2, "test"),
    ]  # fmt: skip
    assert finishes(*things, order="A B") == {"A": 2, "B": 2}


def test_work_stops_while_someone_is_away() -> None:
    away = Availability(key="x", person="p", start=MONDAY, end=FRIDAY)
    assert finishes(person("p", "iam"), away, item("A", 2), order="A") == {"A": 7}


def test_a_lag_is_waited_for_and_a_later_item_fills_the_gap() -> None:
    things = [
        person("p", "iam"), item("A", 1), item("B", 1), item("C", 2),
        waits("B", "A", lag_days=2),
    ]  # fmt: skip
    assert finishes(*things, order="A B C") == {"A": 1, "B": 4, "C": 3}


def test_a_negative_lag_lets_work_overlap() -> None:
    things = [
        person("p", "iam"), person("q", "test"), item("A", 4), item("B", 4, "test"),
        waits("B", "A", lag_days=-3),
    ]  # fmt: skip
    assert finishes(*things, order="A B") == {"A": 4, "B": 5}


def test_time_lags_move_dates_and_not_places() -> None:
    def with_lag(kind: DependencyKind, lag: int) -> dict[str, float]:
        things = [
            person("p", "iam"), person("q", "test"), item("A", 4), item("B", 1, "test"),
            waits("B", "A", kind=kind, lag_days=lag),
        ]  # fmt: skip
        return finishes(*things, order="B A")

    assert with_lag(DependencyKind.START_START, 2) == {"A": 4, "B": 3}
    assert with_lag(DependencyKind.FINISH_FINISH, 0) == {"A": 4, "B": 4}
    assert with_lag(DependencyKind.START_FINISH, 3) == {"A": 4, "B": 3}


def test_work_in_progress_is_ready_no_sooner_than_it_is_due() -> None:
    def with_due(day: date) -> dict[str, float]:
        things = [
            person("p", "iam"), person("q", "test"), started("A", 1, due=day),
            item("B", 2, "test"), waits("B", "A"), item("C", 1),
        ]  # fmt: skip
        return finishes(*things, order="A B C")

    assert with_due(FRIDAY) == {"A": 5, "B": 7, "C": 2}
    assert with_due(date(2026, 11, 2)) == {"A": 1, "B": 3, "C": 2}


KINDS = tuple(kind for kind in DependencyKind if kind is not DependencyKind.RELATES)


@st.composite
def portfolios(draw: st.DrawFn) -> list[Noun]:
    count = draw(st.integers(1, 7))
    skills = st.sampled_from(["a", "b", "c"])
    things: list[Noun] = [
        person(f"p{n}", *sorted(draw(st.sets(skills, min_size=1, max_size=2))),
               part_time_percent=Decimal(draw(st.sampled_from([40, 100]))))
        for n in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    for n in range(count):
        parts = tuple(
            skilled(draw(st.integers(1, 5)), skill)
            for skill in sorted(draw(st.sets(skills, min_size=1, max_size=2)))
        )
        things.append(item(f"I{n}", estimate=parts))
    for later in range(count):
        for earlier in range(later):
            if draw(st.integers(0, 3)) == 0:
                kind = draw(st.sampled_from(KINDS))
                lag = draw(st.integers(-1, 3))
                things.append(waits(f"I{later}", f"I{earlier}", kind=kind, lag_days=lag))
    if draw(st.booleans()):
        things.append(Availability(key="x", person="p0", start=MONDAY, end=FRIDAY))
    return things


@given(portfolios())
@settings(max_examples=120, deadline=None)
def test_no_plan_breaks_a_dependency_a_lag_or_anybodys_time(things: list[Noun]) -> None:
    backlog, staff = read(things)
    order = backlog.numbers(backlog.graph.order)
    times = Scheduler(backlog, staff).times(order)
    assert broken_links(backlog, times) == []
    assert overbooked(staff, times) == []
    assert too_quick(staff, times) == []
    assert sorted(times.finish) == sorted(order)
