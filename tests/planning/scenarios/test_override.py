"""What an override would cost that does not exist yet: a pin, a first place, a later start."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.errors import BadInput
from assistant.planning.order.projection import project_ranking
from assistant.planning.scenarios.override import Override, Overriding
from assistant.portfolio.project import Project
from assistant.portfolio.work import Pin
from assistant.values import Money, Scope
from tests.planning.backlogs import item, person, queue, worth
from tests.planning.scenarios.scenes import POLICY, Scene, sample
from tests.planning.told import text


def overriding(scene: Scene) -> Overriding:
    return Overriding(scene.full, scene.seen, POLICY, scene.ranking)


def told(override: Override) -> list[str]:
    said = (override.impossible, override.statement, override.outcome.headline)
    return [text(statement) for statement in said if statement is not None]


def test_a_higher_place_has_its_price_and_names_who_comes_later() -> None:
    found = overriding(Scene.of(queue())).pinned("BEA-6", 2)
    assert told(found) == [
        "BEA-6 would stand at place 2 to start instead of 3.",
        "No promise breaks and waiting costs €10 k more.",
    ]
    assert [shift.item for shift in found.outcome.later] == ["SEN-3"]
    assert "who answers for it, why, and until when" in text(found.needs)


def test_a_place_it_cannot_have_says_why_and_prices_the_next() -> None:
    found = overriding(Scene.of(queue())).pinned("BEA-6", 1)
    assert (found.from_place, found.to_place) == (3, 2)
    assert told(found)[0] == "BEA-6 cannot stand at place 1: KEY-3 must come before it."
    waiting = found.outcome.waiting.value
    assert isinstance(waiting, Money)
    assert waiting.amount == 10_000


def test_a_pin_in_force_keeps_its_place() -> None:
    pinned = Scene.of([*queue(), Pin(key="p", item="KEY-8", place=1)])
    found = overriding(pinned).pinned("KEY-3", 1)
    assert told(found)[0] == "KEY-3 cannot stand at place 1: KEY-8 is pinned there."
    assert found.to_place == 2


def test_the_place_it_has_costs_nothing_and_there_is_no_place_after_the_last() -> None:
    prices = overriding(Scene.of(queue()))
    assert told(prices.pinned("SEN-3", 2)) == [
        "SEN-3 stands at place 2 to start as it is.",
        "No promise breaks and waiting costs the same.",
    ]
    with pytest.raises(BadInput, match="There is no place 5 to start"):
        prices.pinned("SEN-3", 5)


def test_a_later_start_costs_its_waiting() -> None:
    things = [person("p", "iam"), item("A", 5), worth("A", 1000), item("B", 5), worth("B", 900)]
    found = overriding(Scene.of(things)).put_off("A", date(2026, 11, 23))
    assert told(found)[0] == "A would start no sooner than Mon 23 Nov."
    assert [shift.item for shift in found.outcome.later] == ["A"]
    assert [shift.item for shift in found.outcome.earlier] == ["B"]


def test_a_later_start_names_the_promises_it_breaks() -> None:
    found = overriding(sample()).put_off("SEN-12", date(2027, 3, 1))
    broken = [each.milestone for each in found.outcome.promises if each.breaks]
    assert broken == ["SENTINEL-LIVE"]


def test_who_does_not_see_all_counts_the_places_they_see() -> None:
    falcon = Project(key="F", name="Falcon", confidential=True)
    hidden = [falcon, item("FAL-1", 2, project="F"), worth("FAL-1", 90_000)]
    whole = Scene.of([*hidden, *queue()])
    seen = whole.full.scoped(Scope.public())
    assert whole.ranking.items[0].key == "FAL-1"
    assert project_ranking(whole.ranking, seen).items[0].key == "KEY-3"
    found = Overriding(whole.full, seen, POLICY, whole.ranking).pinned("BEA-6", 2)
    assert (found.from_place, found.to_place) == (3, 2)
    assert "FAL" not in found.model_dump_json()
    assert "Falcon" not in found.model_dump_json()


def test_places_are_those_of_the_order_that_is_told() -> None:
    waiting = [each.key for each in sample().ranking.items if each.start_place]
    prices = overriding(sample())
    for place in (1, 7, 60):
        assert prices.pinned(waiting[place - 1], place).from_place == place
