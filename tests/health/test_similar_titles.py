from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.health.similar_titles import similar_titles


def pairs(*titles: str) -> list[tuple[str, str]]:
    keyed = {f"{place:02}": title for place, title in enumerate(titles)}
    return [(pair.first, pair.second) for pair in similar_titles(keyed, template_from=4)]


def test_words_in_another_order_and_small_slips_are_alike() -> None:
    assert pairs("Export orders as CSV", "Orders: export as csv!") == [("00", "01")]
    assert pairs("Fix login for partners", "Fix logins for partners") == [("00", "01")]


def test_other_work_and_other_numbers_are_not() -> None:
    assert pairs("Export orders as CSV", "Export invoices as PDF") == []
    assert pairs("Move server 1", "Move server 2") == []


def test_a_template_title_is_no_duplicate() -> None:
    assert pairs(*["Write tests"] * 4, "Fix login", "Fix login") == [("04", "05")]


def test_titles_of_nothing_but_signs_are_left_alone() -> None:
    assert pairs("???", "!!!", "") == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_text_in_any_order_gives_the_same_pairs(titles: list[str]) -> None:
    keyed = {f"{place:02}": title for place, title in enumerate(titles)}
    backward = dict(reversed(keyed.items()))

    found = similar_titles(keyed, template_from=4)

    assert found == similar_titles(backward, template_from=4)
    assert all(pair.first < pair.second for pair in found)
