"""Each change does what it says, and touches nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.planning.scenarios.change_making import Maker
from assistant.planning.scenarios.comparing import supposing
from assistant.planning.scenarios.reading import read_phrase
from assistant.planning.scenarios.world import World
from assistant.portfolio.people import Availability, Person, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from tests.planning.backlogs import item, person, started, waits, worth
from tests.planning.scenarios.scenes import POLICY, Scene
from tests.portfolio.larkfield import today


def changed(phrase: str) -> Snapshot:
    scenario = read_phrase(phrase, Maker(today(), POLICY))
    return supposing(scenario, World(today(), POLICY)).snapshot


def differing(one: Snapshot, other: Snapshot) -> set[str]:
    """Return the tables in which two snapshots differ."""
    from assistant.portfolio.registry import NOUNS

    return {noun.table for noun in NOUNS if one.all(noun) != other.all(noun)}


@pytest.mark.parametrize(
    ("phrase", "tables"),
    [
        ("drop MOS-12", {"work_items", "assignments"}),
        ("pause WILLOW", {"work_items", "assignments", "projects"}),
        ("defer MOS-12 until 2026-12-14", {"assignments"}),
        ("resize KEY-8 effort iam 3d", {"work_items"}),
        ("revalue KEY-8 worth 14kEUR", {"value_inputs"}),
        ("pin MOS-12 place 1", {"pins"}),
        ("unpin CAS-7", {"pins"}),
        ("add NEW-1 worth 3 after BEA-6", {"work_items", "value_inputs", "dependencies"}),
        ("away Mei Tanaka until 2w", {"availability"}),
        ("hire Viktor Hale", {"people"}),
        ("lend Tomas Beck to PORTAL until 2w", {"people", "availability"}),
        ("share PLATFORM to 60%", {"teams"}),
        ("move SENTINEL-LIVE to 2027-01-15", {"milestones", "pins", "work_items"}),
        ("weigh risk reduction to 50%", set()),
        ("fund CASCADE to 1.2MEUR", {"budgets"}),
    ],
)
def test_a_change_touches_only_its_rows(phrase: str, tables: set[str]) -> None:
    before = today().revision
    assert differing(today(), changed(phrase)) <= tables
    assert today().revision == before


def test_dropped_work_is_dropped_and_its_people_are_free() -> None:
    item_now = changed("drop MOS-12").get(WorkItem, "MOS-12")
    assert item_now is not None
    assert item_now.category is StatusCategory.DROPPED


def test_somebody_lent_keeps_their_share_and_is_away_from_home() -> None:
    lent = changed("lend Tomas Beck to PORTAL until 2026-12-11")
    there = lent.get(Person, "tomas.beck for PORTAL")
    claims = today().get(Team, "CLAIMS")
    assert there is not None
    assert claims is not None
    assert there.team == "PORTAL"
    assert there.part_time_percent == 60
    assert there.change_work_percent == claims.change_work_percent
    home = [row for row in lent.all(Availability) if row.person == "tomas.beck"]
    assert [(row.start, row.end) for row in home] == [(date(2026, 11, 16), date(2026, 12, 11))]


def test_deferred_work_starts_on_the_day_and_not_before() -> None:
    scene = Scene.of(
        [person("p", "iam"), item("A", 2), worth("A", 9), item("B", 2), worth("B", 1)]
    )
    planned = scene.planned("defer A until 2026-11-23")
    assert planned.finish("A") == date(2026, 11, 24)
    assert planned.finish("B") == date(2026, 11, 17)


def test_work_in_progress_can_be_deferred_too() -> None:
    scene = Scene.of([person("p", "iam"), started("A", 2), item("B", 3)])
    planned = scene.planned("defer A until 2026-11-30")
    assert planned.finish("A") == date(2026, 12, 1)
    assert planned.finish("B") == date(2026, 11, 18)


def test_a_second_person_halves_the_queue() -> None:
    things = [person("p", "iam"), item("A", 5), item("B", 5)]
    scene = Scene.of(things)
    assert max(scene.base.finish("A"), scene.base.finish("B")) == date(2026, 11, 27)
    planned = scene.planned("hire Ada skills iam rate 500 EUR")
    assert {planned.finish("A"), planned.finish("B")} == {date(2026, 11, 20)}


def test_a_newcomer_is_half_as_fast_at_first() -> None:
    scene = Scene.of([item("A", 5), worth("A", 5), person("q", "dba")])
    planned = scene.planned("hire Ada skills iam ramp 1w")
    assert planned.finish("A") == date(2026, 11, 25)


def test_what_waits_for_dropped_work_is_named() -> None:
    scene = Scene.of([item("A", 2), item("B", 2), waits("B", "A")])
    notes = [each.text for each in scene.outcome("drop A").notes]
    assert any("which nobody would do" in note for note in notes)
