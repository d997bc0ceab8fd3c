"""A project's colour as facts: by rule, as reported, and on which dimensions."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import status
from assistant.briefing.sections.reasons import deciding
from assistant.health.verdicts import DimensionVerdict, ProjectHealth
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.values import Fact, Statement, Unit, say


def rag_fact(inputs: BriefingInputs, judged: ProjectHealth) -> Fact:
    """Return the overall colour by rule, resting on the rows it was judged by."""
    fact = status(inputs.facts, f"projects:{judged.project}", "rag", judged.overall.value)
    reasons = (judged.because, *(verdict.because for verdict in judged.dimensions))
    return _resting_on(fact, reasons)


def rag_words(inputs: BriefingInputs, judged: ProjectHealth) -> Fact | Statement:
    """Return the colour, and where people decided on it for a time, also until when and by whom."""
    rag, decided = rag_fact(inputs, judged), judged.override
    if decided is None:
        return rag
    subject = f"projects:{judged.project}"
    return say(
        "{rag} until {until} (overridden by {by}; the rule says {rule})",
        rag=rag,
        until=inputs.facts.of(subject, "rag_overridden_until", decided.until, Unit.DATE),
        by=inputs.facts.name(Person, decided.by),
        rule=rule_fact(inputs, judged),
    )


def rule_fact(inputs: BriefingInputs, judged: ProjectHealth) -> Fact:
    """Return the colour by rule of a project that is shown in another one."""
    decided = judged.override
    word = decided.rule if decided is not None else judged.overall
    fact = status(inputs.facts, f"projects:{judged.project}", "rag_by_rule", word.value)
    return _resting_on(fact, (judged.because, *(each.because for each in judged.dimensions)))


def reported_fact(inputs: BriefingInputs, judged: ProjectHealth) -> Fact | None:
    """Return the colour that was reported, with the row it was reported in."""
    if judged.reported is None:
        return None
    told = inputs.reported.get(judged.project)
    subject, word = f"projects:{judged.project}", judged.reported.value
    return status(inputs.facts, subject, "rag_reported", word, *([told.cell] if told else []))


def on_dimensions(inputs: BriefingInputs, judged: ProjectHealth) -> Statement:
    """Return a project with the dimensions that gave it its colour: “Atlas on schedule and cost”."""
    project = inputs.facts.name(Project, judged.project)
    dimensions = [_dimension_fact(inputs, judged, verdict) for verdict in deciding(judged)]
    if not dimensions:
        return say("{project}", project=project)
    return say("{project} on {dimensions}", project=project, dimensions=dimensions)


def _dimension_fact(
    inputs: BriefingInputs, judged: ProjectHealth, verdict: DimensionVerdict
) -> Fact:
    name = verdict.dimension.value
    fact = status(inputs.facts, f"projects:{judged.project}", f"deciding_{name}", name)
    return _resting_on(fact, (verdict.because,))


def _resting_on(fact: Fact, reasons: Iterable[Statement]) -> Fact:
    """Return a status word with the rows of every fact that its reasons name."""
    held = (each for because in reasons for each in because.facts.values())
    rows = dict.fromkeys(source for each in held for source in each.sources)
    return fact.model_copy(update={"sources": tuple(rows)})
