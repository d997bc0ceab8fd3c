"""Drift is a metric, and what was turned down is only asked again where its reason is answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.governance import proposal as steps
from assistant.governance.effects import SetAgreedOrder
from assistant.governance.memory import (
    ANSWERED_BY,
    answer_to,
    answers,
    changed_inputs,
    drift,
    is_worthwhile,
    turned_down,
)
from assistant.governance.proposal import Line, Proposal, RejectReason
from assistant.governance.weighing import Answer, Input, InputChange, InputKind, Weighing
from assistant.values import Statement

NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)
LEAST = Decimal(2)
ITEMS = tuple("ABCDEFG")

orders = st.permutations(ITEMS)


@given(orders, orders, orders)
def test_drift_is_a_metric(one: list[str], other: list[str], third: list[str]) -> None:
    assert (drift(one, other) == 0) == (one == other)
    assert drift(one, other) == drift(other, one)
    assert drift(one, third) <= drift(one, other) + drift(other, third)


@given(orders, st.sets(st.sampled_from(ITEMS)), st.sets(st.sampled_from("XYZ")))
def test_only_items_of_both_orders_drift(one: list[str], gone: set[str], new: set[str]) -> None:
    other = [*sorted(new), *(item for item in one if item not in gone)]
    assert drift(one, other) == 0


def an_input(kind: InputKind, said: str | None, key: str = "K") -> Input:
    return Input(kind=kind, item="A", table="t", key=key, field=kind.value, said=said)


def weighed(gain: str | None = "5", needs: tuple[str, ...] = (), *inputs: Input) -> Weighing:
    return Weighing(
        since=date(2026, 11, 16),
        gain_percent=None if gain is None else Decimal(gain),
        needs=needs,
        inputs=inputs,
    )


def pending(number: int, weighing: Weighing | None = None, lines: str = "") -> Proposal:
    at = NOW + timedelta(days=number)
    draft = Proposal(
        id=f"P-{number}",
        effect=SetAgreedOrder(before=("A", "B"), after=("B", "A")),
        words=Statement(text="Set it."),
        lines=tuple(Line(id=key, statement=Statement(text="It moves.")) for key in lines),
        revision="r",
        policy_hash="p",
        made_at=at,
        weighing=weighing,
    )
    return steps.submit(draft, None, at)


def rejected(number: int, weighing: Weighing | None = None, **more: RejectReason) -> Proposal:
    reason = more.get("reason", RejectReason.NOT_NOW)
    return steps.reject(pending(number, weighing), "ana", NOW + timedelta(days=number), reason)


def approved(number: int, lines: str = "", only: str = "") -> Proposal:
    at = NOW + timedelta(days=number)
    chosen = list(only) if only else None
    return steps.applied(steps.approve(pending(number, None, lines), "ana", at, lines=chosen), at)


@pytest.mark.parametrize(
    ("gain", "needs", "is_asked"),
    [("1.99", (), False), ("2", (), True), ("0", ("pin A",), True), (None, (), True)],
)
def test_people_are_asked_for_gain_or_need(
    gain: str | None, needs: tuple[str, ...], *, is_asked: bool
) -> None:
    assert is_worthwhile(weighed(gain, needs), LEAST) is is_asked


def test_what_was_turned_down_counts_until_an_order_is_agreed_to_whole() -> None:
    one, two, three = rejected(1), rejected(3), rejected(4)
    assert turned_down([one, two, three]) == (three, two, one)
    assert turned_down([one, approved(2), two, three]) == (three, two)
    part = approved(5, lines="AB", only="A")
    assert turned_down([one, approved(2), two, part]) == (part, two)
    assert turned_down([pending(6), steps.withdraw(pending(7), "ana", NOW)]) == ()


@pytest.mark.parametrize("reason", RejectReason)
@pytest.mark.parametrize("kind", InputKind)
def test_a_change_answers_the_reasons_it_bears_on(reason: RejectReason, kind: InputKind) -> None:
    before, now = an_input(kind, "3"), an_input(kind, "7")
    refused = rejected(1, weighed("5", (), before), reason=reason)
    said = answer_to(refused, weighed(), [now], LEAST)
    assert said.changes == (InputChange(input=before, now="7"),)
    assert answers(said, reason) is (kind in ANSWERED_BY[reason])
    same = answer_to(refused, weighed(), [before], LEAST)
    assert same == Answer(to="P-1")
    assert not answers(same, reason)


@pytest.mark.parametrize("reason", [*RejectReason, None])
def test_a_new_need_or_a_grown_gain_answers_every_reason(reason: RejectReason | None) -> None:
    size = an_input(InputKind.SIZE, "3")
    refused = rejected(1, weighed("5", ("pin A",), an_input(InputKind.STATUS, "to do"), size))
    moved_on = (an_input(InputKind.STATUS, "in progress"), size)

    def answered(gain: str, needs: tuple[str, ...], *said: Input) -> bool:
        found = answer_to(refused, weighed(gain, needs), said or refused.weighing.inputs, LEAST)
        return answers(found, reason)

    status_alone = reason is RejectReason.ALREADY_DONE
    assert answered("9.99", ("pin A",), *moved_on) is status_alone
    assert answered("10", ("pin A",), *moved_on)
    assert not answered("10", ("pin A",))  # time alone made it so
    assert answered("5", ("pin A", "date B"))
    assert answers(Answer(to="P-1", is_another=True), reason)


def test_an_input_that_comes_or_goes_has_changed() -> None:
    pin = an_input(InputKind.PIN, "in force")
    (came,) = changed_inputs([], [pin])
    (went,) = changed_inputs([pin], [])
    assert (came.input.said, came.now) == (None, "in force")
    assert (went.input.said, went.now) == ("in force", None)
    assert changed_inputs([an_input(InputKind.SIZE, None)], []) == ()
