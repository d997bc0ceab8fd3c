from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.planning.consequences.promises import Promises, penalty
from assistant.planning.inputs.open_items import open_items
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.values import Money
from tests.planning.backlogs import item, portfolio

PROMISED = date(2026, 12, 11)
FREEZE = Freeze(key="F", name="Freeze", start=date(2026, 12, 14), end=date(2027, 1, 3))


def agreed(per: str | None, amount: int = 40_000) -> Milestone:
    money = Money(amount=Decimal(amount), currency="EUR")
    return Milestone(key="M", project="P", name="Live", penalty=money, penalty_per=per)


@pytest.mark.parametrize(
    ("per", "day", "amount"),
    [
        ("month", date(2026, 12, 11), None),
        ("month", date(2026, 12, 12), "1290.32"),
        ("per month", date(2027, 1, 11), "40000"),
        ("Month", date(2027, 2, 11), "80000"),
        ("week", date(2026, 12, 25), "80000"),
        ("day", date(2026, 12, 13), "80000"),
        ("once", date(2026, 12, 13), "40000"),
        (None, date(2027, 12, 13), "40000"),
        ("sprint", date(2026, 12, 13), None),
    ],
)
def test_a_penalty_is_counted_as_agreed(per: str | None, day: date, amount: str | None) -> None:
    found = penalty(agreed(per), PROMISED, day)
    assert found == (None if amount is None else Money(amount=Decimal(amount), currency="EUR"))


def test_a_part_of_a_month_costs_its_part() -> None:
    found = penalty(agreed("month"), PROMISED, date(2027, 1, 4))
    assert found == Money(amount=Decimal("30967.74"), currency="EUR")


def promises(*things: object) -> Promises:
    snapshot = portfolio([Project(key="P", name="P"), *things])  # type: ignore[list-item]  # nouns
    return Promises(snapshot, open_items(snapshot))


def test_a_milestone_waits_for_its_item_its_release_and_an_epics_items() -> None:
    things = [
        item("E", None), item("A", 1, parent="E"), item("B", 1, release="M"), item("C", 1),
        Milestone(key="M", project="P", name="Live", needs_item="E", committed=PROMISED),
    ]  # fmt: skip
    (found,) = promises(*things).all
    assert (found.items, found.day, found.field) == (("A", "B"), PROMISED, "committed")
    assert promises(*things).waiting_for(["B"]) == (found,)
    assert promises(*things).waiting_for(["C"]) == ()


def test_reached_ones_and_those_of_stopped_projects_are_no_promises() -> None:
    reached = Milestone(key="M", project="P", name="Live", needs_item="A", actual=date(2026, 1, 1))
    other = Milestone(key="N", project="S", name="Live", needs_item="B")
    stopped = Project(key="S", name="S", stage=Stage.PAUSED)
    assert promises(item("A", 1), item("B", 1), stopped, reached, other).all == ()


def test_what_the_law_asks_for_is_promised_by_its_agreed_day() -> None:
    by_law = Milestone(
        key="M", project="P", name="Live", needs_item="A", mandatory=True, baseline=PROMISED
    )
    (found,) = promises(item("A", 1), by_law).all
    assert (found.day, found.field) == (PROMISED, "baseline")


def test_a_release_goes_live_after_the_freeze_and_has_to_be_done_before_it() -> None:
    release = Milestone(
        key="M", project="P", name="Live", needs_item="A", is_release=True,
        committed=date(2026, 12, 18),
    )  # fmt: skip
    known = promises(item("A", 1), release, FREEZE)
    (found,) = known.all
    assert known.live(found, date(2026, 12, 15)) == (date(2027, 1, 4), FREEZE)
    assert known.live(found, PROMISED) == (PROMISED, None)
    assert known.last_day(found) == date(2026, 12, 13)
