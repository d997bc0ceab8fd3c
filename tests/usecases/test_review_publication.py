"""Nothing leaves before the rules were asked: when proposed, when approved, and before it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assistant.errors import PmoError, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.delivery import DeliveryState
from assistant.governance.proposal import Proposal, ProposalState, RejectReason
from assistant.governance.review import Moment
from assistant.governance.roles import Grant, Role
from assistant.policy import Policy, default_tables, parse_policy
from assistant.policy.effects import PolicyEffect
from assistant.ports.progress import Silent
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.deadlines import keep_deadlines
from assistant.usecases.decide_proposal import approve, find_proposal, ratify, reject, withdraw
from assistant.usecases.deliver import deliver
from assistant.usecases.policy_in_force import keep_policy_in_force
from assistant.usecases.publish_brief import publish_brief
from tests.usecases.publishing import TODAY
from tests.usecases.sample_office import (
    FARID,
    INGRID,
    MAREN,
    SINCE,
    Shelf,
    published,
    sent,
    small_office,
)


@cache
def _parsed(texts: tuple[tuple[str, str], ...]) -> Policy:
    return parse_policy(dict(texts), run_examples=False)


def under(app: App, **tables: str) -> App:
    """The same office, where other rules have been put in force."""
    texts = {"limits": LIMITS, **tables}
    changed = replace(app, policy=_parsed(tuple(texts.items())), policy_tables=texts)
    with app.store.unit_of_work() as unit:
        for grant in app.store.grants():
            unit.end_grant(grant)
    keep_policy_in_force(changed)
    with app.store.unit_of_work() as unit:
        unit.keep_grant(Grant(person=MAREN, role=Role.PMO_LEAD, since=SINCE))
        unit.keep_grant(Grant(person=INGRID, role=Role.EXECUTIVE, since=SINCE))
    return changed


LIMITS = """
table: limits
title: Limits
limits:
  publication_grey_percent: {value: 100, unit: percent, because: it is small, remedy: none}
"""
STRICT = LIMITS.replace("value: 100", "value: 10")
TABLE = default_tables()["publication"]


def asking(audience: str) -> str:
    """A table of one row: an executive has to agree for these readers, nothing else is allowed."""
    return f"""
table: publication
title: Publication
hit: first
inputs: {{audience: {{kind: choice, values: [team, leadership, board], meaning: who reads it}}}}
outputs: {{effect: [allow, require approval, escalate, block], by: [nobody, executive]}}
default: {{then: {{effect: block, by: nobody}}, because: no rule allows it, remedy: none}}
unknown: {{then: {{effect: block, by: nobody}}, because: too little is known, remedy: none}}
rows:
  - id: to-them
    owner: PMO lead
    since: 2026-11-01
    severity: high
    when: {{audience: "= {audience}"}}
    then: {{effect: require approval, by: executive}}
    because: they read it
    remedy: Ask an executive.
    examples:
      - {{given: {{audience: {audience}}}, expected: {{effect: require approval, by: executive}}}}
      - {{given: {{audience: team}}, expected: {{effect: block, by: nobody}}}}
