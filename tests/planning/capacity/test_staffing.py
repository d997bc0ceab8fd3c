from __future__ import annotations

from decimal import Decimal

from assistant.planning.capacity.mode import CapacityMode
from assistant.portfolio.people import Assignment, Person
from assistant.portfolio.work import WorkItem
from assistant.values import Effort
from tests.planning.backlogs import MONDAY, item, person, skilled
from tests.planning.planned import read

YEAR_END = MONDAY.replace(month=12, day=31)


def names(*things: WorkItem | Person) -> dict[str, list[tuple[str, list[str]]]]:
    """Return for each item the skill of each part and the keys of who can do it."""
    backlog, staff = read(things)
    people = sorted(each.key for each in things if isinstance(each, Person))
    return {
        candidate.key: [
            (part.skill, [people[n] if n < len(people) else "found" for n in part.pool])
            for part in parts
        ]
        for candidate, parts in zip(backlog.candidates, staff.parts, strict=True)
    }


def test_whoever_in_the_team_has_the_skill_does_it_else_anyone_who_has() -> None:
    crew = [
        person("ann", "iam", team="A"), person("bob", "iam", team="B"),
        person("cat", "test", team="A"),
    ]  # fmt: skip
    things = [item("X", 1, team="A"), item("Y", 1, team="C"), item("Z", 1, "TEST", team="B")]
    assert names(*crew, *things) == {
        "X": [("iam", ["ann"])],
        "Y": [("iam", ["ann", "bob"])],
        "Z": [("test", ["cat"])],
    }


def test_a_skill_that_nobody_has_is_planned_as_if_found_and_marked() -> None:
    things = [person("ann", "iam"), item("X", 1), item("Y", estimate=(skilled(1, "cobol"),))]
    assert names(*things)["Y"] == [("cobol", ["found"])]
    _, staff = read(things)
    assert dict(staff.unstaffed) == {1: ("cobol",)}


def test_a_pool_that_everybody_leaves_is_filled_up_after_the_known_weeks() -> None:
    leaver = person("ann", "iam", end=MONDAY)
    _, staff = read([leaver, item("X", 3)])
    assert len(staff.parts[0][0].pool) == 2
    assert staff.unstaffed == {}


def test_where_skills_do_not_meet_time_is_counted_by_team() -> None:
    crew = [person("ann", team="A"), person("bob", team="B")]
    things = [*crew, item("X", 1, team="A"), item("Y", 1)]
    assert read(things)[1].mode is CapacityMode.COARSE
    assert names(*things) == {"X": [("", ["ann"])], "Y": [("", ["ann", "bob"])]}


def test_without_people_or_sizes_there_is_one_queue() -> None:
    assert read([item("X", 1)])[1].mode is CapacityMode.NONE
    assert read([item("X"), person("ann", "iam")])[1].mode is CapacityMode.NONE
    pointed = item("X", points=Decimal(3))
    assert read([pointed, person("ann", "iam")])[1].mode is CapacityMode.NONE


def test_people_who_do_no_change_work_are_not_planned() -> None:
    idle = person("ann", "iam", change_work_percent=Decimal(0))
    _, staff = read([idle, person("bob", "iam"), item("X", 1)])
    assert len(staff.timelines) == 1


def test_time_given_to_work_outside_the_backlog_is_taken_off() -> None:
    def week(**more: str) -> float:
        row = Assignment(
            key="A", person="ann", start=MONDAY, end=MONDAY.replace(day=20),
            effort=Effort.of_days(3), **more,
        )  # fmt: skip
        _, staff = read([person("ann", "iam"), item("X", 1, project="P"), row])
        return staff.timelines[0].work_by(5) / 480

    assert week(project="ELSEWHERE") == 2
    assert week(project="P") == 5
    assert week(item="X") == 5
