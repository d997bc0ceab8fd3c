"""Who can act on a project today: people who have left cannot."""

from __future__ import annotations

from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.project import Program, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Statement, say


class Ownership:
    """The people behind the projects of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def owner(self, project: Project) -> str | None:
        """Return the key of the project's owner; None where there is none, or they have left."""
        return project.owner if self.is_here(project.owner) else None

    def who_can_act(self, project: Project) -> str | None:
        """Return the owner, else the sponsor, else the program's lead, of those still here."""
        program = self._snapshot.get(Program, project.program)
        people = (project.owner, project.sponsor, program.lead if program else None)
        return next((key for key in people if self.is_here(key)), None)

    def ask(self, project: Project, facts: Facts) -> Statement:
        """Say whom to ask about a project: the end of a sentence."""
        key = self.who_can_act(project)
        if key is None:
            return say("nobody is named to ask")
        return say("ask {person}", person=facts.name(Person, key))

    def is_here(self, person: str | None) -> bool:
        """Say whether somebody is named and has not left; who is not in the list counts as here."""
        if person is None:
            return False
        known = self._snapshot.get(Person, person)
        return known is None or known.end is None or known.end >= self._snapshot.as_of
