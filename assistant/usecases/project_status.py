"""How a project is: its colour by rule beside the reported one, dates, money, what is being done."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.sections.colours import on_dimensions, rag_words, reported_fact
from assistant.briefing.sections.reasons import clause_of, reasons
from assistant.errors import NotFound
from assistant.health.verdicts import ProjectHealth
from assistant.planning.forecast.outlook import ProjectForecast
from assistant.portfolio.project import Project, Rag, StatusUpdate
from assistant.usecases.assessment import Assessment
from assistant.usecases.forecast_work import forecast_work
from assistant.usecases.project_money import project_money
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Fact, Statement, Unit, Value, say

_ENOUGH = 2
"""Reasons that are told of a colour."""


class ProjectStatus(Value):
    """One project as its reader may see it; RAG and delivery confidence are two things."""

    project: str
    health: ProjectHealth
    headline: Statement
    because: tuple[Statement, ...]
    remedies: tuple[Statement, ...]
    forecast: Statement | None = Field(description="delivery confidence: a forecast, not the RAG")
    money: Statement | None
    figures: Mapping[str, Fact] = Field(description="money, indices and chances by what they are")
    dates: tuple[Statement, ...] = Field(description="promised days with their chance")
    confidence: ProjectForecast | None = None


def project_status(assessment: Assessment, key: str) -> ProjectStatus:
    """Return the status of a project by its key; NotFound where the asker sees none such."""
    judged = next((each for each in assessment.health if each.project == key), None)
    if judged is None:
        raise NotFound("status of a project", key)
    inputs = briefing_inputs(assessment, Audience.TEAM)
    found = reasons(inputs, judged)[:_ENOUGH]
    forecast = forecast_work(assessment, key) if _has_work(assessment, key) else None
    confidence = None
    if forecast is not None:
        confidence = next((each for each in forecast.projects if each.project == key), None)
    money = next((each for each in project_money(inputs) if each.project == key), None)
    return ProjectStatus(
        project=key,
        health=judged,
        headline=status_line(inputs, judged),
        because=tuple(each.because for each in found),
        remedies=tuple(each.remedy for each in found if each.remedy is not None),
        forecast=None if confidence is None else _confidence(inputs, confidence),
        money=None if money is None else money.statement,
        figures={**({} if money is None else money.figures), **_chances(confidence)},
        dates=() if forecast is None else tuple(each.statement for each in forecast.commitments),
        confidence=confidence,
    )


def status_line(inputs: BriefingInputs, judged: ProjectHealth) -> Statement:
    """Say a project's colour by rule, on what, and what it was reported as, how often in a row."""
    slots: dict[str, Fact | Statement] = {
        "project": inputs.facts.name(Project, judged.project),
        "on": on_dimensions(inputs, judged),
        "rag": rag_words(inputs, judged),
    }
    told = reported_fact(inputs, judged)
    if judged.overall is Rag.GREY:
        text, slots["known"] = (
            "{project} is {rag} by rule ({known} dimensions known)",
            judged.judged_on,
        )
        del slots["on"]
    else:
        text = "{rag} by rule: {on}"
        del slots["project"]
    if told is None:
        return say(text + ".", **slots)
    if judged.reported is judged.overall:
        return say(text + "; reported {told} too.", told=told, **slots)
    times = _times_reported(inputs, judged)
    if times is None:
        return say(text + "; reported {told}.", told=told, **slots)
    return say(
        text + "; reported {told} {times} [time|times] in a row.", told=told, times=times, **slots
    )


def _times_reported(inputs: BriefingInputs, judged: ProjectHealth) -> Fact | None:
    """Return how often in a row a project was reported as it was last; None for once."""
    updates = sorted(
        (each for each in inputs.snapshot.all(StatusUpdate) if each.project == judged.project),
        key=lambda each: (each.day, each.key),
        reverse=True,
    )
    alike = list(takewhile(lambda each: each.rag is judged.reported, updates))
    if len(alike) <= 1:
        return None
    cells = [(StatusUpdate, each.key, "rag") for each in alike]
    subject = f"projects:{judged.project}"
    return inputs.facts.of(subject, "reported_in_a_row", len(alike), Unit.COUNT, cells=cells)


def told_in_one_line(inputs: BriefingInputs, judged: ProjectHealth) -> Statement:
    """Say of a project which dimensions decided and the first reason, for a list."""
    first = reasons(inputs, judged)[0].because
    if judged.overall is Rag.GREY:
        return say(
            "{project}: {why}",
            project=inputs.facts.name(Project, judged.project),
            why=clause_of(judged.because),
        )
    told = reported_fact(inputs, judged)
    if told is None:
        return say("{on}: {why}", on=on_dimensions(inputs, judged), why=first)
    return say(
        "{on}, reported {told}: {why}", on=on_dimensions(inputs, judged), told=told, why=first
    )


def _has_work(assessment: Assessment, key: str) -> bool:
    return any(item.project == key for item in assessment.ranking.items)


def _chances(found: ProjectForecast | None) -> Mapping[str, Fact]:
    if found is None:
        return {}
    told = {
        "delivery confidence": found.delivery_confidence,
        "agreed end": found.end,
        "even odds": found.even,
        "safer day": found.sure,
    }
    return {name: fact for name, fact in told.items() if fact is not None}


def _confidence(inputs: BriefingInputs, found: ProjectForecast) -> Statement | None:
    if found.sure is None or found.even is None:
        return None
    name = inputs.facts.name(Project, found.project)
    slots: dict[str, Fact] = {"project": name, "even": found.even, "sure": found.sure}
    if found.end is None or found.delivery_confidence is None:
        text = (
            "Delivery confidence: {project} is there by {sure} in most cases, {even} at even odds."
        )
        return say(text, **slots)
    slots |= {"end": found.end, "chance": found.delivery_confidence}
    del slots["even"]
    text = (
        "Delivery confidence, which is another thing: {project} is {chance} likely by {end}, its "
    )
    return say(text + "agreed end; in most cases by {sure}.", **slots)
