"""The dates that come next: when they are expected, what was promised, what a freeze does to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.health.expected_dates import Expected, ExpectedDates
from assistant.health.naming import called
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone
from assistant.values import Fact, Statement, Unit, say

HEADING = "Coming milestones"
IN_DANGER, PROMISED, OTHER = 66, 60, 40


@dataclass(frozen=True, slots=True)
class Coming:
    """A milestone that is due soon, and when it is to be expected."""

    milestone: Milestone
    expected: Expected

    @property
    def promised(self) -> date | None:
        """The day somebody outside, or a regulator, counts on."""
        if self.milestone.committed is None and self.milestone.mandatory:
            return self.milestone.baseline
        return self.milestone.committed

    @property
    def in_danger(self) -> bool:
        """Whether it is expected after the day it was promised for."""
        return self.promised is not None and self.expected.day > self.promised


def horizon(inputs: BriefingInputs) -> date:
    """Return the last day that the brief looks ahead to."""
    return inputs.as_of + timedelta(weeks=int(inputs.policy.limit("milestone_horizon_weeks")))


def coming(inputs: BriefingInputs) -> tuple[Coming, ...]:
    """Return the milestones planned or promised within the policy's horizon, by day."""
    last = horizon(inputs)
    dates = ExpectedDates(inputs.snapshot)
    found = [
        Coming(milestone, expected)
        for milestone in inputs.snapshot.all(Milestone)
        if (expected := dates.of_milestone(milestone)) is not None
    ]
    soon = [
        each for each in found if min(each.expected.planned, each.promised or date.max) <= last
    ]
    return tuple(sorted(soon, key=lambda each: (each.expected.planned, each.milestone.key)))


def milestones(inputs: BriefingInputs) -> DraftSection:
    """Return the coming milestones by day."""
    points = [_point(inputs, each) for each in coming(inputs)]
    return DraftSection(
        kind=SectionKind.MILESTONES,
        heading=HEADING,
        points=tuple(points),
    )


def planned_fact(inputs: BriefingInputs, each: Coming) -> Fact:
    """Return the day a milestone is planned for, as its row says."""
    milestone = each.milestone
    named = ("forecast", "committed", "baseline")
    field = next(name for name in named if getattr(milestone, name) == each.expected.planned)
    return inputs.facts.cell(Milestone, milestone.key, field, Unit.DATE)


def promised_fact(inputs: BriefingInputs, each: Coming) -> Fact | None:
    """Return the day a milestone was promised for, or None where nobody outside counts on it."""
    if each.promised is None:
        return None
    field = "baseline" if each.milestone.committed is None else "committed"
    return inputs.facts.cell(Milestone, each.milestone.key, field, Unit.DATE)


def expected_fact(inputs: BriefingInputs, each: Coming) -> Fact:
    """Return the day a milestone can really be, after the freeze where it lies in one."""
    freeze = each.expected.freeze
    if freeze is None:
        return planned_fact(inputs, each)
    return inputs.facts.of(
        f"milestones:{each.milestone.key}",
        "expected",
        each.expected.day,
        Unit.DATE,
        cells=[(Milestone, each.milestone.key, "forecast"), (Freeze, freeze.key, "end")],
        arithmetic=f"the first day after {freeze.end.isoformat()}",
    )


def _point(inputs: BriefingInputs, each: Coming) -> DraftPoint:
    told = "{day} has passed: {milestone}" if each.expected.passed else "{day}: {milestone}"
    said = say(
        told,
        day=planned_fact(inputs, each),
        milestone=called(inputs.facts, Milestone, each.milestone.key),
    )
    details = (_freeze(inputs, each), _promise(inputs, each), _penalty(inputs, each))
    for detail in details:
        said = say("{said}{detail}", said=said, detail=detail) if detail else said
    return DraftPoint(
        keys=(f"milestones:{each.milestone.key}",),
        statements=(say("{said}.", said=said),),
        weight=_weight(each),
    )


def _weight(each: Coming) -> int:
    if each.in_danger:
        return IN_DANGER
    return PROMISED if each.promised else OTHER


def _freeze(inputs: BriefingInputs, each: Coming) -> Statement | None:
    if each.expected.freeze is None:
        return None
    return say(
        ", inside {freeze}, so really {really}",
        freeze=inputs.facts.name(Freeze, each.expected.freeze.key),
        really=expected_fact(inputs, each),
    )


def _promise(inputs: BriefingInputs, each: Coming) -> Statement | None:
    promised = promised_fact(inputs, each)
    if promised is None:
        return None
    if each.milestone.committed is None:
        return say("; required by {promised}", promised=promised)
    said = say("; promised")
    if each.milestone.committed_to:
        whom = inputs.facts.cell(Milestone, each.milestone.key, "committed_to", Unit.NAME)
        said = say("{said} to {whom}", said=said, whom=whom)
    if each.promised == each.expected.planned:
        return say("{said} for that day", said=said)
    return say("{said} for {promised}", said=said, promised=promised)


def _penalty(inputs: BriefingInputs, each: Coming) -> Statement | None:
    milestone = each.milestone
    if milestone.penalty is None or not each.promised:
        return None
    penalty = inputs.facts.cell(Milestone, milestone.key, "penalty", Unit.MONEY)
    if milestone.penalty_period is None:
        return say(", else {penalty}", penalty=penalty)
    per = inputs.facts.of(
        f"{Milestone.table}:{milestone.key}", "penalty_per", milestone.penalty_period, Unit.NAME,
        cells=[(Milestone, milestone.key, "penalty_per")],
    )  # fmt: skip
    return say(", else {penalty} a {per}", penalty=penalty, per=per)
