"""Flip distances: a hundredth less does not move an item, a hundredth more does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from assistant.planning.explaining.explain import explain
from assistant.planning.explaining.explanation import Flip
from assistant.planning.explaining.flips import simplest
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import SolveStatus
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, Pin, ValueInput, WorkItem
from assistant.values import Effort, Money
from tests.planning.backlogs import portfolio, worth
from tests.planning.portfolios import random_portfolio
from tests.planning.soaking import seeds, tell

BUDGET = 300


def start_place(snapshot: Snapshot, key: str) -> int:
    found = rank(snapshot, default_policy(), 0, BUDGET).item(key)
    assert found is not None
    assert found.start_place is not None
    return found.start_place


def worth_instead(things: list[Noun], key: str, money: Money, factor: float) -> Snapshot:
    """Return the portfolio with a stated worth, read anew from plain rows."""
    others = [t for t in things if not (isinstance(t, ValueInput) and t.item == key)]
    return portfolio([*others, worth(key, float(money.amount) * factor)])


def size_instead(things: list[Noun], key: str, size: Effort, factor: float) -> Snapshot:
    changed = []
    for each in things:
        if isinstance(each, WorkItem) and each.key == key:
            effort = Effort(minutes=round(size.minutes * factor))
            part = each.estimate[0].model_copy(update={"effort": effort})
            changed.append(each.model_copy(update={"estimate": (part,), "remaining": None}))
        else:
            changed.append(each)
    return portfolio(changed)


def misses(things: list[Noun], key: str, flip: Flip) -> Iterator[bool]:
    """Yield for each threshold of a flip whether it flips elsewhere than it says."""
    tried: list[tuple[Snapshot, Snapshot]] = []
    worth_there = flip.worth.value if flip.worth else None
    size_there = flip.size.value if flip.size else None
    if isinstance(worth_there, Money):
        tried.append(
            (
                worth_instead(things, key, worth_there, 0.99),
                worth_instead(things, key, worth_there, 1.01),
            )
        )
    if isinstance(size_there, Effort):
        tried.append(
            (
                size_instead(things, key, size_there, 1.01),
                size_instead(things, key, size_there, 0.99),
            )
        )
    for short, enough in tried:
        yield not (start_place(enough, key) <= flip.start_place < start_place(short, key))


def in_one_part(thing: Noun) -> Noun:
    """Return an item with one skill's work at most, so that its size is one number."""
    if isinstance(thing, WorkItem):
        return thing.model_copy(update={"estimate": thing.estimate[:1]})
    return thing


def test_a_flip_that_is_told_as_exact_flips_there_and_not_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tried, found = seeds(usually=12, soak=1_000), []
    for seed in tried:
        drawn = random_portfolio(seed, most=7)
        things = [in_one_part(t) for t in drawn if not isinstance(t, AgreedRank | Pin)]
        snapshot = portfolio(things)
        ranking = rank(snapshot, default_policy(), 0, BUDGET)
        if ranking.status is not SolveStatus.OPTIMAL:
            continue
        for item in ranking.items[-2:]:
            flips = explain(ranking, snapshot, default_policy(), item.key).flips
            assert all(flip.is_exact for flip in flips)
            found += [
                (missed, seed, item.key, flip.start_place)
                for flip in flips
                for missed in misses(things, item.key, flip)
            ]
    missed = [each for each in found if each[0]]
    tell(capsys, f"{len(found)} exact flip distances, {tried}: {len(missed)} missed")
    assert len(found) >= len(tried) // 5
    assert missed == []


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("8993", "9009", "9000"),
        ("13.996", "14.02", "14"),
        ("2.99", "2.998", "2.99"),
        ("1", "1", "1"),
    ],
)
def test_a_threshold_is_told_in_the_fewest_figures(low: str, high: str, expected: str) -> None:
    assert simplest(Decimal(low), Decimal(high)) == Decimal(expected)
