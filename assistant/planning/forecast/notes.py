"""What has to be said beside a forecast: growth, bases that disagree, days that are unlikely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from assistant.planning.figures import rounded
from assistant.planning.forecast.outlook import EVEN, Basis, CommitmentForecast, DateForecast
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.values import Fact, Statement, Unit, say

_HUNDRED = 100


def unlikely_days(facts: Facts, commitments: Sequence[CommitmentForecast]) -> Statement:
    """Say how many promised days are less likely than not."""
    judged = [each for each in commitments if each.chance is not None]
    unlikely = [each for each in judged if _percent(each.chance) < EVEN]
    return say(
        "{unlikely} of {judged} promised or required days [is|are] less likely than not.",
        unlikely=facts.of("portfolio", "unlikely days", len(unlikely), Unit.COUNT),
        judged=facts.of("portfolio", "days with a chance", len(judged), Unit.COUNT),
    )


def scope_growth(facts: Facts, key: str) -> Iterator[Statement]:
    """Yield by how much a project's scope has grown, where it has."""
    project = facts.snapshot.get(Project, key)
    if project is None or not project.scope_baseline or project.scope_current is None:
        return
    grown = (project.scope_current / project.scope_baseline - 1) * _HUNDRED
    if grown <= 0:
        return
    percent = facts.of(
        f"{Project.table}:{key}",
        "scope growth",
        rounded(grown),
        Unit.PERCENT,
        cells=[(Project, key, "scope_baseline"), (Project, key, "scope_current")],
        arithmetic=f"{project.scope_current} ÷ {project.scope_baseline} − 1",
    )
    yield say(
        "Its scope has grown by {percent} since it was agreed; the plan counts only what is "
        "written down today, so more growth comes on top.",
        percent=percent,
    )


def apart(facts: Facts, policy: Policy, dates: Sequence[DateForecast]) -> Iterator[Statement]:
    """Yield that pace and plan do not agree, where they do not."""
    by_basis = {each.basis: each for each in dates}
    plan, pace = by_basis.get(Basis.PLAN), by_basis.get(Basis.PACE)
    if plan is None or pace is None or plan.sure is None:
        return
    if pace.sure is None:
        yield Statement(
            text="Plan and pace do not agree: at the pace so far it is too far off to say. The plan "
            "trusts sizes and people's time; the pace is what really came out."
        )
        return
    days = abs(_day(pace.sure) - _day(plan.sure)).days
    if days <= policy.limit("forecast_apart_days"):
        return
    later = "pace" if _day(pace.sure) > _day(plan.sure) else "plan"
    yield say(
        f"Plan and pace do not agree: by {later} it is {{days}} later. The plan trusts sizes and "
        "people's time; the pace is what really came out. Promise the later day until you "
        "know why.",
        days=facts.of(pace.sure.subject, "days apart", days, Unit.DAYS),
    )


def _percent(fact: Fact | None) -> Decimal:
    value = fact.value if fact is not None else None
    return value if isinstance(value, Decimal) else Decimal(_HUNDRED)


def _day(fact: Fact) -> date:
    if not isinstance(fact.value, date):
        raise TypeError(f"{fact.measure} is no day")
    return fact.value
