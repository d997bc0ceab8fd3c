"""On the sample: idle front-end people, the only IAM engineer's week, and December."""

from __future__ import annotations

from datetime import date
from functools import cache

from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import Ranking
from assistant.planning.order.startable import StartPlan, find_startable
from assistant.planning.order.startable_answer import Hold, Startable
from assistant.planning.order.startable_rooms import Asked
from assistant.planning.order.startable_told import tell_startable
from assistant.policy import default_policy
from assistant.portfolio.people import Person
from assistant.values import Period, Scope
from tests.planning.told import text
from tests.portfolio import larkfield

FORTNIGHT = Period(start=date(2026, 11, 30), end=date(2026, 12, 11))
WEEK = Period(start=date(2026, 11, 30), end=date(2026, 12, 4))
DECEMBER = Period(start=date(2026, 12, 1), end=date(2026, 12, 31))
FRONTEND = Asked(skill="frontend")


@cache
def ranking() -> Ranking:
    return rank(larkfield.today(), default_policy())


@cache
def plan(period: Period) -> StartPlan:
    return find_startable(larkfield.today(), default_policy(), ranking(), period)


def told(period: Period, asked: Asked, viewer: str | None = None) -> Startable:
    seen = larkfield.today().scoped(Scope(viewer=viewer))
    return tell_startable(plan(period), default_policy(), seen, asked)


def test_idle_front_end_people_are_given_the_best_they_can_start() -> None:
    found = told(FORTNIGHT, FRONTEND)
    (room,) = found.rooms
    assert (room.team, room.free.value, room.free_from) == ("PORTAL", 2, FORTNIGHT.start)
    assert text(found.headline[0]).startswith(
        "2 frontend people in Portal are free from Mon 30 Nov; best startable: "
    )
    assert len(found.start) == 2
    assert room.start == tuple(each.key for each in found.start)
    waiting = {each.key: each.by for each in found.held if each.why is Hold.BLOCKED}
    assert waiting["BEA-12"] == ("BEA-6",)


def test_whether_the_iam_engineer_can_take_one_item_in_a_week() -> None:
    found = told(WEEK, Asked(item="BEA-6"), "aisha.rahimi")
    (room,) = found.rooms
    assert (room.skills, str(room.available.value), room.left.value) == (("iam",), "4", 0)
    assert {"KEY-3", "SEN-3", "KEY-8"} <= set(room.asked_for)
    assert [each.key for each in found.held] == ["BEA-6"]
    assert not found.start


def test_who_has_room_in_december() -> None:
    found = told(DECEMBER, Asked())
    assert {room.team for room in found.rooms if room.free.value} == {"PORTAL"}
    assert text(found.assumptions[-1]).startswith(
        "Releases are frozen from Mon 14 Dec to Sun 3 Jan 2027"
    )


def test_a_hidden_project_leaves_no_trace_and_no_difference() -> None:
    secret = Scope(viewer="maren.okafor", confidential=frozenset({"FALCON"}))
    whole = larkfield.today()
    insider = tell_startable(plan(DECEMBER), default_policy(), whole.scoped(secret), Asked())
    outsider = told(DECEMBER, Asked())
    assert "FAL-" not in outsider.model_dump_json()
    assert "falcon" not in outsider.model_dump_json().casefold()
    seen = {each.key for each in (*outsider.start, *outsider.held)}
    assert {each.key: each.why for each in insider.held if each.key in seen} == {
        each.key: each.why for each in outsider.held
    }


def test_names_are_for_those_who_may_read_the_load() -> None:
    lead, other = (told(FORTNIGHT, FRONTEND, viewer) for viewer in ("aisha.rahimi", "farid.noor"))
    assert lead.rooms[0].named == ("lena.hoffmann", "yusuf.demir")
    assert other.rooms[0].named == ()
    assert [each.key for each in lead.start] == [each.key for each in other.start]
    names = {person.name.casefold() for person in larkfield.today().all(Person) if person.skills}
    assert not any(name in other.model_dump_json().casefold() for name in names)
