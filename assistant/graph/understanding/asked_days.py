"""The days of a question as arguments: from when, until when, by when."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.graph.understanding.times import Times

_OPEN = frozenset({"from", "since", "after"})
_TO = frozenset({"to", "until", "till", "til"})


def first_day(times: Times) -> str | None:
    """Return the first day asked about."""
    return _written(times.start)


def last_day(times: Times, *, of_span: bool = False) -> str | None:
    """Return the last day asked about; with `of_span`, None where a single day is named."""
    if len(times.whens) == 1 and times.whens[0].role in _OPEN and times.end in {None, times.start}:
        return None
    return None if of_span and times.end == times.start else _written(times.end)


def by_day(times: Times) -> str | None:
    """Return the day until which something is asked about."""
    return _written(times.end)


def since_day(times: Times) -> str | None:
    """Return the day since which something is asked about."""
    return _written(times.start or times.end)


def named_day(times: Times) -> str | None:
    """Return the day that is named."""
    return _written(times.end or times.start)


def day_slipped_to(times: Times) -> str | None:
    """Return the day that something slips to; None where it is said by how much."""
    days = [each.end for each in times.whens if each.role in _TO and each.end is not None]
    return _written(days[0]) if days and not times.lengths else None


def away_until(times: Times, today: date) -> str | None:
    """Return the last day of an absence: the end of the stretch named, or the day named."""
    if times.lengths:
        first = times.start or today
        return _written(first + timedelta(times.lengths[0].days - 1))
    return last_day(times, of_span=True)


def working_days(times: Times) -> int | None:
    """Return by how many working days."""
    return times.lengths[0].working_days if times.lengths else None


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
