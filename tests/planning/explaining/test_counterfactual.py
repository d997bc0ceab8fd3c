"""A reason that is taken out of the rows changes the place as the explanation says it would."""

from __future__ import annotations

import pytest

from assistant.planning.explaining.counterfactual import Counterfactual
from assistant.planning.explaining.explain import explain
from assistant.planning.explaining.replay import Replay
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import BindingKind, RankedItem, Ranking
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from tests.planning.backlogs import item, person, portfolio, queue, started, worth
from tests.planning.portfolios import random_portfolio
from tests.planning.soaking import seeds, tell
from tests.planning.told import text
from tests.portfolio.larkfield import today

BUDGET = 300


def rows(snapshot: Snapshot) -> list[Noun]:
    return [row for noun in NOUNS for row in snapshot.all(noun)]


def without_reason(snapshot: Snapshot, ranking: Ranking, item_: RankedItem) -> Ranking | None:
    """Return the ranking of the same rows less the reason, put together from scratch."""
    backlog = read_backlog(snapshot, default_policy())
    replay = Replay(snapshot, default_policy(), ranking, [])
    removal = Counterfactual(snapshot, backlog, replay).removal(item_)
    if removal is None:
        return None
    gone = {(noun, key) for noun, key in removal.without}
    gone |= {(type(row), row.key) for row in removal.put}
    kept = [row for row in rows(snapshot) if (type(row), row.key) not in gone]
    again = Snapshot.of(snapshot.as_of, [*kept, *removal.put])
    return rank(again, default_policy(), ranking.seed, ranking.budget)


def foretold(snapshot: Snapshot, ranking: Ranking, key: str) -> int | None:
    """Return the place that the explanation foretells without the reason."""
    said = explain(ranking, snapshot, default_policy(), key).without_reason
    return None if said is None else int(str(said.facts["place"].value))


def check(snapshot: Snapshot, ranking: Ranking, each: RankedItem) -> bool:
    """Say whether a reason was there to be taken away; assert that what follows was foretold."""
    then = without_reason(snapshot, ranking, each)
    if then is None:
        return False
    found = then.item(each.key)
    assert found is not None
    assert found.start_place == foretold(snapshot, ranking, each.key), each.key
    if each.binding.kind is BindingKind.VALUE and each.start_place and not each.waits_for:
        assert found.start_place is not None
        assert found.start_place < each.start_place + 1
    return True


def test_the_reasons_of_the_sample_hold_when_they_are_taken_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ranking = rank(today(), default_policy(), 0, BUDGET)
    to_start = [each for each in ranking.items if each.start_place]
    top = (*ranking.items[:20], *to_start[:20])
    chosen = [top[n] for n in seeds(usually=3, soak=len(top))]
    checked = [check(today(), ranking, each) for each in chosen]
    tell(capsys, f"{sum(checked)} reasons of the sample's first {len(chosen)} items were foretold")
    assert sum(checked) >= 0.9 * len(checked)


def test_the_reasons_of_random_items_hold_when_they_are_taken_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tried, checked = seeds(usually=5, soak=300), 0
    for seed in tried:
        snapshot = portfolio(random_portfolio(seed))
        ranking = rank(snapshot, default_policy(), 0, BUDGET)
        checked += sum(check(snapshot, ranking, each) for each in ranking.items[:5])
    tell(capsys, f"{checked} reasons of random items were foretold, {tried}")
    assert checked >= len(tried)


def said_without(things: list[Noun], key: str) -> str | None:
    snapshot = portfolio(things)
    said = explain(rank(snapshot, default_policy()), snapshot, default_policy(), key)
    return None if said.without_reason is None else text(said.without_reason)


def test_what_an_item_would_do_without_what_it_waits_for() -> None:
    assert said_without(queue(), "SEN-3") == (
        "If it did not wait for KEY-3, SEN-3 would stand at place 1 to start."
    )


def test_what_an_item_would_do_if_its_people_were_free() -> None:
    things = [person("p", "iam"), started("S", 3), item("A", 1), worth("A", 1)]
    assert said_without(things, "A") == (
        "With another person for iam, A would stand at the same place, 1, and start on Mon 16 Nov."
    )


def test_what_comes_after_a_better_item_moves_up_when_that_is_gone() -> None:
    things = [item("A", 1), worth("A", 9000), item("B", 1), worth("B", 10)]
    assert said_without(things, "B") == "Without A, B would stand at place 1 to start."
