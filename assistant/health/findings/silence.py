"""What the table of freshness is asked: every project that goes on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from assistant.health.findings.matter import Matter, Row, add_yes_no, matter
from assistant.health.rag.tolerances import add_limit
from assistant.health.survey import Survey
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Project, StatusUpdate
from assistant.values import Unit

TABLE = "freshness"


def silence(survey: Survey) -> Iterator[Matter]:
    """Yield the projects that go on, with how long nobody has reported about them."""
    for key, project in sorted(survey.active.items()):
        subject: Row = (Project, key)
        found = matter(TABLE, key, subject, key)
        evidence = found.evidence
        evidence.phrase("project", partial(Facts.name, noun=Project, key=key))
        since = survey.freshness.silent_since(project)
        owned = survey.ownership.owner(project) is not None
        add_yes_no(evidence, "owned", holds=owned, subject=subject)
        add_yes_no(evidence, "judged", holds=since is not None, subject=subject)
        add_limit(survey.policy, evidence, "allowed", "status_update_stale_days")
        if since is not None:
            cells = [_cell(survey, project)]
            evidence.computed("silent", (survey.today - since).days, Unit.DAYS, cells=cells)
        yield found


def _cell(survey: Survey, project: Project) -> Cell:
    last = survey.freshness.last(project)
    return (Project, project.key, "start") if last is None else (StatusUpdate, last.key, "day")
