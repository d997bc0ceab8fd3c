"""Teams whose measured share for business as usual rises and leaves less for change work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.planning.capacity.measured import latest_bau, measured_bau
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Team
from assistant.values import Fact, Statement, Unit, say

_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Share:
    """A team's measured share on a day, as a fact of the snapshot that says so."""

    day: date
    percent: Decimal
    fact: Fact


def bau_crowding(survey: Survey) -> Iterator[Risk]:
    """Yield the teams whose share rose by the policy's points since its lowest day on record.

    The record is made of earlier snapshots, and of earlier measurements in the latest one.
    """
    rise = survey.policy.limit("bau_rise_points")
    for team, shares in _records(survey).items():
        low, now = min(shares, key=lambda each: (each.percent, each.day)), shares[-1]
        if now.percent - low.percent >= rise:
            yield _risk(survey, team, low, now)


def _records(survey: Survey) -> dict[str, list[Share]]:
    """Return each team's shares, oldest first."""
    found: dict[str, dict[date, Share]] = {}
    for team, rows in measured_bau(survey.snapshot).items():
        for measured in rows[:-1]:
            fact = measured.fact(survey.facts, team, f"bau_{measured.row}")
            found.setdefault(team, {})[measured.day] = Share(measured.day, measured.percent, fact)
    for snapshot in (*survey.history, survey.snapshot):
        for team, measured in latest_bau(snapshot).items():
            fact = measured.fact(Facts(snapshot), team)
            share = Share(snapshot.as_of, measured.percent, fact)
            found.setdefault(team, {})[snapshot.as_of] = share
    return {
        team: [by_day[day] for day in sorted(by_day)] for team, by_day in sorted(found.items())
    }


def _risk(survey: Survey, team: str, low: Share, now: Share) -> Risk:
    owner = survey.lead_of(team)
    known = survey.snapshot.get(Team, team)
    declared = known.change_work_percent if known else None
    squeezed = declared is not None and declared > _ALL - now.percent
    return risk(
        RiskKind.BAU_CROWDING,
        [team],
        severity=Severity.HIGH if squeezed else Severity.MEDIUM,
        projects=[],
        headline=say(
            "Running the business takes {now} of the time of {team}, up from {then} on {day}.{plan}",
            now=now.fact,
            team=survey.facts.name(Team, team),
            then=low.fact,
            day=_day(survey, team, low),
            plan=_plan(survey, team) if squeezed else Statement(text=""),
        ),
        remedy=survey.ask(owner, "find what causes the rise before change work is promised."),
        owner=owner,
        since=low.day,
    )


def _day(survey: Survey, team: str, share: Share) -> Fact:
    day = survey.facts.of(f"{Team.table}:{team}", "lowest_bau_on", share.day, Unit.DATE)
    return day.model_copy(update={"sources": share.fact.sources})


def _plan(survey: Survey, team: str) -> Statement:
    declared = survey.facts.cell(Team, team, "change_work_percent", Unit.PERCENT)
    return say(" Its plans still count on {declared} for change work.", declared=declared)
