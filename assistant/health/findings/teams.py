"""What the table of WIP limits is asked: every team that declared a limit.

Work of confidential projects is not counted, so that the count is the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from assistant.health.findings.matter import Matter, Row, matter
from assistant.health.naming import team_name
from assistant.health.survey import Survey
from assistant.portfolio.people import Team
from assistant.portfolio.project import Project
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Unit

TABLE = "wip_limits"


def teams(survey: Survey) -> Iterator[Matter]:
    """Yield the teams that declared how much they can have in progress at once."""
    going = _in_progress(survey)
    for team in survey.snapshot.all(Team):
        if team.wip_limit is None:
            continue
        rows: list[Row] = [(WorkItem, key) for key in going.get(team.key, ())]
        found = matter(TABLE, team.key, (Team, team.key), also=rows)
        found.evidence.phrase("team", partial(team_name, key=team.key))
        found.evidence.computed("going", len(rows), Unit.COUNT, cells=rows)
        found.evidence.read("limit", team, "wip_limit", Unit.COUNT)
        yield found


def _in_progress(survey: Survey) -> dict[str, list[str]]:
    """Return the items in progress of each team."""
    secret = {each.key for each in survey.snapshot.all(Project) if each.confidential}
    found: dict[str, list[str]] = {}
    rows = survey.open_work.select("key", "team", "project", "category").iter_rows()
    for key, team, project, category in rows:
        if category == StatusCategory.DOING.value and team and project not in secret:
            found.setdefault(team, []).append(key)
    return found
