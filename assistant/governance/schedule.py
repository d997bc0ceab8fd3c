"""When something is due by itself: a weekday or every day, at a time of the organisation's zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import Field

from assistant.errors import BadInput
from assistant.values import Value

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WRITTEN = re.compile(r"([a-z]+)\s+([01]?\d|2[0-3]):([0-5]\d)")
_WEEK = 7


class Schedule(Value):
    """A time of day, on one weekday (0 is Monday) or on all of them."""

    weekday: int | None = Field(ge=0, le=6)
    at: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read “monday 07:00” or “daily 02:00”; BadInput says how it is written."""
        written = _WRITTEN.fullmatch(text.strip().casefold())
        days = [n for n, day in enumerate(_DAYS) if written and day.startswith(written[1])]
        daily = written is not None and written[1] in ("daily", "day")
        if written is None or not (daily or (days and len(written[1]) > 1)) or len(days) > 1:
            raise BadInput(
                f"“{text}” is no schedule.", remedy="Write it as “monday 07:00” or “daily 02:00”."
            )
        at = time(int(written[2]), int(written[3]))
        return cls(weekday=None if daily else days[0], at=at)

    def last_due(self, now: datetime, zone: ZoneInfo) -> datetime:
        """Return the last moment up to now at which it was due, in UTC.

        An hour that a change of the clocks leaves out is taken as the one after it.
        """
        today = now.astimezone(zone).date()
        moments = (
            datetime.combine(day, self.at, zone).astimezone(UTC)
            for day in (today - timedelta(days=back) for back in range(_WEEK + 1))
            if self.weekday in (None, day.weekday())
        )
        return next(moment for moment in moments if moment <= now)


class Duties(Value):
    """What the organisation wants done by itself; None is left to people."""

    brief: Schedule | None = Field(default=None, description="when the weekly brief is drafted")
    brief_to: str | None = Field(default=None, description="where it is proposed to be published")
    refresh: Schedule | None = Field(default=None, description="when sources are read again")
    order: Schedule | None = Field(
        default=None, description="when an order is proposed, where that is worth asking for"
    )
    checkpoints: Schedule | None = Field(default=None, description="when the audit is vouched for")
    checkpoint_folder: str | None = Field(default=None, description="where checkpoints are kept")
    checkpoint_to: str | None = Field(
        default=None, description="e-mail addresses that checkpoints are sent to"
    )
    reminders: Schedule | None = Field(default=None, description="when people are reminded")
    notice_folder: str | None = Field(
        default=None, description="where notices lie for people without an e-mail address"
    )
