"""When is it done, how many by a day, how likely is what was promised: one answer for a subject.

Two bases stand side by side where both exist: one's own pace, and the plan of record; for an item
in progress its age is a third. Where pace and plan are far apart that is said, since each sees
what the other does not. The plan is run on the whole portfolio; what is written is about what its
reader may see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.planning.forecast.age_forecast import AgeForecast
from assistant.planning.forecast.commitments import Commitments
from assistant.planning.forecast.notes import apart, scope_growth, unlikely_days
from assistant.planning.forecast.outlook import (
    CommitmentForecast,
    CountForecast,
    DateForecast,
    Forecast,
    ProjectForecast,
)
from assistant.planning.forecast.pace_forecast import PaceForecast
from assistant.planning.forecast.plan_forecast import PlanForecast
from assistant.planning.forecast.record import record_in_short
from assistant.planning.forecast.simulated_plan import SimulatedPlan
from assistant.planning.forecast.subject import EVERYTHING, Subject, Subjects
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Statement, say

NO_PLAN = (
    "There is no forecast from the plan: it takes sizes in days, and people with the time they "
    "have."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: about which subject, and by which day a count is wanted, if any."""

    subject: Subject
    by: date | None = None
    seed: int = 0


def forecast(asked: Asked, plan: SimulatedPlan | None, seen: Snapshot, policy: Policy) -> Forecast:
    """Return the forecast of a subject made from what its reader sees."""
    return _Writer(asked, plan, seen, policy).forecast()


class _Writer:
    def __init__(
        self, asked: Asked, plan: SimulatedPlan | None, seen: Snapshot, policy: Policy
    ) -> None:
        self._asked = asked
        self._subject = asked.subject
        self._seen = seen
        self._policy = policy
        self._facts = Facts(seen)
        self._subjects = Subjects(seen)
        self._simulated = plan
        self._plan = None if plan is None else PlanForecast(plan, self._facts)
        self._commitments = None if plan is None else Commitments(plan, self._facts)
        self._pace = PaceForecast(self._facts, policy, asked.subject)
        self._age = AgeForecast(self._facts, policy, asked.subject)

    def forecast(self) -> Forecast:
        dates = tuple(self._dates())
        commitments = tuple(self._promised())
        return Forecast(
            as_of=self._seen.as_of,
            revision=self._seen.revision,
            policy_hash=self._policy.hash,
            seed=self._asked.seed,
            runs=0 if self._simulated is None else self._simulated.runs,
            subject=self._subject.name,
            headline=self._headline(dates, commitments),
            dates=dates,
            counts=tuple(self._counts()),
            commitments=commitments,
            projects=tuple(self._projects()),
            notes=tuple(self._notes(dates)),
            record=record_in_short(self._facts, self._policy, self._subjects.everything()),
            assumptions=tuple(self._assumptions()),
        )

    @property
    def _has_pace(self) -> bool:
        return self._pace.is_known and not self._subject.is_single

    def _dates(self) -> Iterator[DateForecast]:
        if self._plan is not None:
            dated = self._plan.dated(self._subject)
            if dated is not None:
                yield dated
        if self._has_pace:
            yield from self._pace.dates()
        aged = self._age.dated()
        if aged is not None:
            yield aged

    def _counts(self) -> Iterator[CountForecast]:
        if self._asked.by is None or not self._subject.open_keys:
            return
        if self._plan is not None:
            yield self._plan.counted_by(self._subject, self._asked.by)
        if self._has_pace:
            yield self._pace.counted_by(self._asked.by)

    def _promised(self) -> Iterator[CommitmentForecast]:
        """Yield the commitments that belong to the subject."""
        subject, commitments = self._subject, self._commitments
        if commitments is None:
            return
        if subject.milestone is not None:
            found = commitments.milestone(subject.milestone)
            yield from [found] if found is not None else []
        elif subject.name == EVERYTHING:
            yield from commitments.all()
        elif subject.project is not None:
            yield from commitments.all(subject.project)
        elif subject.is_single:
            found = commitments.item(subject.items[0].key)
            yield from [found] if found is not None else []

    def _projects(self) -> Iterator[ProjectForecast]:
        if self._plan is None:
            return
        subjects = self._subjects
        if self._subject.name == EVERYTHING:
            yield from self._plan.projects(subjects, self._seen.frame(Project)["key"])
        elif self._subject.project is not None:
            yield from self._plan.projects(subjects, [self._subject.project])

    def _headline(
        self, dates: Sequence[DateForecast], commitments: Sequence[CommitmentForecast]
    ) -> Statement:
        if not self._subject.open_keys:
            return say("{what}: nothing is open.", what=self._subject.called)
        if self._subject.name == EVERYTHING and commitments:
            return unlikely_days(self._facts, commitments)
        if commitments and (self._subject.milestone or self._subject.is_single):
            return commitments[0].statement
        count = self._subject.open_count(self._facts)
        if not dates:
            return say(
                "{what}: {count} open [item|items], and nothing to forecast them by.",
                what=self._subject.called,
                count=count,
            )
        return say(
            "{what}, {count} open [item|items]. {dated}",
            what=self._subject.called,
            count=count,
            dated=dates[0].statement,
        )

    def _notes(self, dates: Sequence[DateForecast]) -> Iterator[Statement]:
        if not self._subject.open_keys:
            return
        if self._subject.project is not None:
            yield from scope_growth(self._facts, self._subject.project)
        yield from apart(self._facts, self._policy, dates)
        if self._plan is None:
            yield Statement(text=NO_PLAN)
        else:
            yield from self._plan.missing(self._subject)
        if not self._pace.is_known and not self._subject.is_single:
            yield self._pace.too_little()

    def _assumptions(self) -> Iterator[Statement]:
        if self._plan is not None:
            yield self._plan.rests_on()
        if self._has_pace:
            yield self._pace.rests_on()
        if self._age.dated() is not None:
            yield self._age.rests_on()
