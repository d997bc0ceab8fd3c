from __future__ import annotations

import itertools
import time

from assistant.planning.dependencies.graph import DependencyGraph
from assistant.planning.dependencies.links import Link
from assistant.portfolio.work import DependencyKind

START_START = DependencyKind.START_START


def test_what_waits_for_what_directly_and_in_all() -> None:
    graph = DependencyGraph("ABCD", [Link("A", "B"), Link("B", "C"), Link("A", "D")])
    assert graph.predecessors("C") == ["B"]
    assert graph.successors("A") == ["B", "D"]
    assert graph.everything_after("A") == ("B", "D", "C")
    assert graph.everything_before("C") == ("B", "A")
    assert graph.everything_after("A", limit=2) == ("B", "D")
    assert graph.predecessors("A") == ()


def test_links_to_what_is_not_open_hold_nothing_up() -> None:
    graph = DependencyGraph("AB", [Link("DONE", "A"), Link("A", "GONE"), Link("A", "A")])
    assert graph.links == ()


def test_the_order_puts_everything_after_what_it_waits_for_then_by_key() -> None:
    graph = DependencyGraph("DCBA", [Link("D", "A"), Link("C", "A")])
    assert graph.order == ("B", "C", "D", "A")


def test_of_two_links_between_the_same_items_the_strictest_holds() -> None:
    soft, hard = Link("A", "B", soft=True, lag_days=9), Link("A", "B", lag_days=2)
    assert DependencyGraph("AB", [soft, hard]).links == (hard,)


def test_only_finish_to_start_orders_and_the_rest_are_time_lags() -> None:
    lag = Link("A", "B", START_START, lag_days=5)
    graph = DependencyGraph("AB", [lag])
    assert graph.links == ()
    assert graph.time_lags == (lag,)
    assert graph.order == ("A", "B")


def test_time_lags_that_go_round_in_a_circle_are_left_out() -> None:
    lag, link = Link("B", "A", START_START), Link("A", "B")
    graph = DependencyGraph("AB", [lag, link])
    assert graph.links == (link,)
    assert graph.time_lags == ()
    assert graph.cuts == ()


def test_the_earliest_finish_follows_the_longest_chain_and_its_lags() -> None:
    links = [Link("A", "C", lag_days=2), Link("B", "C"), Link("C", "D", lag_days=-1)]
    earliest = DependencyGraph("ABCDE", links).earliest({"A": 3, "B": 4, "C": 1, "D": 2})
    assert earliest == {"A": 3, "B": 4, "C": 6, "D": 7, "E": 0}


def test_a_cycle_is_cut_and_the_rest_ordered() -> None:
    graph = DependencyGraph("ABC", [Link("A", "B"), Link("B", "A", soft=True), Link("B", "C")])
    assert [cut.link.soft for cut in graph.cuts] == [True]
    assert graph.order == ("A", "B", "C")


def test_ten_thousand_items_take_well_under_a_second() -> None:
    keys = [f"K{number:05}" for number in range(10_000)]
    links = [Link(a, b) for a, b in itertools.pairwise(keys)]
    links += [Link(a, b) for a, b in zip(keys, keys[7::7], strict=False)]
    began = time.process_time()
    graph = DependencyGraph(keys, links)
    graph.earliest(dict.fromkeys(keys, 1.0))
    assert len(graph.order) == 10_000
    assert time.process_time() - began < 1
