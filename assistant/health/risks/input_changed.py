"""Value inputs that their own beneficiary changed without evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from assistant.health.naming import called, owning_project
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.value_inputs import stated
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.facts import Facts
from assistant.portfolio.frames import to_object
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import ValueInput, WorkItem
from assistant.values import Fact, Statement, Unit, say


@dataclass(frozen=True, slots=True)
class UnprovenRaise:
    """An input as it is said now and as it was, in the last snapshot that said otherwise."""

    given: ValueInput
    was: ValueInput
    before: Snapshot


def changed_inputs(survey: Survey) -> Iterator[Risk]:
    """Yield inputs raised without evidence by who owns the item, its project or is unknown."""
    for each in unproven_raises(survey):
        yield _risk(survey, each.given, each.was, each.before)


def unproven_raises(survey: Survey) -> Iterator[UnprovenRaise]:
    """Yield what was raised so, by key.

    Only the latest change counts, and only while it is recent by the policy's limit.
    """
    recent = survey.policy.limit("value_input_days")
    for key, before in _last_changes(survey).items():
        given = survey.snapshot.get(ValueInput, key)
        was = _as_it_was(before, key)
        if given is None or given.value <= was.value or given.currency != was.currency:
            continue
        changed_on = given.stated_on or survey.snapshot.as_of
        unproven = not (given.evidence or "").strip()
        if unproven and _benefits(survey, given) and (survey.today - changed_on).days <= recent:
            yield UnprovenRaise(given, was, before)


def _last_changes(survey: Survey) -> dict[str, Snapshot]:
    """Return, for each input that differs from an earlier one, the last snapshot it differs from."""
    now = survey.snapshot.frame(ValueInput).select("key", "value")
    found: dict[str, Snapshot] = {}
    for earlier in survey.history:
        then = earlier.frame(ValueInput).select("key", "value")
        differs = now.join(then, on="key", suffix="_then").filter(
            pl.col("value") != pl.col("value_then")
        )
        found.update(dict.fromkeys(differs["key"].to_list(), earlier))
    return dict(sorted(found.items()))


def _as_it_was(snapshot: Snapshot, key: str) -> ValueInput:
    row = snapshot.frame(ValueInput).filter(pl.col("key") == key).row(0, named=True)
    return to_object(ValueInput, row)


def _benefits(survey: Survey, given: ValueInput) -> bool:
    """Whether who stated it is who gains by it, or nobody is named."""
    item = survey.snapshot.get(WorkItem, given.item)
    project = survey.snapshot.get(Project, item.project) if item else None
    gains = {item.owner if item else None, project.owner if project else None}
    return given.owner is None or given.owner in gains


def _risk(survey: Survey, given: ValueInput, was: ValueInput, before: Snapshot) -> Risk:
    facts = survey.facts
    project = owning_project(survey.snapshot, ValueInput, given.key)
    known = survey.projects.get(project or "")
    owner = survey.decider(known) if known else None
    return risk(
        RiskKind.INPUT_CHANGED,
        [given.key],
        severity=Severity.MEDIUM,
        projects=[project],
        headline=say(
            "The {factor} of {what} went from {old} to {new}{on} and has no evidence yet.",
            factor=_factor(survey, given),
            what=called(facts, WorkItem, given.item),
            old=stated(Facts(before), was),
            new=stated(facts, given),
            on=_on(survey, given),
        ),
        remedy=survey.ask(owner, "ask for the evidence before it moves the order."),
        owner=owner,
        since=given.stated_on,
    )


def _factor(survey: Survey, given: ValueInput) -> Fact:
    cell = (ValueInput, given.key, "factor")
    subject = f"{ValueInput.table}:{given.key}"
    return survey.facts.of(subject, "factor", given.factor.value, Unit.NAME, cells=[cell])


def _on(survey: Survey, given: ValueInput) -> Statement:
    if given.stated_on is None:
        return Statement(text="")
    on = survey.facts.cell(ValueInput, given.key, "stated_on", Unit.DATE)
    return say(" on {on}", on=on)
