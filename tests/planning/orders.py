"""An independent, slow judge of orders: brute force over permutations, straight from the words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

Links = Sequence[Sequence[int]]


def holds(order: Sequence[int], links: Links) -> bool:
    place = {item: n for n, item in enumerate(order)}
    return all(
        place[before] < place[item] for item in order for before in links[item] if before in place
    )


def all_orders(count: int, links: Links) -> Iterator[tuple[int, ...]]:
    return (order for order in itertools.permutations(range(count)) if holds(order, links))


def queue_cost(order: Iterable[int], weights: Sequence[float], sizes: Sequence[float]) -> float:
    finish = cost = 0.0
    for item in order:
        finish += sizes[item]
        cost += weights[item] * finish
    return cost
