"""What the table of freezes is asked: every release that is still to come."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.findings.matter import Matter, Row, add_yes_no, matter
from assistant.health.naming import called
from assistant.health.rag.evidence import Evidence
from assistant.health.survey import Survey
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from assistant.values import Unit

TABLE = "freezes"


def releases(survey: Survey) -> Iterator[Matter]:
    """Yield the milestones that go live and have not been reached."""
    for milestone in survey.milestones:
        if milestone.is_release:
            yield _matter(survey, milestone)


def _matter(survey: Survey, milestone: Milestone) -> Matter:
    subject: Row = (Milestone, milestone.key)
    found = matter(TABLE, milestone.key, subject, milestone.project)
    evidence = found.evidence
    evidence.phrase("release", lambda facts: called(facts, Milestone, milestone.key))
    add_yes_no(evidence, "mandatory", holds=milestone.mandatory, subject=subject)
    field = "baseline" if milestone.forecast is None else "forecast"
    evidence.read("day", milestone, field, Unit.DATE)
    if "day" in evidence.values:
        _add_freeze(survey, evidence, milestone, field)
    return found


def _add_freeze(survey: Survey, evidence: Evidence, milestone: Milestone, field: str) -> None:
    project = survey.snapshot.get(Project, milestone.project)
    systems = project.systems if project is not None else ()
    day = milestone.forecast or milestone.baseline
    freeze = None if day is None else survey.freezes.over(day, systems)
    add_yes_no(evidence, "inside", holds=freeze is not None, subject=(Milestone, milestone.key))
    if day is None or freeze is None:
        return
    evidence.phrase("freeze", lambda facts: facts.name(Freeze, freeze.key))
    evidence.computed(
        "free_on",
        survey.freezes.first_free(day, systems),
        Unit.DATE,
        cells=[(Milestone, milestone.key, field), (Freeze, freeze.key, "end")],
    )
