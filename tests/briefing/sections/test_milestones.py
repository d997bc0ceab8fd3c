from dataclasses import replace
from datetime import date, timedelta

from assistant.briefing.sections.milestones import coming, milestones
from assistant.briefing.wording import render
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from tests.briefing.things import TODAY, euros, inputs, portfolio

ATLAS = Project(key="ATLAS", name="Atlas")
FREEZE = Freeze(key="F", name="Winter freeze", start=date(2026, 12, 14), end=date(2027, 1, 3))
DAY = date(2026, 12, 11)
LIVE = Milestone(key="M", project="ATLAS", name="Atlas live", forecast=DAY)


def told(*found: Milestone) -> list[str]:
    given = replace(inputs(), snapshot=portfolio((ATLAS, FREEZE, *found)))
    return [render(point.statements[0], today=TODAY) for point in milestones(given).points]


def changed(**fields: object) -> Milestone:
    return LIVE.model_copy(update=fields)


def test_a_plain_milestone_is_a_day_and_a_name() -> None:
    assert told(LIVE) == ["Fri 11 Dec: Atlas live."]


def test_a_promise_says_to_whom_for_when_and_what_it_costs_to_miss() -> None:
    promised = changed(committed=DAY, committed_to="Birchway", penalty=euros(40_000))
    assert told(promised) == [
        "Fri 11 Dec: Atlas live; promised to Birchway for that day, else €40 k."
    ]
    monthly = promised.model_copy(update={"penalty_per": "month", "committed": DAY - timedelta(1)})
    assert told(monthly) == [
        "Fri 11 Dec: Atlas live; promised to Birchway for Thu 10 Dec, else €40 k a month."
    ]


def test_a_release_inside_a_freeze_is_really_after_it() -> None:
    frozen = changed(forecast=date(2026, 12, 18), is_release=True)
    assert told(frozen) == [
        "Fri 18 Dec: Atlas live, inside Winter freeze, so really Mon 4 Jan 2027."
    ]


def test_a_day_set_by_law_is_required() -> None:
    assert told(changed(mandatory=True, baseline=DAY)) == [
        "Fri 11 Dec: Atlas live; required by Fri 11 Dec."
    ]


def test_a_day_that_passed_is_said_to_have_passed() -> None:
    assert told(changed(forecast=date(2026, 11, 9))) == ["Mon 9 Nov has passed: Atlas live."]


def test_only_the_coming_weeks_are_shown_in_order() -> None:
    weeks = int(inputs().policy.limit("milestone_horizon_weeks"))
    far = changed(key="FAR", forecast=TODAY + timedelta(weeks=weeks, days=1))
    near = changed(key="NEAR", forecast=TODAY, name="Atlas near")
    done = changed(key="DONE", actual=TODAY)
    given = replace(inputs(), snapshot=portfolio((ATLAS, far, LIVE, near, done)))
    assert [each.milestone.key for each in coming(given)] == ["NEAR", "M"]
