"""Scenarios beside the plan: what moves is their doing, costs are checked by hand, nothing leaks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.scenarios.deliveries import deliveries
from assistant.planning.scenarios.outcome_words import verdict
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import AgreedRank
from assistant.values import Money, Scope
from tests.planning.backlogs import MONDAY, item, person, portfolio, queue, worth
from tests.planning.scenarios.scenes import Scene, sample
from tests.planning.told import text


def promise(**more: object) -> list[Noun]:
    fields = {
        "key": "GO", "project": "P", "name": "Go live", "committed": date(2026, 11, 20),
        "needs_item": "A", "is_release": True,
        "penalty": Money(amount=Decimal(31_000), currency="EUR"), "penalty_per": "month",
    }  # fmt: skip
    return [Project(key="P", name="Pea"), Milestone.model_validate(fields | more)]


def test_the_cost_of_waiting_is_that_of_the_queue_by_hand() -> None:
    scene = Scene.of([*queue(), person("p", "iam")])
    outcome = scene.outcome("pin BEA-6 place 2")
    assert outcome.waiting.value == Money(amount=Decimal(10_000), currency="EUR")
    assert [each.item for each in outcome.later] == ["SEN-3"]
    assert [each.item for each in outcome.earlier] == ["BEA-6"]
    assert not outcome.is_reordered


def test_nothing_supposed_moves_nothing() -> None:
    scene = sample()
    outcome = scene.outcome("share PLATFORM to 68%")
    assert (outcome.later, outcome.earlier, outcome.promises, outcome.overloads) == (
        (),
        (),
        (),
        (),
    )
    assert outcome.waiting.value == 0


def test_a_promise_breaks_waits_out_the_freeze_and_costs_by_the_day() -> None:
    frozen = Freeze(key="F", name="Year end", start=date(2026, 11, 23), end=date(2026, 12, 20))
    things = [item("A", 5, project="P"), person("p", "iam"), frozen, *promise()]
    scene = Scene.of(things)
    assert deliveries(scene.base)["GO"].day == date(2026, 11, 20)
    outcome = scene.outcome("away P until 2026-11-17")
    (broken,) = outcome.promises
    assert broken.breaks
    assert broken.after is not None
    assert broken.after.value == date(2026, 12, 21)
    assert broken.penalty is not None
    assert isinstance(broken.penalty.value, Money)
    assert broken.penalty.value.amount == Decimal(32_000)
    assert text(broken.statement) == (
        "Go live breaks its promise of Fri 20 Nov: Mon 21 Dec, after Year end, at €31 k a month, "
        "before Fri 20 Nov."
    )


def test_a_promise_is_given_up_with_what_it_needs() -> None:
    scene = Scene.of([item("A", 4, project="P"), item("B", 1), person("p", "iam"), *promise()])
    (given_up,) = scene.outcome("drop A").promises
    assert given_up.breaks
    assert "is given up" in text(given_up.statement)


def test_whoever_is_needed_has_to_be_there_on_the_day() -> None:
    things = [
        item("A", 5, "dba", project="P"),
        person("q", "dba"),
        person("p", "iam"),
        *promise(needs_person="p"),
    ]
    scene = Scene.of(things)
    (moved,) = scene.outcome("away P from 2026-11-20 until 2026-11-24").promises
    assert moved.after is not None
    assert moved.after.value == date(2026, 11, 25)


def test_the_agreed_order_is_what_scenarios_are_compared_with() -> None:
    agreed = [
        AgreedRank(key=key, item=key, place=place, agreed_on=MONDAY)
        for place, key in enumerate(("KEY-3", "BEA-6", "SEN-3", "KEY-8"), start=1)
    ]
    scene = Scene.of([*queue(), person("p", "iam"), *agreed])
    assert scene.base.order == ("KEY-3", "BEA-6", "SEN-3", "KEY-8")
    assert scene.outcome("revalue KEY-8 worth 6999 EUR").later == ()


def test_without_people_there_is_an_order_and_no_day() -> None:
    scene = Scene.of(queue())
    outcome = scene.outcome("drop SEN-3")
    assert outcome.is_reordered
    assert [each.item for each in outcome.earlier] == ["KEY-8"]
    assert all(each.after is None for each in outcome.earlier)
    assert outcome.waiting.value == Money(amount=Decimal(-15_800), currency="EUR")
    notes = [text(each) for each in scene.outcome("defer SEN-3 until 2w").notes]
    assert notes == ["Nobody's time is known, so there are no days to defer work to."]


def test_one_scenario_is_best_only_if_it_is_no_worse_in_anything() -> None:
    scene = sample()
    pause, drop = scene.outcome("pause WILLOW"), scene.outcome("drop WILLOW")
    assert text(verdict([pause, drop])) == "Pause WILLOW is no worse than the others in anything."
    assert verdict([pause]) is None


def test_a_hidden_item_shows_nowhere_and_changes_no_visible_figure() -> None:
    full = sample().full
    seen = full.scoped(Scope(viewer="aisha.rahimi", closed=frozenset({"FALCON"})))
    hidden, open_ = Scene(full, seen), sample()
    for phrase in ("share PLATFORM to 30%",):
        one, all_ = hidden.outcome(phrase), open_.outcome(phrase)
        told = one.model_dump_json()
        assert "FAL" not in told
        assert "Falcon" not in told
        assert "Thornbury" not in told
        days = {each.item: each.days.value for each in all_.later + all_.earlier}
        assert all(days[each.item] == each.days.value for each in one.later + one.earlier)
        dates = {each.milestone: each.statement for each in all_.promises}
        assert all(dates[each.milestone].text == each.statement.text for each in one.promises)


@settings(max_examples=15)
@given(
    sizes=st.lists(st.integers(1, 8), min_size=2, max_size=5),
    away=st.integers(1, 10),
)
def test_nobody_is_faster_for_being_away(sizes: list[int], away: int) -> None:
    things: list[Noun] = [person("p", "iam")]
    for n, days in enumerate(sizes):
        things += [item(f"I{n}", days), worth(f"I{n}", 1 + n)]
    outcome = Scene(portfolio(things)).outcome(f"away P until {away}d")
    assert outcome.earlier == ()
    assert isinstance(outcome.waiting.value, Money)
    assert outcome.waiting.value.amount >= 0
