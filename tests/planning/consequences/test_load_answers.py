"""What can be done about an overload, what hangs on one person, who would have to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.planning.capacity.load import LoadKind
from assistant.planning.capacity.outlook import capacity
from assistant.planning.consequences.capacity_review import OverloadReview
from assistant.planning.consequences.headcount import Headcount, headcount
from assistant.planning.consequences.headcount_words import HeadcountWords
from assistant.planning.consequences.impact import Fate
from assistant.planning.consequences.options import Option, OptionKind, Options
from assistant.planning.consequences.overload_words import OverloadWords
from assistant.planning.consequences.promises import Promises
from assistant.planning.consequences.review_words import ReviewWords
from assistant.planning.consequences.scarcity import bottleneck
from assistant.planning.consequences.specialists import specialists
from assistant.planning.inputs.open_items import open_items
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Assignment, Contractor, Team
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Effort, Money, Scope
from tests.planning.backlogs import item, person, portfolio, waits, worth
from tests.planning.consequences.test_cascade import plan
from tests.planning.told import text
from tests.portfolio.larkfield import today

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 20)


def asks(key: str, days: int, **more: Any) -> Assignment:
    fields: dict[str, Any] = {"key": f"a{key}", "item": key, "person": "p", "skill": "x"}
    return Assignment(
        **fields | {"start": FIRST, "end": LAST, "effort": Effort.of_days(days)} | more
    )


def two_asks() -> list[Noun]:
    """Return two items of five days each, both asked of p in one week; A is worth more."""
    return [
        Project(key="P", name="P"), Team(key="T", name="Team"), person("p", "x", team="T"),
        item("A", 5, "x", project="P", team="T"), worth("A", 9000),
        item("B", 5, "x", project="P", team="T"), worth("B", 1000), asks("A", 5), asks("B", 5),
    ]  # fmt: skip


def options(things: list[Noun]) -> tuple[Option, ...]:
    snapshot = portfolio(things)
    found = Options(plan(snapshot), Promises(snapshot, open_items(snapshot)))
    load = capacity(snapshot, default_policy()).over[0].load
    overload = found.about(load)
    assert overload is not None
    return found.of(overload)


def reviewed(things: list[Noun], scope: Scope | None = None) -> OverloadReview:
    snapshot = portfolio(things)
    seen = snapshot if scope is None else snapshot.scoped(scope)
    planned, report = plan(snapshot), capacity(snapshot, default_policy())
    found = Options(planned, Promises(snapshot, open_items(snapshot)))
    return OverloadWords(seen, planned, report).review(report.over[0], report.over[0], found)


def test_nobody_else_and_nobody_to_hire_leaves_days_and_turns() -> None:
    found = options(two_asks())
    assert [option.kind for option in found] == [OptionKind.LATER_DAY, OptionKind.OTHER_TURN]
    assert found[0].finishes == {"A": date(2026, 11, 20), "B": date(2026, 11, 27)}
    assert found[0].waiting == {"B": 5}
    assert found[1].item == "A"
    assert found[1].waiting == {"A": 5}
    said = reviewed(two_asks())
    assert [text(limit) for limit in said.limits] == [
        "Nobody else here can do x.", "No contractor for x is known.",
    ]  # fmt: skip
    assert text(said.options[0].statement) == (
        "Agree the days of today's plan: A by Fri 20 Nov and B by Fri 27 Nov; "
        "waiting costs €1,000."
    )


def test_somebody_else_who_can_do_it_takes_it_and_nothing_waits() -> None:
    other = person("q", "x", "y", team="OTHER")
    found = options([*two_asks(), other])
    assert (found[0].kind, found[0].item, found[0].who) == (OptionKind.OTHER_PERSON, "B", "q")
    assert found[0].waiting == {}


def test_a_contractor_comes_after_their_lead_time_at_their_rate() -> None:
    rate = Money(amount=Decimal(800), currency="EUR")
    hire = Contractor(key="v", name="Viktor", skills=("x",), day_rate=rate, lead_time_days=7)
    said = reviewed([*two_asks(), hire])
    (option,) = [each for each in said.options if each.kind is OptionKind.HIRE]
    assert option.price is not None
    assert option.price.arithmetic == "5 × 800"
    assert "Hire Viktor from Mon 23 Nov for 5 days" in text(option.statement)


def test_another_person_is_named_to_whom_it_concerns_only() -> None:
    things = [*two_asks(), person("q", "x", "y", team="OTHER", role="Tester")]
    assert "Give B to Q" in text(reviewed(things).options[0].statement)
    stranger = text(reviewed(things, Scope.public()).options[0].statement)
    assert "Q" not in stranger
    assert "Give B to y" in stranger


def test_asks_for_no_item_are_answered_by_who_has_room() -> None:
    free = [
        person("p", "x"),
        person("q", "x"),
        asks("-", 9, item=None),
        asks("=", 2, item=None, person="q"),
    ]
    said = reviewed([Project(key="P", name="P"), *free])
    assert [text(option.statement) for option in said.options] == [
        "Q has 3 days free in those weeks."
    ]


def test_what_only_one_person_can_do_stops_without_them() -> None:
    live = Milestone(
        key="M", project="P", name="Live", needs_item="C", committed=date(2026, 12, 4)
    )
    things = [*two_asks(), person("r", "z"), item("C", 5, "z", project="P"), waits("C", "A"), live]
    snapshot = portfolio(things)
    promises = Promises(snapshot, open_items(snapshot))
    first, *_ = specialists(plan(snapshot), promises, weeks=2)
    assert (first.skill, first.person, set(first.waiting)) == ("x", "p", {"A", "B"})
    assert {move.key for move in first.impact.moves} == {"A", "B", "C"}
    assert [(each.promise.key, each.fate) for each in first.impact.promises] == [
        ("M", Fate.BREAKS)
    ]
    words = ReviewWords(snapshot.scoped(Scope.public()), plan(snapshot))
    said = words.specialist(first)
    assert said is not None
    assert text(said.statement).startswith(
        "Only one person can do x. 2 weeks away would stop 2 items"
    )
    assert "it breaks Live." in text(said.statement)
    assert "P can do" not in text(said.statement)


def test_the_bottleneck_is_where_one_more_saves_most() -> None:
    things = [*two_asks(), person("r", "z"), item("C", 5, "z"), worth("C", 100)]
    found = bottleneck(plan(portfolio(things)), weeks=2)
    assert found is not None
    assert (found.skill, found.work, found.time) == ("x", 10, 10)
    assert found.saved == pytest.approx(1)


def needed(things: list[Noun], by: date) -> Headcount:
    snapshot = portfolio(things)
    promises = Promises(snapshot, open_items(snapshot))
    return headcount(plan(snapshot), promises, by, 0.2)


def test_people_needed_are_counted_by_what_is_left_and_tried() -> None:
    # p has 39 days, who comes on 14 Dec has 20: of ten days each does 2, of twelve days only one.
    things = [person("p", "x"), *(item(f"I{n}", 10, "x") for n in range(8))]
    found = needed(things, date(2027, 1, 8))
    (need,) = found.needs
    assert (need.skill, need.fewest, need.stated, need.most) == ("x", 2, 2, 5)
    assert found.late == ()


def test_links_and_help_that_comes_too_late_are_what_more_people_cannot_mend() -> None:
    things = [
        person("p", "x"), item("A", 20, "x"), item("B", 20, "x"), waits("B", "A"),
        item("C", 30, "x"),
    ]  # fmt: skip
    found = needed(things, date(2026, 12, 31))
    assert found.impossible == ("B",)
    assert [need.skill for need in found.needs] == ["x"]
    assert needed(things, date(2026, 11, 20)).days == 0


def test_the_sample_needs_analysts_by_the_end_of_march() -> None:
    whole = today()
    promises = Promises(whole, open_items(whole))
    found = headcount(plan(whole), promises, date(2027, 3, 31), 0.2)
    assert "analytics" in {need.skill for need in found.needs}
    assert {each.key for each in found.missed} >= {"ATLAS-GOLIVE"}
    assert [promise.key for promise, _ in found.chains] == ["SENTINEL-LIVE"]


def test_nothing_of_a_secret_is_told_of_people_needed_and_specialists() -> None:
    whole = today()
    planned, promises = plan(whole), Promises(whole, open_items(whole))
    seen: Snapshot = whole.scoped(Scope.public())
    words = ReviewWords(seen, planned)
    found = headcount(planned, promises, date(2026, 12, 18), 0.2)
    said = HeadcountWords(seen, planned).finish_by(found, Decimal(20)).model_dump_json()
    said += "".join(str(words.specialist(each)) for each in specialists(planned, promises, 2))
    for trace in ("FAL", "Falcon", "Thornbury", "Priya", "Rosa"):
        assert trace not in said


def test_bau_is_a_trend_over_the_snapshots() -> None:
    from tests.portfolio.larkfield import mondays

    words = ReviewWords(today(), plan(today()))
    (trend,) = words.bau(mondays()[:-1])
    assert [fact.value for fact in trend.shares] == [32, 37, 37, 43, 47, 51]
    assert text(trend.statement).startswith(
        "BAU takes 51 % of Platform, after 32 % on Mon 12 Oct:"
    )


def test_in_coarse_mode_teams_are_told_by_month() -> None:
    team = Team(key="T", name="Team", change_work_percent=Decimal(50))
    report = capacity(portfolio([team, person("p", team="T")]), default_policy())
    found = [(load.period.start, load.available.value) for load in report.months]
    assert found == [(date(2026, 11, 16), Decimal("5.5")), (date(2026, 12, 1), Decimal("11.5")),
                     (date(2027, 1, 1), 3)]  # fmt: skip
    assert {load.kind for load in report.months} == {LoadKind.TEAM}
