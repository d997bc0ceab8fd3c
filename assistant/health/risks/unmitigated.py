"""Red entries of the RAID log that nobody mitigates or has accepted."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.naming import called, project_name
from assistant.health.open_risks import is_red_and_open
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.control import RaidEntry
from assistant.values import Statement, Unit, say


def unmitigated(survey: Survey) -> Iterator[Risk]:
    """Yield red open entries without a mitigation, with their age where it is known."""
    for entry in survey.snapshot.all(RaidEntry):
        mitigated = bool((entry.mitigation or "").strip())
        if is_red_and_open(entry, survey.today) and not mitigated and _concerns(survey, entry):
            yield _risk(survey, entry)


def _concerns(survey: Survey, entry: RaidEntry) -> bool:
    return entry.project is None or survey.is_running(entry.project)


def _risk(survey: Survey, entry: RaidEntry) -> Risk:
    owner = entry.owner if survey.ownership.is_here(entry.owner) else None
    owner = owner or survey.who_can_act(entry.project)
    aged = entry.raised_on is not None and (
        (survey.today - entry.raised_on).days > survey.policy.limit("risk_unmitigated_days")
    )
    return risk(
        RiskKind.UNMITIGATED,
        [entry.key],
        severity=Severity.HIGH if aged else Severity.MEDIUM,
        projects=[entry.project],
        headline=say(
            "{what} in {project} is {rating} and has no mitigation{age}.{lapsed}",
            what=called(survey.facts, RaidEntry, entry.key),
            project=project_name(survey.facts, entry.project),
            rating=survey.facts.cell(RaidEntry, entry.key, "rating", Unit.STATUS),
            age=_age(survey, entry),
            lapsed=_lapsed(survey, entry),
        ),
        remedy=survey.ask(owner, "agree a mitigation, or accept it until a day."),
        owner=owner,
        since=entry.raised_on,
    )


def _age(survey: Survey, entry: RaidEntry) -> Statement:
    if entry.raised_on is None:
        return Statement(text="; when it was raised is not recorded")
    cell = (RaidEntry, entry.key, "raised_on")
    subject = f"{RaidEntry.table}:{entry.key}"
    age = survey.days(subject, "age_days", survey.today, entry.raised_on, cell)
    return say(", {age} after it was raised", age=age)


def _lapsed(survey: Survey, entry: RaidEntry) -> Statement:
    """Say that it had been accepted, where that has run out."""
    if entry.accepted_until is None:
        return Statement(text="")
    until = survey.facts.cell(RaidEntry, entry.key, "accepted_until", Unit.DATE)
    return say(" It had been accepted until {until}.", until=until)
