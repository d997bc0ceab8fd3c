"""The chains that decide promised days, and that the float said is float there is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.consequences.chains import Chains, DatedChains, dated_days
from assistant.planning.consequences.dependency_words import DependencyWords
from assistant.planning.consequences.floats import PlanFloats
from assistant.planning.consequences.promises import Promises
from assistant.planning.inputs.open_items import open_items
from assistant.planning.sequencing.schedule import Times
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Pin
from assistant.values import Scope, say
from tests.planning.backlogs import item, person, portfolio, waits, worth
from tests.planning.consequences.test_cascade import plan
from tests.planning.test_rank_invariants import messy
from tests.planning.told import text
from tests.portfolio.larkfield import today

SLIVER = 1e-6


def chains(snapshot: Snapshot) -> dict[str, DatedChains]:
    planned = plan(snapshot)
    promises = Promises(snapshot, open_items(snapshot))
    found = Chains(planned, near=5)
    return {each.key: found.to(each) for each in dated_days(planned, promises)}


@pytest.fixture(scope="module")
def sample() -> dict[str, DatedChains]:
    return chains(today())


def test_the_chain_to_the_regulators_date(sample: dict[str, DatedChains]) -> None:
    found = sample["SENTINEL-LIVE"]
    assert found.dated.day == date(2027, 1, 29)
    assert found.planned is not None
    assert found.by_links is not None
    links = [step.key for step in found.by_links.steps]
    assert links == ["KEY-3", "SEN-3", "SEN-6", "SEN-8", "SEN-10", "SEN-12"]
    planned = [step.key for step in found.planned.steps]
    assert planned[-6:] == links
    assert 0 < found.planned.slack < found.by_links.slack


def test_people_who_take_turns_are_in_the_plans_chain_only() -> None:
    things: list[Noun] = [
        Project(key="P", name="P"), person("p", "x"),
        item("A", 5, "x", project="P"), worth("A", 9000), item("B", 5, "x", project="P"),
        Milestone(key="M", project="P", name="M", needs_item="B", committed=date(2026, 12, 4)),
    ]  # fmt: skip
    found = chains(portfolio(things))["M"]
    assert found.planned is not None
    assert found.by_links is not None
    assert [(step.key, step.slack) for step in found.planned.steps] == [("A", 5), ("B", 5)]
    assert found.planned.steps[1].busy_with == "A"
    assert [(step.key, step.slack) for step in found.by_links.steps] == [("B", 10)]


def test_a_pinned_day_has_a_chain_too() -> None:
    pin = Pin(key="x", item="B", not_after=date(2026, 11, 30))
    found = chains(portfolio([person("p", "x"), item("A", 5, "x"), item("B", 5, "x"),
                              waits("B", "A"), pin]))  # fmt: skip
    assert found["B"].by_links is not None
    assert found["B"].by_links.slack == 1


def test_what_is_too_late_has_less_than_no_room(sample: dict[str, DatedChains]) -> None:
    atlas = sample["ATLAS-GOLIVE"]
    assert atlas.planned is not None
    assert atlas.planned.slack < 0


@given(messy(), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_slips_by_its_float_the_day_holds(
    things: list[Noun], data: st.DataObject
) -> None:
    planned = plan(portfolio(things))
    able = [n for n in planned.order if planned.is_planned(n)]
    if not able:
        return
    target = data.draw(st.sampled_from(able))
    by = planned.times.finish[target] + data.draw(st.integers(0, 8))
    found = PlanFloats(planned).of({target: by})
    assert target in found
    for number, slack in found.items():
        if slack > 0 and planned.is_planned(number):
            after = planned.times_if_finished({number: planned.times.finish[number] + slack})
            if _turns(after) == _turns(planned.times):
                assert after.finish[target] <= by + SLIVER


def _turns(times: Times) -> list[tuple[int, int, str]]:
    """Return who does what after what: the float is that of these turns."""
    parts = sorted(times.work, key=lambda part: (part.person, part.begin))
    return [(part.person, part.item, part.skill) for part in parts]


def test_a_hidden_step_has_no_name_and_the_rest_is_the_same() -> None:
    things: list[Noun] = [
        Project(key="S", name="Nightjar", confidential=True), Project(key="P", name="P"),
        person("p", "x"), item("A", 2, "x", project="P"), item("NJ-1", 2, "x", project="S"),
        item("B", 2, "x", project="P"), waits("NJ-1", "A"), waits("B", "NJ-1"),
        Milestone(key="M", project="P", name="M", needs_item="B", committed=date(2026, 12, 4)),
    ]  # fmt: skip
    whole = portfolio(things)
    planned = plan(whole)
    promises = Promises(whole, open_items(whole))
    found = [Chains(planned, 5).to(each) for each in dated_days(planned, promises)]
    for seen, names in (
        (whole, ["A", "NJ-1", "B"]),
        (whole.scoped(Scope.public()), ["A", None, "B"]),
    ):
        report = DependencyWords(seen, planned).report(found, say("It"), ["B"], 0)
        (dated,) = report.dates
        assert dated.planned is not None
        assert [step.key for step in dated.planned.steps] == names
        assert text(dated.headline) == "M by Fri 4 Dec: 9 days of room."
        assert ("NJ-1" in report.model_dump_json()) is (None not in names)
