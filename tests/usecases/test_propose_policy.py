"""Rules change by a proposal: row by row, with what they would find, and the old ones on record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import BadInput, BadPolicy, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.proposal import ProposalState
from assistant.policy import default_policy, default_tables, parse_policy
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.decide_proposal import approve, find_proposal
from assistant.usecases.foresee import foresee
from assistant.usecases.policy_in_force import keep_policy_in_force, under_policy_in_force
from assistant.usecases.propose_policy import propose_policy
from tests.usecases.governing import asks, office

LIMIT = "dimensions_for_green"


@pytest.fixture
def app(tmp_path: Path) -> App:
    return office(tmp_path)


def tables(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def limits(value: int) -> str:
    text = default_tables()["limits"]
    start = text.index(f"{LIMIT}:")
    return text[:start] + text[start:].replace("value: 2", f"value: {value}", 1)


def overrides() -> str:
    return default_tables()["rag_overrides"].replace("ends by itself", "is over")


def test_approved_rules_hold_from_then_on_and_the_old_ones_can_be_read(
    app: App, tmp_path: Path
) -> None:
    path = tables(tmp_path / "ours", limits=limits(3))
    proposal = propose_policy(app.asked_by("lee"), path).proposal
    shown = find_proposal(app.asked_by("zed"), proposal.id)
    assert [fact.value for fact in shown.details[0].facts.values()] == [
        f"limits / {LIMIT} / value",
        "3",
        "2",
    ]
    follows = foresee(asks(app, "zed"), proposal.id)
    assert follows is not None
    assert follows.statements
    assert approve(asks(app, "pam"), proposal.id).state is ProposalState.APPLIED
    now = under_policy_in_force(app).policy
    assert now.limit(LIMIT) == 3
    assert Actor.of(app.asked_by("bob")).app.policy.hash == now.hash
    kept = app.store.policy_of(proposal.policy_hash)
    assert kept is not None
    assert parse_policy(kept.tables).hash == default_policy().hash
    (event,) = [e for e in app.store.audit_events() if e.kind is AuditKind.POLICY_CHANGED]
    assert event.facts["policy"] == now.hash


def test_tables_of_the_settings_are_set_aside_where_people_decide(app: App) -> None:
    keep_policy_in_force(app)
    ours = {"limits": limits(3)}
    edited = replace(app, policy=parse_policy(ours), policy_tables=ours)
    held = under_policy_in_force(edited)
    assert held.policy.hash == app.policy.hash
    assert held.tables_set_aside == ours
    keep_policy_in_force(edited)
    stored = app.store.policy()
    assert stored is not None
    assert stored.hash == app.policy.hash
    proposal = propose_policy(edited.asked_by("lee"), None).proposal
    approve(asks(edited, "pam"), proposal.id)
    assert under_policy_in_force(app).policy.hash == edited.policy.hash


def test_some_tables_can_be_approved_without_the_others(app: App, tmp_path: Path) -> None:
    path = tables(tmp_path / "ours", limits=limits(3), rag_overrides=overrides())
    proposal = propose_policy(app.asked_by("lee"), path).proposal
    assert [line.id for line in proposal.lines] == ["limits", "rag_overrides"]
    approve(asks(app, "pam"), proposal.id, lines=["limits"])
    now = under_policy_in_force(app).policy
    assert now.limit(LIMIT) == 3
    held = now.table("rag_overrides").declared
    assert held == default_policy().table("rag_overrides").declared


def test_a_table_that_changed_meanwhile_is_stale_and_another_is_not(
    app: App, tmp_path: Path
) -> None:
    first = propose_policy(app.asked_by("lee"), tables(tmp_path / "a", limits=limits(3))).proposal
    second = propose_policy(app.asked_by("lee"), tables(tmp_path / "b", limits=limits(4))).proposal
    other = tables(tmp_path / "c", rag_overrides=overrides())
    third = propose_policy(app.asked_by("lee"), other).proposal
    approve(asks(app, "pam"), first.id)
    with pytest.raises(Refused, match="limits has changed"):
        approve(asks(app, "pam"), second.id)
    assert approve(asks(app, "pam"), third.id).state is ProposalState.APPLIED
    assert under_policy_in_force(app).policy.limit(LIMIT) == 3


def test_rules_that_nobody_could_change_again_are_refused(app: App, tmp_path: Path) -> None:
    locked = default_tables()["decision_rights"].replace(
        'when: {effect: "in agreed order, scenario, publish brief, intake, policy change"}',
        'when: {effect: "in agreed order, scenario, publish brief, intake"}',
    )
    examples = locked.replace(
        "- {given: {effect: policy change}, expected: {decider: PMO lead}}",
        "- {given: {effect: policy change}, expected: {decider: nobody}}",
    )
    assert examples != default_tables()["decision_rights"]
    with pytest.raises(BadInput, match="nobody could ever"):
        propose_policy(app.asked_by("lee"), tables(tmp_path / "x", decision_rights=examples))


def test_what_changes_nothing_or_cannot_be_read_is_not_proposed(app: App, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing to decide"):
        propose_policy(app.asked_by("lee"), tables(tmp_path / "a", limits=limits(2)))
    with pytest.raises(BadPolicy):
        propose_policy(app.asked_by("lee"), tables(tmp_path / "b", limits="table: limits"))
    with pytest.raises(BadInput, match="no table"):
        propose_policy(app.asked_by("lee"), tmp_path / "a", ["pins"])
    with pytest.raises(BadInput, match="set aside"):
        propose_policy(app.asked_by("lee"), None)
    with pytest.raises(Refused):
        propose_policy(app.asked_by("zed"), tables(tmp_path / "c", limits=limits(3)))
