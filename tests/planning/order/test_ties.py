from __future__ import annotations

from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Pin
from tests.planning.backlogs import item, started, waits, worth
from tests.planning.told import ranked


def bands(*things: Noun) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for each in ranked(*things).items:
        found.setdefault(each.tie_band, []).append(each.key)
    return [found[number] for number in sorted(found)]


def scored(**per_week: float) -> list[Noun]:
    return [each for key, value in per_week.items() for each in (item(key, 1), worth(key, value))]


def test_scores_within_the_stated_error_are_level() -> None:
    assert bands(*scored(A=1000, B=900, C=801, D=799, E=500)) == [["A", "B", "C"], ["D"], ["E"]]


def test_a_dependency_tells_items_apart() -> None:
    assert bands(*scored(A=1000, B=1000), waits("B", "A")) == [["A"], ["B"]]


def test_a_pin_and_work_in_progress_tell_items_apart() -> None:
    assert bands(*scored(A=1000, B=1000), Pin(key="p", item="A", place=1)) == [["A"], ["B"]]
    going = [started("A", 1), started("B", 1), worth("A", 1000), worth("B", 1000)]
    assert bands(*going) == [["A"], ["B"]]


def test_what_is_only_assumed_is_level_with_nothing_that_is_known() -> None:
    for assumed in ([item("Z", 1)], [item("Z"), worth("Z", 1000)]):
        assert ["Z"] in bands(*scored(A=1000, B=1000), *assumed)


def test_what_nothing_is_known_about_is_level() -> None:
    assert bands(*(item(key) for key in "ABC")) == [["A", "B", "C"]]
    ordered = [item("A", tracker_order=1), item("B", tracker_order=2), item("C")]
    assert bands(*ordered) == [["A"], ["B"], ["C"]]


def test_mandatory_work_is_not_level_with_the_rest() -> None:
    things = [item("A", 1, mandatory=True), worth("A", 1000), *scored(B=1000)]
    assert bands(*things) == [["A"], ["B"]]
