"""What moves against the agreed order, with its gain and its cause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.planning.order.projection import project_ranking
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import Moved, Ranking
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.values import Scope
from tests.planning.backlogs import item, person, portfolio, queue, started, waits, worth
from tests.planning.order.test_agreed_order import agreed
from tests.planning.told import keys, ranked, text, with_limit

SOLO = person("p", "iam")


def only_move(ranking: Ranking) -> Moved:
    (moved,) = ranking.moves
    return moved


def test_without_an_agreed_order_nothing_moves() -> None:
    assert ranked(*queue()).moves == ()


def test_a_near_tie_stays_as_it_was_agreed() -> None:
    things = [SOLO, item("A", 5), worth("A", 10_000), item("B", 5), worth("B", 10_050)]
    assert keys(ranked(*things)) == "B A"
    assert keys(ranked(*things, *agreed("A", "B"))) == "A B"
    strict = with_limit("stability_percent", 0)
    assert keys(ranked(*things, *agreed("A", "B"), policy=strict)) == "B A"


def test_a_move_is_told_with_its_gain_and_its_cause() -> None:
    things = [SOLO, item("A", 5), worth("A", 1000), item("B", 5), worth("B", 9000)]
    moved = only_move(ranked(*things, *agreed("A", "B")))
    assert (moved.item, moved.from_place, moved.to_place) == ("B", 2, 1)
    assert moved.gain == Decimal(8)
    assert text(moved.statement) == (
        "B moves from place 2 to 1 and saves 8 points: waiting for it costs more, for its size, "
        "than what it passes."
    )


def test_the_gain_is_the_difference_between_the_two_orders() -> None:
    things = [SOLO, *queue(), *agreed("KEY-8", "KEY-3", "SEN-3", "BEA-6")]
    ranking = ranked(*things)
    assert ranking.cost == 79
    moved = only_move(ranking)
    assert moved.item == "KEY-8"
    keys_and_days = (("KEY-8", 6, 7), ("KEY-3", 10, 1), ("SEN-3", 15, 20), ("BEA-6", 19, 6))
    as_agreed = sum(Decimal(days * worth_a_week) / 5 for _, days, worth_a_week in keys_and_days)
    assert moved.gain == as_agreed - 79


def test_what_could_not_stand_where_it_was_agreed_moves_without_a_gain() -> None:
    things = [SOLO, item("A", 5), worth("A", 9000), item("B", 5), worth("B", 10), waits("A", "B")]
    moved = only_move(ranked(*things, *agreed("A", "B")))
    assert moved.gain is None
    assert "where it has to be" in text(moved.statement)


def test_work_in_progress_stays_above_new_work_whatever_was_agreed() -> None:
    things = [SOLO, started("OLD", 5), worth("OLD", 1), item("NEW", 1), worth("NEW", 90_000)]
    ranking = ranked(*things, *agreed("NEW", "OLD"))
    assert keys(ranking) == "OLD NEW"
    assert "work on it has begun" in text(ranking.moves[0].statement) or (
        "work in progress" in text(ranking.moves[0].statement)
    )


def test_an_agreed_place_counts_until_what_it_is_worth_is_stated_anew() -> None:
    near = [
        SOLO, item("A", 5), item("B", 5), worth("B", 10_040), item("C", 5), worth("C", 10_050),
        *agreed("A", "B", "C"),
    ]  # fmt: skip
    assert keys(ranked(*near, worth("A", 10_000, stated_on=date(2026, 10, 1)))) == "A B C"
    ranking = ranked(*near, worth("A", 10_000, stated_on=date(2026, 11, 10)))
    assert keys(ranking) == "B C A"
    assert "its cost of delay was stated anew on Tue 10 Nov" in text(only_move(ranking).statement)


def test_a_hidden_item_leaves_no_trace_in_moves() -> None:
    falcon = Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ingrid",))
    things: list[Noun] = [
        falcon, SOLO, item("FAL-1", 5, project="FALCON"), worth("FAL-1", 77_000),
        item("A", 5), worth("A", 1000), item("B", 5), worth("B", 9000),
        *agreed("A", "B", "FAL-1"),
    ]  # fmt: skip
    whole = portfolio(things)
    ranking = rank(whole, default_policy())
    assert any("FAL-1" in (moved.saved or {}) for moved in ranking.moves)
    seen = project_ranking(ranking, whole.scoped(Scope.public()))
    assert "FAL" not in seen.model_dump_json()
    for moved in seen.moves:
        assert moved.item in {"A", "B"}
        assert {moved.from_place, moved.to_place} <= {1, 2}
        if moved.saved is not None:
            assert moved.gain == sum(moved.saved.values())
