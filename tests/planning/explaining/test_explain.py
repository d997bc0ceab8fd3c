from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.errors import NotFound
from assistant.planning.explaining.explain import explain
from assistant.planning.explaining.explanation import Explanation
from assistant.planning.order.projection import project_ranking
from assistant.planning.order.rank import rank
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.work import StatusCategory
from assistant.values import Money, Scope
from tests.planning.backlogs import (
    five_factors,
    item,
    person,
    portfolio,
    queue,
    started,
    waits,
    worth,
)
from tests.planning.told import text


def explained(key: str, *things: Noun) -> Explanation:
    snapshot = portfolio(things)
    return explain(rank(snapshot, default_policy()), snapshot, default_policy(), key)


def told(key: str, *things: Noun) -> list[str]:
    return [text(statement) for statement in explained(key, *things).told()]


@pytest.mark.parametrize("people", [[], [person("priya", "iam")]])
def test_why_the_lowest_score_comes_first(people: list[Noun]) -> None:
    assert told("KEY-3", *queue(), *people) == [
        "KEY-3 stands at place 1 of 4 to start.",
        "Start KEY-3 first: it is worth little itself, but SEN-3 and BEA-6 wait for it.",
        "If nothing waited for it, KEY-3 would stand at place 4 to start.",
        "Its own score is 0.25: place 4 of 4 by score alone.",
        "SEN-3 and BEA-6 wait for it.",
    ]


def test_what_it_costs_to_do_an_item_first_or_second() -> None:
    found = explained("BEA-6", *queue())
    assert [text(move.statement) for move in found.moves] == [
        "BEA-6 at place 2 would cost €10 k more in waiting.",
        "BEA-6 cannot stand at place 1: KEY-3 must come before it.",
    ]
    assert found.moves[0].cost is not None
    assert found.moves[0].cost.value == Money(amount=Decimal(10_000), currency="EUR")
    assert found.moves[1].cost is None


def test_what_would_bring_an_item_to_the_top() -> None:
    found = explained("KEY-8", *queue())
    assert [text(flip.statement) for flip in found.flips] == [
        (
            "KEY-8 would come to place 3 if it were worth more than €9,000 a week (now €7,000), "
            "or if it were smaller than 4.7 days."
        ),
        (
            "KEY-8 would come first if it were worth more than €14 k a week (now €7,000), "
            "or if it were smaller than 3 days."
        ),
    ]


def raised(per_week: int, days: float = 6) -> str:
    things = [each for each in queue() if not each.key.startswith("KEY-8")]
    snapshot = portfolio([*things, item("KEY-8", days), worth("KEY-8", per_week)])
    return rank(snapshot, default_policy()).items[0].key


def test_what_was_said_to_bring_it_to_the_top_does_and_less_does_not() -> None:
    assert (raised(13_900), raised(14_100)) == ("KEY-3", "KEY-8")
    assert (raised(7000, 3.1), raised(7000, 2.9)) == ("KEY-3", "KEY-8")


def test_points_are_not_money() -> None:
    things: list[Noun] = []
    for key, value in (("A", 5), ("B", 4), ("C", 2)):
        things += [item(key, 5), *five_factors(key, value, value, value, value)]
    assert told("C", *things)[-4:] == [
        "C at place 2 would cost 2 points more in waiting.",
        "C at place 1 would cost 5 points more in waiting.",
        (
            "C would come to place 2 if it were worth more than 4 points a week (now 2), "
            "or if it were smaller than 2.5 days."
        ),
        (
            "C would come first if it were worth more than 5 points a week (now 2), "
            "or if it were smaller than 2 days."
        ),
    ]


@pytest.mark.parametrize("sizes", [{"points": Decimal(5)}, {}])
def test_where_size_or_worth_is_only_assumed_no_cost_is_told(sizes: dict[str, Decimal]) -> None:
    things: list[Noun] = [item(key, **sizes) for key in "ABC"]
    valued = [*things, *(worth(key, 1000) for key in "ABC"), waits("C", "B")]
    found = explained("C", *valued)
    assert [text(move.statement) for move in found.moves] == [
        "C cannot stand at place 2: B must come before it.",
    ]
    assert explained("C", *(item(key, 2) for key in "ABC")).moves == ()