"""


EXECUTIVES = asking("leadership")


def proposed(app: App, to: str = "there") -> Proposal:
    return publish_brief(app.asked_by(INGRID), "exec", to).proposal


def read_anew(app: App, days: int) -> None:
    """Let days pass without any news: the portfolio is seen from a later day."""
    from assistant.portfolio.batch import Batch
    from assistant.portfolio.frames import to_frame
    from assistant.portfolio.organisation import Organisation

    later = TODAY + timedelta(days=days)
    today = Organisation(key="o", name="O", today=later, time_zone="Europe/Dublin")
    frames = {Organisation: to_frame(Organisation, [today], file="o.csv", as_of=later)}
    batch = Batch("calendar", "later", later, complete=False, frames=frames)
    app.store.import_batch(batch, app.clock.now(), Silent())


def test_the_verdict_is_kept_shown_and_chained() -> None:
    app = small_office()
    published(app)
    shown = find_proposal(app.asked_by(MAREN), "P-1")
    assert [each.moment for each in shown.reviews] == list(Moment)
    assert {(each.rule, each.effect, each.by) for each in shown.reviews} == {
        ("publish-to-leadership", PolicyEffect.REQUIRE_APPROVAL, Role.PMO_LEAD)
    }
    told = app.store.audit_of("P-1")
    assert [each.kind.value for each in told] == [
        *("proposed", "reviewed", "reviewed", "approved", "reviewed", "delivered")
    ]
    kept = app.store.publication("B-1")
    assert {told[0].facts[form] for form in kept.hashes} == set(kept.hashes.values())
    assert told[0].facts["model"]
    assert told[0].facts["engine"]
    assert told[-1].facts["text"] == kept.hashes["text"]
    assert kept.delivered_text == kept.text


def test_a_brief_that_is_mostly_grey_takes_an_executive() -> None:
    app = under(small_office(), limits=STRICT)
    made = proposed(app)
    assert (made.reviews[0].rule, made.reviews[0].by) == ("publish-mostly-grey", Role.EXECUTIVE)
    with pytest.raises(Refused, match="another role"):
        approve(Assessment(app.asked_by(MAREN)), made.id)


def test_what_is_stale_is_not_proposed() -> None:
    app = small_office()
    read_anew(app, 8)
    with pytest.raises(Refused, match="8 days ago, where 7 days is allowed"):
        proposed(app)
    assert app.store.proposals() == ()
    assert app.store.publications() == ()


def test_an_address_of_another_house_is_outside() -> None:
    app = small_office()
    with pytest.raises(Refused, match="confidential"):
        proposed(app, to="mailto:someone@elsewhere.example")


def test_what_became_stale_is_not_approved_and_not_sent() -> None:
    shelf = Shelf()
    app = small_office(shelf)
    first, second = proposed(app, "here"), proposed(app, "there")
    approve(Assessment(app.asked_by(MAREN)), first.id)
    read_anew(app, 8)
    with pytest.raises(Refused, match="may not be published"):
        approve(Assessment(app.asked_by(MAREN)), second.id)
    sent(app)
    assert shelf.texts == {}
    (stopped,) = app.store.deliveries()
    assert stopped.state is DeliveryState.TURNED_DOWN
    assert "8 days" in (stopped.because or "")
    last = app.store.proposal(first.id).reviews[-1]
    assert (last.moment, last.effect) == (Moment.SENT, PolicyEffect.BLOCK)


def test_rules_that_want_more_than_was_given_hold_it_back() -> None:
    shelf = Shelf()
    app = small_office(shelf)
    made = proposed(app)
    approve(Assessment(app.asked_by(MAREN)), made.id)
    sent(under(app, publication=EXECUTIVES))
    assert shelf.texts == {}
    assert "another role (executive)" in (app.store.deliveries()[0].because or "")


def test_a_table_that_says_nothing_blocks() -> None:
    app = under(small_office(), publication=asking("board"))
    with pytest.raises(Refused, match="no rule allows it"):
        proposed(app)


class Leaving(RuleBasedStateMachine):
    """Everything that can happen on the way out, in any order: nothing leaves without both."""

    def __init__(self) -> None:
        super().__init__()
        self.shelf = Shelf()
        self.app = small_office(self.shelf)
        self.made: list[str] = []
        self.days = 0

    def _try(self, step: Any) -> None:
        try:
            step()
        except PmoError:
            return

    @rule(to=st.sampled_from(["a", "b", "c"]), by=st.sampled_from([INGRID, MAREN, FARID]))
    def propose(self, to: str, by: str) -> None:
        def step() -> None:
            made = publish_brief(self.app.asked_by(by), "exec", to).proposal.id
            self.made = sorted({*self.made, made})

        self._try(step)

    @precondition(lambda self: self.made)
    @rule(
        which=st.integers(0, 5),
        by=st.sampled_from([INGRID, MAREN, FARID]),
        what=st.sampled_from(["approve", "alone", "reject", "withdraw", "ratify"]),
    )
    def decide(self, which: int, by: str, what: str) -> None:
        proposal = self.made[which % len(self.made)]
        asked = self.app.asked_by(by)
        steps = {
            "approve": lambda: approve(Assessment(asked), proposal),
            "alone": lambda: approve(Assessment(asked), proposal, alone=True),
            "reject": lambda: reject(asked, proposal, RejectReason.NOT_NOW),
            "withdraw": lambda: withdraw(asked, proposal),
            "ratify": lambda: ratify(asked, proposal),
        }
        self._try(steps[what])

    @rule()
    def forge(self) -> None:
        """Somebody with the store in hand changes what waits."""
        for each in self.app.store.deliveries(DeliveryState.WAITING)[:1]:
            forged = each.message.model_copy(update={"text": "forged"})
            with self.app.store.unit_of_work() as unit:
                unit.keep_delivery(each.model_copy(update={"message": forged}))

    @rule(table=st.sampled_from([TABLE, EXECUTIVES]), limits=st.sampled_from([LIMITS, STRICT]))
    def change_the_rules(self, table: str, limits: str) -> None:
        self.app = under(self.app, publication=table, limits=limits)

    @rule()
    def let_days_pass(self) -> None:
        self.days += 3
        read_anew(self.app, self.days)
        self.app.clock.at += timedelta(days=3)  # type: ignore[attr-defined]  # the test's own clock
        keep_deadlines(self.app)

    @rule()
    def work(self) -> None:
        for each in self.app.store.deliveries():
            while deliver(self.app, each.message.id):
                pass

    @invariant()
    def nothing_left_without_a_verdict_and_an_approval(self) -> None:
        for to, texts in self.shelf.texts.items():
            for text in texts:
                assert any(map(self._may_leave, self._proposals(to, text))), (to, text)

    def _proposals(self, to: str, text: str) -> list[Proposal]:
        kept = self.app.store.publications()
        return [
            self.app.store.proposal(each.proposal)
            for each in kept
            if each.to == to and each.text == text
        ]

    def _may_leave(self, proposal: Proposal) -> bool:
        moments = {each.moment: each for each in proposal.reviews}
        approved = [
            each.kind
            for each in self.app.store.audit_of(proposal.id)
            if each.kind in (AuditKind.APPROVED, AuditKind.BROKE_GLASS)
        ]
        allowed = all(
            moments[each].effect is not PolicyEffect.BLOCK
            for each in (Moment.PROPOSED, Moment.APPROVED)
            if each in moments
        )
        in_state = proposal.state in (ProposalState.APPROVED, ProposalState.APPLIED)
        return in_state and len(approved) == 1 and Moment.SENT in moments and allowed


TestLeaving = Leaving.TestCase
if settings.get_current_profile_name() != "soak":
    TestLeaving.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
