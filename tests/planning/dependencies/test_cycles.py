from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.dependencies import cycles
from assistant.planning.dependencies.cycles import Cut, break_cycles, tangles, within_tangles
from assistant.planning.dependencies.links import Link

LETTERS = "ABCDEFGH"


def alike(_chain: Sequence[str]) -> float:
    return 0.0


def arrows(*pairs: str, soft: str = "") -> list[Link]:
    return [Link(pair[0], pair[1], soft=pair in soft.split()) for pair in pairs]


def has_cycle(links: Sequence[Link]) -> bool:
    """Strip what nothing leads to, until nothing is left or everything left is led to."""
    left = list(links)
    while True:
        led_to = {link.successor for link in left}
        kept = [link for link in left if link.predecessor in led_to]
        if len(kept) == len(left):
            return bool(left)
        left = kept


def test_a_chain_is_left_alone() -> None:
    assert break_cycles(arrows("AB", "BC", "AC"), alike) == ()


def test_the_soft_link_is_given_up_first_and_the_cycle_named_from_it() -> None:
    links = [
        Link("CAS-9", "BEA-14", soft=True),
        Link("BEA-14", "KEY-11"),
        Link("KEY-11", "CAS-9"),
    ]
    assert break_cycles(links, alike) == (
        Cut(links[0], ("CAS-9", "BEA-14", "KEY-11"), is_cheapest=True),
    )


def test_among_hard_links_the_cheapest_chain_is_left() -> None:
    cost = {"AB": 5.0, "BA": 3.0}
    (cut,) = break_cycles(arrows("AB", "BA"), lambda chain: cost["".join(chain)])
    assert (cut.link.predecessor, cut.link.successor) == ("A", "B")


def test_every_cycle_is_broken_and_no_more_than_needed() -> None:
    links = arrows("AB", "BA", "BC", "CB", "XY")
    cuts = break_cycles(links, alike)
    assert len(cuts) == 2
    assert not has_cycle([link for link in links if link not in {cut.link for cut in cuts}])


def test_tangles_are_what_waits_for_each_other() -> None:
    links = arrows("AB", "BA", "BC", "CD", "DC", "DE")
    assert tangles(links) == [frozenset("AB"), frozenset("CD")]
    assert {(each.predecessor, each.successor) for each in within_tangles(links)} == {
        ("A", "B"), ("B", "A"), ("C", "D"), ("D", "C"),
    }  # fmt: skip


graphs = st.sets(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS), st.booleans()), max_size=24
)


def links_of(drawn: set[tuple[str, str, bool]]) -> list[Link]:
    joined = {(a, b): Link(a, b, soft=soft) for a, b, soft in sorted(drawn) if a != b}
    return sorted(joined.values())


@given(graphs, st.sampled_from([60, 2]))
@settings(max_examples=150, deadline=None)
def test_no_cycle_survives_and_each_cut_closed_one(
    drawn: set[tuple[str, str, bool]], searched: int
) -> None:
    links = links_of(drawn)
    before = cycles.LARGEST_SEARCHED
    cycles.LARGEST_SEARCHED = searched
    try:
        cuts = break_cycles(links, alike)
    finally:
        cycles.LARGEST_SEARCHED = before
    kept = [link for link in links if link not in {cut.link for cut in cuts}]
    assert not has_cycle(kept)
    assert {cut.link for cut in cuts} <= within_tangles(links)


@given(graphs)
@settings(max_examples=100, deadline=None)
def test_a_named_cycle_is_one_and_begins_with_its_cut(drawn: set[tuple[str, str, bool]]) -> None:
    links = links_of(drawn)
    joined = {link.ends for link in links}
    for cut in break_cycles(links, alike):
        ring = [*cut.items, cut.items[0]]
        assert all(pair in joined for pair in itertools.pairwise(ring))
        assert cut.link.ends == (ring[0], ring[1])
        assert cut.link.soft or not any(
            link.soft for link in links if link.ends in set(itertools.pairwise(ring))
        )


def test_a_large_tangle_is_cut_in_one_walk() -> None:
    keys = [f"K{number:04}" for number in range(3000)]
    around = [Link(a, b) for a, b in zip(keys, [*keys[1:], keys[0]], strict=True)]
    (cut,) = break_cycles(around, alike)
    assert cut.items == cut.link.ends
    assert not cut.is_cheapest


def test_in_a_large_tangle_soft_links_go_first() -> None:
    keys = [f"K{number:04}" for number in range(200)]
    around = [Link(a, b) for a, b in itertools.pairwise(keys)]
    cuts = break_cycles([*around, Link(keys[-1], keys[0], soft=True)], alike)
    assert [cut.link.soft for cut in cuts] == [True]
