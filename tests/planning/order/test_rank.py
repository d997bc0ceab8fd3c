from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.order.rank import Ranker, rank
from assistant.planning.order.ranking import BindingKind, SolveStatus, Standing
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Pin, StatusCategory
from assistant.values import Unit
from tests.planning.backlogs import (
    five_factors,
    item,
    person,
    portfolio,
    queue,
    skilled,
    started,
    waits,
    worth,
)
from tests.planning.told import keys, ranked, reason, text, with_limit


@pytest.mark.parametrize("people", [[], [person("priya", "iam")]])
def test_the_hand_checked_queue_with_its_proof_and_its_simpler_rivals(people: list[Noun]) -> None:
    ranking = ranked(*queue(), *people)
    assert keys(ranking) == "KEY-3 SEN-3 BEA-6 KEY-8"
    assert ranking.status is SolveStatus.OPTIMAL
    assert ranking.cost == ranking.bound == 79
    assert ranking.gap_percent == 0
    assert ranking.ready_first_cost == Decimal("93.2")
    assert ranking.score_sort_cost is None
    assert ranking.score_sort_breaks == ("KEY-3 → BEA-6", "KEY-3 → SEN-3")
    assert sum(each.delay_cost for each in ranking.items) == 79


def test_the_first_place_says_what_waits_for_it() -> None:
    ranking = ranked(*queue())
    first = ranking.items[0]
    assert text(first.reason) == (
        "Start KEY-3 first: it is worth little itself, but SEN-3 and BEA-6 wait for it."
    )
    assert first.own_place == 4
    assert first.unblocks == ("SEN-3", "BEA-6")
    assert first.binding.kind is BindingKind.NOTHING
    second = ranking.items[1]
    assert second.waits_for == ("KEY-3",)
    assert second.binding.kind is BindingKind.DEPENDENCY
    assert second.binding.by == ("KEY-3",)


def test_the_score_is_points_by_days_with_its_rows_and_no_currency() -> None:
    first = ranked(*queue()).items[0]
    assert first.score is not None
    assert first.score.value == Decimal("0.25")
    assert first.score.unit is Unit.SCORE
    assert [source.file for source in first.score.sources] == [
        "value_inputs.csv",
        "work_items.csv",
    ]


def test_dates_are_planned_only_where_peoples_time_is_known() -> None:
    without = ranked(*queue())
    assert without.mode is CapacityMode.NONE
    assert without.cut_line is None
    assert {(each.start, each.finish, each.above_cut) for each in without.items} == {
        (None, None, None)
    }
    planned = ranked(*queue(), person("priya", "iam"))
    assert planned.mode is CapacityMode.FULL
    assert [(each.start, each.finish) for each in planned.items] == [
        (date(2026, 11, 16), date(2026, 11, 19)),
        (date(2026, 11, 20), date(2026, 11, 26)),
        (date(2026, 11, 27), date(2026, 12, 2)),
        (date(2026, 12, 3), date(2026, 12, 10)),
    ]
    assert planned.cut_line == 4


def test_the_cut_line_falls_by_skill_and_week() -> None:
    things: list[Noun] = [person("p", "iam"), person("q", "test")]
    for n in range(4):
        things += [item(f"A{n}", 15), worth(f"A{n}", 9000 - n)]
    things += [item("T", 5, "test"), worth("T", 1)]
    ranking = ranked(*things)
    fitting = [each.key for each in ranking.items if each.above_cut]
    assert fitting == ["A0", "A1", "T"]
    assert ranking.cut_line == 5
    assert [(cut.skill, cut.last_fitting, cut.first_left_out) for cut in ranking.cuts] == [
        ("iam", "A1", "A2")
    ]
    assert text(ranking.cuts[0].statement) == (
        "For iam the last item that fits into the weeks looked ahead is A1; A2 comes later."
    )


def test_nothing_to_rank_is_an_empty_order() -> None:
    done = item("A", 1, category=StatusCategory.DONE)
    for things in ([], [done]):
        ranking = ranked(*things)
        assert ranking.items == ()
        assert ranking.status is SolveStatus.OPTIMAL
        assert ranking.cost == ranking.bound == ranking.gap_percent == 0
        assert ranking.questions == ()


