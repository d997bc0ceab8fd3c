"""Anyone's order is judged as a slow, independent judge does; ties and better orders are conceded."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from assistant.planning.challenge.check import Record, check_order
from assistant.planning.challenge.checked_order import BreakKind, CheckedOrder, OrderVerdict
from assistant.planning.challenge.given_order import GivenOrder
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import Ranking
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Pin
from assistant.values import Money
from tests.planning.backlogs import MONDAY, item, person, portfolio, queue, started, waits, worth
from tests.planning.challenge.slow_orders import SlowItem, SlowJudge
from tests.planning.soaking import seeds, tell
from tests.planning.told import text

POLICY = default_policy()
ORDERS_EACH = 5


def checked(
    things: Sequence[Noun], order: Sequence[str], ranking: Ranking | None = None
) -> CheckedOrder:
    snapshot = portfolio(things)
    found = ranking or rank(snapshot, POLICY)
    return check_order(GivenOrder(tuple(order)), Record(snapshot, POLICY, found), snapshot)


def test_the_queue_by_hand() -> None:
    found = checked(queue(), ["KEY-3", "BEA-6", "SEN-3", "KEY-8"])
    assert found.verdict is OrderVerdict.COSTS_MORE
    assert text(found.headline).startswith(
        "Yours breaks nothing and costs €89 k of waiting, ours €79 k: €10 k more, "
        "mostly because SEN-3 is done 4 days later"
    )
    assert found.difference.value == Money(amount=Decimal(10_000), currency="EUR")


def test_sorting_by_score_breaks_the_links_of_key_3() -> None:
    found = checked(queue(), ["SEN-3", "BEA-6", "KEY-8", "KEY-3"])
    assert found.verdict is OrderVerdict.BREAKS
    assert {each.items for each in found.breaks} == {("KEY-3", "SEN-3"), ("KEY-3", "BEA-6")}


def test_what_a_left_out_item_ties_together_breaks_too() -> None:
    chain = [item("A", 1), item("B", 1), item("C", 1), waits("B", "A"), waits("C", "B")]
    found = checked(chain, ["C", "A"])
    assert [text(each.statement) for each in found.breaks] == [
        "C waits for B, and so for A, which stands below it."
    ]


def test_the_first_of_many_are_completed_by_ours() -> None:
    found = checked(queue(), ["BEA-6"])
    assert found.order == ("KEY-3", "BEA-6", "SEN-3", "KEY-8")
    assert "you did not list" in text(found.notes[-1])


def test_the_same_order_is_level() -> None:
    found = checked(queue(), ["KEY-3", "SEN-3", "BEA-6", "KEY-8"])
    assert found.verdict is OrderVerdict.LEVEL
    assert text(found.headline) == "Yours breaks nothing and costs the same as ours. Fine."


def test_a_better_order_is_conceded() -> None:
    ours = rank(portfolio(queue()), POLICY)
    worse = ours.model_copy(update={"items": tuple(ours.items[n] for n in (0, 2, 3, 1))})
    found = checked(queue(), ["KEY-3", "SEN-3", "BEA-6", "KEY-8"], worse)
    assert found.verdict is OrderVerdict.BETTER
    assert text(found.headline).startswith("Yours is better")


def test_a_pin_that_ours_breaks_too_is_not_held_against_it() -> None:
    things = [*queue(), Pin(key="P", item="SEN-3", place=1)]
    found = checked(things, ["KEY-3", "SEN-3", "BEA-6", "KEY-8"])
    assert found.breaks == ()


def test_new_work_above_what_goes_on_is_named() -> None:
    found = checked([started("A", 1), item("B", 1), item("C", 2)], ["B", "A", "C"])
    assert [each.kind for each in found.breaks] == [BreakKind.RULE]
    assert text(found.breaks[0].statement) == "A goes on already and stands below B, which is new."


def drawn(seed: int) -> tuple[list[Noun], SlowJudge]:
    """Draw a small portfolio, as nouns and for the slow judge."""
    dice = random.Random(seed)
    people = {
        f"p{n}": tuple(dice.sample(("iam", "dba"), dice.randint(1, 2)))
        for n in range(dice.randint(1, 3))
    }
    skills = sorted({skill for own in people.values() for skill in own})
    items: dict[str, SlowItem] = {}
    for n in range(dice.randint(2, 7)):
        items[f"I{n}"] = SlowItem(
            key=f"I{n}",
            hours=dice.randint(1, 40),
            skill=dice.choice(skills),
            weekly=dice.randint(0, 20),
            after=tuple(f"I{m}" for m in range(n) if dice.random() < 0.25),
            place=dice.choice([None, None, None, None, 1, 2]),
            due_day=dice.choice([None, None, None, 3, 5, 10]),
        )
    things: list[Noun] = [person(key, *own) for key, own in people.items()]
    for each in items.values():
        due = None if each.due_day is None else MONDAY + timedelta(days=_calendar(each.due_day))
        things.append(
            item(each.key, each.hours / 8, each.skill, mandatory=due is not None, due=due)
        )
        things.append(worth(each.key, each.weekly, None))
        things += [waits(each.key, before) for before in each.after]
        if each.place is not None:
            things.append(Pin(key=f"pin-{each.key}", item=each.key, place=each.place))
    return things, SlowJudge(items, people)


def _calendar(working_days: int) -> int:
    """Return the calendar days from Monday to the last of so many working days."""
    weeks, left = divmod(working_days - 1, 5)
    return weeks * 7 + left


def test_it_agrees_with_the_slow_judge(capsys: pytest.CaptureFixture[str]) -> None:
    count = 0
    for seed in seeds(usually=30, soak=400):
        things, judge = drawn(seed)
        snapshot = portfolio(things)
        record = Record(snapshot, POLICY, rank(snapshot, POLICY, budget=500))
        dice = random.Random(seed + 1)
        for _ in range(ORDERS_EACH):
            order = dice.sample(sorted(judge.items), len(judge.items))
            _agrees(
                check_order(GivenOrder(tuple(order)), record, snapshot), order, record, judge, seed
            )
            count += 1
    tell(capsys, f"check-order agreed with the slow judge on {count} orders")


def _agrees(
    found: CheckedOrder, order: list[str], record: Record, judge: SlowJudge, seed: int
) -> None:
    ours = [each.key for each in record.ranking.items]
    by_kind = {
        kind: {each.items for each in found.breaks if each.kind is kind} for kind in BreakKind
    }
    assert by_kind[BreakKind.LINK] == judge.broken_links(order), seed
    pins = judge.broken_pins(order)
    held_elsewhere = {key for key in pins if ours.index(key) == order.index(key)}
    assert by_kind[BreakKind.PIN] == {(key,) for key in pins - held_elsewhere}, seed
    mended = judge.mended(order)
    assert sorted(found.order) == sorted(mended)
    assert not judge.broken_links(found.order), seed
    assert float(found.cost.value) == pytest.approx(float(judge.cost(found.order)), abs=0.006), (
        seed
    )
    assert float(found.our_cost.value) == pytest.approx(float(judge.cost(ours)), abs=0.006), seed
    late, our_late = judge.missed(found.order), judge.missed(ours)
    worse = {
        key for key, hours in late.items() if key not in our_late or hours > our_late[key] + 4
    }
    assert by_kind[BreakKind.DATE] == {(key,) for key in worse}, seed
    _verdict_agrees(found, judge.cost(found.order), judge.cost(ours), seed)


def _verdict_agrees(found: CheckedOrder, theirs: object, ours: object, seed: int) -> None:
    if found.breaks:
        assert found.verdict is OrderVerdict.BREAKS, seed
        return
    more = float(theirs) - float(ours)  # type: ignore[arg-type]  # both are fractions
    limit = float(ours) * 0.005  # type: ignore[arg-type]  # a fraction
    if found.verdict is OrderVerdict.COSTS_MORE:
        assert more > limit, seed
    elif found.verdict is OrderVerdict.BETTER:
        assert more < -limit, seed
    else:
        assert found.verdict is OrderVerdict.LEVEL, seed
