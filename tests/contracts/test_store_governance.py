"""What every store does with proposals, roles and delegations."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from assistant.errors import NotFound, Refused
from assistant.governance import proposal as steps
from assistant.governance.effects import AcceptRisk, DecideRequest
from assistant.governance.proposal import ProposalState
from assistant.governance.rights import EffectKind
from assistant.governance.role_list import GroupRole
from assistant.governance.roles import ROLE_LIST, Delegation, Grant, Role
from assistant.portfolio.work import RequestState
from assistant.ports.store import Store
from tests.contracts.batches import AT, DAY
from tests.governance.test_proposal import draft

LEAD = Grant(person="maren", role=Role.PMO_LEAD, since=DAY)
OF_ATLAS = Grant(person="maren", role=Role.PROJECT_MANAGER, of="atlas", since=DAY, until=DAY)
BY_GROUP = LEAD.model_copy(update={"listed": "leads"})
BY_LIST = LEAD.model_copy(update={"listed": ROLE_LIST, "until": DAY})
AWAY = Delegation(giver="maren", taker="luis", since=DAY, until=DAY)


def propose(store: Store) -> str:
    with store.unit_of_work() as unit:
        proposal = steps.submit(draft(id=unit.new_proposal_id()), "ben", AT)
        unit.keep_proposal(proposal)
    return proposal.id


def test_proposals_are_numbered_and_read_back_whole(store: Store) -> None:
    assert store.proposals() == ()
    assert [propose(store), propose(store)] == ["P-1", "P-2"]
    first, second = store.proposals()
    assert store.proposal("P-2") == second
    with pytest.raises(NotFound):
        store.proposal("P-3")
    assert second == steps.submit(draft(id="P-2"), "ben", AT)
    with store.unit_of_work() as unit:
        assert unit.proposal("P-1") == first
        with pytest.raises(NotFound):
            unit.proposal("P-3")


def test_proposals_are_listed_by_where_they_stand(store: Store) -> None:
    propose(store)
    propose(store)
    with store.unit_of_work() as unit:
        unit.keep_proposal(steps.approve(unit.proposal("P-1"), "maren", AT))
    assert [each.id for each in store.proposals(ProposalState.PENDING)] == ["P-2"]
    both = store.proposals(ProposalState.PENDING, ProposalState.APPROVED)
    assert [each.id for each in both] == ["P-1", "P-2"]


def test_proposals_are_found_by_what_they_would_do(store: Store) -> None:
    propose(store)
    other = AcceptRisk(entry="R-1", until=DAY)
    with store.unit_of_work() as unit:
        unit.keep_proposal(draft(id="P-2").model_copy(update={"effect": other}))
    (first,) = store.proposals_of(store.proposal("P-1").effect.kind)
    assert first.id == "P-1"
    both = store.proposals_of(EffectKind.RISK_ACCEPTANCE, first.effect.kind)
    assert [each.id for each in both] == ["P-1", "P-2"]
    assert store.proposals_of(EffectKind.RAG_OVERRIDE) == ()


def test_what_was_done_alone_is_found_whatever_people_write(store: Store) -> None:
    propose(store)
    propose(store)
    with store.unit_of_work() as unit:
        said = steps.comment(unit.proposal("P-1"), "ben", AT, '"acted_alone":null,"x":"')
        unit.keep_proposal(steps.approve(said, "maren", AT, alone=True))
        unit.keep_proposal(steps.comment(unit.proposal("P-2"), "ben", AT, '"acted_alone":"ben"'))
    found = store.with_deadline(ProposalState.APPROVED, until=AT + steps.RATIFY_WITHIN)
    assert [each.id for each in found] == ["P-1"]


def test_proposals_are_found_by_the_row_they_change(store: Store) -> None:
    for key in ("REQ-1", "REQ-2", "REQ-1"):
        effect = DecideRequest(
            request=key,
            before=RequestState.SUBMITTED,
            after=RequestState.ACCEPTED,
            reason="it pays",
        )
        with store.unit_of_work() as unit:
            made = draft(id=unit.new_proposal_id()).model_copy(update={"effect": effect})
            unit.keep_proposal(steps.submit(made, "ben", AT))
    assert [each.id for each in store.proposals_on("requests", "REQ-1")] == ["P-1", "P-3"]
    assert store.proposals_on("projects", "REQ-1") == ()


def test_deadlines_run_while_somebody_has_to_do_something(store: Store) -> None:
    for _ in range(4):
        propose(store)
    day = timedelta(days=1)
    with store.unit_of_work() as unit:
        for number, days in enumerate((1, 2, 3, 4), start=1):
            known = unit.proposal(f"P-{number}")
            unit.keep_proposal(known.model_copy(update={"expires_at": AT + days * day}))
        unit.keep_proposal(steps.expire(unit.proposal("P-1"), AT + day))
        unit.keep_proposal(steps.approve(unit.proposal("P-3"), "maren", AT, alone=True))
        unit.keep_proposal(steps.approve(unit.proposal("P-4"), "maren", AT))

    def found(*states: ProposalState, after: int = 0, until: int = 9) -> list[str]:
        times = {"after": AT + after * day, "until": AT + until * day}
        return [each.id for each in store.with_deadline(*states, **times)]

    assert found(ProposalState.PENDING) == ["P-2"]
    assert found(ProposalState.PENDING, until=2) == ["P-2"]
    assert found(ProposalState.PENDING, until=1) == []
    assert found(ProposalState.EXPIRED) == ["P-1"]
    assert found(ProposalState.EXPIRED, after=1) == []
    assert found(ProposalState.APPROVED) == ["P-3"]
    with store.unit_of_work() as unit:
        unit.keep_proposal(steps.ratify(unit.proposal("P-3"), "ana"))
    assert found(ProposalState.APPROVED) == []


def test_of_two_who_decide_at_once_one_does(store: Store) -> None:
    propose(store)

    def decide(person: str) -> bool:
        try:
            with store.unit_of_work() as unit:
                unit.keep_proposal(steps.approve(unit.proposal("P-1"), person, AT))
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        decided = list(people.map(decide, ["ana", "ben", "cem", "dia"]))
    assert sum(decided) == 1
    (proposal,) = store.proposals()
    assert [each.step for each in proposal.history].count(steps.Step.APPROVE) == 1


def test_a_role_is_given_once_and_taken_away(store: Store) -> None:
    with store.unit_of_work() as unit:
        unit.keep_grant(LEAD.model_copy(update={"since": DAY - timedelta(days=9)}))
        unit.keep_grant(LEAD)
        unit.keep_grant(OF_ATLAS)
    assert set(store.grants()) == {LEAD, OF_ATLAS}
    with store.unit_of_work() as unit:
        unit.end_grant(LEAD)
        unit.end_grant(LEAD)
    assert store.grants() == (OF_ATLAS,)


def test_a_delegation_is_kept_changed_and_ended(store: Store) -> None:
    longer = AWAY.model_copy(update={"until": DAY + timedelta(days=9)})
    with store.unit_of_work() as unit:
        unit.keep_delegation(AWAY)
        unit.keep_delegation(longer)
    assert store.delegations() == (longer,)
    with store.unit_of_work() as unit:
        unit.end_delegation(AWAY)
    assert store.delegations() == ()


def test_a_code_is_used_once_and_only_the_last_one_counts(store: Store) -> None:
    with store.unit_of_work() as unit:
        unit.keep_code("first", AT)
        unit.keep_code("second", AT)
    with store.unit_of_work() as unit:
        assert unit.use_code("first") is None
        assert unit.use_code("second") == AT
        assert unit.use_code("second") is None


def test_a_role_by_hand_by_list_and_by_group_is_kept_three_times(store: Store) -> None:
    with store.unit_of_work() as unit:
        for grant in (LEAD, BY_GROUP, BY_LIST):
            unit.keep_grant(grant)
        assert set(unit.grants()) == {LEAD, BY_GROUP, BY_LIST}
    assert store.grants() == (LEAD, BY_GROUP, BY_LIST)
    with store.unit_of_work() as unit:
        unit.end_grant(BY_GROUP)
        unit.keep_grant(BY_LIST.model_copy(update={"until": None}))
    assert store.grants() == (LEAD, LEAD.model_copy(update={"listed": ROLE_LIST}))


def test_the_roles_of_groups_are_kept_instead_of_those_before(store: Store) -> None:
    leads = GroupRole(group="leads", role=Role.PMO_LEAD)
    atlas = GroupRole(group="atlas", role=Role.PROJECT_MANAGER, of="atlas", until=DAY)
    with store.unit_of_work() as unit:
        unit.keep_group_roles((leads, atlas))
        assert unit.group_roles() == (atlas, leads)
    assert store.group_roles() == (atlas, leads)
    with store.unit_of_work() as unit:
        unit.keep_group_roles((leads,))
    assert store.group_roles() == (leads,)
