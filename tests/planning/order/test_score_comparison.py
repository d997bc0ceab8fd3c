"""Other scores beside the order: for comparison only."""

from __future__ import annotations

import pytest

from assistant.errors import BadInput
from assistant.planning.order.rank import rank
from assistant.planning.order.score_comparison import compare_score
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Factor
from tests.planning.backlogs import item, portfolio, stated, worth
from tests.planning.told import text


def rice(key: str, reach: int, impact: int, confidence: int) -> list[Noun]:
    return [
        stated(key, Factor.REACH, reach),
        stated(key, Factor.IMPACT, impact),
        stated(key, Factor.CONFIDENCE, confidence),
    ]


THINGS: list[Noun] = [
    item("A", 80), worth("A", 9000), *rice("A", 2000, 2, 80),
    item("B", 5), worth("B", 8000), *rice("B", 2000, 2, 80),
    item("C", 5), worth("C", 1000), stated("C", Factor.REACH, 10),
]  # fmt: skip


def test_rice_orders_what_it_can_and_names_what_it_lacks() -> None:
    snapshot = portfolio(THINGS)
    found = compare_score(rank(snapshot, default_policy()), snapshot, default_policy(), "RICE")
    assert [(e.key, e.compared_position, e.score.value) for e in found.items] == [
        ("B", 1, 12800), ("A", 2, 800),
    ]  # fmt: skip
    assert found.lacking == {"confidence": ("C",), "impact": ("C",)}
    assert text(found.statement) == (
        "RICE can be computed for 2 of 3 items. It is for comparison only: the order stays as IT "
        "five factors makes it."
    )


def test_a_score_that_is_none_is_refused_with_those_there_are() -> None:
    snapshot = portfolio(THINGS)
    with pytest.raises(BadInput, match="wsjf, cd3, rice, value_effort"):
        compare_score(rank(snapshot, default_policy()), snapshot, default_policy(), "moscow")
