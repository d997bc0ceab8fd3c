"""What risks, caveats and flow are found in: a snapshot, its policy, earlier days, views of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from assistant.health.chains import Chains
from assistant.health.expected_dates import ExpectedDates
from assistant.health.freshness import Freshness
from assistant.health.naming import person
from assistant.health.project_load import loads_by_project
from assistant.health.rag import judge
from assistant.health.verdicts import ProjectHealth
from assistant.planning.capacity.load import CapacityReport
from assistant.planning.capacity.outlook import capacity
from assistant.planning.inputs.freezes import Freezes
from assistant.policy import Policy
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.ownership import Ownership
from assistant.portfolio.people import Team
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Fact, Statement, Unit, say
from assistant.values.saying import Slot

_ENDED = frozenset({Stage.CLOSED, Stage.STOPPED})
_OVER = (StatusCategory.DONE.value, StatusCategory.DROPPED.value)


class Survey:
    """One look at a portfolio. `history` holds earlier snapshots in the same scope, any order.

    Health and capacity may be handed in where they are known, such as projected ones of a viewer;
    else they are computed from the snapshot.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        policy: Policy,
        history: Iterable[Snapshot] = (),
        *,
        health: Sequence[ProjectHealth] | None = None,
        load: CapacityReport | None = None,
    ) -> None:
        earlier = [each for each in history if each.as_of < snapshot.as_of]
        self.snapshot = snapshot
        self.policy = policy
        self.history = tuple(sorted(earlier, key=lambda each: (each.as_of, each.revision)))
        self.facts = Facts(snapshot)
        self.ownership = Ownership(snapshot)
        self.freshness = Freshness(snapshot, policy)
        self.dates = ExpectedDates(snapshot)
        self.freezes = Freezes(snapshot)
        self._health = health
        self._load = load

    @property
    def today(self) -> date:
        """The day everything is seen from."""
        return self.snapshot.as_of

    @cached_property
    def projects(self) -> dict[str, Project]:
        """The projects that are neither closed nor stopped, by key."""
        return {
            project.key: project
            for project in self.snapshot.all(Project)
            if project.stage not in _ENDED
        }

    @cached_property
    def active(self) -> dict[str, Project]:
        """The projects that go on: paused ones left out."""
        running = self.projects.items()
        return {key: project for key, project in running if project.stage is not Stage.PAUSED}

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones of running projects that have not been reached."""
        return tuple(
            milestone
            for milestone in self.snapshot.all(Milestone)
            if milestone.actual is None and self.is_running(milestone.project)
        )

    @cached_property
    def open_work(self) -> pl.DataFrame:
        """The rows of work items to do or in progress, of projects that go on, sorted by key."""
        idle = [
            project.key
            for project in self.snapshot.all(Project)
            if project.stage in _ENDED or project.stage is Stage.PAUSED
        ]
        return self.snapshot.frame(WorkItem).filter(
            ~pl.col("category").fill_null(StatusCategory.TODO.value).is_in(_OVER),
            ~pl.col("project").fill_null("").is_in(idle),
        )

    @cached_property
    def chains(self) -> Chains:
        """What waits for what, up to the milestones that have not been reached."""
        return Chains(self.snapshot, self.milestones)

    @cached_property
    def health(self) -> tuple[ProjectHealth, ...]:
        """Every running project's health by rule."""
        if self._health is not None:
            return tuple(self._health)
        return judge(self.snapshot, self.policy, overload=loads_by_project(self.load, self.facts))

    @cached_property
    def load(self) -> CapacityReport:
        """Load against capacity over the policy's horizon."""
        return self._load or capacity(self.snapshot, self.policy)

    def is_running(self, project: str | None) -> bool:
        """Say whether a project is neither closed nor stopped; an unknown one counts as running."""
        return project in self.projects or self.snapshot.get(Project, project) is None

    def who_can_act(self, project: str | None) -> str | None:
        """Return the key of the person who can act on a project."""
        known = self.snapshot.get(Project, project)
        return None if known is None else self.ownership.who_can_act(known)

    @property
    def horizon(self) -> date:
        """The last day that load is looked at."""
        return self.today + timedelta(weeks=int(self.policy.limit("load_horizon_weeks")))

    def lead_of(self, team: str | None) -> str | None:
        """Return the key of a team's lead."""
        known = self.snapshot.get(Team, team)
        return known.lead if known and self.ownership.is_here(known.lead) else None

    def decider(self, project: Project) -> str | None:
        """Return who can decide about money and scope: the sponsor, else who can act."""
        sponsor = project.sponsor if self.ownership.is_here(project.sponsor) else None
        return sponsor or self.ownership.who_can_act(project)

    def ask(self, who: str | None, text: str, **slots: Slot) -> Statement:
        """Return a remedy: “Farid Noor …”, or “Somebody has to …” where nobody can be named.

        The text goes on after the name with a verb in its first form, such as “agree a new date”.
        """
        if who is None:
            return say(f"Nobody is named who could {text}", **slots)
        return say(f"{{who}} can {text}", who=person(self.facts, who), **slots)

    def days(self, subject: str, measure: str, later: date, earlier: date, *cells: Cell) -> Fact:
        """Return the calendar days from one day to a later one."""
        return self.facts.of(
            subject,
            measure,
            (later - earlier).days,
            Unit.DAYS,
            cells=cells,
            arithmetic=f"{later} − {earlier}",
        )
