"""Two claim one person: the ways out with their price, and the one that is decided on."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.proposal import ProposalState
from assistant.governance.rights import Action, Why
from assistant.governance.roles import Grant, Role
from assistant.portfolio.control import BudgetLine, Decision
from assistant.portfolio.people import Assignment
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.correct_input import propose_correction
from assistant.usecases.decide_proposal import approve, find_proposal
from assistant.usecases.governed import put_resource
from assistant.usecases.settle_conflict import find_conflict, settle_conflict
from tests.usecases.governing import TODAY, asks, office

MOVE = "move an item"


@pytest.fixture
def app(tmp_path: Path) -> App:
    return office(tmp_path)


def test_the_claims_and_their_priced_ways_out(app: App) -> None:
    found = find_conflict(asks(app, "ana"), "Ana")
    assert found.claims == ("CALM", "LATE")
    assert len(found.options) == len(found.review.options) >= 2
    assert all(way.waiting for way in found.review.options)


def test_how_much_is_asked_of_somebody_is_not_for_everybody(app: App) -> None:
    said = []
    for name in ("ana", "bob"):
        with pytest.raises(NotFound) as refused:
            find_conflict(asks(app, "zed"), name)
        said.append(refused.value.message.replace(name, "…"))
    assert said[0] == said[1]


def test_a_decision_moves_the_asks_and_is_on_record(app: App) -> None:
    with app.store.unit_of_work() as unit:
        unit.keep_grant(Grant(person="ana", role=Role.PROJECT_MANAGER, since=TODAY))
    found = find_conflict(asks(app, "ana"), "ana")
    number = 1 + [each.kind.value for each in found.options].index(MOVE)
    with pytest.raises(BadInput, match="reason"):
        settle_conflict(asks(app, "ana"), "ana", number, " ")
    with pytest.raises(BadInput, match="no way out"):
        settle_conflict(asks(app, "ana"), "ana", 9, "so")
    proposal = settle_conflict(asks(app, "ana"), "ana", number, "Late waits").proposal
    words = find_proposal(app.asked_by("pam"), proposal.id).words
    assert "Ana" not in {fact.value for fact in words.facts.values()}
    with pytest.raises(Refused, match="another role"):
        approve(asks(app, "lee"), proposal.id)
    assert approve(asks(app, "pam"), proposal.id).state is ProposalState.APPLIED
    now = asks(app, "pam").view.full
    moved = [row for row in now.all(Assignment) if row.item == found.options[number - 1].item]
    assert moved[0].start > found.stretch.load.period.end
    (decided,) = now.all(Decision)
    assert set(decided.projects) == {"CALM", "LATE"}
    assert (decided.decider, decided.decided_on) == ("pam", TODAY)
    with pytest.raises(NotFound):
        find_conflict(asks(app, "ana"), "ana")


@pytest.mark.parametrize(
    ("amount", "decider"),
    [("140000 EUR", "lee"), ("200000 EUR", "pam"), ("900000 EUR", "exe"), ("1 EUR", "pam")],
)
def test_a_corrected_budget_is_decided_by_its_size(app: App, amount: str, decider: str) -> None:
    proposal = propose_correction(app.asked_by("bob"), "budgets", "B", "baseline", amount).proposal
    lower = {"pam": "lee", "exe": "pam"}.get(decider)
    if lower is not None:
        with pytest.raises(Refused, match="another role"):
            approve(asks(app, lower), proposal.id)
    approve(asks(app, decider), proposal.id)
    line = asks(app, "pam").view.full.get(BudgetLine, "B")
    assert line is not None
    assert line.baseline is not None
    assert f"{line.baseline.amount:.0f} EUR" == amount


def test_an_amount_without_a_rate_into_the_bands_is_decided_by_nobody(app: App) -> None:
    made = propose_correction(app.asked_by("bob"), "budgets", "D", "baseline", "110000 USD")
    for person in ("lee", "pam", "exe"):
        actor = Actor.of(app.asked_by(person))
        decision = actor.decision(Action.DECIDE, put_resource(made.proposal, actor.view))
        assert decision.why is Why.UNKNOWN_BAND
    with pytest.raises(Refused, match="another currency"):
        approve(asks(app, "exe"), made.proposal.id)
