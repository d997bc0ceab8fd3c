"""The order, load and explanations of the sample portfolio."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from assistant.briefing.vocabulary import claims
from assistant.planning.capacity.load import LoadKind
from assistant.planning.capacity.outlook import capacity
from assistant.planning.explaining.explain import explain
from assistant.planning.order.projection import project_capacity, project_ranking
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import RankedItem, Ranking, SolveStatus, Standing
from assistant.policy import default_policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Scope
from assistant.values.statement import SLOT
from tests.planning.told import statements, text
from tests.portfolio.larkfield import today


@cache
def ranking() -> Ranking:
    return rank(today(), default_policy())


@cache
def outsider() -> Snapshot:
    return today().scoped(Scope.public())


def the(key: str) -> RankedItem:
    found = ranking().item(key)
    assert found is not None
    return found


def test_key_3_is_first_to_start_because_two_wait_for_it() -> None:
    assert the("KEY-3").start_place == 1
    assert the("KEY-3").standing is Standing.START_NEXT
    assert text(the("KEY-3").reason).startswith(
        "Start KEY-3 first: it is worth little itself, but SEN-3, BEA-6 and "
    )


def test_the_hand_checked_four_keep_their_order() -> None:
    places = [the(key).position for key in ("KEY-3", "SEN-3", "BEA-6", "KEY-8")]
    assert places == sorted(places)


def test_the_pinned_item_is_second_to_start() -> None:
    assert the("CAS-7").start_place == 2
    assert "Ingrid Solheim" in text(the("CAS-7").reason)


def test_the_regulators_date_is_kept() -> None:
    assert ranking().conflicts == ()
    finish = the("SEN-12").finish
    assert finish is not None
    assert finish <= date(2027, 1, 29)


def test_what_waits_for_the_firewall_is_planned_after_its_new_date() -> None:
    assert the("LAN-4").finish == date(2026, 11, 30)
    for key in ("BEA-9", "HAR-8", "MOS-8"):
        start = the(key).start
        assert start is not None
        assert start > date(2026, 11, 30)


def test_willow_is_what_to_consider_stopping_and_sentinel_is_not() -> None:
    stopping = [item for item in ranking().items if item.standing is Standing.CONSIDER_STOPPING]
    assert {item.project for item in stopping} == {"WILLOW"}


def test_the_circle_is_named_and_the_soft_link_given_up() -> None:
    (cycle,) = ranking().cycles
    assert cycle.items == ("CAS-9", "BEA-14", "KEY-11")
    assert (cycle.predecessor, cycle.successor) == ("CAS-9", "BEA-14")


def test_every_dependency_but_the_one_given_up_is_kept() -> None:
    place = {item.key: item.position for item in ranking().items}
    for item in ranking().items:
        assert all(place[before] < item.position for before in item.waits_for)


def test_fourteen_items_have_no_size_and_three_of_them_matter() -> None:
    unsized = [item for item in ranking().items if item.effort is None]
    assert len(unsized) == 14
    assert sum(bool(item.matters) for item in unsized) == 3
    assert text(ranking().questions[0]).startswith("Nobody has stated the size of ")


def test_sorting_by_score_would_break_dependencies() -> None:
    assert "KEY-3 → SEN-3" in ranking().score_sort_breaks
    assert ranking().score_sort_cost is None
    assert ranking().ready_first_cost is not None
    assert ranking().ready_first_cost > ranking().cost


def test_the_order_is_good_and_says_how_good() -> None:
    assert ranking().status in (SolveStatus.WITHIN, SolveStatus.FEASIBLE)
    assert 0 < ranking().bound < ranking().cost
    assert ranking().cut_line is not None
    assert {cut.skill for cut in ranking().cuts} >= {"data", "analytics"}


def test_priya_is_asked_for_nineteen_days_and_has_nine() -> None:
    first = capacity(today(), default_policy()).over[0]
    assert first.load.key == "priya.nair"
    assert text(first.headline) == (
        "Priya Nair is asked for 19 days from Mon 23 Nov to Fri 11 Dec and has 9 days."
    )
    assert first.load.available.arithmetic == "15 × 80 % − 1 training − 2 on-call"


def test_only_the_front_end_is_idle() -> None:
    under = capacity(today(), default_policy()).under
    assert {stretch.load.key for stretch in under} == {"lena.hoffmann", "yusuf.demir"}
    assert {(s.load.period.start, s.load.period.end) for s in under} == {
        (date(2026, 11, 30), date(2026, 12, 11))
    }


def test_falcon_is_not_to_be_seen_by_others() -> None:
    seen = project_ranking(ranking(), outsider())
    load = project_capacity(capacity(today(), default_policy()), outsider())
    assert [i.key for i in seen.items] == [
        i.key for i in ranking().items if not i.key.startswith("FAL-")
    ]
    for shown in (seen.model_dump_json(), load.model_dump_json()):
        assert "Falcon" not in shown
        assert "FAL-" not in shown
        assert "FALCON" not in shown
    reserved = [
        part for week in load.of(LoadKind.TEAM, "PLATFORM") for part in week.parts
        if part.assignment is None
    ]  # fmt: skip
    assert {part.days.value for part in reserved} == {6}


def test_every_item_can_be_explained() -> None:
    for item in today().all(WorkItem)[::7]:
        found = explain(ranking(), today(), default_policy(), item.key)
        assert text(found.headline).startswith(item.key)


@pytest.mark.parametrize("what", ["ranking", "projection", "capacity", "explanation"])
def test_no_sentence_claims_anything_outside_its_facts(what: str) -> None:
    results = {
        "ranking": ranking,
        "projection": lambda: project_ranking(ranking(), outsider()),
        "capacity": lambda: capacity(today(), default_policy()),
        "explanation": lambda: explain(ranking(), today(), default_policy(), "KEY-8"),
    }
    said = list(statements(results[what]()))
    assert said
    for statement in said:
        assert claims(SLOT.sub(" ", statement.text)) == (), statement.text


def test_every_fact_of_the_order_speaks_of_this_snapshot() -> None:
    for statement in statements(ranking()):
        for fact in statement.facts.values():
            assert fact.revision == today().revision
            assert fact.as_of == today().as_of


def test_what_names_an_item_opens_its_row() -> None:
    facts = Facts(today())
    named = the("KEY-3").reason.facts["item"]
    assert named == facts.key(WorkItem, "KEY-3")
    assert named.sources[0].file.endswith("work_items.csv")
