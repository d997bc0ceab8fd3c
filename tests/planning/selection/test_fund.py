from __future__ import annotations

import random

import pytest

from assistant.errors import BadInput, NotFound
from assistant.planning.selection.candidates import Cost, FundCandidate, field_of
from assistant.planning.selection.fund_words import FundWords
from assistant.planning.selection.funding import Funding
from assistant.planning.selection.report import SelectionReport, SelectionStatus, Why
from assistant.planning.selection.tell import tell_choice
from assistant.planning.selection.wish import CandidateKind
from assistant.planning.solvers.selection.problem import Proof, Selection
from assistant.policy import default_policy
from assistant.portfolio.control import Benefit, BudgetLine
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.portfolio.work import Pin
from tests.planning.backlogs import MONDAY, item, portfolio, skilled, started, waits, worth
from tests.planning.selection.fundable import euros, fate, funded, keys, project, said
from tests.planning.told import statements, text

ITEMS = CandidateKind.ITEMS


def three() -> list[Noun]:
    return [*project("ant", 60, 50), *project("bee", 50, 45), *project("cat", 50, 40)]


def test_the_best_together_beats_the_best_alone() -> None:
    report = funded(three(), "100kEUR")
    assert keys(report.chosen) == "bee cat"
    assert keys(report.left_out) == "ant"
    assert report.status is SelectionStatus.OPTIMAL
    assert fate(report, "ant").why is Why.DISPLACED
    assert text(fate(report, "ant").reason) == (
        "What is chosen in its place brings more: taking it would lose €35 k a year."
    )


def test_the_answer_in_a_few_sentences() -> None:
    told = said(funded(three(), "100kEUR"))
    assert "Fund 2 of 3 projects; Ant goes." in told
    assert "keeps €85 k a year for €100 k, of €100 k, and loses €50 k a year" in told
    assert "No choice is worth more: that is proved." in told
    assert "With €10 k more, Ant comes in for Cat, worth €10 k a year more." in told


def test_a_cut_is_taken_off_what_all_would_cost() -> None:
    report = funded(three(), cut="40%")
    (use,) = report.budgets
    assert (use.limit.value, use.spent.value) == (euros(96), euros(60))
    assert use.binds


def test_everything_fits() -> None:
    report = funded(three(), "1MEUR")
    assert keys(report.chosen) == "ant bee cat"
    assert not report.more_budget
    assert not report.budgets[0].binds
    assert "All 3 projects fit." in said(report)


def test_work_between_projects_makes_one_need_the_other() -> None:
    links = [item("A-1", 1, project="ant"), item("C-1", 1, project="cat"), waits("A-1", "C-1")]
    report = funded([*three(), *links], "100kEUR")
    assert fate(report, "ant").why is Why.TOO_DEAR
    assert "it takes €110 k, more than €100 k" in text(fate(report, "ant").reason)
    assert keys(funded([*three(), *links], "110kEUR").chosen) == "ant cat"


def test_what_a_law_wants_is_funded_whatever_its_worth() -> None:
    law = Milestone(key="L", project="cat", name="Live", mandatory=True, committed=MONDAY)
    report = funded([*three(), law], "60kEUR")
    assert keys(report.chosen) == "cat"
    assert text(fate(report, "cat").reason) == (
        "It must be done: Live is set by law or a regulator."
    )


def test_keeping_leaving_and_excluding() -> None:
    assert keys(funded(three(), "100kEUR", keep=["Ant"]).chosen) == "ant"
    left = funded(three(), "100kEUR", without=["bee"])
    assert fate(left, "bee").why is Why.LEFT_OUT
    assert keys(left.chosen) == "ant"
    apart = funded(three(), "100kEUR", apart=["bee,cat"])
    assert keys(apart.chosen) == "ant"
    assert keys(funded(three(), "200kEUR", apart=["ant,cat"]).chosen) == "ant bee"
    excluded = fate(funded(three(), "200kEUR", apart=["ant,cat"]), "cat")
    assert text(excluded.reason) == "It and Ant exclude each other."


def test_what_needs_something_left_out_goes_too() -> None:
    links = [item("A-1", 1, project="ant"), item("C-1", 1, project="cat"), waits("A-1", "C-1")]
    report = funded([*three(), *links], "1MEUR", without=["cat"])
    assert keys(report.chosen) == "bee"
    assert text(fate(report, "ant").reason) == "It needs Cat."


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"keep": ["ant", "bee"]}, "Ant and Bee have to be in"),
        ({"keep": ["ant"], "without": ["ant"]}, "Ant must be done, so it cannot be left out."),
        ({"keep": ["bee", "cat"], "apart": ["bee,cat"]}, "Bee and Cat exclude each other"),
    ],
)
def test_what_cannot_be_is_said_with_what_is_in_the_way(
    wish: dict[str, list[str]], told: str
) -> None:
    report = funded(three(), "100kEUR", **wish)
    assert report.status is SelectionStatus.INFEASIBLE
    assert report.conflict is not None
    assert told in text(report.conflict)
    assert not report.chosen


