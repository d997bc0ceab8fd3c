"""When work is done, how many items by a day, and how likely what was promised is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.errors import BadInput
from assistant.planning.forecast.forecast import Asked, forecast
from assistant.planning.forecast.outlook import Forecast, ForecastRecord
from assistant.planning.forecast.record import forecast_record
from assistant.planning.forecast.subject import Subject, Subjects
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Team
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.assessment import Assessment
from assistant.usecases.find_work import find_work
from assistant.usecases.note_forecasts import note_forecasts


def forecast_work(
    assessment: Assessment, name: str | None = None, by: date | None = None
) -> Forecast:
    """Return the forecast of a project, milestone, epic, item or team; of everything without one.

    Raises NotFound where the asker can see nothing of that name, BadInput for a day that is over.
    """
    seen = assessment.seen
    if by is not None and by < seen.as_of:
        raise BadInput(
            f"{by.isoformat()} is over.", remedy=f"Give a day from {seen.as_of.isoformat()} on."
        )
    asked = Asked(subject_called(seen, name), by, assessment.whole_ranking.seed)
    return forecast(asked, assessment.whole_simulated, seen, assessment.app.policy)


def give_forecast(
    assessment: Assessment, name: str | None = None, by: date | None = None
) -> Forecast:
    """Return a forecast that is given to people: its days are remembered, to be judged later."""
    answer = forecast_work(assessment, name, by)
    note_forecasts(assessment, answer)
    return answer


def forecast_past(assessment: Assessment, name: str | None = None) -> ForecastRecord:
    """Return how good forecasts about something would have been; NotFound as for forecasts."""
    seen = assessment.seen
    return forecast_record(Facts(seen), assessment.app.policy, subject_called(seen, name))


def subject_called(seen: Snapshot, name: str | None) -> Subject:
    """Return what a name stands for: a team, else what has work; everything without a name."""
    subjects = Subjects(seen)
    if name is None:
        return subjects.everything()
    team = _team(seen.all(Team), name)
    if team is not None:
        return subjects.team(team)
    found = find_work(seen, name)
    if found.project is not None:
        return subjects.project(found.project)
    if found.milestone is not None:
        return subjects.milestone(found.milestone)
    return subjects.item(found.item or name)


def _team(teams: Iterable[Team], name: str) -> str | None:
    wanted = name.strip().casefold()
    return next(
        (team.key for team in teams if wanted in (team.key.casefold(), team.name.casefold())), None
    )
