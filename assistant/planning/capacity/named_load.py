"""Whose load is told by name, and what somebody is called where it is not.

How much one person is asked for is between that person, whoever leads their team, and the PMO
lead. Everyone else reads of a skill, else of a role.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is called without their name: a skill only they have, else role and team."""

    skill: str | None
    title: str | None
    team: str | None

    @property
    def subject(self) -> str:
        """The subject of facts about everybody who is called so."""
        return f"skills:{self.skill}" if self.skill else f"roles:{self.team}/{self.title}"

    def name(self, facts: Facts) -> str:
        """Return the words as plain text, for data."""
        team = facts.name(Team, self.team).value if self.team is not None else "no team"
        return self.skill or f"{self.title or 'Somebody'} in {team}"

    def words(self, facts: Facts) -> Part:
        """Return “iam”, “Developer in Claims” or “Somebody in Claims”."""
        if self.skill is not None:
            return facts.of(self.subject, "name", self.skill, Unit.NAME)
        team = facts.of("teams:none", "name", "no team", Unit.NAME)
        if self.team is not None:
            team = facts.name(Team, self.team)
        if not self.title:
            return say("Somebody in {team}", team=team)
        title = facts.of(self.subject, "role", self.title, Unit.NAME)
        return say("{title} in {team}", title=title, team=team)


class RoleNames:
    """Tells what people are called where they are not named."""

    def __init__(self, seen: Snapshot) -> None:
        self._seen = seen

    def of(self, person: str) -> Role:
        """Return the role of a person; of nobody known, that of somebody without a team."""
        known = self._seen.get(Person, person)
        if known is None:
            return Role(None, None, None)
        return Role(self.only_skill(person), known.role, known.team)

    def only_skill(self, person: str) -> str | None:
        """Return the first skill that nobody but this person has, in the order of their own."""
        known = self._seen.get(Person, person)
        own = [named(skill) for skill in known.skills] if known is not None else []
        return next((skill for skill in own if self.rare.get(skill) == person), None)

    @cached_property
    def rare(self) -> Mapping[str, str]:
        """The skills that only a single person here has, with that person, sorted by skill."""
        holders: dict[str, list[str]] = {}
        for person in self._seen.all(Person):
            if person.end is None or person.end >= self._seen.as_of:
                for skill in sorted({named(skill) for skill in person.skills}):
                    holders.setdefault(skill, []).append(person.key)
        return {skill: people[0] for skill, people in sorted(holders.items()) if len(people) == 1}
