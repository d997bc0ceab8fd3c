"""An office in which anybody does anything at any moment, and the process dies where it likes.

The machine keeps a record of its own: who held which role when they decided, who wrote what. What
the store then holds, and what has left, is compared with it after every step.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from assistant.adapters.signing import FileSigner
from assistant.adapters.sql_store import open_store
from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.audit.checkpoint import Checkpoint, checkpoint
from assistant.governance.audit.event import AuditKind
from assistant.governance.audit.verification import verify
from assistant.governance.delivery import OPEN, DeliveryState
from assistant.governance.effects import CorrectInput, PublishBrief, RecordDecision
from assistant.governance.proposal import Proposal, ProposalState, RejectReason, Step
from assistant.governance.roles import Role
from assistant.policy import default_tables, parse_policy
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.usecases import correct_input, decide_proposal, manage_roles
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.apply_decisions import apply_decisions
from assistant.usecases.assessment import Assessment
from assistant.usecases.deadlines import keep_deadlines
from assistant.usecases.deliver import deliver, settle_delivery
from assistant.usecases.edit_brief import edit_brief, text_to_edit
from assistant.usecases.propose_policy import propose_policy
from assistant.usecases.view import view
from tests.contracts.batches import bring
from tests.contracts.stores import sqlite_url
from tests.fakes.fused_store import Fuse, FusedStore
from tests.fakes.hostile_publisher import SETTLES, Crash, HostilePublisher, VirtualClock
from tests.usecases.publishing import TODAY, app_on, brief, propose

PEOPLE = ("ana", "ben", "cleo", "dia", "olga")
LADDER = ("project manager", "program lead", "PMO lead", "executive")
GIVEN = (Role.PROGRAM_LEAD, Role.PMO_LEAD, Role.EXECUTIVE, Role.AUDITOR)
FIRST = {"ana": {"PMO lead"}, "ben": {"PMO lead"}, "cleo": {"executive"}, "olga": {"auditor"}}
NAMES = ("one", "two", "three")
WORDINGS = ("Decide on", "Please decide on", "Do decide now on")
people = st.sampled_from(PEOPLE)
picks = st.integers(0, 11)


@dataclass
class Counts:
    """What a run has done, over all its examples."""

    steps: int = 0
    crashes: int = 0
    done: Counter[str] = field(default_factory=Counter)


COUNTS = Counts()


@cache
def _template() -> Path:
    """The file of an office with two projects and roles of its own; Ada is its admin."""
    url = sqlite_url()
    store = open_store(url)
    named = [Person(key=key, name=key.title()) for key in (*PEOPLE, "ada")]
    projects = [Project(key=key, name=key.title()) for key in ("open", "other")]
    office = Organisation(key="o", name="O", today=TODAY, time_zone="Europe/Dublin")
    bring(store, [office, *named, *projects], as_of=TODAY)
    app = app_on(store, None)
    code = manage_roles.make_first_code(app)
    manage_roles.claim(app.asked_by("ada"), code)
    for person, roles in FIRST.items():
        for role in roles:
            manage_roles.grant_role(app.asked_by("ada"), person, Role(role), None, None)
    return Path(url.removeprefix("sqlite:///"))


def _limits(*, strict: bool) -> str:
    """The table of limits, which takes decisions of people who did not sign in or does not."""
    limits = default_tables()["limits"]
    start = limits.index("unverified_decisions_allowed")
    allowed = "value: 0" if strict else "value: 1"
    return limits[:start] + limits[start:].replace("value: 1", allowed, 1)


@cache
def _takes_no_strangers(limits: str) -> bool:
    return parse_policy({"limits": limits}).limit("unverified_decisions_allowed") == 0


@cache
def _signer() -> FileSigner:
    return FileSigner(Path(tempfile.mkdtemp(prefix="pmo-machine-")) / "key.pem")


@dataclass(frozen=True)
class Right:
    """Who may decide on a proposal at one moment, looked up the slow way."""

    usually: frozenset[str]
    alone: frozenset[str]


class OfficeMachine(RuleBasedStateMachine):
    """Everything that people, time and crashes do to decisions, one step after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="pmo-machine-"))
        shutil.copy(_template(), self.folder / "pmo.db")
        self.fuse = Fuse()
        self.clock = VirtualClock()
        self.publisher = HostilePublisher(random.Random(7), self.clock, faults=60)
        self.signed_in = False
        self.roles = {person: set(FIRST.get(person, ())) for person in PEOPLE}
        self.lent: set[tuple[str, str]] = set()
        self.wrote: dict[str, frozenset[str]] = {}
        self.approvals: dict[str, str] = {}
        self.outside: list[Checkpoint] = []
        self.last: Callable[[], object] = lambda: None
        self.briefs = 0
        self.checked: object = None
        self.open_store()

    def teardown(self) -> None:
        self.fuse.left = 0
        self.the_chain_holds()
        shutil.rmtree(self.folder, ignore_errors=True)

    def open_store(self) -> None:
        self.store = open_store(f"sqlite:///{self.folder / 'pmo.db'}")
        self.fuse.left = 0

    def app(self, viewer: str | None = None) -> App:
        store = FusedStore(self.store, self.fuse)
        more = {"clock": self.clock, "signer": _signer(), "verified": self.signed_in}
        return app_on(store, self.publisher, **more).asked_by(viewer)

    def attempt(self, name: str, work: Callable[[], object]) -> None:
        """Do something that rules may refuse or a crash cut off; then compare what came of it."""
        before = {each.id: each for each in self.store.proposals()}
        rights = {key: self.right(each) for key, each in before.items()}
        COUNTS.steps += 1
        try:
            work()
        except (Refused, NotFound, BadInput):
            COUNTS.done[f"{name}: refused"] += 1
        except Crash:
            COUNTS.crashes += 1
            COUNTS.done[f"{name}: crashed"] += 1
            self.open_store()
            self.the_chain_holds()
        else:
            COUNTS.done[name] += 1
        self.last = work
        self.fuse.left = 0
        self.every_new_approval_was_somebodys_right(before, rights)

    @property
    def is_strict(self) -> bool:
        """Read from the tables in force whether they take decisions of people not signed in."""
        stored = self.store.policy()
        return stored is not None and _takes_no_strangers(stored.tables["limits"])

    def right(self, proposal: Proposal) -> Right:
        """Look up who may decide on a proposal now."""
        authors = self.wrote.get(proposal.id, frozenset())
        if isinstance(proposal.effect, RecordDecision):
            chair = {proposal.effect.chair} - authors
            readers = {each for each in PEOPLE if "auditor" in self.roles[each]}
            return Right(frozenset(chair - readers), frozenset())
        if self.is_strict and not self.signed_in:
            return Right(frozenset(), frozenset())
        corrects = isinstance(proposal.effect, CorrectInput)
        needs = "program lead" if corrects else "PMO lead"
        enough = set(LADDER[LADDER.index(needs) :])
        reads_only = {each for each in PEOPLE if "auditor" in self.roles[each]}
        own = {each for each in PEOPLE if self.roles[each] & enough} - reads_only
        lent = {
            taker
            for giver, taker in self.lent
            if self.roles[giver] & enough and giver not in authors
        }
        return Right(frozenset((own | lent) - reads_only - authors), frozenset(own))

    def every_new_approval_was_somebodys_right(
        self, before: dict[str, Proposal], rights: dict[str, Right]
    ) -> None:
        for proposal in self.store.proposals():
            taken = [each.by for each in proposal.history if each.step is Step.APPROVE]
            assert len(taken) <= 1, proposal
            if proposal.id not in before or not taken or proposal.id in self.approvals:
                continue
            (person,) = taken
            assert person is not None
            allowed = rights[proposal.id]
            who = allowed.alone if proposal.acted_alone else allowed.usually
            assert person in who, (person, allowed, proposal)
            assert proposal.acted_alone in (None, person)
            self.approvals[proposal.id] = person

    # What people do.

    @rule(
        author=people,
        what=st.sampled_from(("publish", "publish", "correct", "record", "policy")),
        data=st.data(),
    )
    def propose(self, author: str, what: str, data: st.DataObject) -> None:
        app = self.app(author)
        if what == "publish":
            self.publish(author)
        elif what == "correct":
            cell = (data.draw(st.sampled_from(("open", "other"))), "name")
            name = data.draw(st.sampled_from(NAMES))
            correct = correct_input.propose_correction
            self.proposed(what, {author}, lambda: correct(app, "projects", *cell, name))
        elif what == "record":
            chair = data.draw(people)
            record = correct_input.propose_record
            self.proposed(what, {author}, lambda: record(app, "Go on", chair, None, None))
        else:
            file = self.folder / "limits.yaml"
            file.write_text(_limits(strict=data.draw(st.booleans())), encoding="utf-8")
            self.proposed(what, {author}, lambda: propose_policy(app, file))

    def publish(self, author: str) -> None:
        self.briefs += 1
        kept, to = brief(id=f"b{self.briefs}"), f"{self.briefs}.md"
        self.proposed("publish", {author}, lambda: propose(self.app(), kept, author, to))

    def proposed(
        self,
        name: str,
        authors: set[str],
        work: Callable[[], object],
        editor: frozenset[str] = frozenset(),
    ) -> None:
        known = len(self.store.proposals())
        self.attempt(f"propose {name}", work)
        for new in self.store.proposals()[known:]:
            assert authors <= new.authors <= authors | editor, (new, authors)
            self.wrote[new.id] = new.authors

    @rule(pick=picks, person=people, words=st.sampled_from(WORDINGS), more=st.booleans())
    def edit(self, pick: int, person: str, words: str, *, more: bool) -> None:
        """Put a waiting brief into other words, and now and then leave a figure out."""
        proposal = self.some_proposal(pick)
        authors = set(self.wrote.get(proposal, ()))

        def work() -> object:
            app = self.app(person)
            text = re.sub(
                r"[A-Z][a-z ]+ \*Falcon", f"{words} *Falcon", text_to_edit(app, proposal)
            )
            kept, risks, _ = text.partition("\nRisks")
            authors.update({person} if more and risks else ())
            return edit_brief(app, proposal, kept if more else text)

        self.proposed("edit more" if more else "edit", authors, work, frozenset({person}))

    def some_proposal(self, pick: int) -> str:
        """Return one that waits, but not every time; where none does, somebody proposes another."""
        if not self.store.proposals(ProposalState.PENDING):
            self.publish(PEOPLE[pick % len(PEOPLE)])
        waiting = self.store.proposals(ProposalState.PENDING)
        known = waiting if waiting and pick % 4 else self.store.proposals()
        return known[pick % len(known)].id if known else "P-1"

    @rule(pick=picks, person=people, how=st.sampled_from(("entitled", "entitled", "any", "alone")))
    def approve(self, pick: int, person: str, how: str) -> None:
        """Approve as somebody who may, where there is one, as anybody, or alone."""
        proposal = self.some_proposal(pick)
        if how == "entitled":
            with suppress(NotFound):
                may = sorted(self.right(self.store.proposal(proposal)).usually)
                person = may[pick % len(may)] if may else person

        def work() -> object:
            asked = Assessment(self.app(person))
            return decide_proposal.approve(asked, proposal, alone=how == "alone")

        self.attempt("act alone" if how == "alone" else "approve", work)

    @rule()
    def click_again(self) -> None:
        """The same click once more: by an impatient person, or a network that repeats it."""
        self.attempt("click again", self.last)

    @rule(
        pick=picks,
        person=people,
        what=st.sampled_from(("reject", "withdraw", "ratify", "comment")),
    )
    def answer(self, pick: int, person: str, what: str) -> None:
        alone = [each for each in self.store.proposals() if each.acted_alone is not None]
        alone = alone if what == "ratify" else []
        proposal = alone[pick % len(alone)].id if alone else self.some_proposal(pick)

        def work() -> object:
            app = self.app(person)
            if what == "reject":
                return decide_proposal.reject(app, proposal, RejectReason.NOT_NOW)
            if what == "comment":
                return decide_proposal.comment(app, proposal, "Why?")
            return {"withdraw": decide_proposal.withdraw, "ratify": decide_proposal.ratify}[what](
                app, proposal
            )

        self.attempt(what, work)

    @rule(person=people, role=st.sampled_from(GIVEN), gone=st.booleans())
    def change_role(self, person: str, role: Role, *, gone: bool) -> None:
        def work() -> object:
            ada = self.app("ada")
            if gone:
                return manage_roles.revoke_role(ada, person, role, None)
            return manage_roles.grant_role(ada, person, role, None, None)

        self.attempt("revoke" if gone else "grant", work)
        self.roles = {
            each: {g.role.value for g in self.store.grants() if g.person == each}
            for each in PEOPLE
        }

    @rule(giver=people, taker=people)
    def lend(self, giver: str, taker: str) -> None:
        self.attempt(
            "delegate",
            lambda: manage_roles.delegate(self.app(giver), taker, TODAY, TODAY),
        )
        self.lent = {(each.giver, each.taker) for each in self.store.delegations()}

    @rule(signed_in=st.booleans())
    def sign_in(self, *, signed_in: bool) -> None:
        self.signed_in = signed_in

    # What happens by itself.

    @rule(hours=st.sampled_from((1, 30, 24 * 9)))
    def let_time_pass(self, hours: int) -> None:
        self.clock.at += timedelta(hours=hours)
        self.attempt("keep deadlines", lambda: keep_deadlines(self.app()))

    @rule(times=st.integers(1, 4))
    def bring_out(self, times: int) -> None:
        for _ in range(times):
            for waiting in self.store.deliveries(*OPEN):
                key = waiting.message.id
                self.attempt("deliver", lambda key=key: deliver(self.app(), key))
        self.clock.pass_by(90)

    @rule(person=people)
    def look_there(self, person: str) -> None:
        """A person waits until nothing can come any more, looks, and says what they saw."""
        for stuck in self.store.deliveries(DeliveryState.NEEDS_PERSON):
            self.clock.pass_by(SETTLES.total_seconds())
            there = self.publisher.arrived(stuck.message.id) > 0
            self.attempt(
                "settle",
                lambda stuck=stuck, there=there: settle_delivery(
                    self.app(person), stuck.proposal, arrived=there
                ),
            )

    @rule(at=st.integers(1, 20))
    def light_a_fuse(self, at: int) -> None:
        """The process dies at some point of what is done next."""
        self.fuse.left = at

    @rule()
    def take_a_checkpoint(self) -> None:
        name = self.store.audit_name()
        assert name is not None
        head = self.store.audit_head()
        self.outside.append(checkpoint(name, head, self.clock.now(), _signer()))

    @rule(person=people)
    def carry_on(self, person: str) -> None:
        """Whoever comes next finishes what a crash left approved."""
        for left in self.store.proposals(ProposalState.APPROVED):
            if not isinstance(left.effect, PublishBrief):
                actor = Actor.of(self.app(person))
                self.attempt("carry on", lambda key=left.id, a=actor: apply_decisions(a, key))
                return

    # What always holds.

    @invariant()
    def nothing_happened_without_a_valid_approval(self) -> None:
        known = {each.id: each for each in self.store.proposals()}
        self.what_left_was_approved_and_left_once(known)
        if self.store.audit_head() != self.checked:
            self.what_was_done_is_in_the_audit_once(known)
            self.cells_are_what_was_approved(known)
            self.checked = self.store.audit_head()

    def what_left_was_approved_and_left_once(self, known: dict[str, Proposal]) -> None:
        sent = {each.message.id: each for each in self.store.deliveries()}
        for key, arrivals in self.publisher.arrivals.items():
            assert len(arrivals) <= 1, (key, arrivals)
            proposal = known[sent[key].proposal]
            assert proposal.id in self.approvals
            effect, message = proposal.effect, sent[key].message
            assert isinstance(effect, PublishBrief)
            assert (effect.text_hash, effect.to) == (message.text_hash, message.to)
        published = {
            each.id
            for each in known.values()
            if each.id in self.approvals and isinstance(each.effect, PublishBrief)
        }
        assert published == {each.proposal for each in sent.values()}

    def what_was_done_is_in_the_audit_once(self, known: dict[str, Proposal]) -> None:
        told = Counter((each.kind, each.subject) for each in self.store.audit_events())
        for proposal in known.values():
            approved = told[AuditKind.APPROVED, proposal.id]
            alone = told[AuditKind.BROKE_GLASS, proposal.id]
            assert approved + alone == (proposal.id in self.approvals), proposal
            assert told[AuditKind.PROPOSED, proposal.id] == 1
            for kind in (AuditKind.APPLIED, AuditKind.DELIVERED, AuditKind.RATIFIED):
                assert told[kind, proposal.id] <= 1, (kind, proposal)

    def cells_are_what_was_approved(self, known: dict[str, Proposal]) -> None:
        wanted: dict[str, Any] = {"open": {"Open"}, "other": {"Other"}}
        for proposal in known.values():
            effect = proposal.effect
            if isinstance(effect, CorrectInput) and proposal.id in self.approvals:
                wanted[effect.key].add(effect.after)
        for project in view(replace(self.app(), store=self.store)).full.all(Project):
            assert project.name in wanted[project.key], (project.name, wanted)

    def the_chain_holds(self) -> None:
        verified = verify(self.store.audit_frame(), self.outside, _signer())
        assert verified.holds, verified
