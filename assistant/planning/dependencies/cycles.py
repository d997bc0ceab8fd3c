"""Cycles of dependencies: found, named item by item, and broken at the cheapest link.

Items that wait for each other form a tangle (a strongly connected component). In a tangle of
usual size the shortest cycle through its first item is cut at its cheapest link, until none is
left. A tangle that large imports leave behind is cut in one walk instead.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.planning.dependencies.links import Link

ChainCost = Callable[[Sequence[str]], float]
"""What it costs to do items in this order; decides which link of a cycle is cheapest to give up."""

LARGEST_SEARCHED = 60
"""Items of a tangle up to which every cycle is cut at its cheapest link."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A link given up, and the cycle it closed: each item waits for the one before it.

    The link leads from the first item to the second. A cycle too long to read is named by them.
    `is_cheapest` says that every link of the cycle was compared.
    """

    link: Link
    items: tuple[str, ...]
    is_cheapest: bool = False


def break_cycles(links: Sequence[Link], chain_cost: ChainCost) -> tuple[Cut, ...]:
    """Return the links to give up so that no cycle is left: soft ones first, then the cheapest.

    No two of `links` join the same two items.
    """
    cuts: list[Cut] = []
    for inside in _by_tangle(links):
        small = len(_joined(inside)) <= LARGEST_SEARCHED
        cuts += _cut_each(inside, chain_cost) if small else _cut_backward(inside)
    return tuple(cuts)


def tangles(links: Iterable[Link]) -> list[frozenset[str]]:
    """Return the sets of items that wait for each other, by their first item.

    Source: Kosaraju and Sharir, “A strong-connectivity algorithm” (1981), without recursion.
    """
    among = _on_the_way(links)
    incoming: dict[str, list[str]] = {}
    for link in among:
        incoming.setdefault(link.successor, []).append(link.predecessor)
    seen: set[str] = set()
    found: list[frozenset[str]] = []
    for root in reversed(_walk(among, _joined(among)).finished):
        tangle = _unseen_from(root, incoming, seen)
        if len(tangle) > 1:
            found.append(tangle)
    return sorted(found, key=min)


def _on_the_way(links: Iterable[Link]) -> list[Link]:
    """Return the links without those that start from what waits for no cycle.

    Of most portfolios nothing is left (Kahn 1962), which is sooner seen than walked through twice.
    """
    among = list(links)
    waiting = Counter(link.successor for link in among)
    after: dict[str, list[str]] = {}
    for link in among:
        after.setdefault(link.predecessor, []).append(link.successor)
    ready = [key for key in after if key not in waiting]
    while ready:
        for key in after.pop(ready.pop(), ()):
            waiting[key] -= 1
            if not waiting[key]:
                ready.append(key)
    return [link for link in among if link.predecessor in after]


def within_tangles(links: Iterable[Link]) -> frozenset[Link]:
    """Return the links whose two ends wait for each other."""
    return frozenset(link for inside in _by_tangle(list(links)) for link in inside)


def _by_tangle(links: Sequence[Link]) -> list[list[Link]]:
    found = tangles(links)
    home = {key: number for number, tangle in enumerate(found) for key in tangle}
    inside: list[list[Link]] = [[] for _ in found]
    for link in links:
        number = home.get(link.predecessor)
        if number is not None and number == home.get(link.successor):
            inside[number].append(link)
    return inside


def _unseen_from(root: str, edges: Mapping[str, Sequence[str]], seen: set[str]) -> frozenset[str]:
    to_visit = [] if root in seen else [root]
    seen.add(root)
    group = set(to_visit)
    while to_visit:
        fresh = [key for key in edges.get(to_visit.pop(), ()) if key not in seen]
        seen.update(fresh)
        group.update(fresh)
        to_visit += fresh
    return frozenset(group)


def _cut_each(links: Sequence[Link], chain_cost: ChainCost) -> list[Cut]:
    cuts: list[Cut] = []
    kept = list(links)
    while left := tangles(kept):
        cycle = _shortest_cycle(min(left[0]), kept)
        cut = _cheapest(cycle, chain_cost)
        cuts.append(cut)
        kept.remove(cut.link)
    return cuts


def _shortest_cycle(start: str, links: Iterable[Link]) -> list[Link]:
    edges = _outgoing(links)
    reached_by: dict[str, Link] = {}
    to_visit = deque([start])
    while start not in reached_by:
        for link in edges.get(to_visit.popleft(), ()):
            if link.successor not in reached_by:
                reached_by[link.successor] = link
                to_visit.append(link.successor)
    cycle = [reached_by[start]]
    while cycle[-1].predecessor != start:
        cycle.append(reached_by[cycle[-1].predecessor])
    return cycle[::-1]


def _cheapest(cycle: Sequence[Link], chain_cost: ChainCost) -> Cut:
    """Cut a cycle: what is left of it is a chain from the cut link's successor on."""
    choices = []
    for place, link in enumerate(cycle):
        chain = [each.successor for each in (*cycle[place:], *cycle[:place])]
        choices.append((not link.soft, chain_cost(chain), link, (chain[-1], *chain[:-1])))
    _, _, link, items = min(choices)
    return Cut(link, items, is_cheapest=True)


def _cut_backward(links: Sequence[Link]) -> list[Cut]:
    """Cut what points backward on one walk over the hard links, then what is soft and against it."""
    hard = [link for link in links if not link.soft]
    walk = _walk(hard, _joined(links))
    place = {key: place for place, key in enumerate(reversed(walk.finished))}
    against = [
        link for link in links if link.soft and place[link.predecessor] > place[link.successor]
    ]
    return walk.cuts + [Cut(link, link.ends) for link in against]


@dataclass(frozen=True, slots=True)
class _Walk:
    """What a depth-first walk found: links back onto its own path, and items as it left them."""

    cuts: list[Cut]
    finished: list[str]


def _walk(links: Iterable[Link], roots: Iterable[str]) -> _Walk:
    edges = _outgoing(links)
    path: dict[str, int] = {}
    finished: dict[str, None] = {}
    cuts: list[Cut] = []
    for root in sorted(roots):
        ahead = [] if root in finished else [(root, iter(edges.get(root, ())))]
        path.update((key, 0) for key, _ in ahead)
        while ahead:
            key, rest = ahead[-1]
            link = next(rest, None)
            if link is None:
                ahead.pop()
                del path[key]
                finished[key] = None
            elif link.successor in path:
                cuts.append(_closed(link, path))
            elif link.successor not in finished:
                path[link.successor] = len(path)
                ahead.append((link.successor, iter(edges.get(link.successor, ()))))
    return _Walk(cuts, list(finished))


def _joined(links: Iterable[Link]) -> set[str]:
    return {key for link in links for key in link.ends}


def _closed(link: Link, path: dict[str, int]) -> Cut:
    length = len(path) - path[link.successor]
    if length > LARGEST_SEARCHED:
        return Cut(link, link.ends)
    last, *others = islice(reversed(path), length)
    return Cut(link, (last, *reversed(others)))


def _outgoing(links: Iterable[Link]) -> dict[str, list[Link]]:
    edges: dict[str, list[Link]] = {}
    for link in sorted(links):
        edges.setdefault(link.predecessor, []).append(link)
    return edges
