"""Whoever acts: what they may do, in words where they may not, and what the audit keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import JsonValue

from assistant.errors import Refused
from assistant.governance.audit.event import AuditEntry, AuditEvent, AuditKind
from assistant.governance.rights import Action, Decision, Resource, Why, can
from assistant.governance.roles import Delegation, Grant, User, user_of
from assistant.portfolio.people import Person
from assistant.ports.store import UnitOfWork
from assistant.usecases.app import App
from assistant.usecases.policy_in_force import under_policy_in_force
from assistant.usecases.view import View, person_key, view

BY_ITSELF = "pmo"
"""The actor of what happens without anybody's doing."""


@dataclass(frozen=True)
class Actor:
    """Whoever asks, with what they see and what they are to the portfolio today.

    Roles are read anew for every actor, so a role that was taken away is gone at once.
    """

    app: App
    view: View

    @classmethod
    def of(cls, app: App) -> Actor:
        """Return whoever is asking now, under the rules that hold now."""
        return cls(under_policy_in_force(app), view(app))

    @cached_property
    def user(self) -> User:
        """What they are today."""
        return self._user(person_key(self.app, self.view.full), verified=self.app.verified)

    def decision(self, action: Action, resource: Resource) -> Decision:
        """Return whether they may do something."""
        return can(self.user, action, resource, self.app.policy)

    def demand(self, action: Action, resource: Resource) -> str:
        """Return their key where they may do something; Refused says why not, and who can."""
        decision = self.decision(action, resource)
        if not decision.allowed or self.user.person is None:
            raise Refused(f"{_SENTENCES[decision.why]}", remedy=self._who_can(action, resource))
        return self.user.person

    def who_can(self, action: Action, resource: Resource) -> tuple[str, ...]:
        """Return the keys of everybody who may do something and is still here, sorted."""
        today = self.view.full.as_of
        people = sorted(
            person.key
            for person in self.view.full.all(Person)
            if person.end is None or person.end >= today
        )
        policy = self.app.policy
        users = (self._user(person, verified=True) for person in people)
        allowed = (user for user in users if can(user, action, resource, policy).allowed)
        return tuple(user.person for user in allowed if user.person is not None)

    def note(
        self, unit: UnitOfWork, kind: AuditKind, subject: str, facts: Mapping[str, JsonValue]
    ) -> AuditEvent:
        """Chain what they did in the transaction in which they do it."""
        person = self.user.person
        actor = unit.pseudonym(person, f"p-{self.app.tokens.token()}") if person else BY_ITSELF
        proven = self.app.verified or person is None
        told = dict(facts) if proven else {**facts, "identity": "local, not verified"}
        at = self.app.clock.now()
        return unit.append_audit(
            AuditEntry(at=at, actor=actor, kind=kind, subject=subject, facts=told)
        )

    def _user(self, person: str | None, *, verified: bool) -> User:
        grants, delegations = self._roles
        return user_of(person, grants, delegations, self.view.full, verified=verified)

    @cached_property
    def _roles(self) -> tuple[tuple[Grant, ...], tuple[Delegation, ...]]:
        return self.app.store.grants(), self.app.store.delegations()

    def _who_can(self, action: Action, resource: Resource) -> str | None:
        if not resource.visible:
            return None
        names = {person.key: person.name for person in self.view.full.all(Person)}
        found = [names[key] for key in self.who_can(action, resource)[:_SHOWN]]
        if not found:
            return "Nobody can today: an admin gives roles with pmo users grant."
        return f"{' or '.join(found)} can."


_SHOWN = 3
_SENTENCES = {
    Why.ALLOWED: "Say who you are, with --viewer.",
    Why.NOT_THERE: "There is nothing of that name here.",
    Why.UNKNOWN_PERSON: "Only somebody known can do this. Say who you are, with --viewer.",
    Why.READ_ONLY: "An auditor reads everything and changes nothing.",
    Why.CHAIR: "Only whoever decided it can confirm that they did.",
    Why.OWN_WORK: "You wrote what this would do, so somebody else decides.",
    Why.OWN_GIVER: "You stand in for whoever wrote or did this, so somebody else decides.",
    Why.SAME_PERSON: "You did this alone, so somebody else stands behind it.",
    Why.NOT_IN_PERSON: "Acting alone is done in person, not for somebody else.",
    Why.ROLE: "This takes another role than yours.",
    Why.NOBODY: "No rule of the policy says who decides this, so nobody does.",
    Why.UNKNOWN_BAND: "The amount is in another currency than the bands of the policy, and no rate"
    " between them is known, so nobody can tell who decides this.",
    Why.UNVERIFIED: "The policy takes no decisions from a command line.",
}
