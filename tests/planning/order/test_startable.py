"""What can start: by whom, from when, and why the rest cannot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.order.rank import rank
from assistant.planning.order.startable import find_startable
from assistant.planning.order.startable_answer import CannotStart, CanStart, Hold, Startable
from assistant.planning.order.startable_rooms import Asked
from assistant.planning.order.startable_told import tell_startable
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Assignment, Availability, Team
from assistant.portfolio.project import Gate, Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Effort, Period, Scope
from tests.planning.backlogs import MONDAY, item, person, portfolio, skilled, started, waits, worth
from tests.planning.test_rank_invariants import messy
from tests.planning.told import statements, text

WEEKS = Period(start=MONDAY, end=date(2026, 11, 27))
FALCON = Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ingrid",))
NOTHING = Asked()


def found(
    *things: Noun, asked: Asked = NOTHING, period: Period = WEEKS, scope: Scope | None = None
) -> Startable:
    return _found(portfolio(things), asked, period, scope)


def _found(
    whole: Snapshot, asked: Asked = NOTHING, period: Period = WEEKS, scope: Scope | None = None
) -> Startable:
    policy = default_policy()
    plan = find_startable(whole, policy, rank(whole, policy, 0, 500), period)
    return tell_startable(plan, policy, whole.scoped(scope) if scope else whole, asked)


def start(result: Startable, key: str) -> CanStart:
    return next(each for each in result.start if each.key == key)


def held(result: Startable, key: str) -> CannotStart:
    return next(each for each in result.held if each.key == key)


def busy(who: str, percent: int = 100, **more: Any) -> Assignment:
    return Assignment(**{
        "key": f"busy-{who}", "person": who, "start": WEEKS.start, "end": WEEKS.end,
        "percent": Decimal(percent), "project": "ELSE",
    } | more)  # fmt: skip


def test_each_person_is_given_to_one_item_and_the_costliest_comes_first() -> None:
    result = found(
        person("ann", "web"), person("bob", "web"),
        item("A", 3, "web"), worth("A", 1000), item("B", 2, "web"), worth("B", 9000),
        item("C", 1, "web"), worth("C", 5000),
    )  # fmt: skip
    assert [each.key for each in result.start] == ["B", "C"]
    assert held(result, "A").why is Hold.PEOPLE_GIVEN
    assert text(held(result, "A").statement) == (
        "A comes after B and C, which the people for it are given to."
    )
    assert text(result.headline[0]) == (
        "2 web people without a team are free from Mon 16 Nov; best startable: B and C."
    )


def test_the_worth_of_what_waits_counts() -> None:
    result = found(
        person("ann", "web"), item("SMALL", 1, "web"), worth("SMALL", 10),
        item("BIG", 9, "ops"), worth("BIG", 9000), waits("BIG", "SMALL"),
        item("OTHER", 1, "web"), worth("OTHER", 5000),
    )  # fmt: skip
    assert [each.key for each in result.start] == ["SMALL"]


def test_multi_skilled_people_are_left_for_what_only_they_can_do() -> None:
    result = found(
        person("ann", "web", "ops"), person("bob", "web"),
        item("A", 3, "web"), worth("A", 9000), item("B", 2, "ops"), worth("B", 1000),
    )  # fmt: skip
    assert {each.key: each.named for each in result.start} == {"A": ("bob",), "B": ("ann",)}


def test_one_person_with_both_skills_is_enough_for_one_item() -> None:
    both = item("A", estimate=(skilled(2, "web"), skilled(3, "ops")))
    result = found(person("ann", "web", "ops"), both)
    assert start(result, "A").finish == date(2026, 11, 20)


def test_a_person_away_or_asked_for_is_not_free() -> None:
    result = found(
        person("ann", "web"), busy("ann", 50), item("A", 3, "web"),
        person("bob", "ops"),
        Availability(key="off", person="bob", start=MONDAY, end=WEEKS.end), item("B", 1, "ops"),
    )  # fmt: skip
    assert not result.start
    assert {each.key: each.why for each in result.held} == {
        "A": Hold.NOBODY_FREE,
        "B": Hold.NOBODY_FREE,
    }
    assert text(held(result, "A").statement) == "A needs web, which nobody who is free then has."
    web = next(room for room in result.rooms if room.skills == ("web",))
    assert (web.left.value, web.free.value) == (Decimal(5), 0)


def test_people_are_free_once_an_assignment_ends() -> None:
    result = found(
        person("ann", "web"), busy("ann", end=date(2026, 11, 20)), item("A", 3, "web"),
        asked=Asked(skill="web"),
    )  # fmt: skip
    assert start(result, "A").start == date(2026, 11, 23)
    assert start(result, "A").finish == date(2026, 11, 25)
    assert text(result.headline[0]) == (
        "1 web person without a team is free from Mon 23 Nov; best startable: A."
    )


def test_what_does_not_fit_is_said() -> None:
    result = found(person("ann", "web"), item("A", 30, "web"))
    assert start(result, "A").finish is None
    assert text(start(result, "A").statement) == (
        "A can start on Mon 16 Nov: 10 days of its 30 days fit before its people are busy again."
    )


def test_what_waits_starts_when_that_is_planned_to_be_over() -> None:
    things = [
        person("ann", "web"), person("ops", "ops"), started("FIRST", 3, "ops"),
        item("NEXT", 2, "web"), waits("NEXT", "FIRST"),
        item("LATE", 2, "web"), waits("LATE", "LONG"), started("LONG", 40, "ops"),
    ]  # fmt: skip
    result = found(*things)
    assert start(result, "NEXT").start == date(2026, 11, 19)
    late = held(result, "LATE")
    assert (late.why, late.by) == (Hold.BLOCKED, ("LONG",))
    assert text(late.statement).startswith("LATE waits for LONG, planned for ")


def test_assigned_work_has_its_people() -> None:
    result = found(
        Project(key="ELSE", name="Else"), person("ann", "web"), person("bob", "ops"),
        item("A", 3, "web"), busy("ann", item="A", project=None, effort=Effort.of_days("3")),
        item("B", 3, "ops", project="ELSE"), busy("bob"),
    )  # fmt: skip
    assert {each.why for each in result.held} == {Hold.HAS_PEOPLE}


def test_work_in_progress_keeps_its_people() -> None:
    result = found(person("ann", "web"), started("A", 8, "web"), item("B", 1, "web"))
    assert (held(result, "B").why, held(result, "B").by) == (Hold.PEOPLE_GIVEN, ("A",))
    assert result.rooms[0].free.value == 0


def test_gates_pauses_limits_and_missing_skills_are_named() -> None:
    gate = Gate(key="G", project="NEW", stage=Stage.BUILD)
    result = found(
        Project(key="NEW", name="New", stage=Stage.DESIGN), gate,
        Project(key="HALT", name="Halt", stage=Stage.PAUSED),
        Team(key="T", name="Tea", wip_limit=1),
        *(person(f"p{n}", "web", team="T") for n in range(4)),
        item("GATED", 1, "web", project="NEW"), item("PAUSED", 1, "web", project="HALT"),
        item("RARE", 1, "iam"), started("A", 9, "web", team="T"), item("B", 1, "web", team="T"),
    )  # fmt: skip
    assert {each.key: each.why for each in result.held} == {
        "GATED": Hold.GATE, "PAUSED": Hold.STOPPED, "RARE": Hold.NO_SKILL, "B": Hold.TEAM_FULL,
    }  # fmt: skip
    assert text(held(result, "RARE").statement) == "RARE needs iam, which nobody has."
    assert "Tea then has as much under way" in text(held(result, "B").statement)
    assert "Halt is paused" in text(held(result, "PAUSED").statement)


def test_what_ends_in_a_freeze_goes_live_after_it() -> None:
    result = found(
        Freeze(key="F", name="Quiet", start=date(2026, 11, 18), end=date(2026, 11, 25)),
        Project(key="P", name="P"), person("ann", "web"), item("A", 4, "web", project="P"),
        Milestone(key="M", name="Live", project="P", is_release=True, needs_item="A"),
    )  # fmt: skip
    assert start(result, "A").live == date(2026, 11, 26)
    assert text(start(result, "A").statement).endswith(
        "it goes live on Thu 26 Nov, after the freeze."
    )
    assert any("Releases are frozen" in text(each) for each in result.assumptions)


def test_work_of_unknown_skill_comes_after_what_is_known() -> None:
    result = found(
        person("ann", "web"), item("VAGUE"), worth("VAGUE", 9000),
        item("KNOWN", 2, "web"), worth("KNOWN", 10),
    )  # fmt: skip
    assert [each.key for each in result.start] == ["KNOWN"]


def test_without_people_everything_that_waits_for_nothing_is_listed() -> None:
    result = found(item("A", 1), item("B", 1), waits("B", "A"))
    assert result.mode is CapacityMode.NONE
    assert text(result.headline[0]).startswith("Without people's time nobody can be found")
    assert [each.key for each in result.start] == ["A"]
    assert held(result, "B").why is Hold.BLOCKED


def test_a_name_is_given_to_who_may_read_the_load() -> None:
    things = [
        Team(key="T", name="Tea", lead="lea"), person("lea"), person("eve"),
        person("ann", "web", team="T"), item("A", 3, "web"),
    ]  # fmt: skip
    of_lead = found(*things, scope=Scope(viewer="lea"))
    of_other = found(*things, scope=Scope(viewer="eve"))
    assert start(of_lead, "A").named == of_lead.rooms[0].named == ("ann",)
    assert start(of_other, "A").named == of_other.rooms[0].named == ()
    assert '"ann"' not in of_other.model_dump_json()


def test_hidden_work_takes_people_and_leaves_no_trace() -> None:
    things = [
        FALCON, person("ann", "web"), person("bob", "ops"),
        item("FAL-1", 3, "web", project="FALCON"), worth("FAL-1", 7919),
        item("A", 3, "web"), worth("A", 10), item("B", 1, "ops"),
        item("C", 1, "ops"), waits("C", "FAL-1"),
    ]  # fmt: skip
    whole = portfolio(things)
    ingrid = Scope(viewer="ingrid", confidential=frozenset({"FALCON"}))
    of_record, seen = _found(whole, scope=ingrid), _found(whole, scope=Scope.public())
    assert [each.key for each in of_record.start] == ["FAL-1", "B"]
    assert [each.key for each in seen.start] == ["B"]
    assert text(held(seen, "A").statement) == (
        "A comes after another commitment, which the people for it are given to."
    )
    dumped = seen.model_dump_json()
    assert not any(secret in dumped for secret in ("FAL", "Falcon", "7919", "7.919"))
    assert start(seen, "B").model_dump() == start(of_record, "B").model_dump()


def test_asking_for_one_item_or_team_or_skill_narrows_the_same_answer() -> None:
    things = [
        Team(key="T", name="Tea"), Team(key="U", name="Under"),
        person("ann", "web", team="T"), person("bob", "ops", team="U"),
        item("A", 3, "web", team="T"), item("B", 1, "ops", team="U"),
    ]  # fmt: skip
    for asked in (Asked(team="T"), Asked(skill="web"), Asked(item="A")):
        narrow = found(*things, asked=asked)
        assert [each.key for each in narrow.start] == ["A"]
        assert [room.skills for room in narrow.rooms] == [("web",)]
    under_way = found(started("A", 1, "web"), person("ann", "web"), asked=Asked(item="A"))
    assert text(under_way.headline[0]) == "A is under way already, or is not open."


@given(messy())
@settings(max_examples=15)
def test_nobody_is_given_twice_and_every_open_item_is_answered(things: list[Noun]) -> None:
    whole = portfolio(things)
    result = _found(whole)
    given_out = [who for each in result.start for who in each.named]
    assert len(given_out) == len(set(given_out))
    answered = [each.key for each in result.start] + [each.key for each in result.held]
    assert len(answered) == len(set(answered))
    ranked = rank(whole, default_policy(), 0, 500)
    doing = {each.key for each in whole.all(WorkItem) if each.category is StatusCategory.DOING}
    assert set(answered) == {each.key for each in ranked.items} - doing
    turned = _found(portfolio(list(reversed(things))))
    assert list(map(text, statements(result))) == list(map(text, statements(turned)))
