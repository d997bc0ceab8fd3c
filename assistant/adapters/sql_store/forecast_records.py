"""The records of forecasts that were given to people."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.tables import FORECASTS
from assistant.governance.scoreboard.given import GivenForecast


def keep_forecasts(session: Session, given: Iterable[GivenForecast]) -> None:
    """Remember forecasts; one that is kept already stays as it is."""
    new = {each.id: each for each in given}
    for known in session.read(FORECASTS, only=("id",))["id"]:
        new.pop(known, None)
    for key, each in sorted(new.items()):
        session.add(FORECASTS, id=key, given_on=each.given_on, body=each.model_dump_json())


def forecasts(session: Session) -> tuple[GivenForecast, ...]:
    """Return the forecasts that were given, by day and id."""
    rows = session.read(FORECASTS).sort("given_on", "id")
    return tuple(GivenForecast.model_validate_json(body) for body in rows["body"])
