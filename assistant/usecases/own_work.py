"""Whose work an answer is about: of teams that were named, else of the asker's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.errors import NotFound
from assistant.planning.order.ranking import RankedItem
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Program, Project
from assistant.portfolio.snapshot import Snapshot

_NEAR = 60
"""Likeness in percent from which a name is offered."""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """Items of these teams or projects; of everything where both are empty."""

    teams: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.teams or self.projects)

    def has(self, item: RankedItem) -> bool:
        """Say whether an item is part of it."""
        return self.is_everything or item.team in self.teams or item.project in self.projects


def of_teams(seen: Snapshot, names: Iterable[str]) -> OwnWork:
    """Return the work of named teams, by key or name; NotFound where the asker sees none such."""
    teams = seen.all(Team)
    found: set[str] = set()
    for name in names:
        wanted = name.strip().casefold()
        keys = [t.key for t in teams if wanted in (t.key.casefold(), t.name.casefold())]
        if not keys:
            raise NotFound("team", name, near=_near(name, teams))
        found.update(keys)
    return OwnWork(teams=frozenset(found))


def of_viewer(seen: Snapshot) -> OwnWork:
    """Return the asker's own work: of the projects and programs they run, else of their team.

    Who runs nothing and belongs to no team, or is not known, asks about everything.
    """
    viewer = seen.get(Person, seen.scope.viewer)
    if viewer is None:
        return OwnWork()
    led = {program.key for program in seen.all(Program) if program.lead == viewer.key}
    projects = frozenset(
        project.key
        for project in seen.all(Project)
        if project.owner == viewer.key or project.program in led
    )
    teams = {team.key for team in seen.all(Team) if team.lead == viewer.key}
    if viewer.team is not None:
        teams.add(viewer.team)
    return OwnWork(teams=frozenset(teams), projects=projects)


def _near(name: str, teams: Iterable[Team]) -> tuple[str, ...]:
    from rapidfuzz import process, utils

    known = [team.key for team in teams]
    found = process.extract(
        name, known, processor=utils.default_process, limit=3, score_cutoff=_NEAR
    )
    return tuple(key for key, _, _ in found)