def test_only_what_is_in_the_way_of_a_budget_is_named() -> None:
    report = funded(three(), "90kEUR", keep=["ant", "bee", "cat"])
    assert report.conflicting == ("ant", "bee")
    assert "it takes" not in said(report)
    assert "Together that takes €110 k, €20 k more than €90 k." in said(report)


def test_what_nobody_stated_is_named_and_kept_apart() -> None:
    things = [
        *three(),
        Project(key="dog", name="Dog"),
        Benefit(key="N-dog", project="dog", name="saves", per_year=euros(90)),
        *project("eel", 10, 0)[:2],
    ]
    report = funded(things, "200kEUR")
    assert keys(report.aside) == "dog"
    assert text(fate(report, "dog").reason) == "It cannot be weighed without budget."
    assert fate(report, "eel").why is Why.NO_WORTH
    assert fate(report, "eel").value is None
    assert "Dog cannot be weighed and stands apart" in said(report)


def test_what_must_be_done_at_an_unknown_cost_is_said() -> None:
    law = Milestone(key="L", project="dog", name="Live", mandatory=True, committed=MONDAY)
    report = funded([*three(), Project(key="dog", name="Dog"), law], "200kEUR")
    assert text(fate(report, "dog").reason).startswith("It must be done, but cannot be weighed")


def test_a_proof_that_did_not_finish_shows_its_gap() -> None:
    found = Selection((0,), value=10**9, bound=10**9 + 1, proof=Proof.WITHIN)
    public = portfolio(project("ant", 1, 1))
    ant = FundCandidate(key="ant", noun=Project, value=1, costs={"EUR": Cost(1)})
    funding = Funding(field_of([ant]), {"EUR": 2}, "EUR")
    words = FundWords(public, CandidateKind.PROJECTS)
    report = tell_choice(public, default_policy(), funding, found, words)
    assert report.status is SelectionStatus.WITHIN
    assert "could be worth at most 0.01 % more" in said(report)


def test_what_needs_something_of_unknown_cost_is_apart_too() -> None:
    dog = Project(key="dog", name="Dog")
    links = [item("A-1", 1, project="ant"), item("D-1", 1, project="dog"), waits("A-1", "D-1")]
    report = funded([*three(), dog, *links], "1MEUR")
    assert keys(report.aside) == "ant dog"
    assert text(fate(report, "ant").reason) == "It needs Dog, which cannot be weighed."


def test_currencies_are_never_mixed() -> None:
    dollars = BudgetLine(
        key="B-dog",
        project="dog",
        forecast=euros(10, "USD"),
        actual_cost=euros(1, "USD"),
    )
    report = funded([*three(), Project(key="dog", name="Dog"), dollars], "1MEUR")
    assert text(fate(report, "dog").reason) == (
        "It cannot be weighed without benefit per year and a rate for USD."
    )
    with pytest.raises(BadInput, match="no rate for USD"):
        funded(three(), "100kUSD")


def test_before_approval_nothing_has_been_spent() -> None:
    def idea(stage: Stage | None) -> list[Noun]:
        line = BudgetLine(key="B-dog", project="dog", baseline=euros(30))
        return [*three(), Project(key="dog", name="Dog", stage=stage), line]

    assert fate(funded(idea(Stage.IDEA), "1MEUR"), "dog").why is Why.NO_WORTH
    assert fate(funded(idea(Stage.BUILD), "1MEUR"), "dog").missing == (
        "benefit per year",
        "actual cost",
    )


def test_projects_that_are_over_or_confidential_are_no_candidates() -> None:
    things = [
        *three(),
        *project("old", 1, 99, stage=Stage.CLOSED),
        *project("secret", 1, 99, confidential=True),
    ]
    report = funded(things, "1MEUR")
    assert keys((*report.chosen, *report.left_out, *report.aside)) == "ant bee cat"


