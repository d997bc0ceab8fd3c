"""Whose load is told by name, and what somebody is called where it is not.

How much one person is asked for is between that person, whoever leads their team, and the PMO
lead. Everyone else reads of a skill, else of a role.
"""

from __future__ import annotations

import hashlib
import re

from assistant.planning.inputs.sizes import named
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Unit, say
from assistant.values.saying import Part

_LEADS_PMO = re.compile(
    r"(?:pmo|portfolio management office)[ -]*(?:lead|head|manager|director)"
    r"|(?:lead|head|manager|director)(?: of)?(?: the)? (?:pmo|portfolio management office)"
)
"""Roles of whoever leads the PMO, in full: a deputy or an assistant does not."""


def may_see_named_load(seen: Snapshot, person: str) -> bool:
    """Say whether whoever a snapshot is seen by may read how much a person is asked for.

    That is the person, the lead of their team and the PMO lead, while they are here; and the
    engine, which computes in a scope of everything. Somebody unknown may not.
    """
    if seen.scope.everything:
        return True
    viewer = seen.get(Person, seen.scope.viewer)
    if viewer is None or (viewer.end is not None and viewer.end < seen.as_of):
        return False
    if viewer.key == person or leads_pmo(viewer):
        return True
    known = seen.get(Person, person)
    team = seen.get(Team, known.team) if known is not None else None
    return team is not None and team.lead == viewer.key


def leads_pmo(person: Person) -> bool:
    """Say whether somebody leads the PMO, by their role."""
    return _LEADS_PMO.fullmatch(" ".join((person.role or "").casefold().split())) is not None


def mark(person: str) -> str:
    """Return a mark that stands for a person in a key, so that no name shows in it."""
    return hashlib.blake2b(person.encode(), digest_size=4).hexdigest()


def role_subject(seen: Snapshot, person: str) -> str:
    """Return the subject of facts about somebody who is not named: their skill, else a mark."""
    skill = only_skill(seen, person)
    return f"roles:{mark(person)}" if skill is None else f"skills:{skill}"


def role_words(seen: Snapshot, person: str) -> Part:
    """Return what somebody is called without their name: “iam”, “Developer in Claims”."""
    facts, subject = Facts(seen), role_subject(seen, person)
    skill = only_skill(seen, person)
    if skill is not None:
        return facts.of(subject, "name", skill, Unit.NAME)
    known = seen.get(Person, person)
    team = known.team if known is not None else None
    where = (
        facts.name(Team, team) if team else facts.of("teams:none", "name", "no team", Unit.NAME)
    )
    if known is None or not known.role:
        return say("Somebody in {team}", team=where)
    return say(
        "{role} in {team}", role=facts.of(subject, "role", known.role, Unit.NAME), team=where
    )


def only_skill(seen: Snapshot, person: str) -> str | None:
    """Return the first of a person's skills that nobody else here has, in the order of their own."""
    known = seen.get(Person, person)
    others = {
        named(skill)
        for other in seen.all(Person)
        if other.key != person and (other.end is None or other.end >= seen.as_of)
        for skill in other.skills
    }
    own = [named(skill) for skill in known.skills] if known is not None else []
    return next((skill for skill in own if skill not in others), None)
