"""A request at its best place: who makes room, what could go instead, what is not known."""

from __future__ import annotations

from assistant.planning.scenarios.change_making import Maker
from assistant.planning.scenarios.intake import Intake, IntakeDesk
from assistant.planning.scenarios.item_changes import Add
from assistant.portfolio.project import Project
from assistant.portfolio.work import WorkItem
from assistant.values import Scope
from tests.planning.backlogs import item, person, portfolio, queue, worth
from tests.planning.scenarios.scenes import POLICY, Scene
from tests.planning.told import text


def intake(scene: Scene, about: str, **fields: str) -> Intake:
    made = Maker(scene.seen, POLICY).make("add", {"add": about, **fields})
    assert isinstance(made, Add)
    return IntakeDesk(scene.world, scene.planner, scene.comparer).answer(made)


def test_it_takes_the_place_that_costs_least() -> None:
    scene = Scene.of([*queue(), person("p", "iam")])
    found = intake(scene, "NEW", effort="iam 2d", worth="4000 EUR")
    assert found.place.value == 3
    assert [each.item for each in found.outcome.later] == ["KEY-8", "BEA-6"]
    costs = []
    for place in range(5):
        made = Maker(scene.seen, POLICY).make(
            "add", {"add": "NEW", "effort": "iam 2d", "worth": "4000 EUR"}
        )
        costs.append(
            scene.planner.keep(made.applied(scene.world), {"NEW": place - 0.5}).outcome[1]
        )
    assert min(costs) == scene.planner.place_best(made.applied(scene.world), "NEW").outcome[1]
    assert costs[2] == min(costs)


def test_the_smallest_thing_to_drop_is_named() -> None:
    things = [person("p", "iam")]
    for key, days, value in (("A", 3, 9), ("B", 2, 4), ("C", 4, 1)):
        things += [item(key, days), worth(key, value)]
    found = intake(Scene.of(things), "NEW", effort="iam 2d", worth="6 EUR")
    assert "drop instead is B (2 days)" in text(found.instead)


def test_nothing_slips_where_somebody_is_free() -> None:
    scene = Scene.of([item("A", 3, "dba"), person("p", "dba"), person("q", "iam")])
    found = intake(scene, "NEW", effort="iam 2d", worth="1")
    assert text(found.headline).endswith("nothing else slips.")
    assert found.intervals == ()


def test_what_slips_at_no_cost_in_all_says_so() -> None:
    things = [
        item("A", 3),
        worth("A", 0),
        item("B", 1, "dba"),
        person("p", "iam"),
        person("q", "dba"),
    ]
    found = intake(Scene.of(things), "NEW", effort="iam 2d", worth="5")
    assert text(found.headline).endswith("1 item comes later, at no cost in all.")


def test_what_nobody_stated_is_tried_at_both_ends() -> None:
    scene = Scene.of([*queue(), person("p", "iam")])
    found = intake(scene, "NEW")
    size, value = found.intervals
    assert "Nobody has sized NEW: with 2 days" in text(size)
    assert "with 20 days" in text(size)
    assert "Nobody says what NEW is worth" in text(value)
    assert found.worth is None


def test_nothing_is_left_behind() -> None:
    scene = Scene.of([*queue(), person("p", "iam")])
    intake(scene, "NEW", effort="iam 3d", worth="1")
    assert scene.full.get(WorkItem, "NEW") is None


def test_the_hidden_is_neither_displaced_nor_dropped() -> None:
    secret = Project(key="S", name="Hush", confidential=True, visible_to=("boss",))
    things = [
        *queue(), secret, person("p", "iam"), person("boss"),
        item("HUSH-1", 2, project="S"), worth("HUSH-1", 2000),
    ]  # fmt: skip
    full = portfolio(things)
    seen = full.scoped(Scope(viewer="p", closed=frozenset({"S"})))
    told = intake(Scene(full, seen), "NEW", effort="iam 2d", worth="90000 EUR")
    open_ = intake(Scene(full), "NEW", effort="iam 2d", worth="90000 EUR")
    assert "HUSH" not in told.model_dump_json()
    assert "HUSH" in open_.model_dump_json()
    days = {each.item: each.days.value for each in open_.outcome.later}
    assert {each.item: each.days.value for each in told.outcome.later}.items() <= days.items()
