"""Who is what: the first admin by a one-time code, roles given and taken away, stand-ins."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.rights import Action, EffectKind, Resource, needed_role
from assistant.governance.role_list import demand_an_admin
from assistant.governance.roles import ROLE_LIST, Delegation, Grant, Role
from assistant.portfolio.people import Person
from assistant.portfolio.project import Program, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.store import UnitOfWork
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.named import choice_named, person_named
from assistant.values import Value

CODE_HOLDS = timedelta(hours=24)
_ROLES = Resource()


class Roles(Value):
    """Everything that was given: roles and stand-ins."""

    grants: tuple[Grant, ...]
    delegations: tuple[Delegation, ...]


class Deciders(Value):
    """Who decides something: the role it takes, and the people who have it."""

    effect: EffectKind
    needs: Role | None
    people: tuple[str, ...]


def make_first_code(app: App) -> str:
    """Return a code that makes whoever claims it an admin; Refused once there is an admin."""
    if any(grant.role is Role.ADMIN for grant in app.store.grants()):
        raise Refused("There is an admin already.", remedy="Ask them: pmo users list.")
    code = app.tokens.token()
    with app.store.unit_of_work() as unit:
        unit.keep_code(_digest(code), app.clock.now())
    return code


def claim(app: App, code: str) -> Grant:
    """Make whoever asks an admin, for a code that was not used yet."""
    actor = Actor.of(app)
    person = actor.user.person
    if person is None:
        raise BadInput("Nobody is asking.", remedy="Say who you are, with --viewer.")
    grant = Grant(person=person, role=Role.ADMIN, since=actor.view.full.as_of)
    with app.store.unit_of_work() as unit:
        made = unit.use_code(_digest(code.strip()))
        if made is None or app.clock.now() > made + CODE_HOLDS:
            raise Refused("This code is not valid, or no longer.", remedy="pmo users init")
        unit.keep_grant(grant)
        actor.note(unit, AuditKind.ROLE_GRANTED, grant.role.value, {"to": "themselves"})
    return grant


def list_roles(app: App) -> Roles:
    """Return what was given, of those people and areas that the asker may see."""
    seen = Actor.of(app).view.seen
    return Roles(
        grants=tuple(grant for grant in app.store.grants() if area_is_seen(seen, grant.of)),
        delegations=app.store.delegations(),
    )


def grant_role(app: App, person: str, role: Role, of: str | None, until: date | None) -> Grant:
    """Give somebody a role, of a project or program or of the whole portfolio."""
    actor = Actor.of(app)
    demand_role_change(actor)
    seen = actor.view.seen
    grant = Grant(
        person=person_named(seen, person),
        role=role,
        of=area_named(seen, of),
        since=seen.as_of,
        until=until,
    )
    with app.store.unit_of_work() as unit:
        before = unit.grants()
        unit.keep_grant(grant)
        demand_an_admin(before, unit.grants())
        note_role(actor, unit, AuditKind.ROLE_GRANTED, grant)
    return grant


def revoke_role(app: App, person: str, role: Role, of: str | None) -> Grant:
    """Take a role away; it is gone at the next question. NotFound where it was not given."""
    actor = Actor.of(app)
    demand_role_change(actor)
    key, area = person_named(actor.view.seen, person), area_named(actor.view.seen, of)
    with app.store.unit_of_work() as unit:
        before = unit.grants()
        held = _by_hand([g for g in before if (g.person, g.role, g.of) == (key, role, area)])
        if held is None:
            raise NotFound("role", f"{role.value} of {person}")
        unit.end_grant(held)
        demand_an_admin(before, unit.grants())
        note_role(actor, unit, AuditKind.ROLE_REVOKED, held)
    return held


def note_role(actor: Actor, unit: UnitOfWork, kind: AuditKind, grant: Grant) -> None:
    """Chain what became of somebody's role."""
    whose = unit.pseudonym(grant.person, f"p-{actor.app.tokens.token()}")
    told = {"to" if kind is AuditKind.ROLE_GRANTED else "of": whose}
    if grant.listed is not None:
        told["list"] = grant.listed
    actor.note(unit, kind, _subject(grant), told)


def _by_hand(held: list[Grant]) -> Grant | None:
    """Return the role that was given by hand; Refused where only lists give it."""
    for grant in held:
        if grant.listed is None:
            return grant
    for grant in held:
        raise Refused(
            f"This role comes from the {list_words(grant)}.",
            remedy="Take them out there, and import it again: pmo users import.",
        )
    return None


def list_words(grant: Grant) -> str:
    """Return what a list is called that gives a role."""
    return ROLE_LIST if grant.listed == ROLE_LIST else f"group {grant.listed}"


def demand_role_change(actor: Actor) -> None:
    """Raise Refused, with who can, where somebody may not give and take away roles."""
    actor.demand(Action.CHANGE_ROLES, _ROLES)


def delegate(app: App, taker: str, since: date, until: date) -> Delegation:
    """Let somebody stand in for whoever asks, from a day to a day."""
    actor = Actor.of(app)
    giver = actor.user.person
    if giver is None:
        raise BadInput("Nobody is asking.", remedy="Say who you are, with --viewer.")
    key = person_named(actor.view.seen, taker)
    if key == giver or until < since:
        raise BadInput("A stand-in is somebody else, from a day to a later one.")
    given = Delegation(giver=giver, taker=key, since=since, until=until)
    with app.store.unit_of_work() as unit:
        unit.keep_delegation(given)
        to = unit.pseudonym(key, f"p-{app.tokens.token()}")
        days = {"since": since.isoformat(), "until": until.isoformat()}
        actor.note(unit, AuditKind.DELEGATED, "roles", {"to": to, **days})
    return given


def who_decides(app: App, effect: EffectKind, project: str | None) -> Deciders:
    """Return who decides on an effect, of a project or of the portfolio as a whole."""
    actor = Actor.of(app)
    area = area_named(actor.view.seen, project)
    known = actor.view.seen.get(Project, area)
    resource = Resource(effect=effect, project=area, program=known.program if known else None)
    names = {person.key: person.name for person in actor.view.seen.all(Person)}
    people = actor.who_can(Action.DECIDE, resource)
    return Deciders(
        effect=effect,
        needs=needed_role(resource, app.policy),
        people=tuple(names.get(key, key) for key in people),
    )


def read_role(text: str) -> Role:
    """Return the role of that name; BadInput lists them."""
    return choice_named(Role, text)


def read_effect(text: str) -> EffectKind:
    """Return the kind of effect of that name; BadInput lists them."""
    return choice_named(EffectKind, text)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _subject(grant: Grant) -> str:
    words = f"{grant.role.value} of {grant.of or 'the portfolio'}"
    return words.replace(" ", "-")


def area_named(seen: Snapshot, name: str | None) -> str | None:
    """Return a project's or program's key, by key or name; NotFound where there is none."""
    if name is None:
        return None
    wanted = name.casefold()
    projects = [(project.key, project.name) for project in seen.all(Project)]
    programs = [(program.key, program.name) for program in seen.all(Program)]
    for key, called in (*projects, *programs):
        if wanted in (key.casefold(), called.casefold()):
            return key
    raise NotFound("project or program", name)


def area_is_seen(seen: Snapshot, area: str | None) -> bool:
    """Say whether a reader may know of a project or program; everybody knows of the whole."""
    known = seen.get(Project, area) or seen.get(Program, area)
    return area is None or known is not None
