"""Earliest and latest times by links alone, checked against their own definition."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.dependencies.graph import DependencyGraph
from assistant.planning.dependencies.links import Link
from assistant.planning.dependencies.network import Network, Span
from assistant.portfolio.work import DependencyKind

FS, SS = DependencyKind.FINISH_START, DependencyKind.START_START
FF, SF = DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH
KEYS = ("a", "b", "c", "d", "e")


def network(links: list[Link], days: dict[str, float], **more: dict[str, float]) -> Network:
    return Network(DependencyGraph(days, links), days, **more)


def test_a_chain_with_a_lag() -> None:
    found = network([Link("a", "b", FS, 2)], {"a": 3, "b": 1}).earliest()
    assert found == {"a": Span(0, 3), "b": Span(5, 6)}


def test_every_kind_of_link() -> None:
    days = {"a": 4.0, "b": 1.0}
    found = {
        kind: network([Link("a", "b", kind, 1)], days).earliest()["b"] for kind in DependencyKind
    }
    assert found[FS] == Span(5, 6)
    assert found[SS] == Span(1, 2)
    assert found[FF] == Span(0, 5)
    assert found[SF] == Span(0, 1)


def test_what_is_late_already_holds_up_what_follows() -> None:
    links = [Link("a", "b")]
    assert network(links, {"a": 1, "b": 1}, no_sooner={"a": 7}).earliest()["b"] == Span(7, 8)
    assert network(links, {"a": 1, "b": 1}, not_before={"a": 2}).earliest()["b"] == Span(3, 4)
    assert network(links, {"a": 1, "b": 1}).earliest({"a": 9.0})["b"] == Span(9, 10)


def test_what_is_before_and_after_by_links_of_any_kind_nearest_first() -> None:
    links = [Link("a", "b", SS), Link("b", "c", FF), Link("a", "d")]
    net = network(links, dict.fromkeys(KEYS, 1.0))
    assert net.after(["a"]) == ("d", "b", "c")
    assert net.before(["c"]) == ("b", "a")
    assert net.next("b") == ("c",)


def test_the_latest_times_of_what_leads_to_a_date() -> None:
    links = [Link("a", "b", FS, 2), Link("c", "b")]
    found = network(links, {"a": 3, "b": 1, "c": 1, "d": 5}).latest({"b": 10.0})
    assert found == {"b": Span(9, 10), "a": Span(4, 7), "c": Span(8, 9)}


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Link], dict[str, float]]:
    days = {key: float(draw(st.integers(0, 9))) for key in KEYS}
    pairs = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
    links = [
        Link(KEYS[min(pair)], KEYS[max(pair)], draw(st.sampled_from([FS, SS, FF, SF])),
             draw(st.integers(-2, 4)))
        for pair in pairs
    ]  # fmt: skip
    return links, days


@given(networks(), st.sampled_from(KEYS), st.integers(0, 12))
@settings(max_examples=200, deadline=None)
def test_the_float_is_exactly_what_can_slip(
    drawn: tuple[list[Link], dict[str, float]], target: str, more: int
) -> None:
    """An item can finish as late as its latest, and not a day later, for the target to hold."""
    links, days = drawn
    net = network(links, days)
    soonest = net.earliest()
    by = soonest[target].finish + more
    latest = net.latest({target: by})
    for key in KEYS:
        if key in latest and latest[key].finish < 1000:
            at, later = latest[key].finish, latest[key].finish + 1
            assert net.earliest({key: at})[target].finish <= by
            assert net.earliest({key: later})[target].finish > by
        else:
            assert net.earliest({key: 1000.0})[target].finish <= by or key in latest