def test_several_budgets_bind_at_once() -> None:
    work = [
        item("A-1", 10, "web", project="ant"),
        item("B-1", 30, "web", project="bee"),
        item("C-1", 5, "iam", project="cat"),
    ]
    report = funded([*three(), *work], "110kEUR", "web 25d")
    assert keys(report.chosen) == "ant cat"
    assert [str(use.spent.value.days) for use in report.budgets[1:]] == ["10"]
    assert fate(report, "bee").why is Why.TOO_DEAR


def test_items_are_chosen_by_cost_of_delay_within_days() -> None:
    things = [
        item("A-1", 4),
        item("A-2", 6),
        item("A-3", 5),
        item("A-4"),
        worth("A-1", 1000),
        worth("A-2", 9000),
        worth("A-3", 7000),
        waits("A-3", "A-1"),
    ]
    report = funded(things, "9d", kind=ITEMS)
    assert keys(report.chosen) == "A-2"
    assert keys(funded(things, "10d", kind=ITEMS).chosen) == "A-2 A-1"
    assert keys(report.aside) == "A-4"
    assert text(fate(report, "A-2").reason) == "It brings 9 points a week."


def test_work_in_progress_stays_unless_it_is_stopped() -> None:
    things = [started("A-1", 4), item("A-2", 4), worth("A-1", 1000), worth("A-2", 9000)]
    report = funded(things, "5d", kind=ITEMS)
    assert keys(report.chosen) == "A-1"
    assert fate(report, "A-1").why is Why.IN_PROGRESS
    assert keys(funded(things, "5d", kind=ITEMS, without=["A-1"]).chosen) == "A-2"


def test_a_pinned_date_has_to_be_met() -> None:
    things = [item("A-1", 4), item("A-2", 4), worth("A-2", 9000)]
    pin = Pin(key="A-1", item="A-1", not_after=MONDAY)
    report = funded([*things, pin], "5d", kind=ITEMS)
    assert keys(report.chosen) == "A-1"
    assert "it is pinned to be finished by" in text(fate(report, "A-1").reason)


def test_story_points_are_no_time() -> None:
    things = [item("A-1", points=5), item("A-2", points=3), *three()]
    with pytest.raises(BadInput, match="no time"):
        funded(things, "1MEUR", "20d")
    with pytest.raises(BadInput, match="nothing to choose from"):
        funded(things, "20d", kind=ITEMS)


@pytest.mark.parametrize(
    ("budgets", "more", "kind", "message"),
    [
        ((), {}, CandidateKind.PROJECTS, "no budget"),
        (("1MEUR", "2MEUR"), {}, CandidateKind.PROJECTS, "two budgets"),
        (("1MEUR",), {}, ITEMS, "no cost in money"),
    ],
)
def test_wishes_without_sense_are_refused(
    budgets: tuple[str, ...], more: dict[str, list[str]], kind: CandidateKind, message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        funded([*three(), item("A-1", 1)], *budgets, kind=kind, **more)


def test_names_that_are_unknown_or_of_two() -> None:
    with pytest.raises(NotFound, match="Did you mean ANT"):
        funded([*project("ANT", 1, 1)], "1MEUR", keep=["ANTT"])
    both = [*project("ant", 1, 1, aliases=("it",)), *project("bee", 1, 1, aliases=("it",))]
    with pytest.raises(BadInput, match="ant and bee"):
        funded(both, "1MEUR", keep=["it"])
    with pytest.raises(NotFound, match="skill"):
        funded([*three(), item("A-1", 1, project="ant")], "1MEUR", "magic 5d")


def test_rows_in_any_order_give_the_same_answer() -> None:
    things = [*three(), item("A-1", 3, project="ant"), item("C-1", 2, project="cat")]
    expected = told_of(funded(things, "100kEUR", "4d"))
    for seed in range(3):
        mixed = random.Random(seed).sample(things, len(things))
        assert told_of(funded(mixed, "100kEUR", "4d")) == expected


def told_of(report: SelectionReport) -> list[str]:
    everything = (*report.chosen, *report.left_out, *report.aside)
    return [said(report), *(f"{each.key} {text(each.reason)}" for each in everything)]


def test_figures_open_their_rows() -> None:
    work = item("A-1", estimate=(skilled(2, "web"), skilled(3, "iam")), project="ant")
    report = funded([*three(), work], "100kEUR", "9d")
    ant = fate(report, "ant")
    assert ant.value is not None
    assert [place.file for place in ant.value.sources] == ["benefits.csv"]
    money, days = ant.costs
    assert [place.column for place in money.sources] == ["baseline", "actual_cost"]
    assert money.arithmetic == "70000 − 10000"
    assert str(days.value.days) == "5"
    assert {place.file for place in days.sources} == {"work_items.csv"}
    assert all(list(statements(report)))
