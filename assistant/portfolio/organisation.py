"""The organisation, its themes, calendars and freezes."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from assistant.portfolio.noun import Noun, Ref


class Organisation(Noun):
    """Who the portfolio belongs to; one row."""

    table = "organisation"
    title = "Organisation"

    name: str
    currency: Annotated[str, Field(description="ISO 4217 code figures are reported in")] = "EUR"
    time_zone: Annotated[str, Field(description="IANA zone, such as Europe/Dublin")] = "UTC"
    today: Annotated[
        date | None, Field(description="a fixed today, for a sample; empty means the real one")
    ] = None


class Theme(Noun):
    """A strategic theme that projects serve."""

    table = "themes"
    title = "Strategic theme"

    name: str
    owner: Annotated[str | None, Ref("people")] = None


class Holiday(Noun):
    """A day nobody works, in a calendar."""

    table = "holidays"
    title = "Holiday"
    identity = ("calendar", "day")

    calendar: str = "default"
    day: date
    name: str | None = None


class Freeze(Noun):
    """Days on which nothing may go live; work goes on."""

    table = "freezes"
    title = "Change freeze"

    name: str
    start: date
    end: Annotated[date, Field(description="last day of the freeze")]
    systems: Annotated[tuple[str, ...], Field(description="empty means all systems")] = ()
