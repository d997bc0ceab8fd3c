"""Who may do what: `can(user, action, resource, policy)`. What is not allowed here is denied.

Who decides what stands in the policy table `decision_rights`; that nobody decides alone on what
they wrote themselves does not: no table can switch it off.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.governance.roles import DECIDERS, Role, Standing, User, outranks
from assistant.policy import Policy, Verdict
from assistant.values import Money, Value


class Action(StrEnum):
    """What somebody may want to do."""

    READ = "read"
    COMMENT = "comment"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    BREAK_GLASS = "break glass"
    RATIFY = "ratify"
    READ_AUDIT = "read the audit"
    CHANGE_ROLES = "change roles"


class EffectKind(StrEnum):
    """What a proposal would do."""

    AGREED_ORDER = "agreed order"
    SCENARIO = "scenario"
    PUBLISH_BRIEF = "publish brief"
    RAG_OVERRIDE = "RAG override"
    INTAKE = "intake"
    STOP = "stop"
    CONFLICT = "conflict"
    BUDGET_CHANGE = "budget change"
    INPUT_CORRECTION = "input correction"
    POLICY_CHANGE = "policy change"
    RISK_ACCEPTANCE = "risk acceptance"
    ORAL_DECISION = "oral decision"
    ERRATUM = "erratum"


class Resource(Value):
    """What is acted on.

    `visible` says whether the asker's scope shows it. `authors` wrote what a proposal would do,
    whoever changed more than its wording among them; a scheduled draft has none. `acted` broke
    the glass for it. `chair` decided it elsewhere, and alone can say so. `amount` is None where no money is involved or it is not known.
    """

    project: str | None = None
    program: str | None = None
    visible: bool = True
    effect: EffectKind | None = None
    amount: Money | None = None
    severity: str | None = Field(default=None, description="of a risk: red, amber, green or grey")
    authors: frozenset[str] = frozenset()
    acted: str | None = None
    chair: str | None = None
    at_least: Role | None = Field(default=None, description="who else a verdict on it asks for")


class Why(StrEnum):
    """Why something is allowed or not."""

    ALLOWED = "allowed"
    NOT_THERE = "there is nothing of that name here"
    UNKNOWN_PERSON = "who asks is not known"
    READ_ONLY = "this role reads and does nothing else"
    CHAIR = "only whoever decided it can confirm that they did"
    OWN_WORK = "whoever wrote it does not decide on it"
    OWN_GIVER = "whoever stands in for its author does not decide on it either"
    SAME_PERSON = "somebody else has to ratify what was done alone"
    NOT_IN_PERSON = "acting alone cannot be delegated"
    ROLE = "it takes another role"
    NOBODY = "no rule says who decides this, so nobody may"
    UNKNOWN_BAND = "the policy's bands are in another currency, and no rate between them is known"
    UNVERIFIED = "the policy does not take decisions from a place that cannot tell who somebody is"


class Decision(Value):
    """Whether something is allowed, why, and which role it takes at least."""

    allowed: bool
    why: Why
    needs: Role | None = None


_ALLOWED = Decision(allowed=True, why=Why.ALLOWED)
_OPEN_TO_VIEWERS = frozenset(
    {EffectKind.INPUT_CORRECTION, EffectKind.BUDGET_CHANGE, EffectKind.ORAL_DECISION}
)
_OVERSIGHT = {
    Action.READ_AUDIT: (Role.AUDITOR, Role.PMO_LEAD),
    Action.CHANGE_ROLES: (Role.ADMIN,),
}
_DECIDING = frozenset({Action.DECIDE, Action.BREAK_GLASS, Action.RATIFY})


def can(  # noqa: PLR0911 - one rule after the other, the first that applies decides
    user: User, action: Action, resource: Resource, policy: Policy
) -> Decision:
    """Say whether somebody may do something, and why. Unknown and hidden things look the same."""
    if not resource.visible:
        return _no(Why.NOT_THERE)
    if action is Action.READ:
        return _ALLOWED
    if user.person is None:
        return _no(Why.UNKNOWN_PERSON)
    if action in _OVERSIGHT:
        return _overseeing(user, _OVERSIGHT[action])
    if user.holds(Role.AUDITOR):
        return _no(Why.READ_ONLY)
    if action in _DECIDING:
        return _deciding(user, action, resource, policy)
    return _contributing(user, action, resource)


def needed_role(resource: Resource, policy: Policy) -> Role | None:
    """Return the lowest role that decides on something, by policy; None where no rule says."""
    decider = _verdict(resource, policy)["decider"]
    found = next((role for role in DECIDERS if role.value == decider), None)
    return resource.at_least if found and outranks(resource.at_least, found) else found


def _verdict(resource: Resource, policy: Policy) -> Verdict:
    corrects = resource.effect is EffectKind.ERRATUM  # it goes the way of what it corrects
    asked = EffectKind.PUBLISH_BRIEF if corrects else resource.effect
    given = {
        "effect": asked.value if asked else None,
        "amount": resource.amount,
        "severity": resource.severity,
    }
    return policy.decide("decision_rights", given)


def _contributing(user: User, action: Action, resource: Resource) -> Decision:
    if action is Action.COMMENT:
        return _ALLOWED
    if action is Action.WITHDRAW:
        return _ALLOWED if user.person in resource.authors else _no(Why.ROLE)
    if resource.effect in _OPEN_TO_VIEWERS or _standings(user, Role.PROJECT_MANAGER, resource):
        return _ALLOWED
    return Decision(allowed=False, why=Why.ROLE, needs=Role.PROJECT_MANAGER)


def _deciding(user: User, action: Action, resource: Resource, policy: Policy) -> Decision:
    if resource.effect is EffectKind.ORAL_DECISION:
        return _confirming(user, action, resource)
    needs = needed_role(resource, policy)
    if needs is None:
        open_band = resource.amount is not None and _verdict(resource, policy).is_unknown
        return _no(Why.UNKNOWN_BAND if open_band else Why.NOBODY)
    if not user.verified and policy.limit("unverified_decisions_allowed") == Decimal(0):
        return _no(Why.UNVERIFIED)
    entitled = _standings(user, needs, resource)
    if not entitled:
        return Decision(allowed=False, why=Why.ROLE, needs=needs)
    why = _too_close(user, action, resource, entitled)
    return _ALLOWED if why is None else Decision(allowed=False, why=why, needs=needs)


def _confirming(user: User, action: Action, resource: Resource) -> Decision:
    """Let whoever chaired confirm what they decided elsewhere, unless they wrote it down."""
    if action is not Action.DECIDE or user.person != resource.chair:
        return _no(Why.CHAIR)
    return _no(Why.OWN_WORK) if user.person in resource.authors else _ALLOWED


def _too_close(
    user: User, action: Action, resource: Resource, entitled: list[Standing]
) -> Why | None:
    """Return why somebody with the right role may still not decide; None where they may."""
    in_person = any(standing.through is None for standing in entitled)
    if action is Action.BREAK_GLASS:
        return None if in_person else Why.NOT_IN_PERSON
    if action is Action.RATIFY and user.person == resource.acted:
        return Why.SAME_PERSON
    if user.person in resource.authors:
        return Why.OWN_WORK
    barred = resource.authors | {resource.acted}
    free = in_person or any(standing.through not in barred for standing in entitled)
    return None if free else Why.OWN_GIVER


def _standings(user: User, needs: Role, resource: Resource) -> list[Standing]:
    """Return the standings that reach a role in what is acted on."""
    enough = DECIDERS[DECIDERS.index(needs) :]
    return [
        standing
        for standing in user.standings
        if standing.role in enough and standing.covers(resource.project, resource.program)
    ]


def _overseeing(user: User, roles: tuple[Role, ...]) -> Decision:
    """Allow what takes one of some roles of the whole portfolio, held in person."""
    own = {each.role for each in user.standings if each.of is None and each.through is None}
    if own & set(roles):
        return _ALLOWED
    return Decision(allowed=False, why=Why.ROLE, needs=roles[0])


def _no(why: Why) -> Decision:
    return Decision(allowed=False, why=why)
