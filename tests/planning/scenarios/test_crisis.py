"""A crisis: what breaks, at most three ways out that the engine planned, and never a template."""

from __future__ import annotations

from datetime import date
from functools import cache

from assistant.planning.scenarios.crisis import MOST_OPTIONS, CrisisDesk
from assistant.planning.scenarios.staff_changes import Away
from assistant.planning.scenarios.way_out import Crisis
from assistant.portfolio.people import Assignment, Contractor, Team
from assistant.portfolio.project import Milestone, Project
from assistant.values import Effort, Money, Period, Scope
from tests.planning.backlogs import item, person, worth
from tests.planning.scenarios.scenes import Scene, sample
from tests.planning.told import text

TWO_WEEKS = Period(start=date(2026, 11, 16), end=date(2026, 11, 29))
INTEGRATORS = ("jonas.lindqvist", "mei.tanaka")


def crisis(scene: Scene, *people: str, period: Period = TWO_WEEKS) -> Crisis:
    desk = CrisisDesk(scene.world, scene.planner, scene.comparer, lambda _w, _d, _t: None)
    return desk.answer([Away(person=key, period=period) for key in people])


@cache
def northgate() -> Crisis:
    return crisis(sample(), *INTEGRATORS)


def test_mosaic_is_saved_by_those_who_can_help() -> None:
    found = northgate()
    (broken,) = [each for each in found.nothing.promises if each.breaks]
    assert broken.milestone == "MOSAIC-LIVE"
    assert broken.after is not None
    assert broken.after.value >= date(2027, 1, 4)  # type: ignore[operator]  # a day
    assert broken.penalty is not None
    assert 1 <= len(found.options) <= MOST_OPTIONS
    best = found.options[0]
    assert not any(each.breaks for each in best.outcome.promises)
    assert "Tomas Beck works for Portal" in text(best.does)
    assert "Viktor Hale is hired for Portal from Mon 30 Nov" in text(best.does)
    assert [fact.value for fact in best.outcome.money] == [Money(amount=8500, currency="EUR")]
    assert any("MOS-12" in text(each) for each in found.alone)


def test_options_are_planned_not_told() -> None:
    found = northgate()
    for option in found.options:
        late = {each.milestone for each in option.outcome.promises if not each.is_kept}
        assert ("holds" in text(option.helps)) == ("MOSAIC-LIVE" not in late)


def test_nothing_breaks_in_a_week() -> None:
    week = Period(start=date(2026, 11, 16), end=date(2026, 11, 16))
    found = crisis(sample(), "rosa.almeida", period=week)
    assert found.options == ()
    assert text(found.headline) == "No promise breaks by it, as far as the plan says."


def small(*more: object) -> Scene:
    things = [
        Project(key="P", name="Pea"), Team(key="T", name="Tea"),
        Milestone(key="GO", project="P", name="Go live", committed=date(2026, 11, 20), needs_item="A"),
        item("A", 5, project="P", team="T"), worth("A", 9), item("B", 2, team="T"), worth("B", 1),
        person("p", "iam", team="T"), *more,
    ]  # fmt: skip
    return Scene.of(things)  # type: ignore[arg-type]  # all are nouns


def test_without_anybody_who_could_help_another_day_is_to_be_agreed() -> None:
    found = crisis(small(), "p", period=Period(start=date(2026, 11, 16), end=date(2026, 11, 18)))
    (option,) = found.options
    assert text(option.does) == (
        "Another day is agreed, with whoever it was promised to: "
        "Go live is promised for Wed 25 Nov."
    )
    assert "nothing found here holds it" in text(found.headline)


def test_a_contractor_who_comes_too_late_is_no_way_out() -> None:
    late = Contractor(key="c", name="Cee", skills=("iam",), available_from=date(2026, 12, 1))
    found = crisis(
        small(late), "p", period=Period(start=date(2026, 11, 16), end=date(2026, 11, 18))
    )
    assert not any("Cee" in text(option.does) for option in found.options)


def test_a_colleague_of_another_team_with_the_skill_is_a_way_out() -> None:
    other = [Team(key="U", name="You"), person("q", "iam", team="U")]
    found = crisis(
        small(*other), "p", period=Period(start=date(2026, 11, 16), end=date(2026, 11, 18))
    )
    assert "Q works for Tea" in text(found.options[0].does)
    assert "holds" in text(found.options[0].helps)


def test_a_promise_that_only_assignments_tie_to_people_is_named() -> None:
    asked = Assignment(
        key="A-1", project="P", person="p", start=date(2026, 11, 16), end=date(2026, 11, 20),
        effort=Effort.of_days(5),
    )  # fmt: skip
    loose = Milestone(key="FAIR", project="P", name="Fair", committed=date(2026, 12, 1))
    found = crisis(
        small(asked, loose), "p", period=Period(start=date(2026, 11, 16), end=date(2026, 11, 18))
    )
    (note,) = found.notes
    assert text(note) == (
        "Fair, promised for Tue 1 Dec, is tied to no item, and its project asks people who are "
        "away for 3 days in those days."
    )


def test_what_may_not_be_seen_is_no_lever() -> None:
    secret = Project(key="S", name="Hush", confidential=True)
    hidden = Milestone(
        key="HUSH-GO",
        project="S",
        name="Hush live",
        committed=date(2026, 11, 24),
        needs_item="HUSH-1",
    )
    full = small(secret, hidden, item("HUSH-1", 2, project="S", team="T"), worth("HUSH-1", 2)).full
    seen = full.scoped(Scope(viewer="p", closed=frozenset({"S"})))
    days = Period(start=date(2026, 11, 16), end=date(2026, 11, 18))
    assert "hush" not in crisis(Scene(full, seen), "p", period=days).model_dump_json().casefold()
    assert "hush" in crisis(Scene(full), "p", period=days).model_dump_json().casefold()


def kept(scene: Scene, milestone: str, by: date | None = None) -> Crisis:
    desk = CrisisDesk(scene.world, scene.planner, scene.comparer, lambda _w, _d, _t: None)
    return desk.keep(milestone, by)


def test_a_promise_that_holds_needs_nothing() -> None:
    found = kept(small(), "GO")
    assert found.options == ()
    assert text(found.headline) == (
        "Go live holds as planned: it is there on Fri 20 Nov, 0 days before Fri 20 Nov."
    )


def test_an_earlier_day_is_weighed_like_a_promise_that_breaks() -> None:
    found = kept(small(), "GO", date(2026, 11, 18))
    (option,) = found.options
    assert text(option.does).startswith("Another day is agreed")
    assert "breaks its promise if nothing is done" in text(found.headline)


def test_help_that_leaves_no_day_at_all_is_no_way_out() -> None:
    found = kept(sample(), "ATLAS-GOLIVE")
    assert found.options
    assert not any("has no day" in text(option.helps) for option in found.options)
