"""Each step once: by example, and by a machine that tries every step at every moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from assistant.errors import Refused
from assistant.governance import proposal as steps
from assistant.governance.effects import SetAgreedOrder
from assistant.governance.proposal import (
    ENDED,
    Line,
    Proposal,
    ProposalState,
    RejectReason,
    Step,
)
from assistant.values import say

AT = datetime(2026, 11, 16, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def draft(**more: object) -> Proposal:
    lines = (
        Line(id="KEY-3", statement=say("It moves up.")),
        Line(id="SEN-3", statement=say("It follows."), needs=frozenset({"KEY-3"})),
        Line(id="BEA-6", statement=say("It follows, too."), needs=frozenset({"SEN-3"})),
    )
    cells: dict[str, object] = {
        "id": "P-17",
        "effect": SetAgreedOrder(before=("A-1", "A-2"), after=("A-2", "A-1")),
        "words": say("Set the agreed order."),
        "lines": lines,
        "revision": "r1",
        "policy_hash": "h1",
        "made_at": AT,
        "expires_at": AT + 5 * HOUR,
    }
    return Proposal.model_validate(cells | more)


def pending(**more: object) -> Proposal:
    return steps.submit(draft(**more), None, AT)


def test_the_second_click_is_told_that_it_was_done() -> None:
    approved = steps.approve(pending(), "maren", AT)
    with pytest.raises(Refused, match=r"is approved already\."):
        steps.approve(approved, "maren", AT)
    with pytest.raises(Refused, match="is approved, so it cannot be rejected any more"):
        steps.reject(approved, "maren", AT, RejectReason.NOT_NOW)


def test_the_way_of_an_approved_proposal_is_kept() -> None:
    approved = steps.approve(pending(), "maren", AT + HOUR)
    done = steps.applied(approved, AT + 2 * HOUR)
    assert done.state is ProposalState.APPLIED
    assert [(each.step, each.by) for each in done.history] == [
        (Step.SUBMIT, None),
        (Step.APPROVE, "maren"),
        (Step.APPLY, None),
    ]


def test_a_second_click_meets_a_decided_proposal() -> None:
    approved = steps.approve(pending(), "maren", AT)
    with pytest.raises(Refused, match="P-17 is approved"):
        steps.approve(approved, "ingrid", AT)
    with pytest.raises(Refused, match="P-17 is approved"):
        steps.reject(approved, "ingrid", AT, RejectReason.NOT_NOW)


def test_lines_go_together_with_what_they_need() -> None:
    approved = steps.approve(pending(), "maren", AT, lines=["SEN-3"])
    assert approved.accepted == {"KEY-3", "SEN-3"}
    assert steps.approve(pending(), "maren", AT, lines=["BEA-6"]).accepted is None
    with pytest.raises(Refused, match="no such line"):
        steps.approve(pending(), "maren", AT, lines=["NOPE-1"])
    with pytest.raises(Refused, match="No line was accepted"):
        steps.approve(pending(), "maren", AT, lines=[])


def test_what_expired_cannot_be_approved_and_lapses_only_then() -> None:
    with pytest.raises(Refused, match="expired"):
        steps.approve(pending(), "maren", AT + 5 * HOUR)
    with pytest.raises(Refused, match="not expired yet"):
        steps.expire(pending(), AT + HOUR)
    assert steps.expire(pending(), AT + 5 * HOUR).state is ProposalState.EXPIRED


def test_what_failed_is_tried_again_on_the_same_approval() -> None:
    approved = steps.approve(pending(), "maren", AT)
    again = steps.try_again(steps.failed(approved, AT, "the disk was full"), "maren", AT)
    assert again.state is ProposalState.APPROVED
    assert steps.applied(again, AT).failure is None


def test_whoever_acts_alone_leaves_a_ratification_open_for_two_days() -> None:
    alone = steps.approve(pending(), "maren", AT, alone=True)
    assert alone.acted_alone == "maren"
    assert alone.ratify_until == AT + timedelta(hours=48)
    ratified = steps.ratify(alone, "ingrid")
    assert ratified.ratified_by == "ingrid"
    with pytest.raises(Refused, match="ratified already"):
        steps.ratify(ratified, "hana")
    with pytest.raises(Refused, match="Nobody acted alone"):
        steps.ratify(steps.approve(pending(), "maren", AT), "ingrid")


def test_comments_do_not_move_it() -> None:
    said = steps.comment(pending(), "hana", AT, "Why now?")
    assert said.state is ProposalState.PENDING
    assert [each.text for each in said.comments] == ["Why now?"]


def test_an_order_names_every_item_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        SetAgreedOrder(before=(), after=("A-1", "A-1"))


class Life(RuleBasedStateMachine):
    """Try any step at any moment: approved comes once, and only after pending."""

    def __init__(self) -> None:
        super().__init__()
        self.proposal = draft()
        self.at = AT

    @rule(step=st.sampled_from(list(Step)), hours=st.integers(0, 2), who=st.sampled_from("abc"))
    def take(self, step: Step, hours: int, who: str) -> None:
        self.at += hours * HOUR
        before = self.proposal
        try:
            self.proposal = self._step(step, who)
        except Refused:
            assert self.proposal == before
        else:
            assert len(self.proposal.history) == len(before.history) + 1
            assert before.state not in ENDED

    def _step(self, step: Step, who: str) -> Proposal:
        now, it = self.at, self.proposal
        return {
            Step.SUBMIT: lambda: steps.submit(it, who, now),
            Step.APPROVE: lambda: steps.approve(it, who, now),
            Step.REJECT: lambda: steps.reject(it, who, now, RejectReason.NOT_NOW),
            Step.WITHDRAW: lambda: steps.withdraw(it, who, now),
            Step.EXPIRE: lambda: steps.expire(it, now),
            Step.SUPERSEDE: lambda: steps.supersede(it, "P-18", now),
            Step.APPLY: lambda: steps.applied(it, now),
            Step.FAIL: lambda: steps.failed(it, now, "no"),
            Step.TRY_AGAIN: lambda: steps.try_again(it, who, now),
        }[step]()

    @invariant()
    def is_decided_once_and_by_somebody(self) -> None:
        taken = [each.step for each in self.proposal.history]
        assert taken.count(Step.APPROVE) + taken.count(Step.REJECT) <= 1
        if self.proposal.state in {ProposalState.APPLIED, ProposalState.FAILED}:
            assert taken[:2] == [Step.SUBMIT, Step.APPROVE]
            assert self.proposal.history[1].by is not None


TestLife = Life.TestCase