def test_the_ranker_answers_the_same_as_the_function() -> None:
    snapshot, policy = portfolio(queue()), default_policy()
    assert Ranker().rank(snapshot, policy, 1, 100) == rank(snapshot, policy, 1, 100)


def test_progress_is_told_as_it_is_made() -> None:
    steps: list[tuple[str, int, int | None]] = []
    things = [person("p", "iam"), person("q", "test"), item("A", 1), item("B", 1, "test")]
    rank(portfolio(things), default_policy(), 0, 10, lambda *step: steps.append(step))
    assert steps == [
        ("Reading the backlog", 0, None),
        ("Ordering the work", 0, 2),
        ("Ordering the work", 1, 2),
        ("Giving the reasons", 0, None),
    ]


def test_a_cycle_is_named_ranked_as_if_cut_and_said() -> None:
    things: list[Noun] = [item(key, 1) for key in ("CAS-9", "BEA-14", "KEY-11")]
    things += [
        waits("BEA-14", "CAS-9", soft=True), waits("KEY-11", "BEA-14"), waits("CAS-9", "KEY-11"),
    ]  # fmt: skip
    ranking = ranked(*things)
    assert keys(ranking) == "BEA-14 KEY-11 CAS-9"
    (cycle,) = ranking.cycles
    assert cycle.items == ("CAS-9", "BEA-14", "KEY-11")
    assert (cycle.predecessor, cycle.successor) == ("CAS-9", "BEA-14")
    assert text(cycle.statement) == (
        "CAS-9, BEA-14 and KEY-11 wait for each other in a circle. "
        "They are ranked as if CAS-9 → BEA-14 were given up, which is only preferred."
    )
    assert cycle.statement.facts["link"].sources[0].file == "dependencies.csv"


def test_a_hard_cycle_is_cut_where_that_costs_least() -> None:
    things: list[Noun] = [item("A", 1), item("B", 1), worth("A", 1), worth("B", 9000)]
    ranking = ranked(*things, waits("A", "B"), waits("B", "A"))
    assert keys(ranking) == "B A"
    assert text(ranking.cycles[0].statement).endswith("given up, which costs least.")


@pytest.mark.parametrize(
    ("percent", "status"), [(0.001, SolveStatus.FEASIBLE), (99, SolveStatus.WITHIN)]
)
def test_a_gap_is_small_or_not_by_policy(percent: float, status: SolveStatus) -> None:
    things: list[Noun] = [person(key, "iam") for key in "pq"]
    for n in range(9):
        things += [item(f"I{n}", n + 1), worth(f"I{n}", 1000 * (n % 4 + 1))]
    things.append(waits("I0", "I8"))
    ranking = ranked(*things, policy=with_limit("gap_within_percent", percent))
    assert ranking.status is status
    assert ranking.gap_percent > 0
    assert ranking.bound < ranking.cost


def test_a_pin_against_a_dependency_cannot_hold_and_says_why() -> None:
    ranking = ranked(*queue(), Pin(key="P", item="BEA-6", place=1))
    assert ranking.status is SolveStatus.INFEASIBLE
    (conflict,) = ranking.conflicts
    assert conflict.items == ("BEA-6", "KEY-3")
    assert text(conflict.statement) == (
        "BEA-6 is pinned to place 1, but KEY-3 must come before it."
    )
    assert keys(ranking) == "KEY-3 BEA-6 SEN-3 KEY-8"


def test_an_expired_pin_is_no_pin() -> None:
    over = Pin(key="P", item="BEA-6", place=1, until=date(2026, 11, 15))
    assert keys(ranked(*queue(), over)) == "KEY-3 SEN-3 BEA-6 KEY-8"
    assert ranked(*queue(), over.model_copy(update={"until": date(2026, 11, 16)})).conflicts


def test_a_date_that_dependencies_forbid_is_said_with_the_earliest_day() -> None:
    pin = Pin(key="P", item="SEN-3", not_after=date(2026, 11, 20))
    ranking = ranked(*queue(), pin)
    assert ranking.status is SolveStatus.INFEASIBLE
    (conflict,) = ranking.conflicts
    assert text(conflict.statement) == (
        "SEN-3 must be ready by Fri 20 Nov, but with KEY-3 before it it takes until Thu 26 Nov."
    )


