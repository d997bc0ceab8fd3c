from datetime import date

import pytest

from assistant.values import Fact, FactValue, Unit, say

TODAY = date(2026, 11, 16)


def fact(value: FactValue, unit: Unit = Unit.NAME) -> Fact:
    return Fact(
        subject="projects:X", measure=str(value), value=value, unit=unit, as_of=TODAY, revision="r"
    )


def test_several_facts_in_one_slot_become_a_list() -> None:
    said = say("It hits {hit}.", hit=[fact("Beacon"), fact("Harbor"), fact("Mosaic")])

    assert said.text == "It hits {hit1}, {hit2} and {hit3}."
    assert [said.facts[slot].value for slot in ("hit1", "hit2", "hit3")] == [
        "Beacon",
        "Harbor",
        "Mosaic",
    ]


def test_a_list_of_two_and_of_one_read_naturally() -> None:
    assert say("{hit} [waits|wait].", hit=[fact("A"), fact("B")]).text == "{hit1} and {hit2} wait."
    assert say("{hit} [waits|wait].", hit=[fact("A")]).text == "{hit1} waits."


@pytest.mark.parametrize(("count", "expected"), [(0, "items"), (1, "item"), (2, "items")])
def test_words_follow_the_number_before_them(count: int, expected: str) -> None:
    said = say("{count} [item|items] for {name}.", count=fact(count, Unit.COUNT), name=fact("A"))

    assert said.text == f"{{count}} {expected} for {{name}}."


def test_a_name_leaves_the_number_as_it_is() -> None:
    several = fact(2, Unit.COUNT)

    assert say("{name} [waits|wait].", name=fact("Beacon")).text == "{name} waits."
    assert say("{n} items of {name} [waits|wait].", n=several, name=fact("Beacon")).text == (
        "{n} items of {name} wait."
    )


def test_an_empty_list_and_a_missing_slot_are_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        say("It hits {hit}.", hit=[])
    with pytest.raises(ValueError, match="nothing is given"):
        say("It hits {hit}.")


def test_a_fact_that_no_slot_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="no slot takes other"):
        say("It hits {hit}.", hit=fact("A"), other=fact("B"))


def test_a_phrase_is_put_into_a_statement_with_its_facts() -> None:
    release = say("{name} of {project}", name=fact("Release"), project=fact("Beacon"))
    pilot = say("{name}", name=fact("Pilot"))

    said = say("{item} holds up {hit}.", item=fact("LAN-4"), hit=[release, pilot])

    assert said.text == "{item} holds up {hit1_name} of {hit1_project} and {hit2_name}."
    assert said.facts["hit1_project"].value == "Beacon"


def test_two_facts_never_end_up_in_one_slot() -> None:
    with pytest.raises(ValueError, match="two facts"):
        say("{hit} and {hit1}", hit=[fact("A")], hit1=fact("B"))
