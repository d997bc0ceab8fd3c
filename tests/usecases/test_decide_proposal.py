"""Approving some lines of an order, and what no longer holds when the portfolio has moved on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.adapters.logs import Log
from assistant.adapters.random_tokens import RandomTokens
from assistant.adapters.signing import FileSigner
from assistant.adapters.sources import FileSources
from assistant.errors import Refused, StoreFault
from assistant.governance.proposal import Line, ProposalState
from assistant.governance.roles import Grant, Role
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.work import AgreedRank
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.apply_decisions import apply_decisions
from assistant.usecases.assessment import Assessment
from assistant.usecases.decide_proposal import (
    Deciding,
    approve,
    find_proposal,
    who_decides_on,
)
from assistant.usecases.propose_order import propose_order
from assistant.values import Statement
from tests.contracts.batches import bring
from tests.fakes.memory_store import MemoryStore
from tests.planning.backlogs import item
from tests.planning.backlogs import worth as worth_of

NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)
TODAY = date(2026, 11, 16)
AGREED = "ABCD"
WORTH = {"A": 1, "B": 40, "C": 1, "D": 40}


class Stopped:
    def now(self) -> datetime:
        return NOW


def things(worth: dict[str, int]) -> list[Noun]:
    """Four items for two people: in each team the second is worth far more than the first."""
    teams = {"A": "north", "B": "north", "C": "south", "D": "south"}
    return [
        Organisation(key="o", name="O", today=TODAY),
        Person(key="ana", name="Ana"),
        Person(key="ben", name="Ben"),
        *(
            Person(key=f"of-{team}", name=team.title(), team=team, skills=(team,))
            for team in ("north", "south")
        ),
        *(item(key, 5, teams[key], team=teams[key]) for key in worth),
        *(worth_of(key, 1000 * points) for key, points in worth.items()),
        *(
            AgreedRank(key=key, item=key, place=place, agreed_on=TODAY)
            for place, key in enumerate(AGREED, start=1)
        ),
    ]


@pytest.fixture
def app(tmp_path: Path) -> App:
    store = MemoryStore()
    bring(store, things(WORTH), as_of=TODAY)
    with store.unit_of_work() as unit:
        unit.keep_grant(Grant(person="ana", role=Role.PMO_LEAD, since=TODAY))
        unit.keep_grant(Grant(person="ben", role=Role.PROGRAM_LEAD, since=TODAY))
    return App(
        store=store,
        clock=Stopped(),
        log=Log(),
        policy=default_policy(),
        policy_tables={},
        sources=FileSources(),
        tokens=RandomTokens(),
        signer=FileSigner(tmp_path / "key.pem"),
    )


def asked_by(app: App, person: str) -> Assessment:
    return Assessment(app.asked_by(person))


def agreed(app: App) -> list[str]:
    rows = asked_by(app, "ana").view.full.all(AgreedRank)
    return [row.item for row in sorted(rows, key=lambda row: row.place)]


def test_some_of_the_moves_are_made_and_the_rest_stays(app: App) -> None:
    proposal = propose_order(asked_by(app, "ben")).proposal
    assert {line.id for line in proposal.lines} <= set(AGREED)
    assert len(proposal.lines) == 2
    assert not any(line.needs for line in proposal.lines)
    (first, _) = proposal.lines
    done = approve(asked_by(app, "ana"), "P-1", lines=[first.id])
    assert (done.state, done.accepted) == (ProposalState.APPLIED, {first.id})
    other = next(key for key in ("B", "D") if key != first.id and first.id in ("B", "D"))
    order = agreed(app)
    assert order.index(first.id) < order.index({"B": "A", "D": "C"}[first.id])
    assert order.index(other) > order.index({"B": "A", "D": "C"}[other])


def tied(app: App, *, hidden: bool = False) -> App:
    """Put an order to people whose two lines hold together only; ben sees one, or both."""
    project = Project(key="S", name="S", owner="ana", confidential=hidden, visible_to=("ana",))
    bring(app.store, [*things(WORTH), project, item("X", 1, "north", project="S")], as_of=TODAY)
    proposal = propose_order(asked_by(app, "ana")).proposal
    named = ("B", "X")
    lines = [
        Line(id=key, statement=Statement(text="It moves."), needs=frozenset(named) - {key})
        for key in named
    ]
    with app.store.unit_of_work() as unit:
        unit.keep_proposal(proposal.model_copy(update={"lines": tuple(lines)}))
        unit.keep_grant(Grant(person="ben", role=Role.EXECUTIVE, since=TODAY))
    return app


def test_nobody_agrees_to_more_lines_than_they_named(app: App) -> None:
    tied(app)
    with pytest.raises(Refused, match="B: this does not hold without X") as refused:
        approve(asked_by(app, "ben"), "P-1", lines=["B"])
    assert "Accept what goes with it too" in str(refused.value.remedy)
    with pytest.raises(Refused, match=r"No line was named"):
        approve(asked_by(app, "ben"), "P-1", lines=[])
    assert app.store.proposals()[0].state is ProposalState.PENDING


def test_lines_that_one_cannot_see_are_never_named(app: App) -> None:
    tied(app, hidden=True)
    said = []
    for wanted in ("X", "NOPE"):
        with pytest.raises(Refused) as refused:
            approve(asked_by(app, "ben"), "P-1", lines=[wanted])
        said.append((refused.value.message, refused.value.remedy))
    assert said[0] == said[1] == ("P-1 has no such line.", "Its lines: B.")


def test_the_receipt_tells_which_lines_were_accepted(app: App) -> None:
    proposal = propose_order(asked_by(app, "ben")).proposal
    (first, _) = proposal.lines
    approve(asked_by(app, "ana"), "P-1", lines=[first.id])
    assert find_proposal(app.asked_by("ben"), "P-1").accepted == (first.id,)


def test_it_is_told_who_can_decide(app: App) -> None:
    propose_order(asked_by(app, "ana"))
    assert who_decides_on(app.asked_by("ana"), "P-1") == Deciding(you=False, people=())
    with app.store.unit_of_work() as unit:
        unit.keep_grant(Grant(person="ben", role=Role.EXECUTIVE, since=TODAY))
    assert who_decides_on(app.asked_by("ben"), "P-1") == Deciding(you=True, people=("Ben",))


def test_all_of_it_sets_the_computed_order(app: App) -> None:
    proposal = propose_order(asked_by(app, "ben")).proposal
    approve(asked_by(app, "ana"), "P-1")
    assert agreed(app) == list(proposal.effect.after)


def test_an_order_that_no_longer_holds_is_not_approved(app: App) -> None:
    propose_order(asked_by(app, "ben"))
    bring(app.store, things({"A": 90, "B": 1, "C": 90, "D": 1}), as_of=TODAY)
    with pytest.raises(Refused, match="has changed since P-1"):
        approve(asked_by(app, "ana"), "P-1")
    assert app.store.proposals()[0].state is ProposalState.PENDING


def test_an_edit_that_does_not_matter_does_not_stop_an_approval(app: App) -> None:
    propose_order(asked_by(app, "ben"))
    edited = [*things(WORTH), Person(key="cleo", name="Cleo")]
    bring(app.store, edited, as_of=TODAY)
    assert approve(asked_by(app, "ana"), "P-1").state is ProposalState.APPLIED


def test_a_full_disk_says_that_the_approval_is_kept_and_how_it_is_carried_out(app: App) -> None:
    propose_order(asked_by(app, "ben"))

    class Full(MemoryStore):
        def import_batch(self, *arguments: object) -> object:
            raise StoreFault("The disk is full.", remedy="Free some space.")

    full = Full()
    full.__dict__ = app.store.__dict__
    with pytest.raises(StoreFault) as fault:
        approve(asked_by(replace(app, store=full), "ana"), "P-1")
    assert str(fault.value) == (
        "P-1 is approved, and not carried out yet. The disk is full. Free some space."
        " Then: pmo approve P-1."
    )
    assert approve(asked_by(app, "ana"), "P-1").state is ProposalState.APPLIED


def test_what_was_approved_before_a_crash_is_done_once_afterwards(app: App) -> None:
    propose_order(asked_by(app, "ben"))

    class Dies(MemoryStore):
        def import_batch(self, *arguments: object) -> object:
            raise KeyboardInterrupt

    dying = Dies()
    dying.__dict__ = app.store.__dict__
    with pytest.raises(KeyboardInterrupt):
        approve(asked_by(replace(app, store=dying), "ana"), "P-1")
    assert app.store.proposals()[0].state is ProposalState.APPROVED
    for _ in range(2):
        done = apply_decisions(Actor.of(app.asked_by("ana")), "P-1")
        assert done.state is ProposalState.APPLIED
    assert agreed(app) == list(done.effect.after)
    kinds = [event.kind.value for event in app.store.audit_of("P-1")]
    assert kinds == ["proposed", "approved", "applied"]