def test_two_dates_that_no_order_keeps_are_named_together() -> None:
    things: list[Noun] = [person("p", "iam")]
    for key in "AB":
        things += [item(key, 5), Pin(key=key, item=key, not_after=date(2026, 11, 20))]
    ranking = ranked(*things)
    assert ranking.status is SolveStatus.INFEASIBLE
    assert text(ranking.conflicts[0].statement) == (
        "With work in progress first, no order keeps the dates of A and B."
    )


def test_a_date_missed_for_want_of_people_is_no_proof() -> None:
    things: list[Noun] = [person("p", "iam"), person("q", "iam", "test"), item("A", 5)]
    things += [item("B", 5), item("C", 5), Pin(key="C", item="C", not_after=date(2026, 11, 20))]
    things += [started(key, 5) for key in ("X", "Y")]
    ranking = ranked(*things)
    assert ranking.status is SolveStatus.INFEASIBLE
    assert "in the best order found" in text(ranking.conflicts[0].statement)


def test_a_past_date_cannot_hold() -> None:
    ranking = ranked(item("A", 1), Pin(key="P", item="A", not_after=date(2026, 11, 13)))
    assert ranking.status is SolveStatus.INFEASIBLE


def test_points_order_work_and_never_become_dates() -> None:
    things: list[Noun] = [
        person("p", "iam"),
        item("A", points=Decimal(8)), item("B", points=Decimal(2)),
        *five_factors("A", 3, 3, 3, 3), *five_factors("B", 3, 3, 3, 3),
    ]  # fmt: skip
    ranking = ranked(*things)
    assert keys(ranking) == "B A"
    assert ranking.mode is CapacityMode.NONE
    assert ranking.items[0].effort is not None
    assert ranking.items[0].effort.unit is Unit.COUNT
    assert any("story points" in text(each) for each in ranking.assumptions)


def test_without_worth_the_agreed_order_the_tracker_and_due_dates_decide() -> None:
    things = [
        item("A", 1, due=date(2026, 12, 2)), item("B", 1, due=date(2026, 12, 1)),
        item("C", 1, tracker_order=7), item("D", 1),
    ]  # fmt: skip
    ranking = ranked(*things)
    assert keys(ranking) == "C B A D"
    assert all(each.score is None and each.missing for each in ranking.items)
    assert any("Nobody stated what anything is worth" in text(e) for e in ranking.assumptions)


def test_unscored_work_stands_in_the_middle_not_at_zero() -> None:
    things: list[Noun] = [item(key, 1) for key in "ABC"]
    ranking = ranked(*things, worth("A", 9000), worth("C", 1000), worth("B", 5, currency="XYZ"))
    assert keys(ranking) in {"A B C", "A C B"}
    unscored = ranking.item("B")
    assert unscored is not None
    assert unscored.score is None
    assert unscored.missing == ("a rate for XYZ",)
    assert unscored.own_place is None


def test_an_item_of_a_skill_nobody_has_is_ranked_without_dates() -> None:
    things: list[Noun] = [person("p", "iam"), item("A", 1), item("Z", 1, "cobol")]
    found = ranked(*things).item("Z")
    assert found is not None
    assert (found.start, found.finish, found.above_cut) == (None, None, False)
    assert found.binding.kind is BindingKind.CAPACITY
    assert found.standing is Standing.NOT_NOW
    assert reason(ranked(*things), "Z") == (
        "Z has no planned day: nobody for cobol is free for it within a year."
    )


def test_several_skills_are_planned_part_by_part() -> None:
    both = item("A", estimate=(skilled(2, "iam"), skilled(5, "test")))
    found = ranked(person("p", "iam"), person("q", "test"), both).item("A")
    assert found is not None
    assert found.finish == date(2026, 11, 20)


def test_work_left_is_what_counts_of_work_in_progress() -> None:
    found = ranked(person("p", "iam"), started("A", 9)).item("A")
    assert found is not None
    assert found.finish == date(2026, 11, 26)
