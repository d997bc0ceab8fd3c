"""Who is hit when something slips: the certain part, the planned part, promises and penalties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import BadInput
from assistant.planning.consequences.cascade import Slip, Slipped, cascade
from assistant.planning.consequences.impact import Fate
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.slip_report import SlipReport
from assistant.planning.consequences.slip_words import SlipWords
from assistant.planning.order.rank import rank
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import DependencyKind
from assistant.values import Money, Scope, say
from tests.planning.backlogs import item, person, portfolio, waits, worth
from tests.planning.test_rank_invariants import messy
from tests.planning.told import text
from tests.portfolio.larkfield import today


def plan(snapshot: Snapshot) -> Planned:
    ranking = rank(snapshot, default_policy(), 0, 500)
    return Planned(snapshot, default_policy(), (place.key for place in ranking.items))


def slipped(things: list[Noun], key: str, **slip: Any) -> Slipped:
    return cascade(plan(portfolio(things)), [key], Slip(**slip))


def told(found: Slipped, seen: Snapshot) -> SlipReport:
    return SlipWords(seen).report(found, say("It"))


def release(key: str, needs: str, promised: date, **more: Any) -> Milestone:
    return Milestone(
        key=key, project="P", name=f"Release {key}", needs_item=needs, committed=promised, **more
    )


def chain() -> list[Noun]:
    """Return a, then b (each five days, two people), and c that b's person does after it."""
    return [
        Project(key="P", name="P"), person("p", "x"), person("q", "y"),
        item("A", 5, "x", project="P"), worth("A", 9000),
        item("B", 5, "y", project="P"), worth("B", 9000), waits("B", "A"),
        item("C", 5, "y", project="P"), worth("C", 1),
    ]  # fmt: skip


def days(found: Slipped) -> dict[str, tuple[float, float]]:
    return {move.key: (move.days, move.by_links) for move in found.impact.moves}


def test_nothing_slips_and_nothing_moves() -> None:
    found = slipped(chain(), "A", days=0)
    assert found.impact.moves == ()
    assert found.impact.promises == ()


def test_what_waits_is_later_by_links() -> None:
    found = slipped(chain(), "A", days=3)
    assert days(found)["B"] == (3, 3)


def test_what_only_its_people_are_busy_for_is_no_network_delay() -> None:
    things = [*chain(), waits("C", "B", kind=DependencyKind.START_START)]
    found = slipped(things, "A", days=3)
    late, by_links = days(found)["C"]
    assert late == 3
    assert by_links == 0


def test_a_lag_is_kept() -> None:
    things = [each for each in chain() if each.key != "A/B"]
    found = slipped([*things, waits("B", "A", lag_days=4)], "A", days=2)
    assert days(found)["B"] == (2, 2)


def test_a_promise_that_the_slip_reaches_is_absorbed_with_room_left() -> None:
    things = [*chain(), release("R", "B", date(2026, 12, 4))]
    found = slipped(things, "A", days=2)
    (promise,) = found.impact.promises
    assert promise.fate is Fate.HOLDS
    report = told(found, portfolio(things))
    assert "breaks no promise" in text(report.headline)
    assert "Release R still has 3 days left." in [text(said) for said in report.statements]


def test_a_broken_promise_counts_the_freeze_and_the_penalty() -> None:
    agreed = {"penalty": Money(amount=Decimal(31_000), currency="EUR"), "penalty_per": "month"}
    freeze = Freeze(key="F", name="Quiet weeks", start=date(2026, 12, 3), end=date(2026, 12, 10))
    things = [*chain(), release("R", "B", date(2026, 12, 1), is_release=True, **agreed), freeze]
    found = slipped(things, "A", days=5)
    (promise,) = found.impact.promises
    assert (promise.fate, promise.certain) == (Fate.IMPOSSIBLE, date(2026, 12, 11))
    report = told(found, portfolio(things))
    assert text(report.promises[0].statement).startswith(
        "Release R: links alone rule out Tue 1 Dec; planned for Fri 11 Dec instead of Fri 27 Nov;"
    )
    assert "Quiet weeks is counted; missing it costs €10 k by then." in text(
        report.promises[0].statement
    )
    assert [fact.value for fact in report.penalties] == [
        Money(amount=Decimal(10_000), currency="EUR")
    ]


def test_to_a_day_that_is_not_later_nothing_slips() -> None:
    assert slipped(chain(), "A", to=date(2026, 11, 18)).days == 0
    assert slipped(chain(), "A", to=date(2026, 11, 24)).days == 2


def test_without_people_only_links_count() -> None:
    things = [item("A", 5, "x"), item("B", 5, "y"), waits("B", "A")]
    found = slipped(things, "A", days=3)
    assert days(found) == {"A": (3, 3), "B": (3, 3)}
    assert "Only links count here" in text(told(found, portfolio(things)).assumptions[1])


def test_story_points_without_people_have_no_dates() -> None:
    with pytest.raises(BadInput, match="story points"):
        slipped([item("A", None, points=Decimal(3))], "A", days=3)


def test_lantern_a_week_later_means_january_for_beacon_harbor_and_birchway() -> None:
    found = cascade(plan(today()), ["LAN-4"], Slip(days=5))
    hit = {each.promise.key: each for each in found.impact.promises}
    assert {"BEACON-R2", "HARBOR-CUTOVER", "MOSAIC-PILOT", "MOSAIC-LIVE"} <= set(hit)
    for key in ("BEACON-R2", "MOSAIC-LIVE"):
        assert hit[key].fate is Fate.IMPOSSIBLE
        assert hit[key].certain == date(2027, 1, 4)
    assert hit["HARBOR-CUTOVER"].after == date(2027, 1, 4)


def test_nothing_of_a_secret_is_told_and_the_rest_is_the_same_for_all() -> None:
    whole = today()
    found = cascade(plan(whole), ["LAN-4", "KEY-2"], Slip(days=10))
    inside = told(found, whole)
    outside = told(found, whole.scoped(Scope.public()))
    said = outside.model_dump_json()
    for trace in ("FAL", "Falcon", "Thornbury"):
        assert trace not in said
    assert [hit for hit in inside.items if hit.project != "FALCON"] == list(outside.items)


@given(messy(), st.integers(1, 12), st.data())
@settings(max_examples=40, deadline=None)
def test_a_slip_delays_what_waits_at_least_as_much_as_its_links_do(
    things: list[Noun], slip: int, data: st.DataObject
) -> None:
    planned = plan(portfolio(things))
    able = [key for n, key in enumerate(planned.backlog.keys(planned.order)) if n < 5]
    keys = [key for key in able if planned.is_planned(planned.backlog.number[key])]
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    found = cascade(planned, [key], Slip(days=slip))
    later = planned.network.earliest({key: planned.finish(key) + slip})
    moves = {move.key: move for move in found.impact.moves}
    assert key in moves
    for each in planned.network.after([key]):
        number = planned.backlog.number[each]
        if planned.is_planned(number):
            after = moves[each].after if each in moves else planned.finish(each)
            assert after >= later[each].finish - 1e-6
