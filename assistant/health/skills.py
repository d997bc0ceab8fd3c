"""Who has which skill, and what only a single person can do."""

from __future__ import annotations

from datetime import date

from assistant.planning.capacity.named_load import RoleNames
from assistant.planning.inputs.sizes import named
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.people import Contractor, Person
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Unit


class Skills:
    """The skills of the people who are here on the snapshot's day; skills are compared by `named`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._roles = RoleNames(snapshot)
        self.rare = self._roles.rare
        """The skills that only a single person has, with that person."""

    def only_of(self, person: str) -> str | None:
        """Return the first skill that nobody but this person has, in the order of their own."""
        return self._roles.only_skill(person)

    def for_hire(self, skill: str | None, by: date) -> Contractor | None:
        """Return the contractor with a skill who can be there first, if by that day."""
        fit = [
            contractor
            for contractor in self._snapshot.all(Contractor)
            if skill in {named(own) for own in contractor.skills}
            and (contractor.available_from or date.min) <= by
        ]
        return min(fit, key=lambda each: (each.available_from or date.min, each.key), default=None)


def skill_fact(facts: Facts, skill: str, holder: str | None = None) -> Fact:
    """Return a skill's name; `holder` adds the row of somebody who has it."""
    cells: list[Cell] = [(Person, holder, "skills")] if holder is not None else []
    return facts.of(f"skills:{skill}", "name", skill, Unit.NAME, cells=cells)