def test_a_place_that_costs_nothing_is_conceded() -> None:
    things: list[Noun] = [person("p", "iam"), person("q", "test")]
    things += [item("A", 1), worth("A", 9000), item("B", 1, "test"), worth("B", 1000)]
    assert "B at place 1 would cost nothing more." in told("B", *things)


def test_a_move_that_misses_a_date_says_so() -> None:
    things: list[Noun] = [
        person("p", "iam"), item("LAW", 5, mandatory=True, due=date(2026, 11, 20)),
        worth("LAW", 9000), item("B", 1), worth("B", 10),
    ]  # fmt: skip
    said = "B at place 1 would cost €1,790 more in waiting, and miss a day that must hold."
    assert said in told("B", *things)


def test_every_input_has_its_owner_its_day_and_its_evidence() -> None:
    evidence = "Supervisor's letter; <script>"
    row = worth("A", 7000, owner="mei", stated_on=date(2026, 11, 11), evidence=evidence)
    found = explained("A", person("mei"), item("A", 1), row)
    (stated,) = found.inputs
    assert stated.factor.value == "cost of delay"
    assert stated.value.value == Money(amount=Decimal(7000), currency="EUR")
    assert stated.owner is not None
    assert stated.owner.value == "Mei"
    assert stated.stated_on is not None
    assert stated.stated_on.value == date(2026, 11, 11)
    assert stated.evidence is not None
    assert stated.evidence.value == evidence
    assert stated.value.sources[0].file == "value_inputs.csv"


def test_an_input_without_evidence_has_none() -> None:
    (stated,) = explained("A", item("A", 1), worth("A", 1)).inputs
    assert (stated.owner, stated.stated_on, stated.evidence) == (None, None, None)


def test_what_is_missing_is_named_for_each_score() -> None:
    found = explained("A", item("A"), *five_factors("A", 1, 2, 3, 4), item("B", 1))
    assert found.missing is not None
    assert text(found.missing) == "Nobody has stated its size."
    assert found.comparison_lacks["rice"] == ("reach", "impact", "confidence", "size")
    assert found.own_score is None


def test_what_binds_a_start_is_said_beside_its_reason() -> None:
    things: list[Noun] = [person("p", "iam"), started("S", 3), item("A", 1), worth("A", 1)]
    assert explained("A", *things).not_higher is not None
    assert "A can start on Thu 19 Nov: until then the people for iam are taken." in told(
        "A", *things
    )


def test_work_under_way_has_no_moves() -> None:
    found = explained("S", started("S", 1), item("A", 1), waits("A", "S"))
    assert text(found.headline) == "S is in progress and goes before new work."
    assert found.moves == ()


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (item("A", 1, category=StatusCategory.DONE), "A is not ranked: it is done."),
        (item("A", 1, project="P"), "A is not ranked: Pelican is closed."),
        (item("A"), "A is not ranked: it is the sum of B."),
    ],
)
def test_what_is_not_ranked_says_why(thing: Noun, said: str) -> None:
    project = Project(key="P", name="Pelican", stage=Stage.CLOSED)
    assert told("A", thing, project, item("B", 1, parent="A")) == [said]


def test_an_unknown_item_is_not_found_and_the_nearest_is_offered() -> None:
    with pytest.raises(NotFound) as caught:
        explained("KEY-33", *queue())
    assert "KEY-3" in caught.value.near


def test_a_viewers_explanation_knows_only_what_they_see() -> None:
    falcon = Project(key="F", name="Falcon", confidential=True)
    things: list[Noun] = [falcon, item("FAL-1", 2, project="F"), worth("FAL-1", 9000)]
    things += [item("A", 1), worth("A", 10), waits("A", "FAL-1"), item("B", 1), worth("B", 100)]
    whole = portfolio(things)
    viewer = whole.scoped(Scope.public())
    seen = project_ranking(rank(whole, default_policy()), viewer)
    found = explain(seen, viewer, default_policy(), "A")
    assert "FAL" not in found.model_dump_json()
    assert text(found.headline) == "A stands at place 2 of 2 to start."
    with pytest.raises(NotFound):
        explain(seen, viewer, default_policy(), "FAL-1")


def test_every_sentence_is_in_reading_order_once() -> None:
    found = explained("BEA-6", *queue())
    said = [text(statement) for statement in found.told()]
    assert len(said) == len(set(said))
    assert said[0] == "BEA-6 stands at place 3 of 4 to start."
