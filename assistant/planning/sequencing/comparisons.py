"""What simpler orders would cost, and what they would break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.planning.dependencies.topology import sorted_by
from assistant.planning.sequencing.evaluation import Evaluator

_UNSCORED = float("-inf")


@dataclass(frozen=True, slots=True)
class SimplerOrders:
    """Sorting by score alone, and always taking the best score among what can start."""

    own_places: dict[int, int]
    score_sort_breaks: tuple[str, ...]
    score_sort_cost: float | None
    ready_first_cost: float


def simpler_orders(evaluator: Evaluator, scores: Sequence[Decimal | None]) -> SimplerOrders:
    """Compare with orders by the governing score; items without a score come last."""
    backlog = evaluator.backlog
    numbers = [_UNSCORED if score is None else float(score) for score in scores]
    by_score = sorted(range(len(scores)), key=lambda item: (-numbers[item], item))
    place = {item: n for n, item in enumerate(by_score, start=1)}
    breaks = tuple(
        str(link)
        for link in backlog.graph.links
        if place[backlog.number[link.predecessor]] > place[backlog.number[link.successor]]
    )
    ready_first = sorted_by(lambda item: (-numbers[item], item), backlog.links)
    return SimplerOrders(
        own_places={item: n for item, n in place.items() if scores[item] is not None},
        score_sort_breaks=breaks,
        score_sort_cost=None if breaks else evaluator.outcome(by_score)[1],
        ready_first_cost=evaluator.outcome(ready_first)[1],
    )
