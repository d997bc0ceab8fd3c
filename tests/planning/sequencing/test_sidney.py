from __future__ import annotations

import random
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.dependencies.closure import best_closed_set
from assistant.planning.sequencing import sidney
from assistant.planning.sequencing.exact import best_order
from assistant.planning.sequencing.forest import best_forest_order
from assistant.planning.sequencing.sidney import Group, decompose
from tests.planning.orders import Links, all_orders, holds, queue_cost

Queue = tuple[list[int], list[int], list[list[int]]]


@st.composite
def queues(draw: st.DrawFn, most: int = 6) -> Queue:
    count = draw(st.integers(1, most))
    weights = draw(st.lists(st.integers(0, 6), min_size=count, max_size=count))
    sizes = draw(st.lists(st.integers(1, 6), min_size=count, max_size=count))
    numbers = draw(st.permutations(range(count)))
    links: list[list[int]] = [[] for _ in range(count)]
    for later in range(count):
        for earlier in range(later):
            if draw(st.booleans()):
                links[numbers[later]].append(numbers[earlier])
    return weights, sizes, links


def least(weights: list[int], sizes: list[int], links: Links) -> float:
    return min(queue_cost(order, weights, sizes) for order in all_orders(len(sizes), links))


def bound(groups: tuple[Group, ...], weights: list[int], sizes: list[int]) -> float:
    """Return the area under the weight still open, plus half of each item's own."""
    left = sum(weights)
    area = 0.0
    for group in groups:
        area += group.size * (left - group.weight / 2)
        left -= group.weight
    return area + sum(w * s for w, s in zip(weights, sizes, strict=True)) / 2


@given(queues())
@settings(max_examples=200, deadline=None)
def test_small_queues_are_ordered_best(queue: Queue) -> None:
    found = decompose(*queue)
    assert holds(found.order, queue[2])
    assert all(found.settled)
    assert queue_cost(found.order, *queue[:2]) == least(*queue)
    assert bound(found.bounding, *queue[:2]) <= least(*queue) + 1e-9


@given(queues(most=7))
@settings(max_examples=100, deadline=None)
def test_where_groups_are_only_approximate_order_and_bound_still_hold(queue: Queue) -> None:
    before = sidney.LARGEST_CUT, sidney.LARGEST
    sidney.LARGEST_CUT, sidney.LARGEST = 2, 1
    try:
        found = decompose(*queue)
    finally:
        sidney.LARGEST_CUT, sidney.LARGEST = before
    assert holds(found.order, queue[2])
    cost = queue_cost(found.order, *queue[:2])
    best = least(*queue)
    assert bound(found.bounding, *queue[:2]) <= best + 1e-9
    assert best <= cost
    assert cost == best or not all(found.settled)


@given(queues())
@settings(max_examples=100, deadline=None)
def test_trying_every_set_agrees_with_trying_every_order(queue: Queue) -> None:
    weights, sizes, links = queue
    order = best_order(sizes, links, lambda item, work: float(weights[item] * work))
    assert order is not None
    assert queue_cost(order, weights, sizes) == least(*queue)


@given(queues(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_fixed_place_is_kept_and_the_rest_is_best_around_it(
    queue: Queue, data: st.DataObject
) -> None:
    weights, sizes, links = queue
    item = data.draw(st.integers(0, len(sizes) - 1))
    place = data.draw(st.integers(1, len(sizes)))
    allowed = [o for o in all_orders(len(sizes), links) if o[place - 1] == item]
    found = best_order(sizes, links, lambda n, work: float(weights[n] * work), {item: place})
    if found is None:
        assert not allowed
    else:
        assert found[place - 1] == item
        costs = [queue_cost(order, weights, sizes) for order in allowed]
        assert queue_cost(found, weights, sizes) == min(costs)


@given(queues())
@settings(max_examples=100, deadline=None)
def test_a_closed_set_is_closed_and_none_is_worth_more(queue: Queue) -> None:
    weights, sizes, links = queue
    profit = [w * 3 - s * 2 for w, s in zip(weights, sizes, strict=True)]
    chosen = best_closed_set(profit, links)
    assert all(before in chosen for item in chosen for before in links[item])
    prefixes = [
        total for order in all_orders(len(sizes), links)
        for total in accumulate(profit[item] for item in order)
    ]  # fmt: skip
    assert sum(profit[item] for item in chosen) == max([0, *prefixes])


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 6), st.integers(-1, 6)), max_size=7))
@settings(max_examples=100, deadline=None)
def test_forests_both_ways_are_ordered_best(rows: list[tuple[int, int, int]]) -> None:
    weights, sizes = [row[0] for row in rows], [row[1] for row in rows]
    out = [[row[2]] if 0 <= row[2] < n else [] for n, row in enumerate(rows)]
    into: list[list[int]] = [[] for _ in rows]
    for item, before in enumerate(out):
        for each in before:
            into[each].append(item)
    for links in (out, into):
        order = best_forest_order(weights, sizes, links)
        assert order is not None
        assert queue_cost(order, weights, sizes) == (least(weights, sizes, links) if rows else 0)


def test_what_is_no_forest_is_said_to_be_none() -> None:
    assert best_forest_order([1] * 4, [1] * 4, [[], [0], [0], [1, 2]]) is None


def test_an_item_inherits_the_worth_of_what_waits_for_it() -> None:
    found = decompose([1, 20, 6, 7], [4, 5, 4, 6], [[], [0], [0], []])
    assert found.order == (0, 1, 2, 3)
    assert found.index[0] == found.index[1] == 21 / 9
    assert found.index[2] == 1.5


def test_equal_items_keep_the_order_they_came_in() -> None:
    assert decompose([3] * 5, [2] * 5, [[]] * 5).order == (0, 1, 2, 3, 4)


def test_thousands_that_hang_together_are_ordered_with_an_honest_gap() -> None:
    dice = random.Random(4)
    count = sidney.LARGEST_CUT + 500
    weights = [dice.randint(1, 9) for _ in range(count)]
    sizes = [dice.randint(1, 9) for _ in range(count)]
    links = [
        sorted({dice.randrange(max(n - 40, 0), n) for _ in range(2)}) if n else []
        for n in range(count)
    ]
    found = decompose(weights, sizes, links)
    assert holds(found.order, links)
    assert not any(found.settled)
    assert 0 < bound(found.bounding, weights, sizes) <= queue_cost(found.order, weights, sizes)
